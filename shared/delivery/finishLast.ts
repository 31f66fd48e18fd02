/**
 * Clean: what the last message settled is written down, row by row. Can be repeated from any point, since it asks the
 * rows themselves (or the digest's window, closed last) whether something is left to do.
 */
import type { DeliveryRecord } from './delivery.ts';
import { isLate, listRows } from './gatherDigest.ts';
import type { Intent } from './mailbox.ts';
import { owedId, type OwedRow, type OwedState, parseOwedId, type Settlement } from './owed.ts';
import type { DeliverPorts } from './ports.ts';
import { intendedRows, type MailboxView } from './readMailbox.ts';

const OWED_STATE = { published: 'sent', unknown: 'unknown', dropped: 'dropped' } as const satisfies Record<
  string,
  OwedState
>;

/** Finishes what a crash after the commit left undone, and returns the view without it. */
export async function finishLast(view: MailboxView, ports: DeliverPorts): Promise<MailboxView> {
  const { intent } = view.mailbox;
  if (!intent || intent.state === 'open') return view;
  if (intent.kind === 'digest') {
    const settled = await finishDigest(view, intent, ports);
    return { ...view, owed: view.owed.filter((row) => !settled.has(owedId(row))) };
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

/** Returns the ids of the rows that it settled. */
async function finishDigest(view: MailboxView, intent: Intent, ports: DeliverPorts): Promise<Set<string>> {
  const window = await ports.deliveries.findWindow(view.ref, intent.window ?? '');
  if (window?.state !== 'due') return new Set();
  return cleanDigest(view, intent, ports);
}

/**
 * Settles what stood in the message, as its intent names it: what was gathered since has not been shown. The window's
 * item is closed last: while it is due, there may be something left to clean. Returns the ids of the rows it settled.
 */
export async function cleanDigest(view: MailboxView, intent: Intent, ports: DeliverPorts): Promise<Set<string>> {
  const window = await ports.deliveries.findWindow(view.ref, intent.window ?? '');
  if (!window) return new Set();
  const wasShown = intent.state !== 'dropped';
  const rows = (await listRows(view.ref, window, ports)).filter(
    (row) =>
      intent.ids.includes(row.story) && (isLate(row, window) || (wasShown && ['owed', 'late'].includes(row.state))),
  );
  await ports.owed.settle(view.ref, rows, toSettlement(view, intent));
  const mayAlert = [...view.wishes.values()].some((wish) => wish.modes[view.ref.channel] === 'alert');
  if (mayAlert && wasShown) await ports.owed.claimSent(view.ref, intent.ids, intent.seq, view.now);
  const record = toRecord(view, intent, [...intent.ids], intent.queries ?? []);
  await ports.deliveries.closeWindow(view.ref, window.id, record);
  return new Set(rows.map(owedId));
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
