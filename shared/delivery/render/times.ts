/**
 * Local times with their zone, as the reader's language writes them.
 *
 * Intl names most zones outside of Europe and the United States only by their offset, so the abbreviations that people
 * there really use stand in a small table; where none is sure, the offset alone is honest.
 */
import type { Words } from './words.ts';

export interface TimeFormat {
  /** `Mon 23 Nov 2026, 14:36`. */
  full: (at: number) => string;
  /** `Mon 23 Nov`. */
  day: (at: number) => string;
  /** `Tue 24 Nov 2026`. */
  dayAndYear: (at: number) => string;
  /** `Monday 23 November 2026`. */
  longDay: (at: number) => string;
  /** `Mon 14:36`. */
  weekTime: (at: number) => string;
  /** `14:36`, in Indonesian `14.36`. */
  time: (at: number) => string;
  /** `WIB (UTC+7)`, or `UTC+5:30`. */
  zone: (at: number) => string;
  /** `WIB`, or `UTC+5:30`. */
  shortZone: (at: number) => string;
}

/** By zone and offset in minutes: in summer another name holds. */
const ABBREVIATIONS: Record<string, Record<number, string>> = {
  'Asia/Jakarta': { 420: 'WIB' },
  'Asia/Pontianak': { 420: 'WIB' },
  'Asia/Makassar': { 480: 'WITA' },
  'Asia/Jayapura': { 540: 'WIT' },
  'Asia/Singapore': { 480: 'SGT' },
  'Asia/Kuala_Lumpur': { 480: 'MYT' },
  'Asia/Manila': { 480: 'PHT' },
  'Asia/Tokyo': { 540: 'JST' },
  'America/Caracas': { [-240]: 'VET' },
  'America/Bogota': { [-300]: 'COT' },
  'America/Lima': { [-300]: 'PET' },
  'America/La_Paz': { [-240]: 'BOT' },
  'America/Santiago': { [-240]: 'CLT', [-180]: 'CLST' },
  'America/Argentina/Buenos_Aires': { [-180]: 'ART' },
  'America/Sao_Paulo': { [-180]: 'BRT' },
  'America/New_York': { [-300]: 'EST', [-240]: 'EDT' },
  'America/Chicago': { [-360]: 'CST', [-300]: 'CDT' },
  'America/Denver': { [-420]: 'MST', [-360]: 'MDT' },
  'America/Los_Angeles': { [-480]: 'PST', [-420]: 'PDT' },
  'Europe/London': { 0: 'GMT', 60: 'BST' },
  'Europe/Madrid': { 60: 'CET', 120: 'CEST' },
  'Europe/Berlin': { 60: 'CET', 120: 'CEST' },
  'Europe/Paris': { 60: 'CET', 120: 'CEST' },
  'Europe/Rome': { 60: 'CET', 120: 'CEST' },
  'Europe/Amsterdam': { 60: 'CET', 120: 'CEST' },
  'Europe/Moscow': { 180: 'MSK' },
};

const LONG_DAY = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;

/** Intl's formats take longer to make than a whole message to render. */
const known = new Map<string, TimeFormat>();

export function timeFormat({ locale }: Words, timeZone: string): TimeFormat {
  const name = `${locale} ${timeZone}`;
  const found = known.get(name) ?? createTimeFormat(locale, timeZone);
  known.set(name, found);
  return found;
}

function createTimeFormat(locale: string, timeZone: string): TimeFormat {
  const parts = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone });
    return (at: number, ...wanted: Intl.DateTimeFormatPartTypes[]): string => {
      const byType = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
      return wanted.map((type) => (byType.get(type) ?? '').replace(/[.,]$/u, '')).join(' ');
    };
  };
  const short = parts({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  // British English puts the day before the month, as our short dates do.
  const long = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { ...LONG_DAY, timeZone });
  const offsets = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone });
  const time = (at: number): string => clock.format(at);
  const dayAndYear = (at: number): string => short(at, 'weekday', 'day', 'month', 'year');
  const shortZone = (at: number): string => {
    const minutes = offsetMinutes(offsets, at);
    return ABBREVIATIONS[timeZone]?.[minutes] ?? offsetName(minutes);
  };
  return {
    full: (at) => `${dayAndYear(at)}, ${time(at)}`,
    day: (at) => short(at, 'weekday', 'day', 'month'),
    dayAndYear,
    longDay: (at) => long.format(at).replace(/^(\p{L}+),? /u, locale === 'en' ? '$1 ' : '$1, '),
    weekTime: (at) => `${short(at, 'weekday')} ${time(at)}`,
    time,
    zone: (at) => {
      const [name, offset] = [shortZone(at), offsetName(offsetMinutes(offsets, at))];
      return name === offset ? offset : `${name} (${offset})`;
    },
    shortZone,
  };
}

/** `UTC+7`, `UTC-4`, `UTC+5:30`, `UTC`. */
function offsetName(minutes: number): string {
  if (minutes === 0) return 'UTC';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? '-' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

function offsetMinutes(offsets: Intl.DateTimeFormat, at: number): number {
  const name = offsets.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/u.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
