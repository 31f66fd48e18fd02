/** From a due window to a digest message, or to the note that there is nothing to say. */
import { DAY } from '../platform/clock.ts';
import type { DueDigest } from './delivery.ts';
import type { Draft } from './draft.ts';
import { gatherDigest } from './gatherDigest.ts';
import { STORIES_A_DIGEST } from './mailbox.ts';
import type { DeliverPorts } from './ports.ts';
import type { ReachableView } from './readMailbox.ts';
import type { Subscription } from '../subscribers/subscriber.ts';
import { renderContext } from './render/context.ts';
import { type QueryPast, renderDigest } from './render/digestEmail.ts';
import { renderEmpty } from './render/emptyEmail.ts';
import { renderDigestSms } from './render/sms.ts';
import { traceOf } from './trace.ts';

const PAST_DAYS = 30;
/** Enough to say "more than", and no more reading than that. */
const PAST_MATCHES = 500;

/** Null when nothing is to be sent: the window is then closed as empty. */
export async function composeDigest(
  view: ReachableView,
  window: DueDigest,
  ports: DeliverPorts,
): Promise<Draft | null> {
  const { entries, wishes, queries } = await gatherDigest(view, window, ports);
  const context = renderContext(view.recipient, view.now, ports.settings);
  const stories = entries.map(({ story }) => story.id);
  const ids = stories.slice(0, STORIES_A_DIGEST);
  const draft = { kind: 'digest', ids, window: window.id, stories, queries } as const;
  if (entries.length > 0 && view.ref.channel === 'sms') {
    return { ...draft, rendered: renderDigestSms(entries, window.id, context), trace: traceOf(entries) };
  }
  if (entries.length > 0) {
    const silent = wishes.filter(({ query }) => !queries.includes(query));
    const pasts = await readPasts(silent, view, ports);
    return { ...draft, rendered: renderDigest({ entries, wishes, pasts, window }, context), trace: traceOf(entries) };
  }
  if (view.recipient.emptyDigests && view.ref.channel === 'email') {
    const pasts = await readPasts([...view.wishes.values()], view, ports);
    return { ...draft, rendered: renderEmpty(pasts, window, context), trace: traceOf([]) };
  }
  await closeEmpty(view, window, ports);
  return null;
}

/** What each query found in the last 30 days. */
async function readPasts(
  wishes: readonly Subscription[],
  { now }: ReachableView,
  { news }: DeliverPorts,
): Promise<QueryPast[]> {
  const from = new Date(now.getTime() - PAST_DAYS * DAY);
  return Promise.all(
    wishes.map(async (wish) => {
      const matches = await news.matchesSince(wish.query, from, now, PAST_MATCHES);
      return { wish, count: matches.length, last: matches.at(-1)?.writtenAt ?? null };
    }),
  );
}

async function closeEmpty(view: ReachableView, window: DueDigest, { deliveries }: DeliverPorts): Promise<void> {
  await deliveries.closeWindow(view.ref, window.id, {
    kind: 'digest',
    state: 'empty',
    stories: [],
    queries: [],
    subject: '',
    parts: 0,
    attempts: 0,
    at: view.now.getTime(),
    seq: 0,
  });
}
