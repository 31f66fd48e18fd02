/**
 * A slow, obviously right matcher to hold the engine to. It shares no code with it: texts are folded by regular
 * expressions and cut into lists of strings, and every query looks at every place.
 */
import type { Matchable } from '../../shared/queries/query.ts';

/** A query as a tree that was never text. */
export type Tree =
  | {
      kind: 'words';
      scope: 'any' | 'title' | 'source';
      words: string[];
      near?: number;
      prefix?: boolean;
      exact?: boolean;
    }
  | { kind: 'not'; child: Tree }
  | { kind: 'and' | 'or'; children: Tree[] };

export function matches(tree: Tree, article: Matchable): boolean {
  switch (tree.kind) {
    case 'and':
      return tree.children.every((child) => matches(child, article));
    case 'or':
      return tree.children.some((child) => matches(child, article));
    case 'not':
      return !matches(tree.child, article);
    case 'words': {
      const fields = { any: [article.title, article.text], title: [article.title], source: [article.source] }[
        tree.scope
      ];
      return fields.some((text) =>
        tree.near === undefined ? hasPhrase(tree, text) : windowPlaces(tree, text).length > 0,
      );
    }
  }
}

const JOINERS = "-–'’";
/** Between the parts of a hyphenated word. */
const TIE = new RegExp(`^(?:\\s*[${JOINERS}]\\s*|\\s+)$`);
const HAN = /\p{Script=Han}/u;

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll('İ', 'i')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .replaceAll('đ', 'd')
    .replaceAll('ı', 'i')
    .replaceAll('ё', 'е')
    .replaceAll(/\p{Script=Latin}/gu, (letter) => letter.normalize('NFD').replaceAll(/\p{M}/gu, ''));

/** A stretch of letters with what stood before it, or one character of Han with whether a word begins or ends there. */
interface Piece {
  text: string;
  start: number;
  end: number;
  before: string;
  opens: boolean;
  closes: boolean;
}

function cut(text: string): Piece[] {
  const pieces: Piece[] = [];
  let before = '';
  for (const { segment, index: at } of new Intl.Segmenter('zh', { granularity: 'word' }).segment(text)) {
    for (const { 0: part, index: inside } of segment.matchAll(/\p{Script=Han}+|[\p{L}\p{N}]+|[^\p{L}\p{N}]/gu)) {
      if (!/[\p{L}\p{N}]/u.test(part)) {
        before += part;
        continue;
      }
      const characters = HAN.test(part) ? Array.from(part) : [part];
      let end = at + inside;
      characters.forEach((character, index) => {
        const [opens, closes] = [index === 0, index === characters.length - 1];
        const start = end;
        end += character.length;
        pieces.push({ text: character, start, end, before: index === 0 ? before : '', opens, closes });
      });
      before = '';
    }
  }
  return pieces;
}

export type Words = Extract<Tree, { kind: 'words' }>;

/** Where a word that begins at `from` ends, all ways. */
function wordEnds(word: string, { prefix = false, exact = false }: Words, pieces: Piece[], from: number): number[] {
  const wanted = cut(word);
  const same = (one: string, other: string, isLast: boolean): boolean => {
    const [left, right] = exact ? [one.normalize('NFKC'), other] : [plain(one), plain(other)];
    return prefix && isLast ? left.startsWith(right) : left === right;
  };
  const ends: number[] = [];
  const apart = wanted.every((piece, index) => {
    const found = pieces[from + index];
    const isTied = index === 0 || HAN.test(word) || TIE.test(found?.before ?? '');
    return found !== undefined && isTied && same(found.text, piece.text, index === wanted.length - 1);
  });
  let last = from + wanted.length - 1;
  if (apart && prefix) while (!pieces[last]!.closes) last += 1;
  if (apart && pieces[from]!.opens && pieces[last]!.closes) ends.push(last);

  if (HAN.test(word)) return ends;
  if (wanted.length > 1 && !wanted.slice(1).every(({ before }) => JOINERS.includes(before))) return ends;
  const whole = wanted.map((piece) => piece.text).join('');
  if (wanted.length > 1 && !/\p{L}/u.test(whole)) return ends;
  let joined = '';
  for (let to = from; to < pieces.length && to < from + 4; to++) {
    const piece = pieces[to]!;
    if (HAN.test(piece.text)) break;
    if (to > from && !(piece.before.length === 1 && JOINERS.includes(piece.before))) break;
    joined += piece.text;
    const isAlias = to === from || /\p{L}/u.test(joined);
    if (isAlias && same(joined, whole, true)) ends.push(to);
  }
  return ends;
}

function hasPhrase(tree: Words, text: string): boolean {
  const pieces = cut(text);
  const follows = (index: number, from: number): boolean =>
    index === tree.words.length ||
    (from < pieces.length &&
      wordEnds(tree.words[index]!, tree, pieces, from).some((end) => follows(index + 1, end + 1)));
  return pieces.some((_, from) => follows(0, from));
}

/** The places in all choices of one place for each word, none twice, that leave few enough other words between. */
export function windowPlaces(tree: Words, text: string): { start: number; end: number }[] {
  const pieces = cut(text);
  const wordNumbers: number[] = [];
  pieces.forEach(({ opens }) => wordNumbers.push((wordNumbers.at(-1) ?? -1) + Number(opens)));
  const places = tree.words.map((word) =>
    pieces.flatMap((_, from) => wordEnds(word, tree, pieces, from).map((to) => ({ from, to }))),
  );
  const found = new Map<string, { start: number; end: number }>();
  const choose = (index: number, chosen: { from: number; to: number }[]): void => {
    if (index < places.length) {
      const isFree = ({ from, to }: { from: number; to: number }): boolean =>
        chosen.every((other) => to < other.from || from > other.to);
      for (const place of places[index]!.filter(isFree)) choose(index + 1, [...chosen, place]);
      return;
    }
    const first = Math.min(...chosen.map(({ from }) => wordNumbers[from]!));
    const last = Math.max(...chosen.map(({ to }) => wordNumbers[to]!));
    const covered = chosen.reduce((sum, { from, to }) => sum + wordNumbers[to]! - wordNumbers[from]! + 1, 0);
    if (last - first + 1 - covered > tree.near!) return;
    for (const { from, to } of chosen) {
      found.set(`${from} ${to}`, { start: pieces[from]!.start, end: pieces[to]!.end });
    }
  };
  choose(0, []);
  return [...found.values()].sort((one, other) => one.start - other.start || one.end - other.end);
}
