/** Where a poll may go: every spelling of an address that is not on the public internet is refused, before and after DNS. */
import { afterEach, describe, expect, it } from 'vitest';
import type { LookupAddress } from 'node:dns';
import { createLookup } from '../../shared/feeds/lookup.ts';
import { networkRules, publicInternet } from '../../shared/feeds/network.ts';
import { isRefusal, parseFeedAddress } from '../../shared/feeds/url.ts';

const SPELLINGS: [host: string, why: string][] = [
  ['127.0.0.1', 'loopback'],
  ['127.1', 'loopback, short'],
  ['127.0.1', 'loopback, short'],
  ['2130706433', 'loopback, decimal'],
  ['0x7f000001', 'loopback, hexadecimal'],
  ['0x7f.0.0.1', 'loopback, hexadecimal part'],
  ['017700000001', 'loopback, octal'],
  ['0177.0.0.01', 'loopback, octal parts'],
  ['127.0.0.1.', 'loopback, trailing dot'],
  ['127.255.255.254', 'loopback, its end'],
  ['１２７.０.０.１', 'loopback, full-width digits'],
  ['127。0。0。1', 'loopback, ideographic dots'],
  ['0.0.0.0', 'unspecified'],
  ['0', 'unspecified, short'],
  ['0.1.2.3', 'this network'],
  ['10.0.0.1', 'private'],
  ['10.255.255.255', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.0.1', 'private'],
  ['192.168.257', 'private, short'],
  ['3232235521', 'private, decimal'],
  ['169.254.169.254', 'metadata'],
  ['0xa9fea9fe', 'metadata, hexadecimal'],
  ['2852039166', 'metadata, decimal'],
  ['169.254.170.2', 'metadata of containers'],
  ['100.64.0.1', 'carrier-grade NAT'],
  ['100.127.255.255', 'carrier-grade NAT'],
  ['100.100.100.200', 'metadata inside carrier-grade NAT'],
  ['192.0.0.1', 'protocol assignments'],
  ['192.0.2.1', 'documentation'],
  ['198.51.100.1', 'documentation'],
  ['203.0.113.1', 'documentation'],
  ['198.18.0.1', 'benchmarking'],
  ['192.88.99.1', '6to4 relay'],
  ['224.0.0.1', 'multicast'],
  ['239.255.255.250', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['[::1]', 'loopback'],
  ['[0:0:0:0:0:0:0:1]', 'loopback, written out'],
  ['[::]', 'unspecified'],
  ['[::ffff:127.0.0.1]', 'IPv4-mapped loopback'],
  ['[::ffff:7f00:1]', 'IPv4-mapped loopback, hexadecimal'],
  ['[::ffff:a9fe:a9fe]', 'IPv4-mapped metadata'],
  ['[::ffff:10.0.0.1]', 'IPv4-mapped private'],
  ['[::127.0.0.1]', 'IPv4-compatible'],
  ['[64:ff9b::7f00:1]', 'NAT64 of loopback'],
  ['[64:ff9b::a9fe:a9fe]', 'NAT64 of metadata'],
  ['[64:ff9b:1::1]', 'NAT64, local'],
  ['[2002:7f00:1::]', '6to4 of loopback'],
  ['[2002:a9fe:a9fe::]', '6to4 of metadata'],
  ['[2001:0:7f00:1::]', 'Teredo'],
  ['[fe80::1]', 'link-local'],
  ['[febf::1]', 'link-local, its end'],
  ['[fc00::1]', 'unique local'],
  ['[fd00:ec2::254]', 'metadata, IPv6'],
  ['[fec0::1]', 'site-local'],
  ['[ff02::1]', 'multicast'],
  ['[ff0e::1]', 'multicast, global'],
  ['[2001:db8::1]', 'documentation'],
  ['[3fff::1]', 'documentation'],
  ['[100::1]', 'discard only'],
  ['[2001:10::1]', 'ORCHID'],
  ['[2001:2::1]', 'benchmarking'],
];

describe('an address in a URL is refused', () => {
  it.each(SPELLINGS)('%s (%s)', (host) => {
    const address = parseFeedAddress(`http://${host}/rss`, publicInternet);
    expect(isRefusal(address) && address.code).toMatch(/^(forbidden-address|not-a-url)$/);
  });
});

describe('an address that a name leads to is refused', () => {
  const answering = (...addresses: string[]) =>
    createLookup(publicInternet, (_host, answer) =>
      answer(
        null,
        addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
      ),
    );
  const dial = (lookup: ReturnType<typeof createLookup>, all: boolean): Promise<unknown> =>
    new Promise((resolve, reject) => {
      lookup('news.example', { all }, (error, address) => (error ? reject(error) : resolve(address)));
    });

  it.each([
    ['127.0.0.1'],
    ['10.0.0.1'],
    ['169.254.169.254'],
    ['100.64.0.1'],
    ['0.0.0.0'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['fd00:ec2::254'],
    ['fe80::1%eth0'],
    ['64:ff9b::7f00:1'],
    ['not an address'],
  ])('%s', async (address) => {
    await expect(dial(answering(address), true)).rejects.toThrow('not on the public internet');
    await expect(dial(answering(address), false)).rejects.toThrow('not on the public internet');
  });

  it('also beside a public one', async () => {
    await expect(dial(answering('1.1.1.1', '10.0.0.1'), true)).rejects.toThrow('news.example leads to 10.0.0.1');
  });

  it('at each dial anew: public first, private then', async () => {
    const answers = ['1.1.1.1', '127.0.0.1'];
    const lookup = createLookup(publicInternet, (_host, answer) =>
      answer(null, [{ address: answers.shift()!, family: 4 }]),
    );
    expect(await dial(lookup, false)).toBe('1.1.1.1');
    await expect(dial(lookup, false)).rejects.toThrow('leads to 127.0.0.1');
  });

  it('and a public one is dialled, in the form that is asked for', async () => {
    expect(await dial(answering('1.1.1.1', '2606:4700::1111'), false)).toBe('1.1.1.1');
    expect(await dial(answering('1.1.1.1', '2606:4700::1111'), true)).toHaveLength(2);
    await expect(dial(answering(), true)).rejects.toThrow('has no address');
  });
});

describe('what else is refused', () => {
  it.each([
    ['file:///etc/passwd', 'not-http'],
    ['gopher://news.example/', 'not-http'],
    ['http://news.example:22/', 'forbidden-port'],
    ['http://news.example:8080/', 'forbidden-port'],
    ['https://ana@news.example/', 'has-password'],
    ['http://127.0.0.1@news.example/', 'has-password'],
    ['http://news.example\\@127.0.0.1/', null],
  ])('%s: %s', (url, code) => {
    const address = parseFeedAddress(url, publicInternet);
    expect(isRefusal(address) ? address.code : null).toBe(code);
  });
});

describe('one address is one feed', () => {
  const idOf = (url: string): string => {
    const address = parseFeedAddress(url, publicInternet);
    return isRefusal(address) ? address.code : address.feed;
  };
  it.each([
    ['HTTP://News.Example/rss', 'http://news.example/rss'],
    ['http://news.example:80/rss', 'http://news.example/rss'],
    ['http://news.example./rss', 'http://news.example/rss'],
    ['http://news.example/rss#latest', 'http://news.example/rss'],
    ['  http://news.example/rss ', 'http://news.example/rss'],
  ])('%s is %s', (one, other) => expect(idOf(one)).toBe(idOf(other)));

  it.each([
    ['http://news.example/rss', 'https://news.example/rss'],
    ['http://news.example/rss', 'http://news.example/RSS'],
    ['http://news.example/rss', 'http://news.example/rss?page=2'],
    ['http://news.example/rss', 'http://www.news.example/rss'],
  ])('%s is not %s', (one, other) => expect(idOf(one)).not.toBe(idOf(other)));
});

describe('loopback', () => {
  const mark = Symbol.for('siaga.localNetwork');
  afterEach(() => void Reflect.deleteProperty(globalThis, mark));

  it('is for the runner on one machine, which marks the global object; nothing else there opens', () => {
    expect(networkRules()).toBe(publicInternet);
    Reflect.set(globalThis, mark, 'yes');
    expect(networkRules()).toBe(publicInternet);
    Reflect.set(globalThis, mark, true);
    const local = networkRules();
    expect([local.allowsAddress('127.0.0.1'), local.allowsAddress('::1'), local.allowsPort(4_100)]).toEqual([
      true,
      true,
      true,
    ]);
    expect([local.allowsAddress('10.0.0.1'), local.allowsAddress('169.254.169.254')]).toEqual([false, false]);
  });
});
