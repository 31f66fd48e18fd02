/** Quiet hours: local times between which only urgent words may send. They may span midnight. */
import { Temporal } from 'temporal-polyfill';
import { DAY } from '../platform/clock.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';

type Quiet = Pick<Subscriber, 'quietFrom' | 'quietTo' | 'timeZone'>;

/** When the quiet hours that hold at `now` end; null when it is not quiet. */
export function quietEnd({ quietFrom, quietTo, timeZone }: Quiet, now: Date): Date | null {
  if (!quietFrom || !quietTo || quietFrom === quietTo) return null;
  const local = localTime(now, timeZone);
  const time = local.toPlainTime();
  const from = Temporal.PlainTime.from(quietFrom);
  const to = Temporal.PlainTime.from(quietTo);
  const afterFrom = Temporal.PlainTime.compare(time, from) >= 0;
  const beforeTo = Temporal.PlainTime.compare(time, to) < 0;
  const spansMidnight = Temporal.PlainTime.compare(from, to) > 0;
  if (spansMidnight ? !(afterFrom || beforeTo) : !(afterFrom && beforeTo)) return null;
  const day = spansMidnight && afterFrom ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate();
  return new Date(day.toZonedDateTime({ timeZone, plainTime: to }).epochMilliseconds);
}

/** The quiet hours that held back what matched first among `matchedAt`, when they ended within the last day. */
export function heldSpan(quiet: Quiet, matchedAt: readonly number[], now: Date): { from: number; to: number } | null {
  const first = new Date(Math.min(...matchedAt));
  const end = quietEnd(quiet, first);
  if (!end || end > now || now.getTime() - end.getTime() > DAY || !quiet.quietFrom) return null;
  const endDay = localTime(end, quiet.timeZone).toPlainDate();
  const plainTime = Temporal.PlainTime.from(quiet.quietFrom);
  const starts = [endDay, endDay.subtract({ days: 1 })].map(
    (day) => day.toZonedDateTime({ timeZone: quiet.timeZone, plainTime }).epochMilliseconds,
  );
  return { from: starts.find((start) => start < end.getTime())!, to: end.getTime() };
}

/** The subscriber's local day, `2026-11-24`. */
export const localDay = (now: Date, timeZone: string): string => localTime(now, timeZone).toPlainDate().toString();

const localTime = (now: Date, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
