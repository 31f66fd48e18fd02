/** Local digest times as minutes of the day in UTC, across daylight saving and the date line. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../shared/platform/clock.ts';
import { digestSlot, isLocalTime, isTimeZone, nextDigestAt, SLOT_SHARDS } from '../../shared/subscribers/digestSlot.ts';

describe('the next digest', () => {
  it.each([
    ['UTC', '07:00', '2026-11-23T06:59:59Z', '2026-11-23T07:00:00Z'],
    ['UTC, at the very minute: the one of tomorrow', '07:00', '2026-11-23T07:00:00Z', '2026-11-24T07:00:00Z'],
    ['Asia/Jakarta', '07:00', '2026-11-23T12:00:00Z', '2026-11-24T00:00:00Z'],
    ['America/Caracas', '20:30', '2026-11-23T12:00:00Z', '2026-11-24T00:30:00Z'],
    ['Asia/Kathmandu', '07:00', '2026-11-23T00:00:00Z', '2026-11-23T01:15:00Z'],
    ['Pacific/Kiritimati', '07:00', '2026-11-23T00:00:00Z', '2026-11-23T17:00:00Z'],
    ['Europe/Madrid, before the clocks go forward', '07:00', '2026-03-28T05:59:00Z', '2026-03-28T06:00:00Z'],
    ['Europe/Madrid, the morning after', '07:00', '2026-03-28T06:00:00Z', '2026-03-29T05:00:00Z'],
    ['Europe/Madrid, at a time that the night skips', '02:30', '2026-03-28T12:00:00Z', '2026-03-29T01:30:00Z'],
    ['Europe/Madrid, at a time that the night has twice', '02:30', '2026-10-24T12:00:00Z', '2026-10-25T00:30:00Z'],
    ['Europe/Madrid, after the first of the two', '02:30', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z'],
    ['Pacific/Apia, where a day never was', '07:00', '2011-12-29T20:00:00Z', '2011-12-30T17:00:00Z'],
  ])('%s %s after %s is at %s', (zone, digestAt, after, due) => {
    const timeZone = zone.split(',')[0]!;
    expect(nextDigestAt({ digestAt, timeZone }, new Date(after))).toEqual(new Date(due));
  });

  it('comes within a day and an hour, whatever the zone and the time', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const day = { min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true };
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.date(day),
        fc.integer({ min: 0, max: 1439 }),
        (timeZone, after, minute) => {
          const digestAt = new Date(minute * 60_000).toISOString().slice(11, 16);
          const wait = nextDigestAt({ digestAt, timeZone }, after).getTime() - after.getTime();
          expect(wait).toBeGreaterThan(0);
          expect(wait).toBeLessThanOrEqual(DAY + HOUR);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the slot', () => {
  it('is the minute of the next digest in UTC, and moves with daylight saving', () => {
    const maya = { id: 'mayamayamayamaya', digestAt: '07:00', timeZone: 'Europe/Madrid' };
    expect(digestSlot(maya, new Date('2026-03-27T12:00:00Z')).time).toBe('0600');
    expect(digestSlot(maya, new Date('2026-03-28T06:00:00Z')).time).toBe('0500');
  });

  it('spreads subscribers over all shards', () => {
    const shards = Array.from({ length: 200 }, (_, number) => {
      return digestSlot({ id: `subscriber${number}`, digestAt: '07:00', timeZone: 'UTC' }, new Date(0)).shard;
    });
    expect(new Set(shards)).toEqual(new Set(Array.from({ length: SLOT_SHARDS }, (_, shard) => shard)));
  });
});

describe('what a form may say', () => {
  it.each([
    ['Asia/Jakarta', true],
    ['UTC', true],
    ['America/Argentina/Buenos_Aires', true],
    ['Asia/Jakata', false],
    ['+07:00', false],
    ['', false],
    ['__proto__', false],
  ])('time zone %s: %s', (name, known) => expect(isTimeZone(name)).toBe(known));

  it.each([
    ['07:00', true],
    ['23:59', true],
    ['24:00', false],
    ['7:00', false],
    ['07:00:00', false],
    ['07.00', false],
  ])('time %s: %s', (text, isTime) => expect(isLocalTime(text)).toBe(isTime));
});
