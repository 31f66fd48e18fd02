/** Every name of a month that `Intl` knows of a language is that month, and no name of a weekday is one. */
import { describe, expect, it } from 'vitest';
import { parseDate } from '../../shared/articles/dates.ts';
import { monthOf } from '../../shared/articles/months.ts';

const LANGUAGES = (
  'en fr de es it pt pt-BR nl id ms pl cs sk hu ro ru uk be bg sr sr-Latn hr sl mk el tr az sv nb da is fi et lv lt vi ' +
  'he ar ar-LB ar-DZ fa hi bn ur th ja ko zh ca eu gl sq'
).split(' ');

/** The names of another month in more feeds (Polish, Czech), and of Monday in Indonesian. */
const TAKEN = new Set(['lip', 'srp', 'lis', 'listopad', 'listopada', 'sen']);
/** Chinese writes out some months, with the signs of numbers. */
const IN_SIGNS = /[一二三四五六七八九十]/;

const monthName = (language: string, at: number, style: 'long' | 'short', withDay: boolean): string =>
  new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, {
    month: style,
    ...(withDay && { day: 'numeric' }),
    timeZone: 'UTC',
  })
    .formatToParts(at)
    .find(({ type }) => type === 'month')!.value;

describe('months', () => {
  it.each(LANGUAGES)('%s', (language) => {
    const wrong: string[] = [];
    for (let month = 0; month < 12; month++) {
      const at = Date.UTC(2026, month, 23);
      for (const style of ['long', 'short'] as const) {
        for (const withDay of [true, false]) {
          const name = monthName(language, at, style, withDay);
          if (TAKEN.has(name) || IN_SIGNS.test(name) || /^\d+$/.test(name)) continue;
          if (parseDate(`23 ${name} 2026 00:00 +0000`) !== at) wrong.push(name);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** The same letters are a month in another language; before the date, as they stand, they do no harm. */
const BOTH = new Set(['mar', 'sub', 'paz', 'sht', 'sáu']);

it.each(LANGUAGES)('no weekday of %s', (language) => {
  const wrong: string[] = [];
  for (const weekday of ['long', 'short'] as const) {
    const format = new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' });
    for (let day = 1; day <= 7; day++) {
      const words = format.format(Date.UTC(2026, 10, day)).match(/[\p{L}\p{M}]+/gu) ?? [];
      wrong.push(...words.filter((word) => monthOf(word) > 0 && !BOTH.has(word.toLowerCase())));
    }
  }
  expect(wrong).toEqual([]);
});
