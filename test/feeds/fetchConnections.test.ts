/** What a server can do to a connection: each costs one time-out at most, and never more than itself. */
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  createFetchFeed,
  MOST_BYTES,
  usualLimits,
  type FeedDocument,
  type FetchOutcome,
} from '../../shared/feeds/fetch.ts';
import { createHostGate } from '../../shared/feeds/hostGate.ts';
import type { Resolve } from '../../shared/feeds/lookup.ts';
import { BIG_AT_ONCE, createReadingRoom } from '../../shared/feeds/readingRoom.ts';
import { loopback } from '../support/newsdesk.ts';
import { startRawPublisher, type RawPublisher } from '../support/publisher.ts';

let publisher: RawPublisher;
beforeAll(async () => void (publisher = await startRawPublisher()));
afterAll(() => publisher.stop());

const now = new Date('2026-11-23T12:00:00Z');
const limits = { wholeAnswerMs: 300, firstByteMs: 200, waitMs: 200, mostBytes: 100_000 };
const options = { network: loopback, contactUrl: 'https://siaga.example.org/about', limits };

const FEED = '<rss version="2.0"><channel><title>Kabar</title></channel></rss>';
const head = (headers = '', status = '200 OK'): string => `HTTP/1.1 ${status}\r\nETag: "v9"\r\n${headers}\r\n`;
const closing = 'Connection: close\r\n';
const length = `Content-Length: ${FEED.length}\r\n`;
const packed = (encoding: string, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(head(`Content-Encoding: ${encoding}\r\nContent-Length: ${body.length}\r\n`)), body]);
const half = (encoding: string, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(head(`Content-Encoding: ${encoding}\r\n${closing}`)), body.subarray(0, -6)]);

const writes = (bytes: string | Buffer) => (socket: Socket) => void socket.write(bytes);
const ends = (bytes: string | Buffer) => (socket: Socket) => void socket.end(bytes);
const breaksAfter = (bytes: string) => (socket: Socket) =>
  void socket.write(bytes, () => setTimeout(() => socket.resetAndDestroy(), 20));
const repeats = (bytes: string) => (socket: Socket) => {
  const more = setInterval(() => socket.write(bytes.repeat(100)), 5);
  socket.on('close', () => clearInterval(more));
};

/** A server that takes no connection until it begins: its queue is full, so who connects is told nothing and asks again. */
async function startFullServer(): Promise<{ port: number; begin: () => void; stop: () => Promise<unknown> }> {
  const begun = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     const server = require('node:http').createServer((request, response) => response.end('x'));
     server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
       parentPort.postMessage(server.address().port);
       Atomics.wait(workerData, 0, 0);
     });`,
    { eval: true, workerData: begun },
  );
  const port = await new Promise<number>((done) => worker.once('message', done));
  const queue = [1, 2, 3].map(() => connect(port, '127.0.0.1').on('error', () => undefined));
  await new Promise((done) => queue[0]!.once('connect', done));
  return {
    port,
    begin() {
      Atomics.store(begun, 0, 1);
      Atomics.notify(begun, 0);
    },
    stop() {
      for (const socket of queue) socket.destroy();
      return worker.terminate();
    },
  };
}

const whole = { kind: 'document', bytes: Buffer.from(FEED), etag: '"v9"' };
const slow = { kind: 'slow', seconds: 0.3 };
const broken = { kind: 'unreachable', reason: 'the connection was broken off' };
const switching = 'HTTP/1.1 101 Switching Protocols\r\n';
const early = 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n';

const CASES: [string, (socket: Socket) => void, object][] = [
  ['says nothing', () => undefined, { kind: 'slow', seconds: 0.2 }],
  ['changes the protocol', writes(`${switching}Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n`), { status: 101 }],
  ['changes the protocol to none', writes(`${switching}\r\n`), { status: 101 }],
  [
    'says for ever that it will answer',
    repeats('HTTP/1.1 100 Continue\r\n\r\n'),
    { reason: 'it only says that it will answer' },
  ],
  ['says it twenty times, and answers', ends(early.repeat(20) + head(length) + FEED), whole],
  ['says it twenty-one times', ends(early.repeat(21) + head(length) + FEED), { kind: 'unreachable' }],
  ['closes without an answer', (socket) => void socket.end(), broken],
  ['resets without an answer', (socket) => void socket.resetAndDestroy(), broken],

  ['ends its body with its connection', ends(head(closing) + FEED), whole],
  ['ends its body with its connection, of HTTP/1.0', ends(`HTTP/1.0 200 OK\r\nETag: "v9"\r\n\r\n${FEED}`), whole],
  ['stalls in such a body', writes(head(closing) + FEED.slice(0, 40)), slow],
  ['stalls in such a body, of HTTP/1.0', writes(`HTTP/1.0 200 OK\r\n\r\n${FEED.slice(0, 40)}`), slow],
  ['stalls in such a body, in gzip', writes(half('gzip', gzipSync(FEED))), slow],
  ['stalls in such a body, in brotli', writes(half('br', brotliCompressSync(FEED.repeat(9)))), slow],
  ['stalls in such a body, in zstd', writes(half('zstd', zstdCompressSync(FEED.repeat(9)))), slow],
  ['resets in such a body', breaksAfter(head(closing) + FEED.slice(0, 40)), broken],
  ['resets in a body of known length', breaksAfter(head(length) + FEED.slice(0, 40)), broken],
  ['closes in a body of known length', ends(head(length) + FEED.slice(0, 40)), broken],
  ['sends more than it said', ends(`${head(length)}${FEED} and more`), whole],
  [
    'sends a chunk of no size',
    writes(`${head('Transfer-Encoding: chunked\r\n')}zz\r\nabc\r\n`),
    { kind: 'unreachable' },
  ],
  ['sends a head without end', repeats('X: y\r\n'), { kind: 'unreachable' }],

  ['says that its text is UTF-8 where packing belongs', ends(packed('UTF-8', Buffer.from(FEED))), whole],
  ['says that it packs as none', ends(packed('none', Buffer.from(FEED))), whole],
  ['says both gzip and none', ends(packed('gzip, identity', gzipSync(FEED))), whole],
  ['says that it packs as constructor', ends(packed('constructor', Buffer.from(FEED))), { kind: 'broken-body' }],
  ['says that it packs as __proto__', ends(packed('__proto__', Buffer.from(FEED))), { kind: 'broken-body' }],
  ['sends a newline after gzip', ends(packed('gzip', Buffer.concat([gzipSync(FEED), Buffer.from('\n')]))), whole],
  [
    'sends a notice after gzip',
    ends(packed('gzip', Buffer.concat([gzipSync(FEED), Buffer.from('<!-- cached -->')]))),
    whole,
  ],
  [
    'sends gzip in two members',
    ends(packed('gzip', Buffer.concat([gzipSync(FEED.slice(0, 9)), gzipSync(FEED.slice(9))]))),
    whole,
  ],
  [
    'sends gzip in two members, the second cut',
    ends(packed('gzip', Buffer.concat([gzipSync(FEED.slice(0, 9)), gzipSync(FEED.slice(9)).subarray(0, -9)]))),
    { kind: 'broken-body' },
  ],
  ['cuts gzip', ends(packed('gzip', gzipSync(FEED).subarray(0, -9))), { kind: 'broken-body' }],
  [
    'sends gzip whose checksum is wrong',
    ends(packed('gzip', Buffer.concat([gzipSync(FEED).subarray(0, -8), Buffer.alloc(8, 1)]))),
    { kind: 'broken-body' },
  ],
];

describe('a server that', () => {
  it.each(CASES)('%s', async (_case, answer, expected) => {
    publisher.script(answer);
    const gate = createHostGate(1);
    const began = performance.now();
    const outcome = await createFetchFeed({ ...options, gate })(
      { url: publisher.url, etag: '', lastModified: '' },
      now,
    );
    expect(outcome).toMatchObject(expected);
    expect(performance.now() - began).toBeLessThan(1_000);
    // Its place at the host is free again.
    expect(await gate.enter(new URL(publisher.url).host, 0)).not.toBeNull();
  });
});

it('a failed secure connection is told in the same words each time, without the numbers of OpenSSL', async () => {
  publisher.script(ends('HTTP/1.1 400 Bad Request\r\n\r\n'));
  const ask = () =>
    createFetchFeed(options)({ url: publisher.url.replace('http:', 'https:'), etag: '', lastModified: '' }, now);
  expect(await ask()).toEqual({ kind: 'unreachable', reason: 'no secure connection: wrong version number' });
});

it('an address that answers slowly is not left for one of the other family, to which there may be no way', async () => {
  const full = await startFullServer();
  const resolve: Resolve = (_host, answer) =>
    answer(null, [
      { address: '127.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ]);
  const ask = createFetchFeed({ ...options, resolve, limits: usualLimits });
  const outcome = ask({ url: `http://dua.example:${full.port}/`, etag: '', lastModified: '' }, now);
  setTimeout(() => full.begin(), 500);
  expect(await outcome).toMatchObject({ kind: 'document' });
  await full.stop();
});

it('what is no address leaves no timer behind', async () => {
  vi.useFakeTimers();
  await expect(createFetchFeed(options)({ url: 'kabar', etag: '', lastModified: '' }, now)).rejects.toThrow('Invalid');
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe('a place at the host is given back', () => {
  it.each<[string, string, object]>([
    ['by a refused connection', 'http://127.0.0.1:9/', { kind: 'unreachable' }],
    ['by a name that leads to a forbidden address', 'http://dalam.example/', { kind: 'forbidden' }],
    ['by a name that nobody has', 'http://hilang.example/', { kind: 'unreachable' }],
    ['by what cannot be asked at all', 'http://publik.example/', { kind: 'unreachable' }],
  ])('%s', async (_case, url, expected) => {
    const gate = createHostGate(1);
    const ask = createFetchFeed({
      ...options,
      gate,
      resolve: (host, answer) =>
        host.startsWith('dalam')
          ? answer(null, [{ address: '10.0.0.1', family: 4 }])
          : answer(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []),
    });
    // A header of control characters makes the request itself throw.
    const etag = url.includes('publik') ? '"a\nb"' : '';
    expect(await ask({ url, etag, lastModified: '' }, now)).toMatchObject(expected);
    expect(await gate.enter(new URL(url).host, 0)).not.toBeNull();
  });
});

describe('waiting for a turn', () => {
  const hostOf = (): string => new URL(publisher.url).host;
  const ask = (gate: ReturnType<typeof createHostGate>, patience: object = {}): Promise<FetchOutcome> =>
    createFetchFeed({ ...options, gate, limits: { ...limits, ...patience } })(
      { url: publisher.url, etag: '', lastModified: '' },
      now,
    );

  it('is not the time of the publisher', async () => {
    publisher.script((socket) => void setTimeout(() => socket.end(head(length) + FEED), 150));
    const gate = createHostGate(1);
    const leave = await gate.enter(hostOf(), 0);
    setTimeout(() => leave!(), 250);
    expect(await ask(gate, { waitMs: 5_000 })).toMatchObject(whole);
  });

  it('is the same turn for a host with a dot at its end', async () => {
    const entered: string[] = [];
    const gate = { enter: (host: string) => (entered.push(host), Promise.resolve(null)) };
    const ask = createFetchFeed({ ...options, gate, network: { ...loopback, allowsPort: () => true } });
    for (const host of ['kabar.example', 'kabar.example.', 'kabar.example:8080', 'kabar.example.:8080']) {
      expect(await ask({ url: `http://${host}/`, etag: '', lastModified: '' }, now)).toEqual({ kind: 'busy' });
    }
    expect(entered).toEqual(['kabar.example', 'kabar.example', 'kabar.example:8080', 'kabar.example:8080']);
  });

  it('ends, and the feed is put off', async () => {
    const gate = createHostGate(1);
    await gate.enter(hostOf(), 0);
    expect(await ask(gate)).toEqual({ kind: 'busy' });
  });

  it('has one budget for all hops: each waits for what the ones before it have left', async () => {
    publisher.script((socket) => void socket.end(head('Location: /lagi\r\nContent-Length: 0\r\n', '302 Found')));
    const left: number[] = [];
    const gate = {
      async enter(_host: string, withinMs: number) {
        left.push(withinMs);
        await new Promise((resolve) => setTimeout(resolve, 30));
        return () => undefined;
      },
    };
    expect(await ask(gate)).toEqual({ kind: 'redirects', most: 5 });
    expect(left).toHaveLength(6);
    left.forEach((ms, hop) => expect(ms).toBeLessThanOrEqual(limits.waitMs - hop * 28));
  });
});

describe('room for big documents', () => {
  const BIG = 1_500_000;
  const big = `${head(`Content-Length: ${BIG}\r\n`)}${'x'.repeat(BIG)}`;
  const patient = { ...limits, wholeAnswerMs: 2_000, firstByteMs: 2_000, mostBytes: 2 * BIG };
  const asks = (most: number, more: object = {}) => {
    const fetchFeed = createFetchFeed({ ...options, room: createReadingRoom(most), limits: { ...patient, ...more } });
    return (): Promise<FetchOutcome> => fetchFeed({ url: publisher.url, etag: '', lastModified: '' }, now);
  };
  const release = (outcome: FetchOutcome): void => (outcome as FeedDocument).release();

  it('is given back by who has read one; until then the next is put off, and small ones are not', async () => {
    const ask = asks(1);
    publisher.script(ends(big));
    const first = await ask();
    expect(first.kind).toBe('document');
    expect(await ask()).toEqual({ kind: 'busy' });
    publisher.script(ends(head(length) + FEED));
    expect(await ask()).toMatchObject(whole);
    release(first);
    publisher.script(ends(big));
    expect((await ask()).kind).toBe('document');
  });

  it.each<[string, (socket: Socket) => void, object]>([
    ['that turns out too big', ends(head(closing) + 'x'.repeat(3 * BIG)), { kind: 'too-large' }],
    ['that breaks off', breaksAfter(head(closing) + 'x'.repeat(BIG)), { kind: 'unreachable' }],
    ['that stalls', writes(head(closing) + 'x'.repeat(BIG)), { kind: 'slow' }],
  ])('is given back by one %s', async (_case, answer, expected) => {
    const ask = asks(1, { wholeAnswerMs: 500 });
    publisher.script(answer);
    expect(await ask()).toMatchObject(expected);
    publisher.script(ends(big));
    expect((await ask()).kind).toBe('document');
  });

  it('is waited for in our time and not in the publisher’s', async () => {
    const ask = asks(1, { wholeAnswerMs: 400, waitMs: 5_000 });
    publisher.script(ends(big));
    const first = await ask();
    setTimeout(() => release(first), 700);
    expect((await ask()).kind).toBe('document');
  });

  it('is there for three of eight megabytes', () => {
    expect((BIG_AT_ONCE * MOST_BYTES) / 1024 / 1024).toBe(24);
  });
});
