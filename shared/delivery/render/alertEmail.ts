/** E-mails about owed stories: one, several of a minute, or what quiet hours held back. */
import { MINUTE } from '../../platform/clock.ts';
import { type StoryEntry, timeOf } from '../storyEntry.ts';
import type { RenderContext } from './context.ts';
import { footer } from './footer.ts';
import { harmless } from './harmless.ts';
import { COLUMNS, shortenFirst, toBody, withLink, wrap } from './lines.ts';
import { excerpts, marked } from './marks.ts';
import type { Rendered } from './rendered.ts';
import { headlineLines, markedHeadline, outletLine, whyLines } from './storyItem.ts';
import { subjectLine, subjectOf } from './subject.ts';
import { capitalize, count } from './words.ts';

const PLACES_A_STORY = 3;

export function renderOne(entry: StoryEntry, context: RenderContext): Rendered {
  const { words, times, links } = context;
  const { article, whys, story } = entry;
  const at = timeOf(article);
  const [only] = whys;
  const page = withLink(words.allOutlets, links.story(story.id));
  return {
    subject: subjectOf(whys.map((why) => why.words).join(', '), article.title),
    parts: 0,
    body: toBody([
      [
        shortenFirst(harmless(article.outlet, 60), ` · ${times.full(at)} ${times.zone(at)}`),
        ...headlineLines(article.title),
        article.link,
      ],
      ...whys.map((why) => [
        ...wrap(`${words.why}: ${words.yourWords}  ${harmless(why.words)}`.replace('  ', ' \u00a0')).map(restoreSpace),
        ...placeLines(why.places, context),
      ]),
      [...alsoIn(entry, context), ...page],
      footer(context, whys.length === 1 ? only?.stopToken : undefined),
    ]),
  };
}

const restoreSpace = (line: string): string => line.replace('\u00a0', ' ');

function placeLines(places: StoryEntry['whys'][number]['places'], { words }: RenderContext): string[] {
  const lines: string[] = [];
  for (const place of places) {
    const label = `- ${words.field[place.field]}: `;
    const room = COLUMNS - label.length;
    const found = marked(place).length <= room ? [marked(place)] : excerpts(place, room, PLACES_A_STORY - lines.length);
    lines.push(...found.map((line) => label + line));
    if (lines.length >= PLACES_A_STORY) break;
  }
  return lines.slice(0, PLACES_A_STORY);
}

function alsoIn({ others }: StoryEntry, { words, times }: RenderContext): string[] {
  if (others.length === 0) return [];
  const names = others.map((other) => `${harmless(other.outlet, 40)} ${times.time(timeOf(other))}`);
  const shown: string[] = [];
  for (const [index, name] of names.entries()) {
    const rest = names.length - index - 1;
    const tail = rest > 0 ? `, ${count(words, words.more, rest)}` : '';
    const line = `${capitalize(words.alsoIn)}: ${[...shown, name].join(', ')}${tail}`;
    if (line.length > COLUMNS && shown.length > 0) break;
    shown.push(name);
  }
  const hidden = names.length - shown.length;
  const tail = hidden > 0 ? `, ${count(words, words.more, hidden)}` : '';
  return [shortenFirst(`${capitalize(words.alsoIn)}: ${shown.join(', ')}`, tail)];
}

export function renderSeveral(entries: readonly StoryEntry[], context: RenderContext): Rendered {
  const { words, times, now } = context;
  const stories = count(words, words.stories, entries.length);
  const rest = count(words, words.andMore, entries.length - 1);
  const headline = harmless(entries[0]?.article.title ?? '', 99 - stories.length - rest.length - 4);
  return {
    subject: subjectLine(`${stories}: ${headline}, ${rest}`),
    parts: 0,
    body: toBody([
      [
        `${stories}${isOneMinute(entries) ? ` ${words.inOneMinute}` : ''} · ${times.full(now.getTime())} ${times.zone(now.getTime())}`,
      ],
      ...numbered(entries, context, (at) => times.time(at)),
      footer(context),
    ]),
  };
}

/** After a pause or a throttled hour it was not. */
function isOneMinute(entries: readonly StoryEntry[]): boolean {
  const matched = entries.flatMap(({ matchedAt }) => matchedAt ?? []);
  return Math.max(...matched) - Math.min(...matched) <= MINUTE;
}

/** What came while it was quiet, released when the quiet hours ended. */
export function renderReleased(
  entries: readonly StoryEntry[],
  { from, to }: { from: number; to: number },
  context: RenderContext,
): Rendered {
  const { words, times } = context;
  const queries = [...new Set(entries.flatMap(({ whys }) => whys.map((why) => why.words)))].join(', ');
  const until = `${times.dayAndYear(to)}, ${times.time(to)} ${times.shortZone(to)}`;
  return {
    subject: subjectLine(words.whileQuiet(count(words, words.stories, entries.length), queries)),
    parts: 0,
    body: toBody([
      wrap(words.held(times.weekTime(from), until)),
      ...numbered(entries, context, (at) => times.weekTime(at)),
      wrap(words.urgentHint),
      footer(context),
    ]),
  };
}

function numbered(entries: readonly StoryEntry[], context: RenderContext, time: (at: number) => string): string[][] {
  return entries.map((entry, index) => [
    ...wrap(`${index + 1}. ${markedHeadline(entry).text}`),
    outletLine(entry, time, context),
    ...whyLines(entry, context),
    context.links.story(entry.story.id),
  ]);
}
