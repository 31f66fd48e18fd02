/** Asking a publisher: what is sent, what is followed, what is given up; against a scripted server on loopback. */
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFetchFeed, MOST_BYTES, type FetchOutcome } from '../../shared/feeds/fetch.ts';
import { publicInternet } from '../../shared/feeds/network.ts';
import type { Fetched } from '../support/fetchOnce.ts';
import { fetchInProcess } from '../support/inProcess.ts';
import { loopback } from '../support/newsdesk.ts';
import { answers, gives, startPublisher, type Answer, type Publisher } from '../support/publisher.ts';

let publisher: Publisher;
beforeAll(async () => void (publisher = await startPublisher()));
afterAll(() => publisher.stop());
beforeEach(() => void (publisher.requests.length = 0));

const now = new Date('2026-11-23T12:00:00Z');
const short = { wholeAnswerMs: 400, firstByteMs: 200, waitMs: 100, mostBytes: 10_000 };
const options = { network: loopback, contactUrl: 'https://siaga.example.org/about' };
const fetchFeed = createFetchFeed(options);
const ask = (path: string, known = { etag: '', lastModified: '' }): Promise<FetchOutcome> =>
  fetchFeed({ url: publisher.url(path), ...known }, now);
const askImpatiently = (path: string): Promise<FetchOutcome> =>
  createFetchFeed({ ...options, limits: short })({ url: publisher.url(path), etag: '', lastModified: '' }, now);

describe('a request', () => {
  it('says who asks and where to complain, and takes what feeds are served as', async () => {
    publisher.script('/rss', gives('<rss/>'));
    await ask('/rss');
    const { headers } = publisher.requests[0]!;
    expect(headers['user-agent']).toBe('Siaga (feed reader; +https://siaga.example.org/about)');
    expect(headers.accept).toContain('application/rss+xml');
    expect(headers['accept-encoding']).toBe('gzip, br, zstd');
    expect(headers['if-none-match'] ?? headers['if-modified-since'] ?? headers.cookie).toBeUndefined();
  });

  it('is conditional once the document is known, in the words of the server', async () => {
    publisher.script('/known', answers(304));
    const known = { etag: 'W/"abc"', lastModified: 'Mon, 23 Nov 2026 11:00:00 GMT' };
    expect(await ask('/known', known)).toEqual({ kind: 'unchanged', movedTo: '', freshForMs: 0 });
    expect(publisher.requests[0]!.headers).toMatchObject({
      'if-none-match': known.etag,
      'if-modified-since': known.lastModified,
    });
  });
});

describe('an answer', () => {
  it('comes with what the server says of it', async () => {
    publisher.script(
      '/rss',
      gives('<rss/>', { etag: '"v1"', 'last-modified': 'yesterday', 'cache-control': 'public, max-age=900' }),
    );
    expect(await ask('/rss')).toEqual({
      kind: 'document',
      url: publisher.url('/rss'),
      movedTo: '',
      link: '',
      bytes: Buffer.from('<rss/>'),
      contentType: 'application/rss+xml; charset=utf-8',
      etag: '"v1"',
      lastModified: 'yesterday',
      freshForMs: 900_000,
      release: expect.any(Function),
    });
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
    ['identity', (text: string) => Buffer.from(text)],
  ])('is unpacked: %s', async (encoding, pack) => {
    publisher.script('/packed', gives(pack('<rss>kata</rss>'), { 'content-encoding': encoding }));
    expect(await ask('/packed')).toMatchObject({ kind: 'document', bytes: Buffer.from('<rss>kata</rss>') });
  });

  it.each<[string, Answer, object]>([
    ['404', answers(404), { kind: 'status', status: 404 }],
    ['500', answers(500), { kind: 'status', status: 500 }],
    ['204', answers(204), { kind: 'status', status: 204 }],
    ['304 that nobody asked for', answers(304), { kind: 'status', status: 304 }],
    ['410', answers(410), { kind: 'gone' }],
    ['429', answers(429), { kind: 'throttled', status: 429, retryAfterMs: null }],
    [
      '429 with seconds',
      answers(429, { 'retry-after': '120' }),
      { kind: 'throttled', status: 429, retryAfterMs: 120_000 },
    ],
    [
      '503 with a date',
      answers(503, { 'retry-after': 'Mon, 23 Nov 2026 12:10:00 GMT' }),
      { kind: 'throttled', status: 503, retryAfterMs: 600_000 },
    ],
    ['a packing that nobody asked for', gives('x', { 'content-encoding': 'compress' }), { kind: 'broken-body' }],
    ['broken gzip', gives('no gzip', { 'content-encoding': 'gzip' }), { kind: 'broken-body' }],
    [
      'gzip that breaks off',
      gives(gzipSync('x'.repeat(9_000)).subarray(0, 20), { 'content-encoding': 'gzip' }),
      { kind: 'broken-body' },
    ],
    ['broken brotli', gives('no brotli at all', { 'content-encoding': 'br' }), { kind: 'broken-body' }],
    ['broken zstd', gives('no zstd', { 'content-encoding': 'zstd' }), { kind: 'broken-body' }],
    [
      'a connection that breaks off',
      (_request, response) =>
        void response.writeHead(200, { 'content-length': '100' }).write('x', () => response.destroy()),
      { kind: 'unreachable' },
    ],
  ])('%s', async (_case, answer, expected) => {
    publisher.script('/answer', answer);
    expect(await ask('/answer')).toMatchObject(expected);
  });
});

describe('redirects', () => {
  it.each([301, 302, 303, 307, 308])('%i is followed; links are relative to where it led', async (status) => {
    publisher.script('/old', answers(status, { location: '/new' }));
    publisher.script('/new', gives('<rss/>'));
    expect(await ask('/old')).toMatchObject({ kind: 'document', url: publisher.url('/new') });
  });

  it('five are followed, six are not', async () => {
    for (let hop = 0; hop < 6; hop++) publisher.script(`/hop${hop}`, answers(302, { location: `/hop${hop + 1}` }));
    publisher.script('/hop6', gives('<rss/>'));
    expect(await ask('/hop1')).toMatchObject({ kind: 'document' });
    expect(await ask('/hop0')).toEqual({ kind: 'redirects', most: 5 });
  });

  it.each([
    ['http://169.254.169.254/latest/meta-data/', '169.254.169.254 is not an address on the public internet.'],
    ['http://[::ffff:10.0.0.1]/', '[::ffff:a00:1] is not an address on the public internet.'],
    ['file:///etc/passwd', 'Only http and https are fetched, not file.'],
    ['http://ana:rahasia@news.example/', 'An address with a user name or password is not taken.'],
  ])('never to %s', async (location, reason) => {
    publisher.script('/away', answers(302, { location }));
    expect(await ask('/away')).toEqual({ kind: 'forbidden', reason });
    expect(publisher.requests).toHaveLength(1);
  });

  it.each<[string, number[], string]>([
    ['301', [301], '/place1'],
    ['308', [308], '/place1'],
    ['301, 308', [301, 308], '/place2'],
    ['301, then for now', [301, 302], '/place1'],
    ['for now, then for good', [307, 301], ''],
  ])('say where the feed lives now: %s', async (_case, statuses, expected) => {
    statuses.forEach((status, hop) =>
      publisher.script(`/place${hop}`, answers(status, { location: `/place${hop + 1}` })),
    );
    publisher.script(`/place${statuses.length}`, gives('<rss/>'));
    expect(await ask('/place0')).toMatchObject({ movedTo: expected && publisher.url(expected) });
    publisher.script(`/place${statuses.length}`, answers(304));
    const known = { etag: '"v1"', lastModified: '' };
    expect(await ask('/place0', known)).toMatchObject({
      kind: 'unchanged',
      movedTo: expected && publisher.url(expected),
    });
  });

  it.each([
    [301, { kind: 'gone' }],
    [308, { kind: 'gone' }],
    [302, { kind: 'status', status: 410 }],
    [307, { kind: 'status', status: 410 }],
  ])('%i to what answers 410: gone only if it was for good', async (status, expected) => {
    publisher.script('/leaves', answers(status, { location: '/ended' }));
    publisher.script('/ended', answers(410));
    expect(await ask('/leaves')).toEqual(expected);
  });

  it('to a port that is not open are not followed, at whichever hop', async () => {
    const elsewhere = await startPublisher();
    const { port } = new URL(publisher.url('/'));
    const onePort = createFetchFeed({
      ...options,
      network: { ...loopback, allowsPort: (asked) => asked === Number(port) },
    });
    publisher.script('/first', answers(302, { location: '/second' }));
    publisher.script('/second', answers(302, { location: elsewhere.url('/') }));
    expect(await onePort({ url: publisher.url('/first'), etag: '', lastModified: '' }, now)).toEqual({
      kind: 'forbidden',
      reason: expect.stringMatching(/^Port \d+ is not one that feeds are served on\.$/),
    });
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.stop();
  });

  it('without a place to go are what they are', async () => {
    publisher.script('/nowhere', answers(302));
    expect(await ask('/nowhere')).toEqual({ kind: 'status', status: 302 });
  });
});

/** A frame of one raw block whose header asks for a window of 2^27 bytes (RFC 8878, 3.1.1), which is to be set aside. */
const WIDE_ZSTD = Buffer.concat([
  Buffer.from('28b52ffd0088', 'hex'),
  Buffer.from([(1 << 3) | 1, 0, 0]),
  Buffer.from('x'),
]);

describe('limits', () => {
  it.each<[string, Answer, object]>([
    ['no first byte', () => {}, { kind: 'slow', seconds: 0.2 }],
    [
      'a byte now and then',
      (_request, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(drip));
      },
      { kind: 'slow', seconds: 0.4 },
    ],
    ['more than we take', gives('x'.repeat(10_001)), { kind: 'too-large' }],
    ['a bomb in gzip', gives(gzipSync(Buffer.alloc(5_000_000)), { 'content-encoding': 'gzip' }), { kind: 'too-large' }],
    [
      'a bomb in brotli',
      gives(brotliCompressSync(Buffer.alloc(5_000_000)), { 'content-encoding': 'br' }),
      { kind: 'too-large' },
    ],
    [
      'a bomb in zstd',
      gives(zstdCompressSync(Buffer.alloc(5_000_000)), { 'content-encoding': 'zstd' }),
      { kind: 'too-large' },
    ],
    [
      'gzip that unpacks to nothing for ever',
      (_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        const nothing = gzipSync('');
        const more = setInterval(() => response.write(Buffer.concat(Array.from({ length: 50 }, () => nothing))), 1);
        response.on('close', () => clearInterval(more));
      },
      { kind: 'too-large' },
    ],
    [
      'a length that is too much from the start',
      (_request, response) => void response.writeHead(200, { 'content-length': '10001' }).write('x'),
      { kind: 'too-large' },
    ],
    ['zstd that asks for 128 MB', gives(WIDE_ZSTD, { 'content-encoding': 'zstd' }), { kind: 'broken-body' }],
    [
      'redirects that each take their time',
      (_request, response) => void setTimeout(() => response.writeHead(302, { location: '/limit' }).end(), 120),
      { kind: 'slow', seconds: 0.4 },
    ],
  ])('%s', async (_case, answer, expected) => {
    publisher.script('/limit', answer);
    expect(await askImpatiently('/limit')).toEqual(expect.objectContaining(expected));
  });

  it('just as much as we take is taken', async () => {
    publisher.script('/fits', gives('x'.repeat(10_000)));
    expect(await askImpatiently('/fits')).toMatchObject({ kind: 'document' });
    expect(MOST_BYTES).toBe(8 * 1024 * 1024);
  });
});

describe('a bomb of a hundred megabytes costs less than a second of processor and little memory', () => {
  const zeros = Buffer.alloc(100 * 1024 * 1024);
  it.each([
    ['gzip', gzipSync(zeros, { level: 1 })],
    ['br', brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
    ['zstd', zstdCompressSync(zeros)],
  ])('%s', async (encoding, bomb) => {
    publisher.script('/bomb', gives(bomb, { 'content-encoding': encoding }));
    publisher.script('/none', answers(304));
    const toStart = await fetchInProcess(publisher.url('/none'));
    const { answer, seconds, megabytes } = await fetchInProcess(publisher.url('/bomb'));
    expect(JSON.parse(answer) as Fetched).toEqual({ kind: 'too-large', megabytes: 8 });
    expect(seconds - toStart.seconds).toBeLessThan(1);
    expect(megabytes).toBeLessThan(256);
  });
});

describe('where it goes', () => {
  it.each([
    [
      'a name that leads to loopback',
      '127.0.0.1',
      /^news\.example leads to 127\.0\.0\.1, which is not on the public internet\.$/,
    ],
    ['a name that leads to metadata', '169.254.169.254', /leads to 169\.254\.169\.254/],
  ])('%s', async (_case, address, reason) => {
    const fetchNamed = createFetchFeed({
      network: { ...publicInternet, allowsPort: () => true },
      contactUrl: options.contactUrl,
      resolve: (_host, answer) => answer(null, [{ address, family: 4 }]),
    });
    const outcome = await fetchNamed({ url: 'http://news.example/rss', etag: '', lastModified: '' }, now);
    expect(outcome).toEqual({ kind: 'forbidden', reason: expect.stringMatching(reason) });
  });

  it('a name that first leads to us and then, at the redirect, elsewhere', async () => {
    const port = new URL(publisher.url('/')).port;
    const led = ['127.0.0.1', '10.0.0.1'];
    publisher.script('/rebind', answers(302, { location: '/again' }));
    const fetchNamed = createFetchFeed({
      ...options,
      resolve: (_host, answer) => answer(null, [{ address: led.shift()!, family: 4 }]),
    });
    const outcome = await fetchNamed({ url: `http://news.example:${port}/rebind`, etag: '', lastModified: '' }, now);
    expect(outcome).toMatchObject({ kind: 'forbidden', reason: expect.stringContaining('10.0.0.1') });
  });

  it('nobody listens, or nobody has that name', async () => {
    const closed = await fetchFeed({ url: 'http://127.0.0.1:9/rss', etag: '', lastModified: '' }, now);
    expect(closed).toEqual({ kind: 'unreachable', reason: 'the connection was refused' });
    const nameless = createFetchFeed({
      ...options,
      resolve: (_host, answer) => answer(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []),
    });
    expect(await nameless({ url: 'http://news.example/', etag: '', lastModified: '' }, now)).toEqual({
      kind: 'unreachable',
      reason: 'its name is not known',
    });
  });
});
