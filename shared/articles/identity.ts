/**
 * What makes an item itself, so that it is one article for ever: its id where the feed keeps ids apart, else its
 * cleaned link, else its title and date.
 *
 * An id that is an address, or is made to be unique in the world (tag:, urn:, a UUID), is the same item in every feed
 * of the outlet; a bare number is only of its feed. An id that several items of one document share, or a link that all
 * of them share (the home page), tells nothing and is passed over.
 */
import type { FeedId } from '../feeds/feed.ts';
import { hash } from '../platform/ids.ts';
import { summaryOf, type Item } from './item.ts';
import { cleanLink } from './link.ts';
import { outletFamily } from './outlet.ts';
import type { Fingerprint } from './seen.ts';

export interface Identified {
  item: Item;
  fingerprint: Fingerprint;
}

/** The items that can be told apart, each once, in the order of the document. */
export function identify(items: readonly Item[], { feed, url }: { feed: FeedId; url: string }): Identified[] {
  const family = outletFamily(url);
  const links = items.map(({ link }) => cleanLink(link));
  const titles = items.map(({ title, published }) => (title ? `${title}\n${published ?? ''}` : ''));
  const ids = items.map(({ id }) => id);
  const isOneItem = {
    id: sharedBy(ids, links),
    link: sharedBy(
      links,
      items.map(({ title }) => title),
    ),
  };
  const found = new Map<string, Identified>();
  items.forEach((item, index) => {
    const [id, link, title] = [ids[index]!, links[index]!, titles[index]!];
    const byId = id && isOneItem.id(id) ? idIdentity(id, feed) : '';
    const byLink = link && isOneItem.link(link) ? `link:${link}` : '';
    const byTitle = title && `title:${feed}:${title}`;
    const identity = byId || byLink || byTitle;
    if (!identity) return;
    const articleId = hash(`${family}\n${identity}`);
    if (found.has(articleId)) return;
    const beside = byId && byId !== byLink ? byLink || (item.published === null ? '' : byTitle) : '';
    const text = `${item.title}\n${summaryOf(item)}`;
    const alias = beside && { id: hash(`${family}\n${beside}`), text: `${item.title}\n${item.published ?? text}` };
    found.set(articleId, { item, fingerprint: { id: articleId, text, ...(alias && { alias }) } });
  });
  return [...found.values()];
}

/** Whether all items with this mark agree in what lies beneath it: then they are one item, given twice. */
function sharedBy(marks: readonly string[], beneath: readonly string[]): (mark: string) => boolean {
  const kinds = new Map<string, Set<string>>();
  marks.forEach((mark, index) => kinds.set(mark, (kinds.get(mark) ?? new Set()).add(beneath[index]!)));
  return (mark) => kinds.get(mark)!.size === 1;
}

const UNIQUE_IN_THE_WORLD = /^(tag|urn|uuid|doi|info):|[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/i;

function idIdentity(id: string, feed: FeedId): string {
  const asLink = /^https?:/i.test(id) ? cleanLink(id) : '';
  if (asLink) return `link:${asLink}`;
  return UNIQUE_IN_THE_WORLD.test(id) ? `id:${id}` : `id:${feed}:${id}`;
}
