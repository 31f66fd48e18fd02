/**
 * One clock for the whole machine: real time plus an offset that a test or an operator moves forward.
 *
 * The offset lives in a SharedArrayBuffer, so every thread that was given the buffer sees a move at once. Timers stay
 * real: what must happen at a moment of this clock is decided by asking it, never by waiting for it.
 */

/** Taken before `installClock` may replace it in this thread. */
const realNow = Date.now.bind(Date);
const RealDate = Date;

export class LocalClock {
  readonly buffer: SharedArrayBuffer;
  readonly #offset: BigInt64Array;

  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT)) {
    this.buffer = buffer;
    this.#offset = new BigInt64Array(buffer);
  }

  now(): Date {
    return new RealDate(this.time());
  }

  /** Epoch milliseconds. */
  time(): number {
    return realNow() + this.offset();
  }

  /** Only forwards: leases, slots and TTLs rest on a clock that never goes back. */
  advance(ms: number): void {
    if (!Number.isInteger(ms) || ms < 0)
      throw new RangeError(`The clock moves forward by whole milliseconds, not by ${ms}.`);
    Atomics.add(this.#offset, 0, BigInt(ms));
  }

  /** Milliseconds between real time and this clock. */
  offset(): number {
    return Number(Atomics.load(this.#offset, 0));
  }
}

/** Whose `Date` is replaced: a thread's global object, or that of a `vm` context. */
export interface DateHolder {
  Date: DateConstructor;
}

/** From now on `Date.now()` and `new Date()` of this thread (or of `holder`) carry the offset. */
export function installClock(buffer: SharedArrayBuffer, holder: DateHolder = globalThis): void {
  const clock = new LocalClock(buffer);
  const now = (): number => clock.time();
  holder.Date = new Proxy(holder.Date, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length > 0 ? args : [now()], newTarget),
    apply: (target) => new target(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
}
