/**
 * What makes an item itself, so that it is one article for ever: its id where the feed keeps ids apart, else its
 * cleaned link, else its title and date. Which of the seen it is, seen.ts says.
 *
 * An id that is an address, or is made to be unique in the world (tag:, urn:, a UUID), is the same item in every feed
 * of the outlet; a bare number is only of its feed. An id or a link tells nothing where items that differ share it, and
 * a front page never does: what is lost by a wrong identity is news, so it must have been earned.
 */
import type { FeedId } from '../feeds/feed.ts';
import { hash } from '../platform/ids.ts';
import { markOf, saysOf, type Fingerprint, type Mark } from './fingerprint.ts';
import { summaryOf, type Item } from './item.ts';
import { cleanId, cleanLink } from './link.ts';
import { outletFamily } from './outlet.ts';

export interface Identified {
  item: Item;
  fingerprint: Fingerprint;
}

/** The same in every feed of an outlet. */
export const articleIdOf = (mark: Mark, { url }: { url: string }): string => hash(`${outletFamily(url)}\n${mark}`);

/** An item and its names as they are written out. */
interface Named {
  item: Item;
  id: string;
  link: string;
  title: string;
  text: string;
}

/**
 * The items that can be told apart, each once, in the order of the document. What says nothing is no item: it could
 * tell nobody why it matched.
 */
export function identify(items: readonly Item[], { feed }: { feed: FeedId }): Identified[] {
  const saying = items.filter(({ title }) => title !== '');
  const named = withoutRevisions(saying.map((item) => nameOf(item, feed)));
  const shared = sharedNames(named, namesOf);
  const given = new Map<string, Named>();
  const found: Identified[] = [];
  for (const one of named) {
    const telling = namesOf(one).filter((name) => !shared.has(name));
    const isGiven = telling.some((name) => given.has(name));
    const twin = telling.length === 0 ? given.get(one.title) : undefined;
    if (isGiven || (twin && isSame(twin, one))) continue;
    for (const name of telling.length > 0 ? telling : [one.title]) given.set(name, one);
    found.push({ item: one.item, fingerprint: fingerprintOf(one, shared) });
  }
  return found;
}

function fingerprintOf(one: Named, shared: ReadonlySet<string>): Fingerprint {
  const markIfTelling = (name: string): Mark => (name && !shared.has(name) ? markOf(name) : '');
  return {
    id: markIfTelling(one.id),
    link: markIfTelling(one.link),
    title: markOf(one.title),
    says: saysOf({ title: one.item.title, dated: one.item.dated, text: one.text }),
    shared: namesOf(one)
      .filter((name) => shared.has(name))
      .map(markOf),
  };
}

function nameOf(item: Item, feed: FeedId): Named {
  const link = cleanLink(item.link);
  return {
    item,
    id: item.id && idName(item.id, feed),
    link: isFrontPage(link) ? '' : `link:${link}`,
    title: `title:${feed}:${item.title}\n${item.dated ?? ''}`,
    text: summaryOf(item),
  };
}

const UNIQUE_IN_THE_WORLD = /^(tag|urn|uuid|doi|info):|[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/i;

function idName(id: string, feed: FeedId): string {
  const asLink = /^https?:/i.test(id) ? cleanId(id) : '';
  if (asLink) return isFrontPage(asLink) ? '' : `link:${asLink}`;
  return UNIQUE_IN_THE_WORLD.test(id) ? `id:${id}` : `id:${feed}:${id}`;
}

/** Of no link, or a host alone. */
const isFrontPage = (cleaned: string): boolean => !/[/?#]/.test(cleaned);

/** What names it, each once: an id may be the link. */
const namesOf = ({ id, link }: Named): string[] => (id === link ? [id] : [id, link]).filter(Boolean);

/** In what differs from its link only by a number behind it (`…/1#4`, as the BBC's do), the number counts revisions. */
function withoutRevisions(named: Named[]): Named[] {
  const counts = ({ id, link }: Named): boolean =>
    link !== '' && id.startsWith(link) && COUNT.test(id.slice(link.length));
  const links = new Set(named.filter(counts).map(({ link }) => link));
  if (links.size < FEWEST_TO_COUNT) return named;
  // Those of a live page stand behind one link.
  for (const link of sharedNames(named, ({ link: name }) => [name])) links.delete(link);
  if (links.size < FEWEST_TO_COUNT) return named;
  return named.map((one) => (counts(one) && links.has(one.link) ? { ...one, id: one.link } : one));
}

const FEWEST_TO_COUNT = 2;
const COUNT = /^#\d{1,3}$/;

/** The names that items share which are not the same one given twice. */
function sharedNames(named: readonly Named[], namesIn: (one: Named) => string[]): Set<string> {
  const first = new Map<string, Named>();
  const shared = new Set<string>();
  for (const one of named) {
    for (const name of namesIn(one)) {
      const before = first.get(name);
      if (!before) first.set(name, one);
      else if (!isSame(before, one)) shared.add(name);
    }
  }
  return shared;
}

function isSame(one: Named, other: Named): boolean {
  if (one.item.title !== other.item.title) return false;
  const hasSameText = one.text === other.text;
  const hasSameDate = one.item.dated !== null && one.item.dated === other.item.dated;
  if (one.link !== other.link) return hasSameText && hasSameDate;
  return hasSameText || (one.link !== '' && hasSameDate);
}
