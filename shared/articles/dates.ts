/**
 * What feeds write for an instant, as epoch milliseconds in UTC; null when it is not one that can be.
 *
 * RFC 3339 and the rest of ISO 8601, RFC 822 with the zone names that people use, asctime, the order of the United
 * States, numbers, months in the languages that feeds write them in, dates of East Asia. A day that no month has is
 * null: `Date.parse` would roll it over and date an article to another day. Without a zone the time is taken as UTC.
 */
import { afterIsoDate, atZone, findTime, sinceMidnight, type ClockTime, type FoundTime } from './clockTime.ts';
import { monthOf } from './months.ts';
import { findZone } from './zones.ts';

export function parseDate(text: string): number | null {
  const line = plainDigits(text.slice(0, 300)).replace(/\s+/g, ' ').trim().slice(0, 120);
  if (!/\d/.test(line)) return null;
  for (const read of [fromEpoch, fromIso, fromAsia]) {
    const at = read(line);
    if (at !== undefined) return within(at);
  }
  return within(fromWords(line));
}

/** undefined: written in another way. null: written so, and can be none. */
type Read = number | null | undefined;

const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);
const within = (at: number | null): number | null => (at !== null && at >= EARLIEST && at < LATEST ? at : null);

/** Arabic, Persian and full-width digits. */
const plainDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹０-９]/g, (digit) => String(digit.charCodeAt(0) & 0xf)).replace(/[−–—]/g, '-');

function fromEpoch(line: string): Read {
  if (!/^(?:\d{9,10}|\d{12,13})(?:\.\d+)?$/.test(line)) return undefined;
  const [whole = ''] = line.split('.');
  return Number(whole) * (whole.length > 10 ? 1 : 1_000);
}

const WEEKDAY_BEFORE_NUMBERS = /^\p{L}+\.?,? (?=\d{4}[-/.年년])/u;

type IsoForm = readonly [RegExp, (...parts: (string | undefined)[]) => Day | null];

const ISO: readonly IsoForm[] = [
  [/^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/, (y, m, d) => day(+y!, +m!, +d!)],
  [/^(\d{4})\/(\d{1,2})\/(\d{1,2})(?!\d)/, (y, m, d) => day(+y!, +m!, +d!)],
  [/^(\d{4})\.(\d{1,2})\.(\d{1,2})\.?(?!\d)/, (y, m, d) => day(+y!, +m!, +d!)],
  // One zero too many, as Google once wrote it.
  [/^(\d{4})-0(\d{2})-(\d{2})(?!\d)/, (y, m, d) => day(+y!, +m!, +d!)],
  [/^(\d{4})-?W(\d{2})(?:-?([1-7]))?(?!\d)/i, (y, w, d = '1') => ofWeek(+y!, +w!, +d)],
  [/^(\d{4})-(\p{L}{3,})\.?-(\d{1,2})(?!\d)/u, (y, m, d) => day(+y!, monthOf(m!), +d!)],
  [/^(\d{4})(\d{2})(\d{2})(?=T|Z|[ ]|$|\d{4,6}(?!\d))/i, (y, m, d) => day(+y!, +m!, +d!)],
  [/^(\d{4})-?(\d{3})(?=T|$)/i, (y, n) => ofYear(+y!, +n!)],
  [/^(\d{4})-(\d{2})$/, (y, m) => day(+y!, +m!, 1)],
  [/^(\d{4})$/, (y) => day(+y!, 1, 1)],
  [/^(\d{2})-(\d{2})-(\d{2})(?=$|[T ])/i, (y, m, d) => day(2000 + +y!, +m!, +d!) ?? day(2000 + +d!, +m!, +y!)],
  [/^(\d{2})(\d{2})(\d{2})$/, (y, m, d) => day(2000 + +y!, +m!, +d!)],
  [/^(\d{2})(\d{3})$/, (y, n) => ofYear(2000 + +y!, +n!)],
  [/^-(\d{2})-?(\d{2})$/, (y, m) => day(2000 + +y!, +m!, 1)],
];

function fromIso(written: string): Read {
  const line = written.replace(WEEKDAY_BEFORE_NUMBERS, '');
  for (const [form, read] of ISO) {
    const found = form.exec(line);
    if (!found) continue;
    const midnight = read(...found.slice(1));
    const time = afterIsoDate(line.slice(found[0].length));
    return midnight === null || time === null ? null : atZone(midnight, time);
  }
  // What begins like one and is none (`2013-xx-27`, `22013`).
  return /^\d{4}-[^\d\s]|^\d{5}(?!\d)|^\d{3}$/.test(line) ? null : undefined;
}

const ASIA = /^(\d{4}) ?([年년]) ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]/;

/** Korean feeds mean Korea; the signs of the others are written in more than one zone. */
function fromAsia(line: string): Read {
  const found = ASIA.exec(line);
  if (!found) return undefined;
  const midnight = day(Number(found[1]), Number(found[3]), Number(found[4]));
  const time = afterIsoDate(line.slice(found[0].length).replace(/ ?\p{L}曜日| ?\(\p{L}+\)/u, ''));
  if (midnight === null || time === null) return null;
  return atZone(midnight, { ...time, zone: time.zone || (found[2] === '년' ? 'KST' : '') });
}

function fromWords(line: string): number | null {
  const time = findTime(line);
  if (time === null) return null;
  const zone = (time && findZone(time.after)) || zoneAtEnd(time ? time.after : line);
  const rest = time ? `${time.before} ${time.after.replace(zone, ' ')}` : line.replace(zone, ' ');
  const clock: ClockTime = { sinceMidnight: time?.sinceMidnight ?? 0, zone };
  return byName(rest, clock, time === undefined) ?? byNumbers(rest, clock, time);
}

/** `26 Sep 2022 GMT`, `15:04 02.01.2006 -0700` */
const zoneAtEnd = (line: string): string => / ([+-]\d{4}|[A-Z]{2,5})$/.exec(line)?.[1] ?? '';

const WORD = /\p{L}+/gu;

/** The last name of a month counts: `mar., 01 déc.` begins with a Tuesday. */
function byName(rest: string, clock: ClockTime, mayHoldHour: boolean): number | null {
  const month = (rest.match(WORD) ?? []).map(monthOf).findLast((number) => number > 0);
  if (month === undefined) return null;
  const numbers: readonly string[] = rest.match(/\d+/g) ?? [];
  const year = numbers.find((number) => number.length === 4) ?? numbers[1];
  if (year === undefined) return null;
  const others = numbers.toSpliced(year.length === 4 ? numbers.indexOf(year) : 1, 1);
  const [dayOfMonth, hour] = others;
  if (dayOfMonth === undefined && !/^\s*\p{L}+\.?,? \d{4}\s*$/u.test(rest)) return null;
  const midnight = day(fullYear(year), month, Number(dayOfMonth ?? 1));
  if (midnight === null) return null;
  const hourOnly = mayHoldHour && hour?.length === 2 ? sinceMidnight({ hour }) : null;
  return atZone(midnight, hourOnly === null ? clock : { ...clock, sinceMidnight: hourOnly });
}

const NUMBERS = /(?<!\d)(\d{1,2})(?:[./-]| (?=\d{1,2} \d{4}))(\d{1,2})[./ -](\d{4}|\d{1,2})(?!\d)/;
const AMERICAN_ZONE = /^[ECMP][SD]?T$/i;

/** The day stands first, as in most of the world, unless that cannot be or the weekday or the clock says otherwise. */
function byNumbers(rest: string, clock: ClockTime, time: FoundTime | undefined): number | null {
  const found = NUMBERS.exec(rest);
  if (!found) return null;
  const [written, first = '', second = '', third = ''] = found;
  if (third.length === 1) return put(day(fullYear(first), Number(second), Number(third)), clock);
  const dayFirst = day(fullYear(third), Number(second), Number(first));
  const monthFirst = day(fullYear(third), Number(first), Number(second));
  const weekday = WEEKDAYS.indexOf(/\p{L}{3}/u.exec(rest)?.[0].toLowerCase() ?? '');
  const isAmerican = written.includes('/') && (time?.isHalved || AMERICAN_ZONE.test(clock.zone));
  const [likely, other] = isAmerican ? [monthFirst, dayFirst] : [dayFirst, monthFirst];
  const isOther = likely === null || (weekday >= 0 && weekdayOf(other) === weekday && weekdayOf(likely) !== weekday);
  return put(isOther ? other : likely, clock);
}

const put = (midnight: Day | null, clock: ClockTime): number | null =>
  midnight === null ? null : atZone(midnight, clock);

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const weekdayOf = (midnight: Day | null): number => (midnight === null ? -1 : new Date(midnight).getUTCDay());

/** RFC 2822, 4.3: two digits below 50 are of this century. */
function fullYear(year: string): number {
  if (year.length > 2) return Number(year);
  return Number(year) + (Number(year) < 50 ? 2000 : 1900);
}

/** Epoch milliseconds of its midnight in UTC. */
type Day = number;

function day(year: number, month: number, dayOfMonth: number): Day | null {
  const midnight = Date.UTC(year, month - 1, dayOfMonth);
  const date = new Date(midnight);
  const isThat = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth;
  return isThat ? midnight : null;
}

const DAY_MS = 86_400_000;

function ofYear(year: number, number: number): Day | null {
  const first = Date.UTC(year, 0, 1);
  const midnight = first + (number - 1) * DAY_MS;
  return number > 0 && new Date(midnight).getUTCFullYear() === year ? midnight : null;
}

/** ISO 8601: week 1 holds the fourth of January, weeks begin on Monday. */
function ofWeek(year: number, week: number, weekday: number): Day | null {
  if (week < 1 || week > 53) return null;
  const fourth = Date.UTC(year, 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS;
  return monday + ((week - 1) * 7 + weekday - 1) * DAY_MS;
}
