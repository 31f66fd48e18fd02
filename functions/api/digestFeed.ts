/**
 * One's matches as a private feed: RSS, Atom, JSON Feed. An item is a story, its id the story's, so that a reader shows
 * each once; the last seven days, newest first.
 */
import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith';
import { type StoryEntry, timeOf } from '../../shared/delivery/storyEntry.ts';
import { DAY } from '../../shared/platform/clock.ts';
import type { Subscriber } from '../../shared/subscribers/subscriber.ts';
import { readDigest } from './digest.ts';
import type { Services } from './services.ts';

const DAYS = 7;
const MOST_ITEMS = 100;

export const FEED_TYPES = {
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
} as const;
export type FeedType = keyof typeof FEED_TYPES;

export async function renderFeed(type: FeedType, subscriber: Subscriber, services: Services): Promise<string> {
  const to = services.clock();
  const window = { id: 'feed', from: new Date(to.getTime() - DAYS * DAY), to };
  const { sections } = await readDigest(window, subscriber, services);
  const entries = sections
    .flatMap((section) => section.entries)
    .toSorted((one, other) => timeOf(other.article) - timeOf(one.article))
    .slice(0, MOST_ITEMS);
  const items = entries.map((entry) => toItem(entry, services.config.publicUrl));
  switch (type) {
    case 'rss':
      return toRss(items, services.config.publicUrl, to);
    case 'atom':
      return toAtom(items, services.config.publicUrl, to);
    case 'json':
      return toJsonFeed(items, services.config.publicUrl);
  }
}

interface Item {
  id: string;
  title: string;
  link: string;
  text: string;
  outlet: string;
  time: Date;
  words: string[];
}

const TITLE = 'Siaga: your words';

function toItem({ story, article, others, whys }: StoryEntry, publicUrl: string): Item {
  const words = whys.map((why) => why.words);
  const places = whys.flatMap((why) => why.places.map(({ text }) => text));
  const also = others.length > 0 ? [`Also in: ${others.map(({ outlet }) => outlet).join(', ')}.`] : [];
  return {
    id: `${publicUrl}/s/${story.id}`,
    title: printable(article.title),
    link: article.link,
    text: printable([`Why: your words ${words.join('; ')}.`, ...places, ...also].join('\n')),
    outlet: printable(article.outlet),
    time: new Date(timeOf(article)),
    words: words.map(printable),
  };
}

/** XML has no place for control characters, and no library takes them out. */
const printable = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, (one) => (one === '\n' || one === '\t' ? one : ''));

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');

function toRss(items: readonly Item[], publicUrl: string, now: Date): string {
  return generateRssFeed({
    title: TITLE,
    link: publicUrl,
    description: 'Stories that your words met',
    lastBuildDate: now,
    items: items.map(({ id, title, link, text, time, words }) => ({
      title,
      link,
      // What a feed calls a description is HTML: text that looks like markup must not become any.
      description: escapeHtml(text),
      pubDate: time,
      guid: { value: id, isPermaLink: true },
      categories: words.map((name) => ({ name })),
    })),
  });
}

function toAtom(items: readonly Item[], publicUrl: string, now: Date): string {
  return generateAtomFeed({
    id: publicUrl,
    title: { value: TITLE },
    updated: now,
    links: [{ href: publicUrl }],
    entries: items.map(({ id, title, link, text, outlet, time }) => ({
      id,
      title: { value: title },
      updated: time,
      published: time,
      links: [{ href: link }],
      authors: [{ name: outlet }],
      summary: { value: text },
    })),
  });
}

function toJsonFeed(items: readonly Item[], publicUrl: string): string {
  const feed = generateJsonFeed({
    title: TITLE,
    home_page_url: publicUrl,
    items: items.map(({ id, title, link, text, outlet, time, words }) => ({
      id,
      url: id,
      external_url: link,
      title,
      content_text: text,
      date_published: time,
      authors: [{ name: outlet }],
      tags: words,
    })),
  });
  return JSON.stringify(feed);
}
