/** Gate, publish, commit, clean: the four steps of one attempt at one message. */
import { MINUTE } from '../platform/clock.ts';
import type { Draft } from './draft.ts';
import { cleanAlert, cleanDigest } from './finishLast.ts';
import { GATE_MS, type Intent } from './mailbox.ts';
import type { MailboxRef } from './message.ts';
import { owedId } from './owed.ts';
import { countMessage } from './pacing.ts';
import type { DeliverPorts } from './ports.ts';
import { deliveryId, type PublishRequest } from './publisher.ts';
import type { ReachableView } from './readMailbox.ts';
import { leaveWakeUp, sendWakeUp } from './wakeUp.ts';

/** SNS could not take it: again soon, then later. */
const BACK_OFF_MS = [GATE_MS, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE];

export interface Attempt {
  seq: number;
  /** 1 for the first. */
  number: number;
  /** When the rows that are not in this message may go; null when there are none. */
  moreAt: number | null;
}

/** What the gate has given to one invocation, until the mailbox's `nextAt`. */
interface Held {
  view: ReachableView;
  ver: number;
  nextAt: number;
  intent: Intent;
}

/**
 * The wake-up for what is left comes before the publishing: after the commit nobody would remember it, and between
 * the two every call more is one more place where a crash repeats the message.
 */
export async function publishDraft(
  view: ReachableView,
  draft: Draft,
  attempt: Attempt,
  ports: DeliverPorts,
): Promise<void> {
  const request = toRequest(view, draft, attempt.seq);
  const held = await passGate(view, draft, attempt, ports);
  if (!held) return wakeAfterGate(view.ref, ports);
  const { moreAt } = attempt;
  const wakeAt = moreAt === null ? null : await wakeForMore(view.ref, Math.max(moreAt, held.nextAt), ports);
  const outcome = await ports.publisher.publish(request);
  switch (outcome.kind) {
    case 'accepted':
      return commit(held, { ...held.intent, state: 'published' }, wakeAt, ports);
    case 'rejected':
      return commit(held, { ...held.intent, state: 'dropped', reason: outcome.reason }, wakeAt, ports);
    case 'unavailable':
      return handBack(held, { attempt: held.intent.attempt - 1 }, ports);
    case 'unanswered':
      return handBack(held, {}, ports);
  }
}

async function passGate(
  view: ReachableView,
  draft: Draft,
  attempt: Attempt,
  ports: DeliverPorts,
): Promise<Held | null> {
  const { mailbox, recipient } = view;
  const now = ports.clock();
  const intent: Intent = {
    seq: attempt.seq,
    kind: draft.kind,
    ids: draft.ids,
    ...(draft.window !== undefined && { window: draft.window, queries: draft.queries }),
    attempt: attempt.number,
    subject: draft.rendered.subject,
    parts: draft.rendered.parts,
    state: 'open',
    throttled: attempt.seq === mailbox.seq ? (mailbox.intent?.throttled ?? 0) : 0,
  };
  const isRepeat = attempt.seq === mailbox.seq;
  const { hour = '', hourSent, day = '', daySent } = isRepeat ? mailbox : countMessage(mailbox, recipient, now);
  const nextAt = now.getTime() + GATE_MS;
  const claim = { nextAt, seq: attempt.seq, intent, hour, hourSent, day, daySent };
  if (!(await ports.mailboxes.claim(view.ref, mailbox.ver, claim, now))) return null;
  return { view, ver: mailbox.ver + 1, nextAt, intent };
}

/** Refused: somebody else is sending. What this message was about may not be in theirs. */
async function wakeAfterGate(ref: MailboxRef, ports: DeliverPorts): Promise<void> {
  const { nextAt, wakeAt } = await ports.mailboxes.read(ref);
  await leaveWakeUp(ref, nextAt, wakeAt, ports);
}

async function commit({ view, ver }: Held, done: Intent, wakeAt: number | null, ports: DeliverPorts): Promise<void> {
  const committed = await ports.mailboxes.resolve(view.ref, ver, { intent: done, ...(wakeAt !== null && { wakeAt }) });
  if (committed || (await isCommitted(view.ref, done.seq, ports))) await clean(view, done, ports);
}

async function wakeForMore(
  { subscriber, channel }: MailboxRef,
  at: number,
  ports: DeliverPorts,
): Promise<number | null> {
  return (await sendWakeUp({ subscriber, channel }, at, undefined, ports)) ? at : null;
}

/** A commit whose answer was lost is refused when the client repeats it. */
async function isCommitted(ref: MailboxRef, seq: number, ports: DeliverPorts): Promise<boolean> {
  const { intent } = await ports.mailboxes.read(ref);
  return intent?.seq === seq && intent.state !== 'open';
}

async function clean(view: ReachableView, intent: Intent, ports: DeliverPorts): Promise<void> {
  if (intent.kind === 'digest') return void (await cleanDigest(view, intent, ports));
  const rows = view.owed.filter((row) => intent.ids.includes(owedId(row)));
  return cleanAlert(view, intent, rows, ports);
}

/** The intent stays open for a later try, and the mailbox closed until then. */
async function handBack(held: Held, change: Partial<Intent>, ports: DeliverPorts): Promise<void> {
  const { view, ver, intent } = held;
  const throttled = intent.throttled ?? 0;
  const nextAt = ports.clock().getTime() + BACK_OFF_MS[Math.min(throttled, BACK_OFF_MS.length - 1)]!;
  const wakeAt = await wakeForMore(view.ref, nextAt, ports);
  const open: Intent = { ...intent, ...change, throttled: throttled + 1 };
  await ports.mailboxes.resolve(view.ref, ver, { intent: open, nextAt, ...(wakeAt !== null && { wakeAt }) });
}

function toRequest({ ref, channel }: ReachableView, { rendered, trace }: Draft, seq: number): PublishRequest {
  const common = { body: rendered.body, deliveryId: deliveryId(ref.subscriber, ref.channel, seq), trace };
  if (ref.channel === 'sms') return { kind: 'sms', phoneNumber: channel.address, ...common };
  if (!channel.topicArn) throw new Error(`The verified e-mail channel of subscriber ${ref.subscriber} has no topic.`);
  return { kind: 'email', topicArn: channel.topicArn, subject: rendered.subject, ...common };
}
