/** When a feed is polled next: its rhythm, what its publisher asks for, and what a failure costs it. */
import { describe, expect, it } from 'vitest';
import type { PollFailure } from '../../shared/feeds/failure.ts';
import { INTERVAL_CLASSES, type Feed, type IntervalClass } from '../../shared/feeds/feed.ts';
import type { FeedDocument } from '../../shared/feeds/fetch.ts';
import {
  afterFailure,
  afterReading,
  afterSameBody,
  afterUnchanged,
  reasonToWait,
} from '../../shared/feeds/nextPoll.ts';
import { intervalFor, intervalWhenQuiet, meanGapMs, slotOf } from '../../shared/feeds/rhythm.ts';
import {
  freshForMs,
  isSkipped,
  NO_SKIPS,
  paceMs,
  retryAfterMs,
  skippedDays,
  skippedHours,
  ttlMs,
} from '../../shared/feeds/wishes.ts';

const now = new Date('2026-11-23T12:00:00Z');
const minutes = (count: number): number => count * 60_000;
const hours = (count: number): number => count * 3_600_000;
const agoMinutes = (...ago: number[]): number[] => ago.map((count) => now.getTime() - minutes(count));

describe('the rhythm of a feed', () => {
  it.each<[string, (number | null)[], number | null]>([
    ['an article every ten minutes', agoMinutes(0, 10, 20, 30, 40), minutes(8)],
    ['silence counts', agoMinutes(300, 310, 320), minutes(320 / 3)],
    [
      'the latest twenty',
      [...agoMinutes(...Array.from({ length: 20 }, (_, n) => n + 1)), ...agoMinutes(9_000)],
      minutes(1),
    ],
    ['one date is no rhythm', agoMinutes(5), null],
    ['no dates', [null, null], null],
  ])('%s', (_case, published, expected) => expect(meanGapMs(published, now)).toBe(expected));

  it.each<[string, current: IntervalClass, gapMinutes: number | null, askedMinutes: number, expected: IntervalClass]>([
    ['half the gap, in a class', 15, 90, 0, 30],
    ['never below five minutes', 15, 1, 0, 5],
    ['never above an hour by itself', 15, 9_000, 0, 60],
    ['near the edge it stays', 15, 58, 0, 15],
    ['near the edge it stays, from the other side', 30, 52, 0, 30],
    ['not known: it stays', 30, null, 0, 30],
    ['the publisher asks for more time', 15, 10, 45, 60],
    ['the publisher asks for a day', 15, 10, 1_440, 1440],
    ['the publisher asks for less time than we take', 15, 120, 5, 60],
  ])('%s', (_case, current, gap, asked, expected) => {
    const gapMs = gap === null ? null : minutes(gap);
    expect(intervalFor({ current, gapMs, askedMs: minutes(asked) })).toBe(expected);
  });

  it.each<[current: IntervalClass, quietMinutes: number, expected: IntervalClass]>([
    [5, 239, 5],
    [5, 240, 10],
    [30, 1_440, 60],
    [60, 99_999, 60],
    [1440, 99_999, 1440],
  ])('every %i minutes, quiet for %i: every %i', (current, quiet, expected) => {
    expect(intervalWhenQuiet(current, minutes(quiet))).toBe(expected);
  });

  it.each([...INTERVAL_CLASSES])('every %i minutes: feeds spread over the phases', (interval) => {
    const phases = Array.from({ length: interval * 20 }, (_, n) => slotOf(`feed${n}`, interval).phase);
    expect(Math.min(...phases)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...phases)).toBeLessThan(interval);
    expect(new Set(phases).size).toBe(interval);
    expect(slotOf('feed1', interval)).toEqual({ interval, phase: phases[1] });
  });
});

describe('what the publisher asks for', () => {
  it.each<[string, Record<string, string>, number]>([
    ['max-age', { 'cache-control': 'public, max-age=600' }, minutes(10)],
    ['not s-maxage', { 'cache-control': 's-maxage=600' }, 0],
    ['no-cache wins', { 'cache-control': 'no-cache, max-age=600' }, 0],
    [
      'max-age wins over Expires',
      { 'cache-control': 'max-age=60', expires: 'Mon, 23 Nov 2026 13:00:00 GMT' },
      minutes(1),
    ],
    ['Expires', { expires: 'Mon, 23 Nov 2026 13:00:00 GMT' }, minutes(60)],
    ['Expires in the past', { expires: 'Thu, 01 Jan 1970 00:00:00 GMT' }, 0],
    ['Expires: 0', { expires: '0' }, 0],
    ['less what a cache has had it for', { 'cache-control': 'max-age=600', age: '240' }, minutes(6)],
    ['kept by a cache for longer than it is fresh', { 'cache-control': 'max-age=600', age: '9000' }, 0],
    ['no-cache of one header only', { 'cache-control': 'no-cache="set-cookie", max-age=600' }, minutes(10)],
    [
      'Expires by the clock of a server that is an hour behind',
      { expires: 'Mon, 23 Nov 2026 11:30:00 GMT', date: 'Mon, 23 Nov 2026 11:00:00 GMT' },
      minutes(30),
    ],
    [
      'Expires by ours, when the clock of the server is a month off',
      { expires: 'Mon, 23 Nov 2026 13:00:00 GMT', date: 'Fri, 23 Oct 2026 11:00:00 GMT' },
      minutes(60),
    ],
    ['Expires as asctime has it', { expires: 'Mon Nov 23 13:00:00 2026' }, minutes(60)],
    ['Expires without a zone', { expires: 'Mon, 23 Nov 2026 13:00:00' }, minutes(60)],
    ['a year is a day', { 'cache-control': 'max-age=31536000' }, hours(24)],
    ['nothing', {}, 0],
  ])('freshness: %s', (_case, headers, expected) => expect(freshForMs(headers, now)).toBe(expected));

  it.each<[string, number | null]>([
    ['120', minutes(2)],
    ['Mon, 23 Nov 2026 12:05:00 GMT', minutes(5)],
    ['Mon, 23 Nov 2026 11:00:00 GMT', 0],
    ['Mon Nov 23 12:05:00 2026', minutes(5)],
    ['Monday, 23-Nov-26 12:05:00 GMT', minutes(5)],
    ['Mon, 23 Nov 2026 12:05:00', minutes(5)],
    ['Mon, 23 Nov 2026 13:05:00 +0100', minutes(5)],
    ['999999999', hours(24)],
    ['soon', null],
    ['', null],
  ])('Retry-After: %s', (value, expected) => expect(retryAfterMs({ 'retry-after': value }, now)).toBe(expected));

  it.each([
    ['60', hours(1)],
    [' 5 ', minutes(5)],
    ['99999', hours(24)],
    ['-5', 0],
    ['hourly', 0],
    ['', 0],
  ])('ttl: %s', (value, expected) => expect(ttlMs(value)).toBe(expected));
});

const NIGHT = Array.from({ length: 23 }, (_, hour) => String(hour)).filter((hour) => hour !== '9');

describe('the hours and days that a feed skips', () => {
  it.each<[string[], string[], string, boolean]>([
    [['12'], [], '2026-11-23T12:59:00Z', true],
    [['12'], [], '2026-11-23T13:00:00Z', false],
    [['24'], [], '2026-11-23T00:10:00Z', true],
    [[' 03 '], [], '2026-11-23T03:00:00Z', true],
    [['25', '-1', 'noon', ''], [], '2026-11-23T12:00:00Z', false],
    [[], ['Monday'], '2026-11-23T12:00:00Z', true],
    [[], ['tuesday', 'Montag'], '2026-11-23T12:00:00Z', false],
    [[], ['Sunday'], '2026-11-22T23:59:00Z', true],
    [Array.from({ length: 24 }, (_, hour) => String(hour)), [], '2026-11-23T12:00:00Z', false],
  ])('hours %j, days %j: %s is skipped: %s', (hoursWritten, daysWritten, at, expected) => {
    const skips = { hours: skippedHours(hoursWritten), days: skippedDays(daysWritten) };
    expect(isSkipped(skips, new Date(at))).toBe(expected);
  });

  it('hold a poll back, for three days at most', () => {
    const skipping = { ...feed, skipHours: skippedHours(['12']), lastPolledAt: now.getTime() - hours(1) };
    expect(reasonToWait(skipping, now)).toBe('skipped');
    expect(reasonToWait(skipping, new Date('2026-11-23T13:00:00Z'))).toBeNull();
    expect(reasonToWait({ ...skipping, lastPolledAt: now.getTime() - hours(73) }, now)).toBeNull();
  });
});

describe('sy:updatePeriod', () => {
  it.each([
    ['daily', '', '', hours(24)],
    ['daily', '6', '', hours(4)],
    ['weekly', '1', '', hours(24)],
    [' Hourly ', '4', '', minutes(15)],
    ['hourly', '1', '', minutes(60)],
    ['hourly', '1', 'https://wordpress.org/?v=6.6', 0],
    ['daily', '1', 'https://wordpress.org/?v=6.6', hours(24)],
    ['daily', '0', '', hours(24)],
    ['often', '2', '', 0],
    ['constructor', '1', '', 0],
    ['__proto__', '1', '', 0],
    ['', '', '', 0],
  ])('%j %j by %j', (period, frequency, generator, expected) => {
    expect(paceMs(period, frequency, generator)).toBe(expected);
  });
});

const feed: Feed = {
  feed: 'f',
  url: 'https://harian-samudra.example/rss',
  host: 'harian-samudra.example',
  title: 'Harian Samudra',
  lang: 'id',
  labels: [],
  interval: 15,
  phase: slotOf('f', 15).phase,
  notBefore: 0,
  etag: '"v1"',
  lastModified: '',
  bodyHash: 'x',
  health: 'fine',
  since: 1,
  failures: 0,
  lastFailure: '',
  firstPolledAt: 1,
  lastNewAt: now.getTime() - minutes(20),
  ver: 7,
};
const chance = (byte: number) => (bytes: number) => new Uint8Array(bytes).fill(byte);

describe('after a poll', () => {
  it('that found nothing new, no key of the index is touched and half an interval passes', () => {
    const changes = afterUnchanged(feed, { movedTo: '', freshForMs: 0 }, now);
    expect(changes).toEqual({
      health: 'fine',
      since: 1,
      failures: 0,
      lastFailure: '',
      lastPolledAt: now.getTime(),
      notBefore: now.getTime() + minutes(7.5),
    });
  });

  it('of a feed that has been quiet, it moves to a slower class', () => {
    const changes = afterUnchanged(
      { ...feed, lastNewAt: now.getTime() - hours(13) },
      { movedTo: '', freshForMs: 0 },
      now,
    );
    expect(changes).toMatchObject({ ...slotOf('f', 30), notBefore: now.getTime() + minutes(15) });
  });

  const document: FeedDocument = {
    kind: 'document',
    url: feed.url,
    movedTo: '',
    link: '',
    bytes: new Uint8Array(),
    contentType: '',
    etag: '"v2"',
    lastModified: 'today',
    freshForMs: 0,
    release: () => undefined,
  };
  const reading = {
    document,
    bodyHash: 'y',
    channel: { paceMs: 0, skips: NO_SKIPS, hub: '', topic: '' },
    gapMs: null,
    ttlMs: 0,
    hasNews: true,
    title: 'Harian Samudra',
    lang: 'id',
  };

  it('that was read, its validators are remembered', () => {
    expect(afterReading(feed, reading, now)).toMatchObject({
      etag: '"v2"',
      lastModified: 'today',
      bodyHash: 'y',
      lastNewAt: now.getTime(),
    });
    expect(afterReading(feed, { ...reading, document: { ...document, etag: 'x'.repeat(201) } }, now).etag).toBe('');
    expect(afterReading(feed, { ...reading, hasNews: false }, now)).not.toHaveProperty('lastNewAt');
  });

  it('validators that answer 304 for three days are dropped when the feed should have moved', () => {
    const known = { ...feed, validatorsAt: now.getTime() - hours(73) };
    const etagAfter = (more: Partial<Feed>) =>
      afterUnchanged({ ...known, ...more }, { movedTo: '', freshForMs: 0 }, now).etag;
    expect(etagAfter({ gapMs: hours(2) })).toBe('');
    expect(etagAfter({ gapMs: hours(2), validatorsAt: now.getTime() - hours(71) })).toBeUndefined();
    // An article a day, and three days of silence: not long enough to doubt it.
    expect(etagAfter({ gapMs: hours(25) })).toBeUndefined();
    expect(etagAfter({ gapMs: hours(25), validatorsAt: now.getTime() - hours(76) })).toBe('');
    // It was never told how often the feed moves: a week.
    expect(etagAfter({})).toBeUndefined();
    expect(etagAfter({ validatorsAt: now.getTime() - hours(167) })).toBeUndefined();
    expect(etagAfter({ validatorsAt: now.getTime() - hours(169) })).toBe('');
  });

  it.each<[string, Partial<Feed>, freshMinutes: number, expected: IntervalClass]>([
    ['asks for nothing: it stays', {}, 0, 15],
    ['asks for more time', {}, 100, 120],
    ['asks for less than its document did', { askedMs: hours(3), interval: 240 }, 60, 240],
    ['asked for a day once, and asks for it no more', { interval: 1440 }, 0, 60],
    ['asked for a day once, and now for two hours', { interval: 1440 }, 120, 120],
    ['asks for less than we take: it stays', { interval: 30 }, 5, 30],
  ])('that found nothing new, the head of the answer %s', (_case, more, freshMinutes, interval) => {
    const state = { ...feed, ...more };
    const fresh = { movedTo: '', freshForMs: minutes(freshMinutes) };
    expect(afterUnchanged(state, fresh, now).interval ?? state.interval).toBe(interval);
    expect(afterSameBody(state, { ...document, ...fresh }, now).interval ?? state.interval).toBe(interval);
  });

  it('the pace that a document asks for is remembered, and forgotten with the next that does not', () => {
    expect(afterReading(feed, { ...reading, ttlMs: hours(4) }, now)).toMatchObject({ askedMs: hours(4) });
    expect(afterReading({ ...feed, askedMs: hours(4) }, reading, now)).toMatchObject({ askedMs: 0 });
    expect(afterReading(feed, reading, now)).not.toHaveProperty('askedMs');
  });

  it('of the whole document again, byte for byte, what the server calls it now is remembered', () => {
    expect(afterSameBody(feed, document, now)).toMatchObject({ etag: '"v2"', validatorsAt: now.getTime() });
    expect(afterSameBody(feed, document, now)).not.toHaveProperty('bodyHash');
  });

  it('of a feed with hours to skip, a class slower than an hour gets a slot at another hour', () => {
    const nights = { paceMs: hours(24), skips: { hours: skippedHours(NIGHT), days: 0 }, hub: '', topic: '' };
    const changes = afterReading(feed, { ...reading, channel: nights }, now);
    expect(changes).toMatchObject({ interval: 1440, skipHours: nights.skips.hours });
    expect(NIGHT.map(Number)).not.toContain(Math.floor(changes.phase! / 60));
    expect(changes.phase! % 60).toBe(slotOf('f', 1440).phase % 60);
  });

  it('the longest of its wishes moves it to another class', () => {
    expect(afterReading(feed, { ...reading, ttlMs: minutes(60) }, now)).toMatchObject(slotOf('f', 60));
    const fresh = { ...reading, document: { ...document, freshForMs: hours(3) }, ttlMs: minutes(60) };
    expect(afterReading(feed, fresh, now)).toMatchObject(slotOf('f', 240));
    const daily = { ...reading, channel: { ...reading.channel, paceMs: hours(24) } };
    expect(afterReading(feed, daily, now)).toMatchObject(slotOf('f', 1440));
  });
});

describe('after a failure', () => {
  const refused: PollFailure = { kind: 'status', status: 500 };
  const waitOf = (failures: number, failure: PollFailure = refused, byte = 128): number =>
    (afterFailure({ ...feed, failures }, failure, now, chance(byte)).notBefore! - now.getTime()) / 60_000;

  it('the wait doubles up to a day, with jitter', () => {
    expect([0, 1, 2, 3].map((failures) => Math.round(waitOf(failures)))).toEqual([5, 10, 20, 40]);
    expect(Math.round(waitOf(50))).toBe(1_441);
    expect([waitOf(0, refused, 0), waitOf(0, refused, 255)]).toEqual([3.75, 6.25]);
  });

  it('what the publisher tells is obeyed when it is longer', () => {
    expect(waitOf(0, { kind: 'throttled', status: 429, retryAfterMs: hours(2) })).toBe(120);
    expect(waitOf(3, { kind: 'throttled', status: 429, retryAfterMs: minutes(1) })).toBeGreaterThan(30);
    expect(waitOf(0, { kind: 'throttled', status: 503, retryAfterMs: null })).toBeLessThan(7);
  });

  it('410 ends it: it is not asked again, and keeps a slot of the slowest class', () => {
    const changes = afterFailure(feed, { kind: 'gone' }, now, chance(0));
    expect(changes).toMatchObject({ health: 'gone', ...slotOf('f', 1440) });
    const ended = { ...feed, ...changes, notBefore: 0 };
    expect(reasonToWait(ended, new Date('2028-01-01T00:00:00Z'))).toBe('ended');
    expect(afterFailure(ended, refused, now, chance(0)).health).toBe('gone');
  });

  it('a feed that comes back after its end begins anew', () => {
    const ended: Feed = { ...feed, health: 'gone', interval: 1440 };
    expect(afterUnchanged(ended, { movedTo: '', freshForMs: 0 }, now)).toMatchObject({
      health: 'fine',
      ...slotOf('f', 15),
    });
  });

  it('keeps validators, class and phase', () => {
    const changes = afterFailure(feed, refused, now, chance(0));
    expect(Object.keys(changes).sort()).toEqual([
      'failures',
      'health',
      'lastFailure',
      'lastPolledAt',
      'notBefore',
      'since',
    ]);
  });

  it('is trouble from the third on; of a feed that was never read, at once', () => {
    const healthAfter = (failures: number, more: Partial<Feed> = {}) =>
      afterFailure({ ...feed, failures, ...more }, refused, now, chance(0));
    expect(healthAfter(1)).toMatchObject({ health: 'fine', since: 1 });
    expect(healthAfter(2)).toMatchObject({ health: 'failing', since: now.getTime() });
    expect(healthAfter(9, { health: 'failing', since: 5 })).toMatchObject({ health: 'failing', since: 5 });
    const { firstPolledAt: _, ...unread } = feed;
    expect(afterFailure({ ...unread, health: 'new' }, refused, now, chance(0)).health).toBe('failing');
  });
});
