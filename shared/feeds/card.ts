/** The card of a feed, made from its state: what lists show, rewritten only when that changes. */
import { DAY } from '../platform/clock.ts';
import type { Feed, FeedCard } from './feed.ts';

export function cardOf(state: Feed): FeedCard {
  const { feed, url, movedTo, title, lang, labels, health, since, lastFailure, found, lastNewAt } = state;
  return {
    feed,
    url,
    ...(movedTo && { movedTo }),
    title,
    lang,
    labels,
    health,
    since,
    trouble: health === 'fine' ? '' : lastFailure,
    ...(found && found.length > 0 && { found }),
    ...(lastNewAt !== undefined && { lastNewAt }),
  };
}

/** Whether people would see a difference; the last new article is told by the day. */
export function isNewsOnCard(before: Feed, after: Feed): boolean {
  return JSON.stringify(shown(before)) !== JSON.stringify(shown(after));
}

function shown(state: Feed): object {
  const { movedTo, lastNewAt = 0, ...card } = cardOf(state);
  return { ...card, movedTo: movedTo || '', lastNewAt: Math.floor(lastNewAt / DAY) };
}
