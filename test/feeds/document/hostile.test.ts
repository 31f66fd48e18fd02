/**
 * Documents made to hurt: read or refused for little work. Processor time, not the clock on the wall, so that a busy
 * machine does not fail it; each took below a fifth of the limit when it was written, and many seconds in rss-parser.
 */
import { expect, it } from 'vitest';
import { readArticles } from '../../../shared/articles/readArticles.ts';

const MOST_SECONDS = 2;
const feed = { feed: 'f', url: 'https://harian-samudra.example/rss' };
const item = (inside: string): string =>
  `<rss version="2.0"><channel><title>x</title><item><title>t</title>${inside}</item></channel></rss>`;
const letters = 'abcdefghij';
const laughs = letters
  .slice(1)
  .split('')
  .map((name, index) => `<!ENTITY ${name} "${`&${letters[index]};`.repeat(10)}">`);

it.each([
  ['200 kB of <br', item(`<description><![CDATA[${'<br '.repeat(50_000)}]]></description>`)],
  ['a comment of 7 MB', item(`<!--${'x'.repeat(7_000_000)}-->`)],
  ['a million tags deep', item(`<description>${'<b>'.repeat(1_000_000)}`)],
  ['two million tags deep, outside of any item', `<rss>${'<a>'.repeat(2_000_000)}`],
  ['forty thousand blocks deep in HTML', item(`<description><![CDATA[${'<div>'.repeat(40_000)}]]></description>`)],
  ['a billion laughs', `<!DOCTYPE l [<!ENTITY a "lol">${laughs.join('')}]>${item('<description>&j;</description>')}`],
  [
    'a hundred thousand attributes',
    item(`<description ${Array.from({ length: 100_000 }, (_, n) => `a${n}="b"`).join(' ')}>x</description>`),
  ],
  [
    'a quarter of a million items',
    `<rss version="2.0"><channel>${'<item><title>t</title></item>'.repeat(250_000)}</channel></rss>`,
  ],
  ['as many categories', item('<category>a</category>'.repeat(350_000))],
  ['seven million ampersands', item(`<description>${'&'.repeat(7_000_000)}</description>`)],
  ['seven million less-thans', item(`<description>${'<'.repeat(7_000_000)}</description>`)],
  ['nothing but less-thans', '<'.repeat(8_000_000)],
  [
    'prefixes without end',
    `<rss ${Array.from({ length: 100_000 }, (_, n) => `xmlns:p${n}="u${n}"`).join(' ')}><p1:x/></rss>`,
  ],
  ['deep JSON', `{"version":"https://jsonfeed.org/version/1","items":${'['.repeat(4_000_000)}`],
  ['a date of 7 MB', item(`<pubDate>${'Senin, '.repeat(1_000_000)}</pubDate>`)],
])('%s', async (_case, text) => {
  const bytes = Buffer.from(text);
  const before = process.cpuUsage();
  const read = await readArticles(
    { bytes, contentType: '', url: feed.url },
    feed,
    new Date('2026-11-23T12:00:00Z'),
  ).catch((error: Error) => error);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000_000).toBeLessThan(MOST_SECONDS);
  if (read instanceof Error) expect(read.name).toBe('NotAFeed');
});
