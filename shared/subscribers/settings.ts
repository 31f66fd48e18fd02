/**
 * What a subscriber changes about themselves: times, zone, language, quiet hours, a pause.
 *
 * The digest tick writes to the same item, so every change is made on the version that was read, and read again when
 * somebody else was first.
 */
import { digestSlot, isLocalTime, isTimeZone } from './digestSlot.ts';
import type { PeoplePorts, SubscriberChanges } from './ports.ts';
import type { Settings, Subscriber, SubscriberId } from './subscriber.ts';

/** Null takes the quiet hours away. */
export type SettingsChange = { [Name in keyof Settings]?: Settings[Name] | null | undefined };

export interface SettingsError {
  code: 'time-zone-unknown' | 'time-invalid' | 'quiet-hours-half';
  field: 'timeZone' | 'digestAt' | 'quietFrom' | 'quietTo';
  /** One sentence: what is wrong and the way out. */
  message: string;
}

/** What is wrong with a change, on top of what stands; empty when nothing is. */
export function checkSettings(
  change: SettingsChange,
  standing: Pick<Settings, 'quietFrom' | 'quietTo'>,
): SettingsError[] {
  const errors: SettingsError[] = [];
  if (change.timeZone && !isTimeZone(change.timeZone)) {
    const message = 'This time zone is not known. Write it as in the IANA list, for example Asia/Jakarta.';
    errors.push({ code: 'time-zone-unknown', field: 'timeZone', message });
  }
  for (const field of ['digestAt', 'quietFrom', 'quietTo'] as const) {
    const time = change[field];
    if (time && !isLocalTime(time)) {
      errors.push({ code: 'time-invalid', field, message: 'This is not a time of day. Write it as in 07:00.' });
    }
  }
  const { quietFrom, quietTo } = { ...standing, ...change };
  if (Boolean(quietFrom) !== Boolean(quietTo)) {
    const field = quietFrom ? 'quietTo' : 'quietFrom';
    errors.push({
      code: 'quiet-hours-half',
      field,
      message: 'Quiet hours need both a beginning and an end, or neither.',
    });
  }
  return errors;
}

type SettingsPorts = Pick<PeoplePorts, 'subscribers' | 'clock'>;

type WakePorts = SettingsPorts & Pick<PeoplePorts, 'channels' | 'deliveries'>;

/**
 * The change has been checked. Null for somebody who has left meanwhile. What waits for the end of quiet hours looks again
 * when they change.
 */
export async function changeSettings(
  id: SubscriberId,
  change: SettingsChange,
  ports: WakePorts,
): Promise<Subscriber | null> {
  const { quietFrom, quietTo, ...rest } = change;
  const chosen = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null && value !== undefined));
  const changes: SubscriberChanges = {
    ...chosen,
    ...(quietFrom !== undefined && { quietFrom }),
    ...(quietTo !== undefined && { quietTo }),
  };
  const before = await ports.subscribers.find(id);
  if (before && movesQuietHours(before, changes)) await wakeMailboxes(id, ports);
  return updateSubscriber(id, changes, ports);
}

/** Whether other moments are quiet afterwards. */
function movesQuietHours(before: Subscriber, changes: SubscriberChanges): boolean {
  const after = { ...before, ...changes };
  const isQuiet = Boolean(before.quietFrom ?? after.quietFrom);
  return (
    isQuiet &&
    (['quietFrom', 'quietTo', 'timeZone'] as const).some((name) => quietOf(before, name) !== quietOf(after, name))
  );
}

const quietOf = (settings: SubscriberChanges, name: 'quietFrom' | 'quietTo' | 'timeZone') => settings[name] ?? null;

const TRIES = 5;

async function updateSubscriber(
  id: SubscriberId,
  changes: SubscriberChanges,
  ports: SettingsPorts,
): Promise<Subscriber | null> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const before = await ports.subscribers.find(id);
    if (!before) return null;
    const { timeZone, digestAt } = before;
    const times = { id, timeZone: changes.timeZone ?? timeZone, digestAt: changes.digestAt ?? digestAt };
    const moves = times.timeZone !== timeZone || times.digestAt !== digestAt;
    const slot = moves ? digestSlot(times, ports.clock()) : undefined;
    if (await ports.subscribers.update(before, changes, slot)) return ports.subscribers.find(id);
  }
  throw new Error(`Subscriber ${id} was changed by others ${TRIES} times in a row. Try again.`);
}

export const pause = (id: SubscriberId, ports: SettingsPorts): Promise<Subscriber | null> =>
  updateSubscriber(id, { pausedAt: ports.clock().getTime() }, ports);

/** Wakes the mailboxes first: if the write does not follow, they find the pause and sleep on. */
export async function resume(id: SubscriberId, ports: WakePorts): Promise<Subscriber | null> {
  await wakeMailboxes(id, ports);
  return updateSubscriber(id, { pausedAt: null }, ports);
}

/** Longer than the function that changes something may run: when mailboxes wake, the change is there or never comes. */
const WAKE_AFTER_SECONDS = 30;

async function wakeMailboxes(
  id: SubscriberId,
  { channels, deliveries }: Pick<PeoplePorts, 'channels' | 'deliveries'>,
): Promise<void> {
  const verified = (await channels.list(id)).filter(({ state }) => state === 'verified');
  const mailboxes = verified.map(({ kind }) => ({ subscriber: id, channel: kind }));
  if (mailboxes.length === 0) return;
  await deliveries.send([{ message: { v: 1, mailboxes }, delaySeconds: WAKE_AFTER_SECONDS }]);
}
