/**
 * The excerpts that show people why: the title whole, then up to three passages of the text and the small fields that
 * met, with the places of the hits in them.
 */
import type { Hit, Matchable, Place } from './query.ts';

export const LONGEST_EXCERPT = 160;
export const MOST_TEXT_PLACES = 3;
/** Characters shown before the first hit of a passage, where there is room. */
const LEAD = 60;
const ELLIPSIS = '…';

export function excerptPlaces(article: Matchable, hits: readonly Hit[]): Place[] {
  const of = (field: Hit['field']): Hit[] => hits.filter((hit) => hit.field === field);
  const places: Place[] = [];
  if (of('title').length > 0) places.push({ field: 'title', text: article.title, marks: mergeMarks(of('title')) });
  places.push(...textPlaces(article.text, of('text')));
  for (const field of ['source', 'author', 'lang'] as const) {
    if (of(field).length > 0) places.push(clip(field, article[field], mergeMarks(of(field))));
  }
  for (const category of article.categories) {
    const marks = mergeMarks(of('category').filter(({ text, start, end }) => category.slice(start, end) === text));
    if (marks.length > 0) places.push(clip('category', category, marks));
  }
  return places;
}

type Mark = Place['marks'][number];

/** In order and without overlaps. */
function mergeMarks(hits: readonly Mark[]): Mark[] {
  const marks: Mark[] = [];
  for (const { start, end } of [...hits].sort((one, other) => one.start - other.start)) {
    const last = marks.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else marks.push({ start, end });
  }
  return marks;
}

/** Passages in the order of the text; marks that stand close together share one. */
function textPlaces(text: string, hits: readonly Hit[]): Place[] {
  const places: Place[] = [];
  let marks = mergeMarks(hits);
  while (marks.length > 0 && places.length < MOST_TEXT_PLACES) {
    const { place, until } = passage('text', text, marks);
    places.push(place);
    marks = marks.filter(({ start }) => start >= until);
  }
  return places;
}

const clip = (field: Hit['field'], text: string, marks: readonly Mark[]): Place => passage(field, text, marks).place;

/** The passage around the first mark, with every mark that stands whole in it. */
function passage(field: Hit['field'], text: string, marks: readonly Mark[]): { place: Place; until: number } {
  const first = marks[0]!;
  if (text.length <= LONGEST_EXCERPT) return { place: { field, text, marks: [...marks] }, until: text.length };

  const room = LONGEST_EXCERPT - 2 * (ELLIPSIS.length + 1);
  const from = first.start < LEAD ? 0 : wordStart(text, Math.max(first.start - LEAD, first.end - room), first.start);
  const to = wordEnd(text, from + room, Math.min(first.end, from + room));
  const head = from > 0 ? `${ELLIPSIS} ` : '';
  const tail = to < text.length ? ` ${ELLIPSIS}` : '';
  const shown = marks
    .filter(({ start, end }) => start >= from && end <= to)
    .map(({ start, end }) => ({ start: start - from + head.length, end: end - from + head.length }));
  const cut = shown.length > 0 ? shown : [{ start: first.start - from + head.length, end: to - from + head.length }];
  return {
    place: { field, text: head + text.slice(from, to).trimEnd() + tail, marks: cut },
    until: Math.max(to, first.start + 1),
  };
}

/** The first begin of a word from `from` on, at most `latest`. In scripts without spaces: of a character. */
function wordStart(text: string, from: number, latest: number): number {
  const space = text.slice(from, latest).search(/\s\S/);
  return space === -1 ? wholeCharacter(text, from) : from + space + 1;
}

/** The last end of a word before `to`, at least `earliest`. */
function wordEnd(text: string, to: number, earliest: number): number {
  if (to >= text.length) return text.length;
  for (let end = to; end >= earliest; end--) if (/\s/.test(text[end]!)) return end;
  return wholeCharacter(text, to);
}

/** Never between the halves of a character. */
const wholeCharacter = (text: string, index: number): number =>
  /[\udc00-\udfff]/.test(text[index] ?? '') ? index + 1 : index;
