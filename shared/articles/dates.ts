/**
 * What feeds write for an instant, as epoch milliseconds in UTC; null when it is not one that can be.
 *
 * RFC 3339 and its relatives, RFC 822 with the zone names that people use, the order of the United States, numbers.
 * Months in the languages that feeds write them in. A day that no month has is null: `Date.parse` would roll it over
 * and date an article to another day. Without a zone the time is taken as UTC.
 */
import { offsetMinutes } from './zones.ts';

export function parseDate(text: string): number | null {
  const line = text.trim().replace(/\s+/g, ' ').slice(0, 100);
  return fromEpoch(line) ?? fromIso(line) ?? fromWords(line) ?? fromNumbers(line);
}

const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

interface Parts {
  year: number;
  /** From 1. */
  month: number;
  day: number;
  time?: string | undefined;
  zone?: string | undefined;
}

const TIME = String.raw`(\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?: ?[ap]\.?m\b\.?)?)`;

const EPOCH = /^\d{9,10}$|^\d{12,13}$/;

function fromEpoch(text: string): number | null {
  if (!EPOCH.test(text)) return null;
  return Number(text) * (text.length > 10 ? 1 : 1_000);
}

const ISO = new RegExp(
  String.raw`^(\d{4})[-/]?(?:(\d{1,2})(?:[-/]?(\d{1,2}))?)?(?:[T ,]+${TIME}|T(\d{2})(\d{2})(\d{2})?)?\s*(.*)$`,
  'i',
);

function fromIso(text: string): number | null {
  const found = ISO.exec(text);
  if (!found) return null;
  const [, year, month = '1', day = '1', time, hour, minute, second = '00', zone] = found;
  return instant({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    time: time ?? (hour && `${hour}:${minute}:${second}`),
    zone,
  });
}

const DAY_FIRST = new RegExp(
  String.raw`^(\d{1,2})(?:st|nd|rd|th|º|\.)?[ -]+(?:de )?([a-zäéûôç]+)\.?,?[ -]+(?:de )?(\d{4}|\d{2}),?(?: (?:at |às |- )?${TIME})? ?(.*)$`,
  'i',
);
const MONTH_FIRST = new RegExp(
  String.raw`^([a-zäéûôç]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4}),?(?: (?:at |- )?${TIME})? ?(.*)$`,
  'i',
);
/** As C's asctime writes it: the year comes last, with or without a zone before it. */
const YEAR_LAST = new RegExp(String.raw`^([a-z]+) (\d{1,2}) ${TIME} ?([a-z/_+:\d-]*?) (\d{4})$`, 'i');

/** A weekday in front says nothing that the date does not say; a month in front does. */
const WEEKDAY = /^[^\d\s,]+(?:-feira)?(?:, ?| (?=\d{1,2}\S{0,2}[ -]+[^\d\s])| (?=[^\d\s]+\.? \d))/;

function fromWords(line: string): number | null {
  const text = line.replace(WEEKDAY, '');
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) {
    const [, day, month, year, time, zone] = dayFirst;
    return named({ year: year!, month: month!, day: day!, time, zone });
  }
  const yearLast = YEAR_LAST.exec(text);
  if (yearLast) {
    const [, month, day, time, zone, year] = yearLast;
    return named({ year: year!, month: month!, day: day!, time, zone });
  }
  const monthFirst = MONTH_FIRST.exec(text);
  if (!monthFirst) return null;
  const [, month, day, year, time, zone] = monthFirst;
  return named({ year: year!, month: month!, day: day!, time, zone });
}

const NUMBERS = new RegExp(String.raw`^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[ ,T-]+${TIME})? ?(.*)$`, 'i');

/** The day stands first, as in most of the world, unless that cannot be. */
function fromNumbers(line: string): number | null {
  const found = NUMBERS.exec(line.replace(WEEKDAY, ''));
  if (!found) return null;
  const [, first, second, year, time, zone] = found;
  const isMonthFirst = Number(second) > 12;
  const [day, month] = isMonthFirst ? [second, first] : [first, second];
  return instant({ year: Number(year), month: Number(month), day: Number(day), time, zone });
}

/** English, Indonesian, Spanish, Portuguese, French, Italian, German, Dutch: by the first three letters, in order. */
const MONTHS = [
  ['jan', 'ene', 'gen', 'jän'],
  ['feb', 'fev', 'fév', 'peb'],
  ['mar', 'mär', 'mrt', 'maa'],
  ['apr', 'abr', 'avr'],
  ['may', 'mei', 'mai', 'mag'],
  ['jun', 'giu'],
  ['jul', 'lug'],
  ['aug', 'agu', 'ago', 'aoû', 'aou'],
  ['sep', 'set'],
  ['oct', 'okt', 'out', 'ott'],
  ['nov', 'nop'],
  ['dec', 'des', 'dic', 'dez', 'déc'],
];

function monthOf(name: string): number {
  const lower = name.toLowerCase();
  if (lower.startsWith('juin')) return 6;
  if (lower.startsWith('juil')) return 7;
  return MONTHS.findIndex((names) => names.includes(lower.slice(0, 3))) + 1;
}

interface Named extends Omit<Parts, 'year' | 'month' | 'day'> {
  year: string;
  month: string;
  day: string;
}

function named({ year, month, day, time, zone }: Named): number | null {
  return instant({ year: fullYear(year), month: monthOf(month), day: Number(day), time, zone });
}

/** RFC 2822, 4.3: two digits below 50 are of this century. */
const fullYear = (year: string): number =>
  year.length > 2 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900);

function instant({ year, month, day, time = '00:00', zone = '' }: Parts): number | null {
  const midnight = Date.UTC(year, month - 1, day);
  const date = new Date(midnight);
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const clock = sinceMidnight(time);
  if (clock === null) return null;
  const offset = offsetMinutes(zone.trim(), midnight + clock);
  const at = midnight + clock - offset * 60_000;
  return at >= EARLIEST && at < LATEST ? at : null;
}

const CLOCK = /^(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,](\d+))?)?(?: ?([ap])\.?m\.?)?$/i;

/** 24:00 is the end of the day, second 60 a leap second. */
function sinceMidnight(time: string): number | null {
  const [, hourText, minuteText, secondText = '0', fraction = '0', half] = CLOCK.exec(time) ?? [];
  if (hourText === undefined) return null;
  const written = Number(hourText);
  const hour = half ? (written % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : written;
  const [minute, second] = [Number(minuteText), Math.min(Number(secondText), 60)];
  if (hour > 24 || minute > 59 || (hour === 24 && minute + second > 0)) return null;
  return ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1_000 + Math.floor(Number(`0.${fraction}`) * 1_000);
}
