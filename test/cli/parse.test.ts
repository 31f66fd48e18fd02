/** The way in for outside suites: one request a line, one answer a line, in order. */
import { execFile } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { answerLine } from '../../cli/parse.ts';
import { rss } from '../support/publisher.ts';

const clock = () => new Date('2026-11-23T12:00:00Z');
const url = 'https://harian-samudra.example/rss';
const request = (text: string, more: object = {}): string =>
  JSON.stringify({ bytes: Buffer.from(text).toString('base64'), url, contentType: 'application/rss+xml', ...more });
const ask = async (line: string): Promise<unknown> => JSON.parse(await answerLine(line, clock));

it('answers what Siaga makes of a feed', async () => {
  const text = rss('Harian Samudra', [
    {
      title: 'Kuba &lt;b&gt;buka&lt;/b&gt; arsip',
      guid: '17',
      link: '/kuba',
      text: 'Dokumen',
      published: 'Mon, 23 Nov 2026 18:00:00 WIB',
    },
    { title: 'Tanpa tanggal', link: 'https://harian-samudra.example/2' },
  ]);
  expect(await ask(request(text))).toEqual({
    feed: { title: 'Harian Samudra' },
    items: [
      {
        id: '17',
        title: 'Kuba buka arsip',
        link: 'https://harian-samudra.example/kuba',
        summary: 'Dokumen',
        text: 'Dokumen',
        published: '2026-11-23T11:00:00.000Z',
      },
      {
        id: '',
        title: 'Tanpa tanggal',
        link: 'https://harian-samudra.example/2',
        summary: '',
        text: '',
        published: null,
      },
    ],
  });
});

describe('says what is wrong', () => {
  it.each([
    ['a page', request('<!doctype html><html></html>'), 'It is not a feed: it is a web page.'],
    ['no JSON', '{', 'The request is not JSON'],
    ['no bytes', '{"url":"https://a.example/"}', 'The request does not fit'],
    ['no base64', request('', { bytes: '*' }), 'The request does not fit'],
    ['no address of a feed', request('<rss/>', { url: 'file:///etc/passwd' }), 'must be an http or https address'],
  ])('%s', async (_case, line, sentence) => {
    expect(await ask(line)).toEqual({ error: expect.stringContaining(sentence) });
  });
});

it('reads lines and answers lines, in order', async () => {
  const lines = ['Satu', 'Dua', 'Tiga'].map((title) => request(rss(title, [])));
  const output = await new Promise<string>((resolve, reject) => {
    const child = execFile(process.execPath, ['cli/parse.ts'], (error, stdout) =>
      error ? reject(error) : resolve(stdout),
    );
    child.stdin!.end(`${lines.join('\n')}\n`);
  });
  const titles = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).feed.title as string);
  expect(titles).toEqual(['Satu', 'Dua', 'Tiga']);
});
