/** The digest: totals, contents, then each query's stories, most outlets first. */
import { HOUR } from '../../platform/clock.ts';
import type { DigestWindow } from '../delivery.ts';
import type { Subscription } from '../../subscribers/subscriber.ts';
import { type StoryEntry, timeOf } from '../storyEntry.ts';
import type { RenderContext } from './context.ts';
import { harmless } from './harmless.ts';
import { COLUMNS, fits, shortenFirst, toBody, withLink, wrap } from './lines.ts';
import { excerpts } from './marks.ts';
import type { Rendered } from './rendered.ts';
import { markedHeadline } from './storyItem.ts';
import { subjectLine } from './subject.ts';
import { count } from './words.ts';

/** The rest stands on the digest's page. */
const STORIES_SHOWN = 100;

export interface QueryPast {
  wish: Subscription;
  /** Matches in 30 days. */
  count: number;
  /** Epoch milliseconds of the last one. */
  last: number | null;
}

export interface DigestFacts {
  entries: readonly StoryEntry[];
  /** In digest mode. */
  wishes: readonly Subscription[];
  /** Of those that found nothing. */
  pasts: readonly QueryPast[];
  window: DigestWindow;
}

interface Section {
  words: string;
  entries: readonly StoryEntry[];
  wish: Subscription | null;
}

export function renderDigest(facts: DigestFacts, context: RenderContext): Rendered {
  const { words, times } = context;
  const { entries, window } = facts;
  const sections = toSections(facts);
  const stories = count(words, words.stories, entries.length);
  const found = sections.filter((section) => section.entries.length > 0).map((section) => section.words);
  return {
    subject: subjectLine(`${times.day(window.to)}: ${words.storiesFor(stories, found.join(', '))}`),
    parts: 0,
    body: toBody([
      heading(facts, context),
      sections.map((section) => shortenFirst(`${section.entries.length}  ${harmless(section.words, 60)}`, '')),
      ...sections.flatMap((section) => renderSection(section, facts, context)),
      ...(entries.length > STORIES_SHOWN
        ? [[`${count(words, words.more, entries.length - STORIES_SHOWN)}: ${words.moreOnPage}`]]
        : []),
      digestFooter(window, context),
    ]),
  };
}

export function digestTitle({ to }: DigestWindow, { words, times }: RenderContext): string {
  return `${words.digestTitle} · ${times.longDay(to)}, ${times.time(to)} ${times.zone(to)}`;
}

export const windowHours = ({ from, to }: DigestWindow, { words }: RenderContext): string =>
  count(words, words.hours, Math.max(1, Math.round((to - from) / HOUR)));

function heading({ entries, window }: DigestFacts, context: RenderContext): string[] {
  const { words, times } = context;
  const articles = entries.reduce((sum, { story }) => sum + story.articles.length, 0);
  const outlets = new Set(entries.flatMap(({ story }) => story.articles.map(({ outlet }) => outlet))).size;
  const totals = [
    count(words, words.stories, entries.length),
    count(words, words.articles, articles),
    count(words, words.outlets, outlets),
  ].join(', ');
  const span = words.hoursFrom(windowHours(window, context), times.weekTime(window.from));
  return [...wrap(digestTitle(window, context)), ...wrap(`${span}: ${totals}`)];
}

/** A section for each query that found something or is in digest mode; stories stand under their first query. */
function toSections({ entries, wishes }: DigestFacts): Section[] {
  const sections = new Map<string, Section & { entries: StoryEntry[] }>();
  for (const wish of wishes) sections.set(wish.query, { words: wish.text, entries: [], wish });
  for (const entry of entries) {
    const [why] = entry.whys;
    if (!why) continue;
    const section = sections.get(why.query) ?? { words: why.words, entries: [], wish: null };
    section.entries.push(entry);
    sections.set(why.query, section);
  }
  const inOrder = [...sections.values()];
  return [
    ...inOrder.filter((section) => section.entries.length > 0),
    ...inOrder.filter((section) => section.entries.length === 0),
  ];
}

function renderSection(section: Section, { pasts, entries }: DigestFacts, context: RenderContext): string[][] {
  const { words } = context;
  const title = (what: string): string => shortenFirst(`== ${harmless(section.words, 50)}`, `, ${what} ==`);
  if (section.entries.length > 0) {
    const shown = section.entries.filter((entry) => entries.indexOf(entry) < STORIES_SHOWN);
    return [
      [title(count(words, words.stories, section.entries.length))],
      ...shown.map((entry) => renderStory(entry, context)),
    ];
  }
  const isShared = entries.some(({ whys }) => whys.some(({ query }) => query === section.wish?.query));
  if (isShared) return [[title(words.nothingHere)], [words.sharedWithAbove]];
  const past = pasts.find(({ wish }) => wish.query === section.wish?.query);
  return [[title(words.nothingHere)], ...(past ? [pastLine(past, context)] : [])];
}

/** When a query last found something. */
export function pastLine({ count: matches, last }: QueryPast, { words, times }: RenderContext): string[] {
  if (last === null) return [words.noneIn30Days];
  const number = new Intl.NumberFormat(words.locale).format(matches);
  const line = words.lastMatch(`${times.day(last)}, ${times.time(last)}`, number);
  return wrap(`${line.charAt(0).toUpperCase()}${line.slice(1)}.`);
}

function renderStory(entry: StoryEntry, context: RenderContext): string[] {
  const headline = markedHeadline(entry);
  const place = entry.whys[0]?.places.find(({ field }) => field === 'text') ?? entry.whys[0]?.places[0];
  return [
    ...wrap(headline.text),
    outletsLine(entry, context),
    ...(headline.isMarked || !place ? [] : excerpts(place, COLUMNS, 1)),
    context.links.story(entry.story.id),
  ];
}

/** `9 outlets · Warta Khatulistiwa Mon 14:12, Harian Samudra, 7 more`. */
function outletsLine({ article, others, outlets }: StoryEntry, { words, times }: RenderContext): string {
  const name = harmless(article.outlet, 40);
  const when = ` ${times.weekTime(timeOf(article))}`;
  if (outlets === 1) return shortenFirst(name, when);
  const head = `${count(words, words.outlets, outlets)} · ${name}`;
  const [second] = others;
  const rest = others.length - 1;
  const tail = rest > 0 ? `, ${count(words, words.more, rest)}` : '';
  const whole = `${when}, ${harmless(second?.outlet ?? '', 40)}${tail}`;
  return fits(head + whole) ? head + whole : shortenFirst(head, `${when}, ${count(words, words.more, others.length)}`);
}

export function digestFooter(window: DigestWindow, { recipient, words, links }: RenderContext): string[] {
  return [
    '----',
    ...withLink(words.onTheWeb, links.digest(window.id, recipient)),
    ...withLink(words.pause, links.pause(recipient)),
    ...withLink(words.manageSome, links.manage(recipient)),
    words.amazon,
  ];
}
