/**
 * Wake-ups: a mailbox that may not send yet is looked at again when it may. Without them a story that came while the
 * gate was closed would wait for the next story.
 */
import { MINUTE, SECOND, type Clock } from '../platform/clock.ts';
import type { Sender } from './alertSubscribers.ts';
import { holdMinute, type HoldStore } from './hold.ts';
import type { MailboxStore } from './mailbox.ts';
import type { DeliveryMessage, MailboxRef } from './message.ts';

/** SQS's longest delay. */
export const LONGEST_DELAY_MS = 15 * MINUTE;

/** A wake-up this near may already be in somebody's hands, and is not relied upon. */
const NEAR_MS = 5 * SECOND;

export interface WakeUpPorts {
  wakeUps: Sender<DeliveryMessage>;
  holds: Pick<HoldStore, 'hold'>;
  mailboxes: Pick<MailboxStore, 'noteWakeUp'>;
  clock: Clock;
}

/** Leaves a wake-up for `at`, once: not when one is under way that comes in time and leaves the next itself. */
export async function leaveWakeUp(
  ref: MailboxRef,
  at: number,
  underWay: number | undefined,
  ports: WakeUpPorts,
): Promise<void> {
  if (await sendWakeUp(ref, at, underWay, ports)) await ports.mailboxes.noteWakeUp(ref, at);
}

/** As `leaveWakeUp`, for a caller that notes it in a write of its own. Whether a new one is under way for all rows. */
export async function sendWakeUp(
  ref: MailboxRef,
  at: number,
  underWay: number | undefined,
  ports: WakeUpPorts,
): Promise<boolean> {
  const { subscriber, channel, window } = ref;
  const now = ports.clock().getTime();
  const carriesWindow = window !== undefined;
  if (!carriesWindow && underWay !== undefined && underWay > now + NEAR_MS && underWay <= at) return false;
  const delay = Math.max(0, at - now);
  if (delay > LONGEST_DELAY_MS && !carriesWindow) {
    await ports.holds.hold({ subscriber, channel }, holdMinute(at));
  } else {
    const mailbox: MailboxRef = { subscriber, channel, ...(carriesWindow && { window }) };
    const delaySeconds = Math.ceil(Math.min(delay, LONGEST_DELAY_MS) / SECOND);
    await ports.wakeUps.send([{ message: { v: 1, mailboxes: [mailbox] }, delaySeconds }]);
  }
  return !carriesWindow;
}
