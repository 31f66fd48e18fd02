/**
 * Places where words and a text met, with the matched words between asterisks.
 *
 * The source's own asterisks are dropped first. Offsets are those of the stored excerpt, so marks are set before
 * anything is made harmless or cut.
 */
import type { Place } from '../../queries/query.ts';
import { countGraphemes, cutAtGrapheme, harmless, withoutAsterisks } from './harmless.ts';

/** The whole text, marked. */
export function marked({ text, marks }: Place): string {
  let line = '';
  let at = 0;
  for (const { start, end } of marks) {
    line += `${plain(text, at, start)}*${plain(text, start, end)}*`;
    at = end;
  }
  return harmless(line + plain(text, at, text.length));
}

const plain = (text: string, from: number, to: number): string => text.slice(from, to).replaceAll('*', '');

/** Whether the headline shows every word that the match has anywhere: then it explains itself. */
export function titleHoldsAll(places: readonly Place[], title: string): Place | null {
  const place = places.find(({ field, text }) => field === 'title' && text === title);
  if (!place) return null;
  const inTitle = termsOf([place]);
  return [...termsOf(places)].every((term) => inTitle.has(term)) ? place : null;
}

const termsOf = (places: readonly Place[]): Set<string> =>
  new Set(places.flatMap(({ text, marks }) => marks.map(({ start, end }) => text.slice(start, end).toLowerCase())));

interface Token {
  text: string;
  isMarked: boolean;
}

/** Lines of at most `columns`, each around marks, cut at words, `…` where cut; at most `most` of them. */
export function excerpts(place: Place, columns: number, most: number): string[] {
  const whole = marked(place);
  if (countGraphemes(whole) <= columns) return [whole];
  const tokens = whole.split(' ').map((text): Token => ({ text, isMarked: false }));
  flagMarked(tokens);
  const lines: string[] = [];
  let covered = 0;
  while (lines.length < most) {
    const first = tokens.findIndex(({ isMarked }, index) => isMarked && index >= covered);
    if (first < 0) break;
    const { line, end } = lineAround(tokens, first, covered, columns);
    lines.push(line);
    covered = end;
  }
  return lines.length > 0 ? lines : [cutAtGrapheme(whole, columns)];
}

/** A mark may span several words: all of them count. */
function flagMarked(tokens: Token[]): void {
  let isInside = false;
  for (const token of tokens) {
    const asterisks = token.text.split('*').length - 1;
    token.isMarked = isInside || asterisks > 0;
    if (asterisks % 2 === 1) isInside = !isInside;
  }
}

/** As many words as fit, from a few before the first mark on. */
function lineAround(
  tokens: readonly Token[],
  first: number,
  from: number,
  columns: number,
): { line: string; end: number } {
  let start = first;
  let end = first + 1;
  const render = (a: number, b: number): string => {
    const words = tokens
      .slice(a, b)
      .map(({ text }) => text)
      .join(' ');
    return `${a > 0 && !words.startsWith('…') ? '… ' : ''}${words}${b < tokens.length && !words.endsWith('…') ? ' …' : ''}`;
  };
  const room = (a: number, b: number): boolean => countGraphemes(render(a, b)) <= columns;
  while (end < tokens.length && tokens[end]!.isMarked && room(start, end + 1)) end++;
  if (start > from && room(start - 1, end)) start--;
  while (end < tokens.length && room(start, end + 1)) end++;
  while (start > from && room(start - 1, end)) start--;
  const line = render(start, end);
  return { line: countGraphemes(line) <= columns ? line : cutAtGrapheme(withoutAsterisks(line), columns), end };
}
