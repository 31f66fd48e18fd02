import { describe, expect, it } from 'vitest';
import { heldSpan, quietEnd } from '../../shared/delivery/quietHours.ts';

const night = { quietFrom: '22:00', quietTo: '06:00', timeZone: 'Asia/Jakarta' };
const siesta = { quietFrom: '13:00', quietTo: '15:30', timeZone: 'America/Caracas' };
const spring = { quietFrom: '22:00', quietTo: '02:30', timeZone: 'Europe/Madrid' };

describe('quiet hours', () => {
  it.each([
    ['in the evening', night, '2026-11-24T16:00Z', '2026-11-24T23:00Z'],
    ['after midnight', night, '2026-11-24T20:00Z', '2026-11-24T23:00Z'],
    ['at their first minute', night, '2026-11-24T15:00Z', '2026-11-24T23:00Z'],
    ['within a day', siesta, '2026-11-24T18:00Z', '2026-11-24T19:30Z'],
    ['that end in the hour which a spring night skips', spring, '2026-03-28T23:00Z', '2026-03-29T01:30Z'],
  ])('hold %s', (_case, quiet, now, end) => {
    expect(quietEnd(quiet, new Date(now))).toEqual(new Date(end));
  });

  it.each([
    ['at their end', night, '2026-11-24T23:00Z'],
    ['by day', night, '2026-11-24T05:00Z'],
    ['before they begin', siesta, '2026-11-24T16:59Z'],
    ['when none are set', { timeZone: 'Asia/Jakarta' }, '2026-11-24T16:00Z'],
    ['when both ends are one', { ...night, quietTo: '22:00' }, '2026-11-24T16:00Z'],
  ])('do not hold %s', (_case, quiet, now) => {
    expect(quietEnd(quiet, new Date(now))).toBeNull();
  });

  it('are named with both ends when they have just let go', () => {
    const matched = [new Date('2026-11-24T17:10Z').getTime(), new Date('2026-11-24T21:00Z').getTime()];
    const span = { from: new Date('2026-11-24T15:00Z').getTime(), to: new Date('2026-11-24T23:00Z').getTime() };
    expect(heldSpan(night, matched, new Date('2026-11-24T23:00:30Z'))).toEqual(span);
    expect(heldSpan(night, matched, new Date('2026-11-24T22:00Z'))).toBeNull();
    expect(heldSpan(night, [new Date('2026-11-24T05:00Z').getTime()], new Date('2026-11-24T23:00Z'))).toBeNull();
  });
});
