/** What poll says of a feed in its log. */
import type { PolledFeed } from '../../shared/articles/pollGroup.ts';
import { FEED_IN_TROUBLE } from '../../shared/feeds/failure.ts';
import { log } from '../../shared/platform/log.ts';

/**
 * Most polls find nothing, and a line of log for each would cost more than the poll. The words of the line that tells of
 * a feed in trouble are what the operator's alarm listens for.
 */
export function report({ feed: { feed, url }, result }: PolledFeed): void {
  if (result.kind === 'read') log.info('Read', { feed, ...result });
  if (result.kind === 'ignored') log.warn('A push is no feed', { feed, why: result.why });
  if (result.kind !== 'failed') return;
  if (result.isTold) log.error(FEED_IN_TROUBLE, { feed, url, why: result.why });
  else log.info('Failed', { feed, why: result.why });
}
