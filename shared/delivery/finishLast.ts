/**
 * Clean: what the last message settled is written down, row by row. Can be repeated from any point, since it asks the
 * rows themselves (or the digest's window, closed last) whether something is left to do.
 */
import type { DeliveryRecord } from './delivery.ts';
import { gatherDigest } from './gatherDigest.ts';
import type { Intent } from './mailbox.ts';
import { type OwedRow, type OwedState, parseOwedId, type Settlement } from './owed.ts';
import type { DeliverPorts } from './ports.ts';
import { intendedRows, type MailboxView, type ReachableView } from './readMailbox.ts';

const OWED_STATE = { published: 'sent', unknown: 'unknown', dropped: 'dropped' } as const satisfies Record<
  string,
  OwedState
>;

/** Finishes what a crash after the commit left undone, and returns the view without it. */
export async function finishLast(view: MailboxView, ports: DeliverPorts): Promise<MailboxView> {
  const { intent } = view.mailbox;
  if (!intent || intent.state === 'open') return view;
  if (intent.kind === 'digest') {
    await finishDigest(view, intent, ports);
    return view;
  }
  const unfinished = intendedRows(view);
  if (unfinished.length === 0) return view;
  await cleanAlert(view, intent, unfinished, ports);
  return { ...view, owed: view.owed.filter((row) => !unfinished.includes(row)) };
}

export async function cleanAlert(
  view: MailboxView,
  intent: Intent,
  rows: readonly OwedRow[],
  ports: DeliverPorts,
): Promise<void> {
  const ids = intent.ids.map(parseOwedId);
  const queries = rows.flatMap((row) => row.queries);
  await ports.deliveries.record(
    view.ref,
    toRecord(
      view,
      intent,
      ids.map(({ story }) => story),
      queries,
    ),
  );
  await ports.owed.settle(view.ref, ids, toSettlement(view, intent));
}

async function finishDigest(view: MailboxView, intent: Intent, ports: DeliverPorts): Promise<void> {
  const window = await ports.deliveries.findWindow(view.ref, intent.window ?? '');
  if (window?.state !== 'due' || !view.recipient || !view.channel) return;
  await cleanDigest({ ...view, recipient: view.recipient, channel: view.channel }, intent, ports);
}

/** The window's item is closed last: while it is due, there may be something left to clean. */
export async function cleanDigest(view: ReachableView, intent: Intent, ports: DeliverPorts): Promise<void> {
  const window = await ports.deliveries.findWindow(view.ref, intent.window ?? '');
  if (!window) return;
  const gathered = await gatherDigest(view, window, ports);
  const stories = gathered.entries.map(({ story }) => story.id);
  await ports.owed.settle(view.ref, gathered.lateRows, toSettlement(view, intent));
  const mayAlert = [...view.wishes.values()].some((wish) => wish.modes[view.ref.channel] === 'alert');
  if (mayAlert && intent.state !== 'dropped') await ports.owed.claimSent(view.ref, stories, intent.seq, view.now);
  await ports.deliveries.closeWindow(view.ref, window.id, toRecord(view, intent, stories, gathered.queries));
}

function toSettlement({ now }: MailboxView, { state, seq, reason }: Intent): Settlement {
  if (state === 'open') throw new Error(`Message ${seq} is not finished: its rows cannot be settled.`);
  return { state: OWED_STATE[state], at: now.getTime(), seq, ...(reason && { reason }) };
}

function toRecord(view: MailboxView, intent: Intent, stories: string[], queries: readonly string[]): DeliveryRecord {
  const { kind, state, subject, parts, attempt, seq, reason } = intent;
  return {
    kind,
    state: state === 'unknown' || state === 'dropped' ? state : 'accepted',
    stories,
    queries: [...new Set(queries)],
    subject,
    parts,
    attempts: attempt,
    at: view.now.getTime(),
    seq,
    ...(reason && { reason }),
  };
}
