/**
 * What feeds write for an instant, as epoch milliseconds in UTC; null when it is not one that can be.
 *
 * RFC 3339 and the rest of ISO 8601, RFC 822 with the zone names that people use, asctime, the order of the United
 * States, numbers, months in the languages that feeds write them in, dates of East Asia. A day that no month has is
 * null: `Date.parse` would roll it over and date an article to another day. Without a zone the time is taken as UTC.
 * Of `5/10/2026` the month stands first, as strtotime and Date.parse have it, unless that cannot be or the words around
 * are not English; of `5.10.2026` and `5-10-2026` the day.
 */
import { afterIsoDate, atZone, findTime, sinceMidnight, type ClockTime } from './clockTime.ts';
import { datesInMarkup, withoutMarkup } from './dateMarkup.ts';
import { monthOf } from './months.ts';
import { findZone } from './zones.ts';

export function parseDate(text: string): number | null {
  const usual = fromUsual(text);
  if (usual !== undefined) return within(usual);
  for (const date of datesInMarkup(text)) {
    const at = parseDate(date);
    if (at !== null) return at;
  }
  const written = plainSigns(withoutMarkup(text)).replace(/\s+/g, ' ').trim().slice(0, 120);
  if (!/\d/.test(written)) return null;
  const line = plainAsia(written.replace(LABEL, ''));
  for (const read of [fromEpoch, fromIso, fromAsia]) {
    const at = read(line);
    if (at !== undefined) return within(at);
  }
  return within(fromWords(line));
}

const USUAL =
  /^(?:\w{3}, (\d\d?) (\w{3}) (\d{4}) |(\d{4})-(\d\d)-(\d\d)T)([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?: ?(?:GMT|Z)| ?([+-])([01]\d|2[0-3]):?([0-5]\d))$/;
const USUAL_MONTHS = '   JanFebMarAprMayJunJulAugSepOctNovDec';

/** What nearly all feeds write, RFC 822 and RFC 3339 to the letter: an eighth and a third of the time. */
function fromUsual(text: string): Read {
  const found = USUAL.exec(text);
  if (!found) return undefined;
  const [, inWords, name = '', yearBehind, year, month, dayOfMonth, hour, minute, second, sign, east, eastMinutes] =
    found;
  const midnight = inWords
    ? day(Number(yearBehind), USUAL_MONTHS.indexOf(name) / 3, Number(inWords))
    : day(Number(year), Number(month), Number(dayOfMonth));
  if (midnight === null) return undefined;
  const minutes = Number(hour) * 60 + Number(minute);
  const offset = sign ? (sign === '+' ? 1 : -1) * (Number(east) * 60 + Number(eastMinutes)) : 0;
  return midnight + (minutes - offset) * 60_000 + Number(second) * 1_000;
}

/** undefined: written in another way. null: written so, and can be none. */
type Read = number | null | undefined;

/** An empty field of SQL Server reads 1 January 1900. */
const EARLIEST = Date.UTC(1901, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);
const within = (at: number | null): number | null => (at !== null && at >= EARLIEST && at < LATEST ? at : null);

/** Arabic, Persian, Thai, full-width, Hindi and Bengali digits; the time of Moscow; `19 :48`. */
const plainSigns = (text: string): string =>
  text
    .replace(/[٠-٩۰-۹๐-๙０-９]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/[०-९০-৯]/g, (digit) => String((digit.charCodeAt(0) & 0xf) - 6))
    .replace(/[−–—]/g, '-')
    .replace(/(?<!\p{L})мск(?!\p{L})/iu, 'MSK')
    .replace(/(?<=(?<!\d)\d\d?) :(?=\d\d)/g, ':');

/** `Published: `; or the sign of a number of seconds. */
const LABEL = /^(?:\p{L}[\p{L} ]{0,20}: ?|@(?=\d))/u;

/** The weekday left out, and the time with colons: `2004年10月25日（月）午後3時20分` → `2004年10月25日 午後 3:20:00`. */
function plainAsia(line: string): string {
  if (!/[\u3041-\uD7A3]/.test(line)) return line;
  return line
    .replace(/[(（]\p{L}{1,3}[)）]|\p{L}曜日?|[월화수목금토일]요일|(?:星期|礼拜|[周週])[一二三四五六日天]/gu, ' ')
    .replace(
      /(\d{1,2}) ?[時时點点시](?: ?(\d{1,2}) ?[分분]?)?(?: ?(\d{1,2}) ?[秒초])?/,
      (_, hour: string, minute = '00', second = '00') => ` ${hour}:${minute}:${second}`,
    )
    .trim();
}

const YEAR_TO_MINUTE = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d$/;

/** Its offset says where it was written, and moves nothing. */
const MICROSOFT_JSON = /^\\?\/?Date\((\d+)(?:[+-]\d{4})?\)\\?\/?$/i;

/** Seconds or milliseconds; of twelve digits, those that can be year to minute are that. */
function fromEpoch(written: string): Read {
  const line = MICROSOFT_JSON.exec(written)?.[1] ?? written;
  if (!/^(?:\d{9,10}|\d{12,13})(?:\.\d+)?$/.test(line) || YEAR_TO_MINUTE.test(line)) return undefined;
  const [whole = ''] = line.split('.');
  return Math.floor(Number(line) * (whole.length > 10 ? 1 : 1_000));
}

const WEEKDAY_BEFORE_NUMBERS = /^\p{L}+\.?,? (?=\d{4}[-/.年년])/u;
/** `2004-10-25 (Mon) 10:20`, `2004-10-25 Monday, 10:20` */
const WEEKDAY_BEFORE_TIME = /^,? ?(?:\(\p{L}{2,9}\.?\)|\p{Script=Latin}{3,12}[.,]*)(?= ?\d)/u;

type IsoForm = readonly [RegExp, (...parts: (string | undefined)[]) => Day | null];

const ISO: readonly IsoForm[] = [
  [/^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/, (y, m, d) => day(+y!, +m!, +d!)],
  [/^(\d{4})\/(\d{1,2})\/(\d{1,2})(?!\d)/, (y, m, d) => day(+y!, +m!, +d!)],
  // In Korea and Hungary with spaces.
  [/^(\d{4})\. ?(\d{1,2})\. ?(\d{1,2})\.?(?!\d)/, (y, m, d) => day(+y!, +m!, +d!)],
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
    const time = afterIsoDate(line.slice(found[0].length).replace(WEEKDAY_BEFORE_TIME, ''));
    return midnight === null || time === null ? null : atZone(midnight, time);
  }
  // What begins like one and is none (`2013-xx-27`, `22013`).
  return /^\d{4}-[^\d\s]|^\d{5}(?!\d)|^\d{3}$/.test(line) ? null : undefined;
}

const ASIA = /^(令和|平成|昭和)?(\d{1,4}|元) ?([年년]) ?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日일])?/;

/** The year before the first of each. */
const ERAS: Record<string, number> = { 令和: 2018, 平成: 1988, 昭和: 1925 };

/** A time in Korean is Korea's; the signs of the others are written in more than one zone. */
function fromAsia(line: string): Read {
  const found = ASIA.exec(line);
  if (!found) return undefined;
  const [whole, era = '', year, sign, month, dayOfMonth = '1'] = found;
  const midnight = day((ERAS[era] ?? 0) + (year === '元' ? 1 : Number(year)), Number(month), Number(dayOfMonth));
  const rest = line.slice(whole.length);
  const time = afterIsoDate(rest);
  if (midnight === null || time === null) return null;
  return atZone(midnight, { ...time, zone: time.zone || (rest && sign === '년' ? 'KST' : '') });
}

function fromWords(line: string): number | null {
  const time = findTime(line);
  if (time === null) return null;
  const zone = (time && findZone(time.after)) || zoneAtEnd(time ? time.after : line);
  const rest = (time ? `${time.before} ${time.after.replace(zone, ' ')}` : line.replace(zone, ' '))
    .replace(COMMENT, ' ')
    .replace(COUNTED_WEEKDAY, ' ')
    .replace(THAI_DOTS, '');
  const clock: ClockTime = { sinceMidnight: time?.sinceMidnight ?? 0, zone };
  const named = IN_NUMBERS.test(rest) && (findMonth(rest)?.beside ?? 0) < 2 ? null : byName(rest, clock, !time);
  return named ?? byNumbers(rest, clock);
}

/** `26 Sep 2022 GMT`, `15:04 02.01.2006 -0700` */
const zoneAtEnd = (line: string): string => / ([+-]\d{4}|[A-Z]{2,5})$/.exec(line)?.[1] ?? '';

/** `(Arabian Standard Time)` is not the Turkish December. */
const COMMENT = /\([^()\d]*\)/g;
const THAI_DOTS = /(?<=\p{Script=Thai})\.(?=\p{Script=Thai})/gu;

/** `14.02.2023 by Mark` */
const IN_NUMBERS = /(?<!\d)(?:\d{1,2}([./-])\d{1,2}\1\d{4}|\d{4}([./-])\d{1,2}\2\d{1,2})(?!\d)/;

const WORD = /\p{L}[\p{L}\p{M}]*(?: ال(?:أول|ثاني))?/gu;
/** Vietnam and the east of Asia count their months; Vietnam its weekdays too. */
const COUNTED_MONTH = /(?<!\p{L})(?:tháng|thg) ?(\d{1,2})(?!\d)|(?<!\d)(\d{1,2})[月월]/iu;
const COUNTED_WEEKDAY = /(?<!\p{L})thứ [2-7],?/giu;

function byName(written: string, clock: ClockTime, mayHoldHour: boolean): number | null {
  const counted = COUNTED_MONTH.exec(written);
  const named = counted ? undefined : findMonth(written);
  const month = named?.month ?? Number(counted?.[1] ?? counted?.[2]);
  if (!month) return null;
  const rest = counted ? written.replace(counted[0], ' ') : written;
  const beside = findDay(rest.slice(named?.from));
  const found = beside?.dayOfMonth === undefined ? findDay(rest) : beside;
  if (!found) return null;
  const { year, dayOfMonth, hour } = found;
  if (dayOfMonth === undefined && !/^\s*\p{L}+\.?,? \d{4}\s*$/u.test(rest)) return null;
  const midnight = day(fullYear(year), month, Number(dayOfMonth ?? 1));
  if (midnight === null) return null;
  const hourOnly = mayHoldHour && hour ? sinceMidnight({ hour }) : null;
  return atZone(midnight, hourOnly === null ? clock : { ...clock, sinceMidnight: hourOnly });
}

/** A number with nothing between it and a name but signs and a short word: `14 de `, `1er `, `23rd of `. */
const NUMBER_BEFORE = /(?<!\d)\d{1,4}(?:\p{L}{1,2}(?!\p{L})|[º°ª])?[\s.,/'’-]*(?:\p{L}{1,3}[\s.'’]+)?$/u;
const NUMBER_BEHIND = /^[\s.,/'’-]*(?:\p{L}{1,3}[\s.'’]+)?\d/u;

interface FoundMonth {
  month: number;
  from: number;
  beside: number;
}

/**
 * The name of a month with the most numbers beside it, and where its date begins: `mar., 01 déc. 2015` begins with a
 * Tuesday, `14 Feb 2023 by Mark` ends with a man. The first of two, the last of those without any.
 */
function findMonth(written: string): FoundMonth | undefined {
  let best: FoundMonth | undefined;
  for (const { 0: name, index } of written.matchAll(WORD)) {
    const month = monthOf(name);
    if (month === 0) continue;
    const before = NUMBER_BEFORE.exec(written.slice(Math.max(0, index - NEAR), index));
    const behind = NUMBER_BEHIND.test(written.slice(index + name.length));
    const beside = Number(before !== null) + Number(behind);
    if (best && (beside < best.beside || (beside > 0 && beside === best.beside))) continue;
    best = { month, from: beside > 0 ? index - (before?.[0].length ?? 0) : 0, beside };
  }
  return best;
}

/** As far as a number before a month can begin. */
const NEAR = 16;

interface FoundDay {
  year: string;
  dayOfMonth: string | undefined;
  hour: string | undefined;
}

/** An hour without minutes stands behind the year: `02 Jan 2006 15 -0700`. */
function findDay(text: string): FoundDay | undefined {
  const numbers: readonly string[] = text.match(/\d+/g) ?? [];
  const fourDigits = numbers.findIndex((number) => number.length === 4);
  const at = fourDigits < 0 ? 1 : fourDigits;
  const year = numbers[at];
  if (year === undefined) return undefined;
  const hour = new RegExp(`(?<!\\d)${year},? (\\d\\d)(?!\\d)`).exec(text)?.[1];
  return { year, dayOfMonth: numbers[at === 0 ? 1 : 0], hour: at === 0 ? undefined : hour };
}

const NUMBERS = /(?<!\d)(\d{1,2})(?:[./-]| (?=\d{1,2} \d{4}))(\d{1,2})[./ -](\d{4}|\d{1,2})(?!\d)/;
/** Behind a time: `10:20 - 2004-10-25` */
const YEAR_FIRST = /(?<![\d-])(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/;

/** What an English line says beside the numbers. */
const ENGLISH = /\b(?:sun|mon|tue|wed|thu|fri|sat)\p{L}*|\b(?:at|on)\b/giu;

/** Which of two stands first is a guess, unless the other cannot be or the weekday says otherwise. */
function byNumbers(rest: string, clock: ClockTime): number | null {
  const yearFirst = YEAR_FIRST.exec(rest);
  if (yearFirst) return put(day(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3])), clock);
  const found = NUMBERS.exec(rest);
  if (!found) return null;
  const [written, first = '', second = '', third = ''] = found;
  if (third.length === 1) return put(day(fullYear(first), Number(second), Number(third)), clock);
  const dayFirst = day(fullYear(third), Number(second), Number(first));
  const monthFirst = day(fullYear(third), Number(first), Number(second));
  const weekday = WEEKDAYS.indexOf(/\p{L}{3}/u.exec(rest)?.[0].toLowerCase() ?? '');
  const isMonthFirst = written.includes('/') && !/\p{L}/u.test(rest.replace(ENGLISH, ''));
  const [likely, other] = isMonthFirst ? [monthFirst, dayFirst] : [dayFirst, monthFirst];
  const isOther = likely === null || (weekday >= 0 && weekdayOf(other) === weekday && weekdayOf(likely) !== weekday);
  return put(isOther ? other : likely, clock);
}

const put = (midnight: Day | null, clock: ClockTime): number | null =>
  midnight === null ? null : atZone(midnight, clock);

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const weekdayOf = (midnight: Day | null): number => (midnight === null ? -1 : new Date(midnight).getUTCDay());

/** RFC 2822, 4.3: two digits below 50 are of this century, three count from 1900. Thailand counts from Buddha. */
function fullYear(year: string): number {
  const number = Number(year);
  if (year.length > 3) return number > 2443 && number < 2643 ? number - 543 : number;
  return number + (year.length < 3 && number < 50 ? 2000 : 1900);
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
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS + (week - 1) * 7 * DAY_MS;
  // A week belongs to the year of its Thursday: not every year has a 53rd.
  if (new Date(monday + 3 * DAY_MS).getUTCFullYear() !== year) return null;
  return monday + (weekday - 1) * DAY_MS;
}
