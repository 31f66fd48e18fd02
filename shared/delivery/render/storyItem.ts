/** A story in a list: headline, outlet and time, why, link. */
import { type StoryEntry, timeOf, type Why } from '../storyEntry.ts';
import type { RenderContext } from './context.ts';
import { harmless, withoutAsterisks } from './harmless.ts';
import { COLUMNS, fits, shortenFirst, wrap } from './lines.ts';
import { excerpts, marked, titleHoldsAll } from './marks.ts';
import { count } from './words.ts';

/** Longest headline that a line or three can show, in UTF-16 units. */
const LONGEST_HEADLINE = 300;

/** The headline in its lines, unmarked. */
export const headlineLines = (title: string): string[] => wrap(withoutAsterisks(title) || '…');

/** The headline, marked when it explains itself by its marks. */
export function markedHeadline({ article, whys }: StoryEntry): { text: string; isMarked: boolean } {
  const place = whys[0] && titleHoldsAll(whys[0].places, article.title);
  if (place && place.text.length <= LONGEST_HEADLINE) return { text: marked(place), isMarked: true };
  return { text: withoutAsterisks(article.title).slice(0, LONGEST_HEADLINE) || '…', isMarked: false };
}

/** `Why: words`, with an excerpt when the headline does not show them: one line for each of their queries. */
export function whyLines(entry: StoryEntry, { words }: RenderContext): string[] {
  return entry.whys.map((why, index) => {
    const label = `${words.why}: ${harmless(why.words, 60)}`;
    const isShown =
      index === 0 ? markedHeadline(entry).isMarked : titleHoldsAll(why.places, entry.article.title) !== null;
    return shortenFirst(label, isShown ? '' : excerptAfter(label, why));
  });
}

function excerptAfter(label: string, { places }: Why): string {
  const place = places.find(({ field }) => field === 'text') ?? places[0];
  const room = COLUMNS - label.length - 2;
  const line = place && room >= 20 ? excerpts(place, room, 1)[0] : undefined;
  return line ? `: ${line}` : '';
}

/** `Harian Samudra 14:37 · also in Pelita Pagi, Warta Khatulistiwa`. */
export function outletLine(
  { article, others }: StoryEntry,
  time: (at: number) => string,
  { words }: RenderContext,
): string {
  const when = ` ${time(timeOf(article))}`;
  const outlet = harmless(article.outlet, 40);
  if (others.length === 0) return shortenFirst(outlet, when);
  const names = others.map((other) => harmless(other.outlet, 40));
  const all = `${when} · ${words.alsoIn} ${names.join(', ')}`;
  if (fits(outlet + all)) return outlet + all;
  return shortenFirst(outlet, `${when} · ${words.alsoIn} ${count(words, words.more, others.length)}`);
}
