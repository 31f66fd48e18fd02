/** Where a poll may go: every spelling of an address that is not on the public internet is refused, before and after DNS. */
import { afterEach, describe, expect, it } from 'vitest';
import type { LookupAddress } from 'node:dns';
import { createLookup } from '../../shared/feeds/lookup.ts';
import { networkRules, publicInternet } from '../../shared/feeds/network.ts';
import { isRefusal, parseFeedAddress } from '../../shared/feeds/url.ts';
import { refusalOf, SPELLINGS } from './spellings.ts';

describe('an address in a URL is refused', () => {
  it.each(SPELLINGS)('%s (%s)', (host) => {
    const address = parseFeedAddress(`http://${host}/rss`, publicInternet);
    expect(address).toEqual({
      code: host.includes('@') ? 'has-password' : 'forbidden-address',
      message: expect.stringMatching(refusalOf(host)),
    });
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
    ['http://news.example:443@127.0.0.1/', 'has-password'],
    ['http://127.0.0.1%00@news.example/', 'has-password'],
    ['http://news.example:0/', 'forbidden-port'],
    ['https://news.example:6379/', 'forbidden-port'],
    ['ftp://news.example/', 'not-http'],
    ['data:text/xml,<rss/>', 'not-http'],
    ['feed://127.0.0.1/', 'forbidden-address'],
    ['feed:http://127.0.0.1/', 'forbidden-address'],
    ['http:/127.0.0.1/', 'forbidden-address'],
    ['http:\\\\127.0.0.1\\', 'forbidden-address'],
    ['http:127.0.0.1', 'forbidden-address'],
    ['//127.0.0.1/', 'not-a-url'],
    ['http://[::1%25lo]/', 'not-a-url'],
    ['http://127.0.0.1.example:22/', 'forbidden-port'],
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

it('other ports are an operator’s to open; no address comes with them', () => {
  const rules = networkRules([80, 443, 8080]);
  const codeOf = (url: string) => {
    const address = parseFeedAddress(url, rules);
    return isRefusal(address) ? address.code : null;
  };
  expect(codeOf('http://news.example:8080/')).toBeNull();
  expect(codeOf('http://news.example:8081/')).toBe('forbidden-port');
  expect(codeOf('http://10.0.0.1:8080/')).toBe('forbidden-address');
});

describe('loopback', () => {
  const mark = Symbol.for('siaga.localNetwork');
  afterEach(() => void Reflect.deleteProperty(globalThis, mark));

  it('is for the runner on one machine, which marks the global object; nothing else there opens', () => {
    const isOpen = (): boolean => networkRules([80, 443]).allowsAddress('127.0.0.1');
    expect(isOpen()).toBe(false);
    Reflect.set(globalThis, mark, 'yes');
    expect(isOpen()).toBe(false);
    Reflect.set(globalThis, mark, true);
    const local = networkRules([80, 443]);
    expect([local.allowsAddress('127.0.0.1'), local.allowsAddress('::1'), local.allowsPort(4_100)]).toEqual([
      true,
      true,
      true,
    ]);
    expect([local.allowsAddress('10.0.0.1'), local.allowsAddress('169.254.169.254')]).toEqual([false, false]);
  });
});
