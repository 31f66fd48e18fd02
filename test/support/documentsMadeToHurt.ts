/** Documents made to hurt whoever reads them. */
const item = (inside: string): string =>
  `<rss version="2.0"><channel><title>x</title><item><title>t</title>${inside}</item></channel></rss>`;
const numbered = (count: number, write: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => write(n)).join(' ');

const letters = 'abcdefghij';
const laughs = [...letters.slice(1)]
  .map((name, index) => `<!ENTITY ${name} "${`&${letters[index]};`.repeat(10)}">`)
  .join('');
const laughing = `<!DOCTYPE l [<!ENTITY a "lol">${laughs}]>${item('<description>&j;</description>')}`;
const longEntity = `<!DOCTYPE r [<!ENTITY a "${'x'.repeat(1_000)}">]>`;
const slashes = `https://a.example${'/'.repeat(1_900)}a`;
const listing = (items: string): string => `<rss version="2.0"><channel>${items}</channel></rss>`;

/** Those that the tests of memory send to a process of its own; what its error says, null where it reads them. */
export const WORST: [name: string, text: () => string, error: string | null][] = [
  [
    'a feed of 50 MB',
    () => listing(`<item><title>t</title>${'x'.repeat(1_000)}</item>`.repeat(48_500)),
    'larger than 8 MB',
  ],
  ['a comment of 20 MB', () => item(`<!--${'x'.repeat(20_000_000)}-->`), 'larger than 8 MB'],
  ['a comment of 7 MB', () => item(`<!--${'x'.repeat(7_000_000)}-->`), null],
  ['a million tags deep', () => item(`<description>${'<b>'.repeat(1_000_000)}`), null],
  ['a billion laughs', () => laughing, null],
  [
    'one long entity, two million times',
    () => longEntity + item(`<description>${'&a;'.repeat(2_000_000)}</description>`),
    null,
  ],
  ['200 kB of <br', () => item(`<description><![CDATA[${'<br '.repeat(50_000)}]]></description>`), null],
  ['seven million less-thans', () => item(`<description>${'<'.repeat(7_000_000)}</description>`), null],
  ['two million ends of nothing', () => `<rss>${'<a>'.repeat(250)}${'</B>'.repeat(1_900_000)}`, null],
  [
    'a thousand titles that may be markup',
    () => listing(`<item><title><![CDATA[${'<x '.repeat(2_500)}</b>]]></title></item>`.repeat(1_000)),
    null,
  ],
  [
    'nearly two hundred dates an item, none of them one',
    () => listing(`<item><title>t</title>${'<pubDate>Senin 1 Januari</pubDate>'.repeat(190)}</item>`.repeat(1_000)),
    null,
  ],
  ['deep JSON', () => `{"version":"https://jsonfeed.org/version/1","items":${'['.repeat(4_000_000)}`, 'nests too deep'],
  ['nothing but a letter', () => 'x'.repeat(8_000_000), 'neither XML nor JSON'],
];

const atomEntry = (inside: string): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id>${inside}</entry></feed>`;
const links = (inside: string): string => item(`<link><![CDATA[${inside}]]></link>`.repeat(7_900_000 / inside.length));
const jsonItem = (inside: string): string =>
  `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"x",${inside}}]}`;

export const OTHERS: [name: string, text: () => string][] = [
  [
    'elements that are escaped and never end',
    () => atomEntry(`<content type="xhtml">${'&lt;a'.repeat(98_000)}</content>`),
  ],
  ['links of nothing but anchors', () => links('<a '.repeat(1_300))],
  ['links of nothing but less-thans', () => links('<'.repeat(3_900))],
  ['links of nothing but quotes', () => links(`a${'"'.repeat(3_900)}a`)],
  ['links of schemes', () => links('http://'.repeat(550))],
  [
    'guids that are long paths',
    () => listing(`<item><title>t</title><guid>${'a/'.repeat(3_900)} b</guid></item>`.repeat(1_000)),
  ],
  [
    'prefixes in each of two hundred elements',
    () =>
      `<rss><channel><item>${numbered(240, (n) => `<items ${numbered(99, (k) => `xmlns:p${n}x${k}="u"`)}>`)}${'<x xmlns:q="u"/>'.repeat(300_000)}`,
  ],
  [
    'attributes that nearly declare a prefix',
    () => listing(`<item ${'xmlns'.repeat(100_000)}><title>t</title></item>`),
  ],
  ['instructions that never end', () => '<?'.repeat(4_000_000)],
  ['a declaration of blanks', () => `<?xml encoding="${' '.repeat(1_000)}?>${item('')}`],
  ['a million authors', () => jsonItem(`"authors":[${'{},'.repeat(2_000_000)}{}]`)],
  ['a million tags', () => jsonItem(`"tags":[${'"a",'.repeat(1_500_000)}"a"]`)],
  ['two million tags deep, outside of any item', () => `<rss>${'<a>'.repeat(2_000_000)}`],
  [
    'forty thousand blocks deep in HTML',
    () => item(`<description><![CDATA[${'<div>'.repeat(40_000)}]]></description>`),
  ],
  [
    'a hundred thousand attributes',
    () => item(`<description ${numbered(100_000, (n) => `a${n}="b"`)}>x</description>`),
  ],
  ['a quarter of a million items', () => listing('<item><title>t</title></item>'.repeat(250_000))],
  ['as many categories', () => item('<category>a</category>'.repeat(350_000))],
  ['seven million ampersands', () => item(`<description>${'&'.repeat(7_000_000)}</description>`)],
  ['nothing but less-thans', () => '<'.repeat(8_000_000)],
  ['prefixes without end', () => `<rss ${numbered(100_000, (n) => `xmlns:p${n}="u${n}"`)}><p1:x/></rss>`],
  ['a prefix for each item', () => listing(numbered(60_000, (n) => `<item xmlns:p${n}="u"><title>t</title></item>`))],
  ['a million names', () => listing(numbered(400_000, (n) => `<a${n}/>`))],
  ['a date of 7 MB', () => item(`<pubDate>${'Senin, '.repeat(1_000_000)}</pubDate>`)],
  ['quotes that never close', () => item('<a b="'.repeat(1_000_000))],
  ['tags inside of quotes', () => item('<a b="<x>'.repeat(800_000))],
  ['quotes of two kinds', () => item(`<a b="<> c='<> `.repeat(500_000))],
  ['CDATA inside of CDATA', () => item(`<description>${'<![CDATA['.repeat(800_000)}</description>`)],
  ['DOCTYPEs', () => `${'<!DOCTYPE ['.repeat(700_000)}<rss/>`],
  ['declarations with brackets', () => `<rss>${'<!DOCTYPE x[>'.repeat(600_000)}`],
  ['comments that never end', () => '<!-- '.repeat(1_500_000)],
  ['a title of blanks', () => item(`<title>${' '.repeat(7_000_000)}</title>`)],
  ['scripts inside of scripts', () => item(`<description><![CDATA[${'<script>'.repeat(60_000)}]]></description>`)],
  ['a million entities of HTML', () => item(`<description><![CDATA[${'&eacute;'.repeat(900_000)}]]></description>`)],
  ['what might be UTF-8', () => item(`<title>${'Ã©'.repeat(2_000_000)}</title>`)],
  [
    'ids and links of slashes',
    () => listing(`<item><title>t</title><guid>${slashes}</guid><link>${slashes}</link></item>`.repeat(990)),
  ],
];
