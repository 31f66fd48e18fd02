/**
 * Nobody gets a request sent to a place that is not on the public internet, by whatever way: written, redirected to,
 * or looked up; the connection itself is asked, and no server of this machine hears of it.
 *
 * The publisher of this test listens on an address of loopback that stands for the public internet here; every other
 * address is judged as in AWS.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { discoverFeeds } from '../../shared/feeds/discovery/discover.ts';
import { createFetchFeed, probeLimits, type FetchOutcome } from '../../shared/feeds/fetch.ts';
import type { Resolve } from '../../shared/feeds/lookup.ts';
import { publicInternet, type NetworkRules } from '../../shared/feeds/network.ts';
import { createAskHub } from '../../shared/feeds/websub/askHub.ts';
import { refusalOf, RESOLVED, SPELLINGS } from './spellings.ts';

const PUBLIC = '127.0.0.77';
let publisher: Server;
/** Listens wherever this machine has an address, and must never be asked. */
let inside: Server;
let publicPort: number;
let insidePort: number;
let heardInside = 0;
let redirectTo = '';

const network: NetworkRules = {
  allowsAddress: (address) => address === PUBLIC || publicInternet.allowsAddress(address),
  allowsPort: () => true,
};
const listen = (server: Server, host: string): Promise<number> =>
  new Promise((done) => server.listen(0, host, () => done((server.address() as AddressInfo).port)));

beforeAll(async () => {
  publisher = createServer((_request, response) => void response.writeHead(307, { location: redirectTo }).end());
  inside = createServer((_request, response) => {
    heardInside += 1;
    response.end('<rss/>');
  });
  publicPort = await listen(publisher, PUBLIC);
  insidePort = await listen(inside, '::');
});
afterAll(() => {
  publisher.close();
  inside.close();
});

const ask = (url: string, resolve?: Resolve): Promise<FetchOutcome> =>
  createFetchFeed({ network, contactUrl: 'https://siaga.example.org', resolve })(
    { url, etag: '', lastModified: '' },
    new Date('2026-11-23T12:00:00Z'),
  );

/** A name server that answers one thing after the other; the last one for ever. */
const answering =
  (...addresses: string[]): Resolve =>
  (_host, answer) => {
    const address = addresses.length > 1 ? addresses.shift()! : addresses[0]!;
    answer(null, [{ address, family: address.includes(':') ? 6 : 4 }]);
  };

it('the list is long enough, and has nothing twice', () => {
  expect(SPELLINGS.length).toBeGreaterThanOrEqual(60);
  expect(new Set(SPELLINGS.map(([host]) => host)).size).toBe(SPELLINGS.length);
});

it('the two servers of this test can be reached', async () => {
  redirectTo = `http://[::ffff:127.0.0.77]:${publicPort}/`;
  const rules = { ...network, allowsAddress: () => true };
  const anywhere = createFetchFeed({ network: rules, contactUrl: 'https://siaga.example.org' });
  const request = { url: `http://127.0.0.1:${insidePort}/`, etag: '', lastModified: '' };
  expect(await anywhere(request, new Date())).toMatchObject({ kind: 'document' });
  expect(heardInside).toBe(1);
});

describe.each([
  ['written', (host: string) => ask(`http://${host}:${insidePort}/`)],
  [
    'by a redirect',
    (host: string) => {
      // As bytes of UTF-8: a header holds nothing else.
      redirectTo = encodeURI(`http://${host.replaceAll('\t', '')}:${insidePort}/`)
        .replaceAll('%25', '%')
        .replaceAll('%5B', '[')
        .replaceAll('%5D', ']');
      return ask(`http://${PUBLIC}:${publicPort}/`);
    },
  ],
] as const)('%s', (_way, go) => {
  it.each(SPELLINGS)('%s (%s)', async (host) => {
    const heard = heardInside;
    expect(await go(host)).toEqual({
      kind: 'forbidden',
      reason: expect.stringMatching(refusalOf(host)),
    });
    expect(heardInside).toBe(heard);
  });
});

describe('by its name', () => {
  it.each(RESOLVED)('%s (%s)', async (address) => {
    const heard = heardInside;
    expect(await ask(`http://kabar.example:${insidePort}/`, answering(address))).toEqual({
      kind: 'forbidden',
      reason: `kabar.example leads to ${address}, which is not on the public internet.`,
    });
    expect(heardInside).toBe(heard);
  });
});

describe('by a name that was public a moment ago', () => {
  it.each(RESOLVED)('%s (%s)', async (address) => {
    const heard = heardInside;
    redirectTo = `http://kabar.example:${insidePort}/`;
    const outcome = await ask(`http://kabar.example:${publicPort}/`, answering(PUBLIC, address));
    expect(outcome).toEqual({
      kind: 'forbidden',
      reason: `kabar.example leads to ${address}, which is not on the public internet.`,
    });
    expect(heardInside).toBe(heard);
  });
});

it.each(['localhost', 'LOCALHOST', 'localhost.', 'siaga.localhost'])(
  'by a name that this machine knows: %s',
  async (host) => {
    const heard = heardInside;
    const outcome = await ask(`http://${host}:${insidePort}/`);
    // Where a machine does not know it, it is not known; it is never asked.
    expect(['forbidden', 'unreachable']).toContain(outcome.kind);
    expect(heardInside).toBe(heard);
  },
);

it('by the fifth redirect as by the first', async () => {
  let hops = 0;
  const server = createServer((_request, response) => {
    hops += 1;
    const location = hops < 5 ? `/${hops}` : 'http://169.254.169.254/latest/meta-data/';
    response.writeHead(302, { location }).end();
  });
  const port = await listen(server, PUBLIC);
  expect(await ask(`http://${PUBLIC}:${port}/`)).toMatchObject({
    kind: 'forbidden',
    reason: '169.254.169.254 is not an address on the public internet.',
  });
  expect(hops).toBe(5);
  server.close();
});

/** A hub stands in a document that a stranger wrote; where a page's feeds may be is asked after what a stranger said. */
describe.each([
  [
    'what a hub is asked',
    async (url: string, resolve?: Resolve) => {
      const askHub = createAskHub({ network, contactUrl: 'https://siaga.example.org', resolve });
      return askHub(url, { 'hub.secret': 'rahasia' });
    },
    false,
  ],
  [
    'what discovery asks',
    async (url: string, resolve?: Resolve) => {
      const probe = createFetchFeed({ network, contactUrl: 'https://siaga.example.org', resolve, limits: probeLimits });
      const page = { url, bytes: Buffer.from('<!doctype html><title>Kabar</title>'), contentType: 'text/html' };
      return discoverFeeds({ ...page, release: () => undefined }, true, new Date('2026-11-23T12:00:00Z'), { probe });
    },
    [],
  ],
] as const)('%s', (_what, go, nothing) => {
  it.each<[string, () => ReturnType<typeof go>]>([
    ['written', () => go(`http://127.0.0.1:${insidePort}/`)],
    [
      'by a redirect',
      () => {
        redirectTo = `http://127.0.0.1:${insidePort}/`;
        return go(`http://${PUBLIC}:${publicPort}/`);
      },
    ],
    ['by its name', () => go(`http://kabar.example:${insidePort}/`, answering('127.0.0.1'))],
    [
      'by a name that was public a moment ago',
      () => {
        redirectTo = `http://kabar.example:${insidePort}/`;
        return go(`http://kabar.example:${publicPort}/`, answering(PUBLIC, '127.0.0.1'));
      },
    ],
  ])('reaches nothing inside: %s', async (_way, ask) => {
    const heard = heardInside;
    expect(await ask()).toEqual(nothing);
    expect(heardInside).toBe(heard);
  });
});
