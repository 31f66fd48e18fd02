/**
 * Room for big documents: three at a time, from their second megabyte until what is in them is stored.
 *
 * A document of 8 MiB costs many times its size while it is read and taken in; twenty at once would end the worker.
 * Most feeds are small and never ask. Who finds no room in time is put off, like one whose host has its hands full.
 */
import { createHostGate, type HostGate } from './hostGate.ts';

/** Times `MOST_BYTES` (fetch.ts): at most 24 MiB of big documents. */
export const BIG_AT_ONCE = 3;

export interface Seat {
  /** `false`: not in time. Taken once, however often it is asked for. */
  take(withinMs: number): Promise<boolean>;
  /** For good: a place that comes later is given back at once. */
  leave(): void;
}

export interface ReadingRoom {
  seat(): Seat;
}

export function createReadingRoom(most = BIG_AT_ONCE): ReadingRoom {
  const gate: HostGate = createHostGate(most);
  return {
    seat() {
      let leave: (() => void) | null = null;
      let isOver = false;
      return {
        async take(withinMs) {
          leave ??= await gate.enter('', withinMs);
          if (isOver) leave?.();
          return leave !== null;
        },
        leave() {
          isOver = true;
          leave?.();
        },
      };
    },
  };
}
