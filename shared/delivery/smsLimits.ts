/**
 * What bounds the cost of SMS: a list of countries that is closed by default, a cap a day for each subscriber, a budget
 * a month for the stack. What they hold back is not lost: the next digest gathers it, by e-mail where there is one.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';
import type { DueDigest } from './delivery.ts';
import type { Draft } from './draft.ts';
import type { DropReason, MailboxKey } from './owed.ts';
import { isDayFull } from './pacing.ts';
import type { DeliverPorts } from './ports.ts';
import { localDay } from './quietHours.ts';
import type { ReachableView } from './readMailbox.ts';

/** Whether an SMS alert may not go out now; what was owed has then been given to the digest. */
export async function refuseSms(view: ReachableView, draft: Draft, ports: DeliverPorts): Promise<boolean> {
  if (view.ref.channel !== 'sms') return false;
  const reason = await findRefusal(view, draft, ports);
  if (reason) await moveToDigest(view, reason, ports);
  if (reason === 'daily-cap') await tellOnceADay(view, ports);
  return reason !== null;
}

/**
 * Whether a digest may not go out by SMS: it costs what an alert costs. Its window is then closed, and tells why; what
 * was late stays late, for the next one.
 */
export async function refuseSmsDigest(
  view: ReachableView,
  { stories, queries, rendered }: Draft,
  window: DueDigest,
  ports: DeliverPorts,
): Promise<boolean> {
  if (view.ref.channel !== 'sms') return false;
  const reason = await findPriceRefusal(view, rendered.parts, ports);
  if (!reason) return false;
  const { subject, parts } = rendered;
  const closed = { kind: 'digest', state: 'dropped', stories, queries, subject, parts, attempts: 0, seq: 0 } as const;
  await ports.deliveries.closeWindow(view.ref, window.id, { ...closed, at: view.now.getTime(), reason });
  return true;
}

/** That texts stop for today: silence after the tenth would look like no news. */
async function tellOnceADay({ ref, recipient, now }: ReachableView, { notices, wakeUps }: DeliverPorts): Promise<void> {
  const { subscriber, channel } = ref;
  const notice = `cap#${localDay(now, recipient.timeZone)}`;
  const found = await notices.find(subscriber, notice);
  if (!found) await notices.add({ subscriber, id: notice, kind: 'cap', channel }, now);
  if (found && found.state !== 'due') return;
  await wakeUps.send([{ message: { v: 1, mailboxes: [{ subscriber, channel, notice }] } }]);
}

async function findRefusal(view: ReachableView, draft: Draft, ports: DeliverPorts): Promise<DropReason | null> {
  if (isDayFull(view.mailbox, ports.settings.smsDailyCap, view.recipient, view.now)) return 'daily-cap';
  return findPriceRefusal(view, draft.rendered.parts, ports);
}

async function findPriceRefusal(view: ReachableView, parts: number, ports: DeliverPorts): Promise<DropReason | null> {
  if (!isCountryAllowed(view.channel.address, ports.settings.smsCountries)) return 'country';
  return (await ports.spendSmsParts(parts, view.now)) ? null : 'budget';
}

export function isCountryAllowed(phoneNumber: string, countries: readonly string[]): boolean {
  const country = parsePhoneNumberFromString(phoneNumber)?.country;
  return country !== undefined && countries.includes(country);
}

/** Written under the e-mail channel first and settled here after it, so that a crash between them loses nothing. */
async function moveToDigest({ ref, owed, now }: ReachableView, reason: DropReason, ports: DeliverPorts): Promise<void> {
  const email: MailboxKey = { subscriber: ref.subscriber, channel: 'email' };
  const channel = await ports.recipients.findChannel(ref.subscriber, 'email');
  const at = now.getTime();
  if (channel?.state !== 'verified') return ports.owed.settle(ref, owed, { state: 'late', at, reason });
  for (const { story, revision, queries } of owed)
    await ports.owed.owe({ ...email, story, revision }, queries, 'late', now);
  await ports.owed.settle(ref, owed, { state: 'dropped', at, reason });
}
