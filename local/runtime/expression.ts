/**
 * When a schedule fires next: the `rate(…)`, `cron(…)` and `at(…)` expressions of EventBridge Scheduler.
 *
 * cron has six fields: minutes, hours, day of month, month, day of week (1 is Sunday), year. `L`, `W` and `#` are not
 * known here and stop the start.
 */
import { Temporal } from 'temporal-polyfill';

const UNITS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** The first moment after `after`; `undefined` when there is none. `from` is what a rate counts from. */
export type Next = (after: Date, from: Date) => Date | undefined;

export function parseSchedule(expression: string, timeZone: string): Next {
  const [, kind, inside = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'rate') return parseRate(inside, expression);
  if (kind === 'cron') return parseCron(inside, timeZone, expression);
  if (kind === 'at') {
    const at = new Date(Temporal.PlainDateTime.from(inside).toZonedDateTime(timeZone).epochMilliseconds);
    return (after) => (at > after ? at : undefined);
  }
  throw new Error(`The schedule "${expression}" is neither rate(…) nor cron(…) nor at(…).`);
}

function parseRate(inside: string, expression: string): Next {
  const [, count, unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(inside) ?? [];
  const period = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (!(period > 0)) throw new Error(`The schedule "${expression}" names no rate.`);
  return (after, from) => {
    const passed = Math.floor((after.getTime() - from.getTime()) / period);
    return new Date(from.getTime() + (Math.max(0, passed) + 1) * period);
  };
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const DAYS_LOOKED_AT = 4 * 366;

function parseCron(inside: string, timeZone: string, expression: string): Next {
  const fields = inside.split(/\s+/);
  if (fields.length !== 6) throw new Error(`The schedule "${expression}" must have six fields.`);
  const [minute, hour, day, month, weekday, year] = fields as [string, string, string, string, string, string];
  const minutes = listOf(minute, 0, 59, [], expression);
  const hours = listOf(hour, 0, 23, [], expression);
  const days = new Set(listOf(day, 1, 31, [], expression));
  const months = new Set(listOf(month, 1, 12, MONTHS, expression));
  const weekdays = new Set(listOf(weekday, 1, 7, WEEKDAYS, expression));
  const years = new Set(listOf(year, 1970, 2199, [], expression));
  const isDay = (date: Temporal.PlainDate): boolean =>
    days.has(date.day) && months.has(date.month) && weekdays.has((date.dayOfWeek % 7) + 1) && years.has(date.year);
  return (after) => {
    let date = Temporal.Instant.fromEpochMilliseconds(after.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
    for (let looked = 0; looked < DAYS_LOOKED_AT; looked++, date = date.add({ days: 1 })) {
      if (!isDay(date)) continue;
      for (const h of hours) {
        for (const m of minutes) {
          const at = date.toZonedDateTime({ timeZone, plainTime: { hour: h, minute: m } }).epochMilliseconds;
          if (at > after.getTime()) return new Date(at);
        }
      }
    }
    return undefined;
  };
}

function listOf(field: string, least: number, most: number, names: readonly string[], expression: string): number[] {
  const numberOf = (text: string): number => {
    const named = names.indexOf(text.toUpperCase());
    const number = named >= 0 ? named + 1 : Number(text);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    throw new Error(`The schedule "${expression}" has "${field}", which is not known here.`);
  };
  const values = field.split(',').flatMap((part) => {
    const [range = '', step] = part.split('/');
    const isAny = range === '*' || range === '?';
    const [first, last] = range.split('-');
    const from = isAny ? least : numberOf(first!);
    const to = isAny || (step !== undefined && last === undefined) ? most : numberOf(last ?? first!);
    const every = step === undefined ? 1 : Number(step);
    return Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, index) => from + index * every);
  });
  return [...new Set(values)].toSorted((a, b) => a - b);
}
