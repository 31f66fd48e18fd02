/**
 * One small piece again and again, at every place of a feed: no expression may begin anew at each of them. What is
 * quadratic takes seconds for so many letters, what is not takes milliseconds.
 */
import { expect, it } from 'vitest';
import { readArticles } from '../../../shared/articles/readArticles.ts';
import { NotAFeed } from '../../../shared/feeds/document/rawFeed.ts';
import { readChannel } from '../../../shared/feeds/channel.ts';

const LETTERS = 80_000;
const MOST_SECONDS = 0.4;
const url = 'https://harian-samudra.example/rss';
const now = new Date('2026-11-23T12:00:00Z');

const PIECES = [
  ...['<', '>', '</', '</a', '<a ', '<a>', '<b', '<br ', '<p>x', '<script>', '<item>', '<title>', '<link>', '</item>'],
  ...['<!', '<!--', '-->', '<?', '<![CDATA[', ']]>', ']', '] ', '[', '<a href="', '<a@b>'],
  ...['xmlns', 'xmlns:a="u" ', 'xml:base="/"', 'href', 'href ', 'href=', 'src="', 'rel="alternate" ', 'datetime="'],
  ...['content="', 'title="1"', '="', '"', "'", '='],
  ...['&', '&#', '&#1', '&#x', '&#55357;', '&lt;', '&lt;a', '&lt;a ', '&amp;', '&amp;lt;', '&nbsp', '&copy'],
  ...[' ', '\t', '\n', '\u0000', '\u0080', '\u200b', '\u202e', 'a\u0301', 'Ã©', 'é', '😀', '\ud83d', '日'],
  ...['a/', '/', '//', '../', 'http:', 'http://', 'www.', '%', '%3A', 'tag:', 'urn:', 'x:', 'a@b '],
  ...['.', '. ', ',', ', ', '+', '-', ' - ', '| ', '(', '()', ')', '{', '{"a":', 'a,', '\\', '\\"', '~{', '+AAA'],
  ...[
    '1',
    '12 ',
    '1:',
    '12:3',
    'T1',
    'Z',
    'W1',
    '年',
    '1月',
    '오후 ',
    'mar',
    'Mar ',
    'may,',
    'a.m. ',
    '+0700 ',
    'GMT ',
  ],
];

const item = (inside: string): string => `<rss><channel><title>t</title><item>${inside}</item></channel></rss>`;
const inItem = (name: string) => (text: string) => item(`<title>t</title><${name}>${text}</${name}>`);
const inCdata = (name: string) => (text: string) => item(`<${name}><![CDATA[${text}]]></${name}>`);
const inAtom = (open: string, close: string) => (text: string) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id>${open}${text}${close}</entry></feed>`;

const PLACES: Record<string, (text: string) => string> = {
  'the whole document': (text) => text,
  'before the root': (text) => text + item('<title>t</title>'),
  'a DOCTYPE': (text) => `<!DOCTYPE r [${text}]>${item('')}`,
  'a declaration': (text) => `<?xml ${text.slice(0, 1_000)}?><rss/>`,
  'the channel': (text) =>
    `<rss><channel><title>${text}</title><ttl>${text}</ttl><sy:updatePeriod>${text}</sy:updatePeriod><skipHours><hour>${text}</hour></skipHours></channel></rss>`,
  ...Object.fromEntries(
    ['title', 'description', 'link', 'guid', 'pubDate', 'category', 'author', 'language'].flatMap((name) => [
      [name, inItem(name)],
      [`${name} in CDATA`, inCdata(name)],
    ]),
  ),
  'behind a date': (text) => item(`<pubDate><![CDATA[12 Mar 2026 ${text}]]></pubDate>`),
  'a tag': (text) => item(`<foo ${text}>y</foo>`),
  'the tag of an item': (text) => `<rss><channel><item ${text}><title>t</title></item></channel></rss>`,
  'an attribute': (text) => item(`<link href="${text.replaceAll('"', '')}"/>`),
  'a name': (text) => item(`<${text.replaceAll(/[\s<>"'/]/g, '')}>y`),
  'Atom, XHTML': inAtom('<content type="xhtml">', '</content>'),
  'Atom, HTML': inAtom('<title type="html">', '</title>'),
  'Atom, base64': inAtom('<content mode="base64">', '</content>'),
  'JSON Feed': (text) =>
    `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":${JSON.stringify(text)},"content_html":${JSON.stringify(text)}}]}`,
  'a broken JSON Feed': (text) => `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"${text}`,
};

async function secondsToRead(document: string): Promise<number> {
  const bytes = Buffer.from(document);
  const before = process.cpuUsage();
  const read = await readArticles({ bytes, contentType: '', url }, { feed: 'f', url }, now).catch(
    (error: Error) => error,
  );
  readChannel({ bytes, contentType: '' });
  const { user, system } = process.cpuUsage(before);
  if (read instanceof Error) expect(read).toBeInstanceOf(NotAFeed);
  return (user + system) / 1_000_000;
}

it.each(Object.entries(PLACES))('%s', { timeout: 120_000 }, async (_place, write) => {
  const slow: string[] = [];
  for (const piece of PIECES) {
    const seconds = await secondsToRead(write(piece.repeat(LETTERS / piece.length)));
    if (seconds > MOST_SECONDS) slow.push(`${JSON.stringify(piece)}: ${seconds} s`);
  }
  expect(slow).toEqual([]);
});
