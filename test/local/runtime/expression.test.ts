import { describe, expect, it } from 'vitest';
import { parseSchedule } from '../../../local/runtime/expression.ts';

const from = new Date('2026-11-23T07:36:30Z');

describe('a schedule fires next', () => {
  it.each([
    ['rate(1 minute)', 'UTC', '2026-11-23T07:37:30Z'],
    ['rate(5 minutes)', 'UTC', '2026-11-23T07:41:30Z'],
    ['rate(1 day)', 'UTC', '2026-11-24T07:36:30Z'],
    ['cron(17 * * * ? *)', 'UTC', '2026-11-23T08:17:00Z'],
    ['cron(43 2 * * ? *)', 'UTC', '2026-11-24T02:43:00Z'],
    ['cron(0/15 9-10 ? * MON-FRI *)', 'UTC', '2026-11-23T09:00:00Z'],
    ['cron(0 7 ? * 1 *)', 'UTC', '2026-11-29T07:00:00Z'],
    ['cron(0 12 1 JAN,JUL ? *)', 'UTC', '2027-01-01T12:00:00Z'],
    ['cron(0 7 * * ? *)', 'Asia/Jakarta', '2026-11-24T00:00:00Z'],
    ['cron(30 1 29 3 ? 2026)', 'Europe/Madrid', undefined],
    ['at(2026-12-01T10:00:00)', 'Asia/Jakarta', '2026-12-01T03:00:00Z'],
    ['at(2020-12-01T10:00:00)', 'UTC', undefined],
  ])('%s in %s: %s', (expression, timeZone, expected) => {
    expect(parseSchedule(expression, timeZone)(from, from)).toEqual(expected && new Date(expected));
  });

  it('keeps the beat of its rate, however late it is asked', () => {
    const next = parseSchedule('rate(5 minutes)', 'UTC');
    expect(next(new Date('2026-11-23T09:00:00Z'), from)).toEqual(new Date('2026-11-23T09:01:30Z'));
  });
});

describe('a schedule that is not known stops the start', () => {
  it.each([
    ['every minute', /neither rate/],
    ['rate(1 week)', /names no rate/],
    ['rate(0 minutes)', /names no rate/],
    ['cron(0 7 * * *)', /must have six fields/],
    ['cron(0 7 L * ? *)', /"L", which is not known here/],
    ['cron(61 7 * * ? *)', /"61", which is not known here/],
  ])('%s', (expression, message) => {
    expect(() => parseSchedule(expression, 'UTC')).toThrow(message);
  });
});
