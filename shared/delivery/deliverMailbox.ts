/**
 * The deliver stage for one mailbox: gather what is owed, render it, publish it, at most once a minute.
 *
 * The order of the steps is what makes it safe: finish the last message first (else its stories would stand in two),
 * write the intent before publishing (else a crash could repeat without bound), leave a wake-up before letting go (else
 * a story would wait for the next one). What each crash costs stands in docs/data.md.
 */
import { composeAlert } from './composeAlert.ts';
import { composeDigest } from './composeDigest.ts';
import type { DueDigest } from './delivery.ts';
import { dropUnwanted } from './dropUnwanted.ts';
import { cleanAlert, cleanDigest, finishLast } from './finishLast.ts';
import { GATE_MS, type Intent, MOST_ATTEMPTS } from './mailbox.ts';
import type { MailboxRef } from './message.ts';
import type { OwedRow } from './owed.ts';
import { opensAt, selectRows } from './pacing.ts';
import type { DeliverPorts } from './ports.ts';
import { publishDraft } from './publishDraft.ts';
import { intendedRows, readMailbox, type ReachableView } from './readMailbox.ts';
import { refuseSms, refuseSmsDigest } from './smsLimits.ts';
import { leaveWakeUp, LONGEST_DELAY_MS, sendWakeUp } from './wakeUp.ts';

export async function deliverMailbox(ref: MailboxRef, ports: DeliverPorts): Promise<void> {
  const view = await dropUnwanted(await finishLast(await readMailbox(ref, ports), ports), ports);
  if (!view) return;
  if (view.recipient.pausedAt !== undefined) return waitForResume(view, ports);
  const open = await findOpen(view, ports);
  if (open) return retry(view, open, ports);
  const window = ref.window === undefined ? null : await findDue(view, ref.window, ports);
  if (window) return sendDigest(view, window, ports);
  if (view.owed.length > 0) return sendAlert(view, ports);
}

/** What is owed stays and is woken by who ends the pause; a window that was opened just before it has only this message. */
async function waitForResume({ ref, now }: ReachableView, ports: DeliverPorts): Promise<void> {
  if (ref.window !== undefined) await sendWakeUp(ref, now.getTime() + LONGEST_DELAY_MS, undefined, ports);
}

/** A message that was begun and never finished: its rows are still owed, or its window still due. */
interface OpenMessage {
  intent: Intent;
  rows: readonly OwedRow[];
  window: DueDigest | null;
}

async function findOpen(view: ReachableView, ports: DeliverPorts): Promise<OpenMessage | null> {
  const { intent } = view.mailbox;
  if (intent?.state !== 'open') return null;
  const rows = intendedRows(view);
  const window = intent.kind === 'digest' ? await findDue(view, intent.window ?? '', ports) : null;
  return rows.length > 0 || window ? { intent, rows, window } : null;
}

async function findDue({ ref }: ReachableView, id: string, ports: DeliverPorts): Promise<DueDigest | null> {
  const window = await ports.deliveries.findWindow(ref, id);
  return window?.state === 'due' ? window : null;
}

/** The same seq and stories again, as often as the channel bears a repeat. */
async function retry(view: ReachableView, open: OpenMessage, ports: DeliverPorts): Promise<void> {
  const { mailbox, ref, now } = view;
  if (mailbox.nextAt > now.getTime()) return leaveWakeUp(ref, mailbox.nextAt, mailbox.wakeAt, ports);
  await keepWindow(ref, open.intent.window, now.getTime() + GATE_MS, ports);
  const { intent, rows, window } = open;
  if (intent.attempt >= MOST_ATTEMPTS[ref.channel]) return giveUp(view, open, ports);
  const draft = window ? await composeDigest(view, window, ports) : await composeAlert(view, rows, ports);
  const moreAt = view.owed.length > rows.length ? now.getTime() : null;
  if (!draft) return wakeForRest(view, moreAt, ports);
  await publishDraft(view, draft, { seq: intent.seq, number: intent.attempt + 1, moreAt }, ports);
}

/** Nothing of this message can be shown any more; what else is owed may have had no message but this one. */
async function wakeForRest({ ref, mailbox }: ReachableView, at: number | null, ports: DeliverPorts): Promise<void> {
  const { subscriber, channel } = ref;
  if (at !== null) await leaveWakeUp({ subscriber, channel }, at, mailbox.wakeAt, ports);
}

/** What came with this message and is not about the open one must come back. */
async function keepWindow(ref: MailboxRef, open: string | undefined, at: number, ports: DeliverPorts): Promise<void> {
  if (ref.window !== undefined && ref.window !== open) await sendWakeUp(ref, at, undefined, ports);
}

async function giveUp(view: ReachableView, { intent, rows, window }: OpenMessage, ports: DeliverPorts): Promise<void> {
  const { subscriber, channel } = view.ref;
  const unknown: Intent = { ...intent, state: 'unknown' };
  if (view.owed.length > rows.length) await sendWakeUp({ subscriber, channel }, view.now.getTime(), undefined, ports);
  if (!(await ports.mailboxes.resolve(view.ref, view.mailbox.ver, { intent: unknown }))) return;
  if (window) await cleanDigest(view, unknown, ports);
  else await cleanAlert(view, unknown, rows, ports);
}

async function sendDigest(view: ReachableView, window: DueDigest, ports: DeliverPorts): Promise<void> {
  const { mailbox, ref, now } = view;
  if (mailbox.nextAt > now.getTime()) return leaveWakeUp(ref, mailbox.nextAt, mailbox.wakeAt, ports);
  const draft = await composeDigest(view, window, ports);
  if (!draft || (await refuseSmsDigest(view, draft, window, ports))) return;
  const moreAt = view.owed.length > 0 ? now.getTime() : null;
  await publishDraft(view, draft, { seq: mailbox.seq + 1, number: 1, moreAt }, ports);
}

async function sendAlert(view: ReachableView, ports: DeliverPorts): Promise<void> {
  const { mailbox, ref, now } = view;
  const { rows, heldUntil, hasMore } = selectRows(view.owed, view.wishes, view.recipient, now);
  const opens = Math.max(opensAt(mailbox, ref.channel, now), rows.length === 0 ? (heldUntil ?? 0) : 0);
  if (opens > now.getTime()) return leaveWakeUp(ref, opens, mailbox.wakeAt, ports);
  const draft = await composeAlert(view, rows, ports);
  const moreAt = hasMore ? now.getTime() : heldUntil;
  if (!draft) return wakeForRest(view, moreAt, ports);
  if (await refuseSms(view, draft, ports)) return;
  await publishDraft(view, draft, { seq: mailbox.seq + 1, number: 1, moreAt }, ports);
}
