/** Names to addresses, by a small name server of our own: silent ones hold up nobody else. */
import { createSocket, type Socket } from 'node:dgram';
import type { LookupAddress } from 'node:dns';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFetchFeed, usualLimits } from '../../shared/feeds/fetch.ts';
import type { Resolve } from '../../shared/feeds/lookup.ts';
import { publicInternet } from '../../shared/feeds/network.ts';
import { createResolve } from '../../shared/feeds/resolve.ts';

const A = 1;
const AAAA = 28;
const NO_SUCH_NAME = 3;
const REFUSED = 5;

const SIX_BYTES = [[0x26, 6, 0x47, 0, ...Array<number>(11).fill(0), 1]];
let lost = 0;

/** What the server says to a question: addresses as bytes, a code of failure, or nothing at all. */
const ANSWERS: Record<string, (type: number) => number[][] | number | null> = {
  diam: () => null,
  kabar: (type) => (type === A ? [[1, 1, 1, 1]] : []),
  dua: (type) => (type === A ? [[1, 1, 1, 1]] : SIX_BYTES),
  enam: (type) => (type === AAAA ? SIX_BYTES : []),
  setengah: (type) => (type === A ? [[1, 1, 1, 1]] : null),
  // The first question for IPv4 is lost.
  lambat: (type) => (type === AAAA ? SIX_BYTES : lost++ === 0 ? null : [[1, 1, 1, 1]]),
  dalam: (type) =>
    type === A
      ? [
          [1, 1, 1, 1],
          [10, 0, 0, 1],
        ]
      : [],
  hilang: () => NO_SUCH_NAME,
  tutup: () => REFUSED,
};

let server: Socket;
let resolve: Resolve;

beforeAll(async () => {
  server = createSocket('udp4');
  server.on('message', (question, { port, address }) => {
    const reply = replyTo(question);
    if (reply) server.send(reply, port, address);
  });
  await new Promise<void>((done) => server.bind(0, '127.0.0.1', done));
  resolve = createResolve({ servers: [`127.0.0.1:${server.address().port}`] });
});
afterAll(() => void server.close());

/** RFC 1035, 4: the question again, and behind it the answers, each pointing back to its name. */
function replyTo(question: Buffer): Buffer | null {
  const name = question.subarray(13, 13 + question[12]!).toString();
  const end = question.indexOf(0, 12) + 5;
  const type = question.readUInt16BE(end - 4);
  const answer = ANSWERS[name.replace(/\d+$/, '')]!(type);
  if (answer === null) return null;
  const addresses = typeof answer === 'number' ? [] : answer;
  const head = Buffer.from(question.subarray(0, 12));
  head.writeUInt16BE(0x8180 | (typeof answer === 'number' ? answer : 0), 2);
  head.writeUInt16BE(addresses.length, 6);
  head.writeUInt32BE(0, 8);
  const records = addresses.map((bytes) =>
    Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, bytes.length, ...bytes]),
  );
  return Buffer.concat([head, question.subarray(12, end), ...records]);
}

const look = (host: string): Promise<LookupAddress[]> =>
  new Promise((done, fail) => resolve(host, (error, found) => (error ? fail(error) : done(found))));

const ONE = { address: '1.1.1.1', family: 4 };
const SIX = { address: '2606:4700::1', family: 6 };

describe('a name', () => {
  it.each<[string, LookupAddress[]]>([
    ['kabar.example', [ONE]],
    ['KABAR.example.', [ONE]],
    ['dua.example', [ONE, SIX]],
    ['enam.example', [SIX]],
    ['setengah.example', [ONE]],
  ])('%s leads to %j, IPv4 first, within a second', async (name, expected) => {
    const began = performance.now();
    expect(await look(name)).toEqual(expected);
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('whose IPv4 comes late is not left with IPv6 alone, which may lead nowhere from here', async () => {
    expect(await look('lambat.example')).toEqual([ONE, SIX]);
  });

  it('is given up as soon as with one silent server when several are silent', async () => {
    const silent = [1, 2, 3].map(() => createSocket('udp4'));
    await Promise.all(silent.map((one) => new Promise<void>((done) => one.bind(0, '127.0.0.1', done))));
    const servers = silent.map((one) => `127.0.0.1:${one.address().port}`);
    const began = performance.now();
    await expect(
      new Promise((done, fail) =>
        createResolve({ servers })('diam.example', (error, found) => (error ? fail(error) : done(found))),
      ),
    ).rejects.toMatchObject({ code: 'EAI_AGAIN' });
    expect(performance.now() - began).toBeLessThan(usualLimits.firstByteMs);
    for (const one of silent) one.close();
  });

  it.each([
    ['hilang.example', 'ENOTFOUND'],
    ['tutup.example', 'EAI_AGAIN'],
    ['diam.example', 'EAI_AGAIN'],
  ])('%s leads nowhere: %s, within the time for the first byte', async (name, code) => {
    const began = performance.now();
    await expect(look(name)).rejects.toMatchObject({ code });
    expect(performance.now() - began).toBeLessThan(6_000);
  });

  it('of this machine is known without any server', async () => {
    expect((await look('localhost')).map(({ address }) => address)).toContain('127.0.0.1');
    expect((await look('Dapur.localhost.')).map(({ address }) => address)).toContain('127.0.0.1');
  });
});

/** Whatever else the hosts file of this machine has. */
const inHosts = (existsSync('/etc/hosts') ? readFileSync('/etc/hosts', 'utf8') : '')
  .split('\n')
  .flatMap((line) => line.replace(/#.*/, '').trim().split(/\s+/).slice(1))
  .find((name) => !/(^|\.)localhost$/.test(name));

it.skipIf(!inHosts)('a name that stands in the hosts file is not asked of a name server', async () => {
  await expect(look(inHosts!)).resolves.not.toEqual([]);
});

it('names whose servers are silent hold up no other feed', async () => {
  const ask = (host: string) =>
    createFetchFeed({ network: publicInternet, contactUrl: 'https://siaga.example.org', resolve })(
      { url: `http://${host}.example/`, etag: '', lastModified: '' },
      new Date('2026-11-23T12:00:00Z'),
    );
  // More than libuv has threads.
  const silent = Array.from({ length: 8 }, (_, n) => ask(`diam${n}`));
  const began = performance.now();
  const outcomes = await Promise.all(Array.from({ length: 8 }, (_, n) => ask(`dalam${n}`)));
  expect(performance.now() - began).toBeLessThan(1_000);
  // What they lead to is looked at where it is dialled, as ever.
  expect(outcomes).toEqual(
    outcomes.map((_, n) => ({
      kind: 'forbidden',
      reason: `dalam${n}.example leads to 10.0.0.1, which is not on the public internet.`,
    })),
  );
  expect(new Set((await Promise.all(silent)).map((outcome) => JSON.stringify(outcome)))).toEqual(
    new Set([JSON.stringify({ kind: 'unreachable', reason: 'its name could not be looked up' })]),
  );
});
