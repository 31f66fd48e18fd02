import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { HOUR } from '../../../shared/platform/clock.ts';
import { type DateHolder, installClock, LocalClock } from '../../../local/clock.ts';

/** Real time passes meanwhile, but less than this. */
const SOON = 5_000;
const ahead = (time: number): number => time - Date.now();

describe('the clock', () => {
  it('is real time until it is moved, and keeps its distance afterwards', () => {
    const clock = new LocalClock();
    expect(Math.abs(ahead(clock.time()))).toBeLessThan(SOON);
    clock.advance(HOUR);
    clock.advance(HOUR);
    expect(clock.offset()).toBe(2 * HOUR);
    expect(Math.abs(ahead(clock.now().getTime()) - 2 * HOUR)).toBeLessThan(SOON);
  });

  it.each([-1, 0.5, Number.NaN])('does not move by %s', (ms) => {
    expect(() => new LocalClock().advance(ms)).toThrow('forward by whole milliseconds');
  });

  it('is the same in every thread that has its buffer', async () => {
    const clock = new LocalClock();
    const source = `
      const { installClock } = await import(${JSON.stringify(new URL('../../../local/clock.ts', import.meta.url).href)});
      const { parentPort, workerData } = await import('node:worker_threads');
      installClock(workerData);
      parentPort.once('message', () => parentPort.postMessage(Date.now()));
      parentPort.postMessage('ready');
    `;
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), {
      workerData: clock.buffer,
    });
    await once(worker, 'message');
    clock.advance(HOUR);
    worker.postMessage('now?');
    const [time] = (await once(worker, 'message')) as [number];
    await worker.terminate();
    expect(Math.abs(ahead(time) - HOUR)).toBeLessThan(SOON);
  });
});

describe('an installed clock', () => {
  const clock = new LocalClock();
  const holder: DateHolder = { Date };
  installClock(clock.buffer, holder);
  clock.advance(HOUR);
  const Installed = holder.Date;

  it('answers to every way of asking for the time', () => {
    for (const time of [Installed.now(), new Installed().getTime(), new Date(Installed()).getTime()]) {
      expect(Math.abs(ahead(time) - HOUR)).toBeLessThan(SOON);
    }
  });

  it('leaves everything else of Date as it is', () => {
    expect(new Installed('2026-11-23T14:36:00Z').getTime()).toBe(Date.UTC(2026, 10, 23, 14, 36));
    expect(new Installed(2026, 10, 23)).toEqual(new Date(2026, 10, 23));
    expect(new Installed()).toBeInstanceOf(Date);
    expect(new Date()).toBeInstanceOf(Installed);
    expect(Installed.UTC(2026, 10)).toBe(Date.UTC(2026, 10));
  });
});
