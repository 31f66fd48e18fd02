/**
 * The zones that feeds write after a time: offsets, the names of RFC 822, names that people use, IANA names.
 *
 * A name means what it says: `EST` in July is five hours behind UTC, as RFC 2822 has it, although the writer may have
 * meant summer time. `ET` and its like do mean the clock on the wall, and are looked up by the date. A name that more
 * than one country uses is that of the most feeds. What is not known is taken as UTC.
 */
const HOURS: Record<string, number> = {
  UT: 0,
  UTC: 0,
  GMT: 0,
  Z: 0,
  WET: 0,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  AKST: -9,
  AKDT: -8,
  HST: -10,
  AST: -4,
  ADT: -3,
  NST: -3.5,
  NDT: -2.5,
  BRT: -3,
  BRST: -2,
  ART: -3,
  CLT: -4,
  CLST: -3,
  COT: -5,
  PET: -5,
  VET: -4,
  ECT: -5,
  BOT: -4,
  UYT: -3,
  PYT: -4,
  BST: 1,
  WEST: 1,
  CET: 1,
  MEZ: 1,
  CEST: 2,
  MET: 1,
  MEST: 2,
  MESZ: 2,
  EET: 2,
  EEST: 3,
  IDT: 3,
  SAST: 2,
  WAT: 1,
  CAT: 2,
  EAT: 3,
  MSK: 3,
  MSD: 4,
  TRT: 3,
  AZT: 4,
  GST: 4,
  IRST: 3.5,
  PKT: 5,
  IST: 5.5,
  NPT: 5.75,
  BDT: 6,
  MMT: 6.5,
  WIB: 7,
  ICT: 7,
  WITA: 8,
  WIT: 9,
  SGT: 8,
  MYT: 8,
  PHT: 8,
  HKT: 8,
  AWST: 8,
  JST: 9,
  KST: 9,
  ACST: 9.5,
  ACDT: 10.5,
  AEST: 10,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
  UYST: -2,
  PYST: -3,
  AZOT: -1,
  CVT: -1,
  GET: 4,
  AMST: -3,
  YEKT: 5,
  UZT: 5,
  AFT: 4.5,
  IRDT: 4.5,
  OMST: 6,
  NOVT: 7,
  KRAT: 7,
  IRKT: 8,
  YAKT: 9,
  VLAT: 10,
  TLT: 9,
  CHST: 10,
  FJT: 12,
};

/** The letters of RFC 822, 5.1, in its own signs. */
const LETTERS_WEST = 'ABCDEFGHIKLM';
const LETTERS_EAST = 'NOPQRSTUVWXY';

function hoursOf(name: string): number | undefined {
  const upper = name.toUpperCase();
  if (upper.length !== 1 || upper === 'Z') return Object.hasOwn(HOURS, upper) ? HOURS[upper] : undefined;
  const [west, east] = [LETTERS_WEST.indexOf(upper), LETTERS_EAST.indexOf(upper)];
  return west >= 0 ? -west - 1 : east >= 0 ? east + 1 : undefined;
}

const ZONE =
  /^[\s,:|]*(?:-(?=[+-]))?(\(?(?:[A-Z]{1,5} ?)?[+-]\d{1,2}:?(?:\d{2})?(?!\d)|[+-] (?:0\d|1[0-4])\d{2}(?!\d)|[A-Z][A-Za-z]+\/[A-Za-z_+-]+\d*(?:\/[A-Za-z_]+)?|[A-Z]{3}\d[A-Z]{3}\b|\(?[A-Za-z]{1,5}\b)/;

/** Whose initials are what people use; `Standard` is nothing to Europe. `Arabian Standard Time` is not Atlantic. */
const IN_WORDS =
  /^[\s,]*\(?((?:(?:central|eastern|western) european|eastern|central|mountain|pacific|atlantic|british|greenwich mean|japan|korea)(?: standard| daylight| summer)? time)/i;

const initials = (words: string): string => words.replace(/(european) standard/i, '$1').replace(/\B\w+| /g, '');

/** The zone with which what follows a time begins, as written; empty without. */
export function findZone(after: string): string {
  const zone = IN_WORDS.exec(after)?.[1] ?? ZONE.exec(after)?.[1] ?? '';
  if (/[+\-/\d ]/.test(zone)) return zone;
  const name = zone.replace('(', '').toUpperCase();
  return hoursOf(name) !== undefined || placeOf(name) !== undefined ? zone : '';
}

/** Of the wall clock. */
const PLACES: Record<string, string> = {
  AT: 'America/Halifax',
  ET: 'America/New_York',
  CT: 'America/Chicago',
  MT: 'America/Denver',
  PT: 'America/Los_Angeles',
};

/** Of IANA: `Europe/Paris`, `Etc/GMT-1` (an hour east, as POSIX has it), `EST5EDT`. */
const IANA = /^[A-Z]\w+\/|^[A-Z]{3}\d[A-Z]{3}$/i;

function placeOf(name: string): string | undefined {
  const upper = name.toUpperCase();
  return Object.hasOwn(PLACES, upper) ? PLACES[upper] : IANA.test(name) ? name : undefined;
}

/** Minutes east of UTC at a local time given as if it were UTC. */
export function offsetMinutes(written: string, local: number): number {
  const words = IN_WORDS.exec(written)?.[1];
  const zone = words ? initials(words) : written;
  const name = /^[([]?([A-Za-z_/+-]+\d*(?:[A-Z]{3})?)/.exec(zone)?.[1] ?? '';
  if (IANA.test(name)) return wallClockOffset(name, local);
  const [, sign, hours, minutes = '0'] = /(?:^|[A-Z(\s])([+-]) ?(\d{1,2}):?(\d{2})?(?!\d)/i.exec(zone) ?? [];
  if (sign && Number(hours) < 24) return (sign === '+' ? 1 : -1) * (Number(hours) * 60 + Number(minutes));
  const fixed = hoursOf(name);
  if (fixed !== undefined) return fixed * 60;
  const place = placeOf(name);
  return place ? wallClockOffset(place, local) : 0;
}

/** Making one takes longer than reading a whole item. There are no more of them than zones: what is none throws. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatOf(place: string): Intl.DateTimeFormat {
  const known = FORMATS.get(place.toLowerCase());
  if (known) return known;
  const format = new Intl.DateTimeFormat('en', { timeZone: place, timeZoneName: 'longOffset' });
  FORMATS.set(place.toLowerCase(), format);
  return format;
}

/** The offset is looked up twice, since the first guess of the instant is off by it around a change of clocks. */
function wallClockOffset(place: string, local: number): number {
  try {
    const format = formatOf(place);
    const at = (instant: number): number => {
      const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
      return name === 'GMT' ? 0 : offsetMinutes(name, instant);
    };
    return at(local - at(local) * 60_000);
  } catch {
    return 0;
  }
}
