/** The time of day and the zone that stand behind a date: `14:36:05 +0700`, `2:36 p.m. EST`, `14.36 WIB`, `오후 11:23`. */
import { offsetMinutes } from './zones.ts';

/** Milliseconds since midnight of the wall clock, and the zone as written. */
export interface ClockTime {
  sinceMidnight: number;
  zone: string;
}

export const MIDNIGHT: ClockTime = { sinceMidnight: 0, zone: '' };

interface Clock {
  hour: string;
  minute?: string | undefined;
  second?: string | undefined;
  fraction?: string | undefined;
  half?: string | undefined;
}

const AFTERNOON = /^(p|μ|오후|下午|午後|晚|中午|مساء|م$)/i;

/**
 * 24:00 is the end of the day, second 60 a leap second: the first of the next minute, as POSIX counts. A half of the day
 * behind an hour that has none (`22:20 PM`) adds nothing.
 */
export function sinceMidnight({ hour, minute = '0', second = '0', fraction = '', half = '' }: Clock): number | null {
  const written = Number(hour);
  const [minutes, seconds] = [Number(minute), Number(second)];
  const isHalf = half !== '' && written <= 12;
  if (written > 24 || minutes > 59 || seconds > 60 || (written === 24 && minutes + seconds > 0)) return null;
  const hours = isHalf ? (written % 12) + (AFTERNOON.test(half) ? 12 : 0) : written;
  const whole = ((hours * 60 + minutes) * 60 + seconds) * 1_000;
  return whole + Number(fraction.slice(0, 3).padEnd(3, '0'));
}

/** The instant of a wall clock that shows this on this day. */
export const atZone = (midnight: number, { sinceMidnight: clock, zone }: ClockTime): number =>
  midnight + clock - offsetMinutes(zone, midnight + clock) * 60_000;

/** Before the time in the east of Asia, behind it elsewhere. */
const HALF_BEFORE = '오전|오후|上午|下午|午前|午後|凌晨|早上|中午|晚上';
const HALF_BEHIND = '[ap]\\.? ?m\\b\\.?|[πμ]\\.?μ\\.?|(?:صباحا|مساء|ص|م)(?!\\p{L})\u064B?';
/** With a comma as in ISO 8601, or with three digits behind a colon as SQL Server writes it. */
const FRACTION = '(?:(?:[.,]|:(?=\\d{3}(?!\\d)))(\\d+))?';

const AFTER_ISO_DATE = new RegExp(
  `^(?:\\s*T|[\\s,|_-]*(?:at )?\\s*(${HALF_BEFORE})?\\s*)` +
    `(\\d{1,2})(?::?(\\d{1,2})(?::?(\\d{1,2})${FRACTION}(?::00)?)?)?\\s*(${HALF_BEHIND})?(?![\\d:]*[\\dx])(.*)$`,
  'iu',
);

/** `T10-20-30`, as a file name has it. */
const WITH_HYPHENS = /^T(\d\d)-(\d\d)-(\d\d)(?!\d)/i;

/** ` 13.30`, as in Indonesia and Finland */
const WITH_DOTS = /^(\D{0,8}\d{1,2})\.(\d\d)(?:\.(\d\d))?(?![\d.])/;

/** What follows an ISO date; null when it is no time. */
export function afterIsoDate(rest: string): ClockTime | null {
  if (/^\s*T?\s*$/i.test(rest)) return MIDNIGHT;
  const zoneOnly = /^\s*(?:Z|[+-]\d{2}:?\d{2}|\([^)]*\)|[A-Z]{3,4})$/i.test(rest);
  if (zoneOnly) return { sinceMidnight: 0, zone: rest.trim() };
  const colons = rest
    .replace(WITH_HYPHENS, 'T$1:$2:$3')
    .replace(WITH_DOTS, (_, hours: string, minutes: string, seconds = '00') => `${hours}:${minutes}:${seconds}`);
  const found = AFTER_ISO_DATE.exec(colons);
  if (!found) return null;
  const [, before, hour, minute, second, fraction, half, zone = ''] = found;
  if (/^:(?![+-])/.test(zone) || (minute === undefined && !/^T/i.test(rest))) return null;
  const clock = sinceMidnight({ hour: hour!, minute, second, fraction, half: before ?? half });
  const korean = before && /[오전후]/.test(before) ? 'KST' : '';
  return clock === null ? null : { sinceMidnight: clock, zone: zone.replace(/^:/, '').trim() || korean };
}

const WITH_COLON = new RegExp(
  `(${HALF_BEFORE})?\\s*(?<![\\d:])(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})${FRACTION})?(:\\d)?\\s*(${HALF_BEHIND})?`,
  'iu',
);
const WITH_LETTER = /()(?<!\d)(\d{1,2}) ?h ?(\d{2})(?!\d)()()()()/i;
const WITH_HALF = /()(?<![\d.:/-])(\d{1,2})()()()() ?([ap]\.? ?m\b\.?)/i;
/** As in Indonesia; only where a year stands elsewhere, since it could be a date. */
const WITH_DOT = new RegExp(
  `()(?<![\\d.])(\\d{1,2})\\.(\\d{2})(?:\\.(\\d{2}))?()()(?![\\d.])(?:\\s*(${HALF_BEHIND}))?`,
  'iu',
);
/** `2023 1330 GMT`, `2023 1330hrs` */
const WITHOUT_SIGNS =
  /()(?<=\d{4}[ ,|]+(?:at |@ |- )?)([01]\d|2[0-3])([0-5]\d)()()()()(?= ?(?:hrs?\b|hours|h\b|uhr|[A-Z]{3,4}\b|UT\b|Z\b|[+-]\d))/i;

export interface FoundTime extends ClockTime {
  /** The line without the time. */
  before: string;
  after: string;
}

/** The time inside a line; undefined when there is none, null when what stands there can be none. */
export function findTime(line: string): FoundTime | null | undefined {
  const found =
    WITH_COLON.exec(line) ?? WITH_LETTER.exec(line) ?? WITH_HALF.exec(line) ?? WITHOUT_SIGNS.exec(line) ?? dotted(line);
  if (!found) return undefined;
  const [whole, before, hour, minute, second, fraction, more, half] = found;
  const clock = sinceMidnight({
    hour: hour!,
    minute: minute || undefined,
    second: second || undefined,
    fraction: fraction || undefined,
    half: before || half || undefined,
  });
  if (clock === null || more) return null;
  const after = line.slice(found.index + whole.length);
  return {
    sinceMidnight: clock,
    zone: '',
    before: line.slice(0, found.index),
    after,
  };
}

function dotted(line: string): RegExpExecArray | null {
  const found = WITH_DOT.exec(line);
  return found && /\d{4}/.test(line.replace(found[0], ' ')) ? found : null;
}
