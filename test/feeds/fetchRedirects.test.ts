/** What redirects say, hop by hop, where no server of a test can stand: between http and https, and between hosts. */
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { Moved, redirectOf } from '../../shared/feeds/redirects.ts';

describe('where a feed lives now', () => {
  const plain = 'http://kabar.example/rss';
  const secure = 'https://kabar.example/rss';
  it.each<[string, string, [status: number, to: string][], movedTo: string, isForGood: boolean]>([
    ['from http to https, 301', plain, [[301, secure]], secure, true],
    ['from http to https, 308', plain, [[308, secure]], secure, true],
    ['from https to http, 301: not believed', secure, [[301, plain]], '', false],
    ['from https to http, 308: not believed', secure, [[308, plain]], '', false],
    [
      'up and down again',
      plain,
      [
        [301, secure],
        [301, `${plain}2`],
      ],
      secure,
      false,
    ],
    [
      'down and up again',
      secure,
      [
        [301, plain],
        [301, `${secure}2`],
      ],
      '',
      false,
    ],
    ['nowhere', plain, [], '', true],
    ['for now', plain, [[302, secure]], '', false],
  ])('%s', (_case, first, hops, movedTo, isForGood) => {
    const start = new Moved(new URL(first));
    const moved = hops.reduce((before, [status, to]) => before.after(status, new URL(to)), start);
    expect({ to: moved.to, isForGood: moved.isForGood }).toEqual({ to: movedTo, isForGood });
  });
});

describe('a form, which has the secret of a hub in it', () => {
  const from = 'https://hub.example/';
  it.each<[string, string, number, string, string | null]>([
    ['stays at its host', from, 307, '/baru', 'https://hub.example/baru'],
    ['stays at its host, for good', from, 308, '/baru', 'https://hub.example/baru'],
    ['goes from http to https', 'http://hub.example/', 307, from, from],
    ['never from https to http', from, 307, 'http://hub.example/', null],
    ['never to another host', from, 308, 'https://lain.example/', null],
    ['never to another port', from, 307, 'https://hub.example:8443/', null],
    ['never as a GET', from, 303, '/baru', null],
  ])('%s', (_case, asked, statusCode, location, expected) => {
    const answer = { statusCode, headers: { location } } as IncomingMessage;
    expect(redirectOf(answer, new URL(asked), true)?.href ?? null).toBe(expected);
  });
});
