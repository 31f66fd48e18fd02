import { describe, expect, it } from 'vitest';
import { createStoryId, storyIdRanges } from '../../shared/stories/storyId.ts';

const noon = new Date('2026-11-23T12:00:00Z');
const zeros = (bytes: number): Uint8Array => new Uint8Array(bytes);
const ones = (bytes: number): Uint8Array => new Uint8Array(bytes).fill(31);

const holds = (from: Date, to: Date, id: string): boolean =>
  storyIdRanges(from, to).some(({ first, last }) => id >= first && id <= last);

describe('story ids', () => {
  it('are eleven characters, in order of time by the minute', () => {
    const ids = ['2026-11-23T11:59:00Z', '2026-11-23T12:00:00Z', '2026-11-23T12:31:00Z', '2026-12-24T00:00:00Z'].map(
      (time) => createStoryId(new Date(time), ones),
    );
    expect(ids.every((id) => /^[2-7a-z]{11}$/.test(id))).toBe(true);
    expect([...ids].sort()).toEqual(ids);
  });

  it('are found by the range of their minute, with any chance', () => {
    for (const random of [zeros, ones]) {
      const id = createStoryId(noon, random);
      expect(holds(noon, noon, id)).toBe(true);
      expect(holds(new Date('2026-11-23T12:01:00Z'), new Date('2026-11-23T13:00:00Z'), id)).toBe(false);
      expect(holds(new Date('2026-11-23T11:00:00Z'), new Date('2026-11-23T11:59:59Z'), id)).toBe(false);
    }
  });

  it('are found across the moment when the clock wraps, in October 2033', () => {
    const wrap = new Date(32 ** 5 * 60_000);
    expect(wrap.toISOString().slice(0, 7)).toBe('2033-10');
    const [from, to] = [new Date(wrap.getTime() - 86_400_000), new Date(wrap.getTime() + 86_400_000)];
    expect(storyIdRanges(from, to)).toHaveLength(2);
    for (const hours of [-23, -1, 0, 1, 23]) {
      expect(holds(from, to, createStoryId(new Date(wrap.getTime() + hours * 3_600_000), ones))).toBe(true);
    }
    for (const hours of [-25, 25]) {
      expect(holds(from, to, createStoryId(new Date(wrap.getTime() + hours * 3_600_000), zeros))).toBe(false);
    }
  });
});
