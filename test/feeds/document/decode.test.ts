/** Bytes to text: who wins when byte order mark, HTTP, the document and the bytes disagree. */
import { describe, expect, it } from 'vitest';
import { decode } from '../../../shared/feeds/document/decode.ts';

const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const bytes = (...parts: (Buffer | number[])[]): Buffer => Buffer.concat(parts.map((part) => Buffer.from(part)));
const declared = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?>`;

it.each<[string, Buffer, string, string]>([
  ['nothing said: UTF-8', utf8('<a>Café</a>'), '', '<a>Café</a>'],
  ['the header', latin1('<a>Café</a>'), 'text/xml; charset=iso-8859-1', '<a>Café</a>'],
  ['the header in quotes', latin1('<a>Café</a>'), 'text/xml; charset="ISO-8859-1"; x=y', '<a>Café</a>'],
  ['the document', latin1(`${declared('iso-8859-1')}Café`), 'text/xml', `${declared('iso-8859-1')}Café`],
  ['iso-8859-1 is windows-1252', bytes(latin1(declared('iso-8859-1')), [0x80]), '', `${declared('iso-8859-1')}€`],
  [
    'a byte order mark wins over both',
    bytes([0xef, 0xbb, 0xbf], utf8(`${declared('iso-8859-1')}Café`)),
    'text/xml; charset=koi8-r',
    `${declared('iso-8859-1')}Café`,
  ],
  [
    'the header wins over the document',
    bytes(latin1(declared('koi8-r')), [0xcf, 0xf0]),
    'text/xml; charset=windows-1251',
    `${declared('koi8-r')}Пр`,
  ],
  [
    'UTF-8 that claims to be Latin is UTF-8',
    utf8(`${declared('iso-8859-1')}Kota “Caracas”`),
    '',
    `${declared('iso-8859-1')}Kota “Caracas”`,
  ],
  [
    'Latin that claims to be UTF-8 is not',
    latin1(`${declared('utf-8')}<t>Jürgen, Anaïs</t>`),
    '',
    `${declared('utf-8')}<t>Jürgen, Anaïs</t>`,
  ],
  [
    'an encoding that nobody knows',
    utf8(`${declared('x-besar')}Café`),
    'text/xml; charset=entah',
    `${declared('x-besar')}Café`,
  ],
  ['UTF-16 with a mark', bytes([0xff, 0xfe], Buffer.from('<a>Café', 'utf16le')), '', '<a>Café'],
  ['UTF-16 without one', Buffer.from('<a>Café', 'utf16le'), '', '<a>Café'],
  ['ASCII that claims to be UTF-16', utf8(`${declared('utf-16')}Kuba`), '', `${declared('utf-16')}Kuba`],
  [
    'one broken character in UTF-8',
    bytes(utf8('Kafé dé Ñandú – “Bogotá” y Mérida, así está'), [0xff]),
    '',
    'Kafé dé Ñandú – “Bogotá” y Mérida, así está\uFFFD',
  ],
  ['nothing', Buffer.alloc(0), '', ''],
  ['a label of other ways', latin1('<a>Caf\xe9</a>'), 'charset=iso-8859-1', '<a>Café</a>'],
  ['a label behind a comma', bytes([0xcf, 0xf0]), 'text/xml, charset=windows-1251', 'Пр'],
  [
    'a declaration without a space',
    bytes(latin1('<?xml version="1.0"encoding="koi8-r"?>'), [0xf0, 0xd2]),
    '',
    '<?xml version="1.0"encoding="koi8-r"?>Пр',
  ],
  [
    'a declaration with spaces',
    bytes(latin1('<?xml version="1.0" encoding=" iso 8859-5 "?>'), [0xbf, 0xe0]),
    '',
    '<?xml version="1.0" encoding=" iso 8859-5 "?>Пр',
  ],
  ['UTF-16 of JSON', Buffer.from('{"a":"é"}', 'utf16le'), '', '{"a":"é"}'],
  ['UTF-16 of JSON, the other way', Buffer.from('{"a":"é"}', 'utf16le').swap16(), '', '{"a":"é"}'],
  ['a label that is a name of objects', utf8('<a>'), 'text/xml; charset=constructor', '<a>'],
])('%s', (_case, input, contentType, expected) => {
  expect(decode(input, contentType)).toBe(expected);
});

describe('UTF-8 whatever a label says', () => {
  it.each(
    ['gb2312', 'big5', 'shift_jis', 'euc-kr', 'iso-2022-jp', 'ibm866', 'tis-620', 'greek', 'arabic', 'cp437'].flatMap(
      (label) => ['新闻中心', 'Новости', 'Café'].map((word) => [label, word] as const),
    ),
  )('%s: %s', (label, word) => {
    expect(decode(utf8(`<a>${word}</a>`), `text/xml; charset=${label}`)).toBe(`<a>${word}</a>`);
  });
});

describe('damage is only that', () => {
  it.each<[string, Buffer, string, string]>([
    ['as many are right', bytes(utf8('日'), [0xff]), '', '日\uFFFD'],
    [
      'letters of windows-1252 that were pasted in',
      bytes(utf8('café '), [0x93], utf8('q'), [0x94]),
      'text/xml; charset=utf-8',
      'café “q”',
    ],
    ['the first half of a character before an ellipsis', bytes(utf8('žlu'), [0xc5], utf8('…')), '', 'žlu\uFFFD…'],
    ['a character cut in half', bytes(utf8('é '), [0xe2, 0x80], utf8('...')), '', 'é \uFFFD...'],
    ['a document cut in a character', bytes(utf8('<a>Caf'), [0xc3]), 'text/xml; charset=utf-8', '<a>Caf'],
    ['surrogates in UTF-8', bytes(utf8('日'), [0xed, 0xa0, 0xbd]), '', '日\uFFFD\uFFFD\uFFFD'],
    ['one half in GBK', bytes([0xd6, 0xd0, 0xce, 0xc4, 0xe9], latin1('</a>')), 'a; charset=gbk', '中文\uFFFD</a>'],
    ['one half in Shift_JIS', bytes([0x93, 0xfa, 0x93], latin1('</a>')), 'a; charset=shift_jis', '日\uFFFD</a>'],
    ['one half in EUC-KR', bytes([0xc7, 0xd1, 0xc7], latin1('</a>')), 'a; charset=euc-kr', '한\uFFFD</a>'],
    ['a byte that Greek has not', bytes([0xe1, 0xe2, 0xaa]), 'a; charset=windows-1253', 'αβ\uFFFD'],
    // `é<` and `ñ<`: nothing of Chinese
    ['mostly wrong', latin1('<a>é</a><b>ñ</b>'), 'a; charset=gbk', '<a>é</a><b>ñ</b>'],
  ])('%s', (_case, input, contentType, expected) => {
    expect(decode(input, contentType)).toBe(expected);
  });

  it('where nothing is declared', () => {
    const eucJp = [0xc6, 0xfc, 0xcb, 0xdc, 0xb8, 0xec, 0xa4, 0xce, 0xa5, 0xcb, 0xa5, 0xe5, 0xa1, 0xbc, 0xa5, 0xb9];
    const text = decode(
      bytes(latin1('<a>'), Array.from({ length: 6 }, () => eucJp).flat(), [0xc6], latin1('</a>')),
      '',
    );
    expect(text).toBe(`<a>${'日本語のニュース'.repeat(6)}\uFFFD</a>`);
  });
});

describe('names that are written', () => {
  it.each<[encoding: string, letters: string, written: number[], labels: string]>([
    ['windows-1251', 'Пр', [0xcf, 0xf0], 'windows-1251 win1251 win-1251 cp1251 cp-1251 1251 windows_1251 x-cp1251'],
    ['iso-8859-15', '€', [0xa4], 'iso-8859-15 iso8859_15 ISO8859-15 8859-15 latin-9'],
    ['ibm866', 'Пр', [0x8f, 0xe0], 'ibm866 cp866 cp-866 866 ibm-866 csibm866'],
    ['shift_jis', '日', [0x93, 0xfa], 'shift_jis Shift-JIS sjis cp932 ms932 windows-31j ibm-943'],
    ['euc-jp', '日', [0xc6, 0xfc], 'euc-jp EUC_JP eucjp x-euc-jp'],
    ['euc-kr', '한', [0xc7, 0xd1], 'euc-kr euckr cp949 windows-949 ks_c_5601-1987'],
    ['gbk', '中', [0xd6, 0xd0], 'gb2312 gb-2312 gbk cp936 windows-936 euc-cn gb18030'],
    ['koi8-r', 'Пр', [0xf0, 0xd2], 'koi8-r koi8_r koi8r KOI8-R 20866'],
    ['macintosh', 'é', [0x8e], 'macintosh mac-roman macroman x-mac-roman mac'],
    // Beyond the encoding standard
    ['DOS', 'é', [0x82], 'cp437 437 ibm437 IBM-437 cspc8codepage437 cp850 ibm850 cp858 cp865'],
    ['DOS, Polish', 'ł', [0x88], 'cp852 ibm852 852'],
    ['Mac, Polish', 'ł', [0xb8], 'mac-latin2 x-mac-ce mac-centraleurope'],
    ['Mac, Greek', 'Κα', [0xba, 0xe1], 'x-mac-greek mac_greek'],
    ['HP', 'é', [0xc5], 'hp-roman8 roman8'],
    ['Kazakh', 'Қ', [0x8d], 'kz-1048 rk1048'],
    ['HZ', '中文', [...latin1('~{VPND~}')], 'hz hz-gb-2312'],
    ['ISO 2022 KR', '한', [...latin1('\x1b$)C\x0eGQ\x0f')], 'iso-2022-kr csiso2022kr'],
    ['ISO 2022 JP', '日', [...latin1('\x1b$BF|\x1b(B')], 'iso-2022-jp iso2022jp utf-8 x-besar'],
    ['UTF-7', 'a+é', [...latin1('a+-+AOk-')], 'utf-7 unicode-1-1-utf-7'],
  ])('%s', (_encoding, letters, written, labels) => {
    for (const label of labels.split(' ')) {
      const input = bytes(latin1('<a>'), written, latin1('</a>'));
      expect([label, decode(input, `text/xml; charset=${label}`)]).toEqual([label, `<a>${letters}</a>`]);
    }
  });

  it('EBCDIC, by how it begins', () => {
    const declaredAs500 = Buffer.from('4c6fa794934085958396848995877e7f8397f5f0f07f6f6e4f', 'hex');
    expect(decode(declaredAs500, '')).toBe('<?xml encoding="cp500"?>!');
    const notDeclared = Buffer.from('4c6fa7949340a58599a28996957e7ff14bf07f6f6e515a4f', 'hex');
    expect(decode(notDeclared, 'text/xml; charset=utf-8')).toBe('<?xml version="1.0"?>é!|');
  });
});

/** A byte for each letter, as the encoding has it. */
function encode(text: string, encoding: string): Buffer {
  const letters = [...new TextDecoder(encoding).decode(Uint8Array.from(Array(256).keys()))];
  return Buffer.from([...text].map((letter) => letters.indexOf(letter)));
}

const feed = (words: string): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>${words}</title><link>https://example.com/</link></channel></rss>`;

describe('nothing is declared: letters tell', () => {
  it.each<[encodings: string, words: string]>([
    ['windows-1251 koi8-r koi8-u iso-8859-5 ibm866 x-mac-cyrillic', 'Новости России и мира'],
    ['windows-1251 koi8-r iso-8859-5', 'ГЛАВНЫЕ НОВОСТИ СЕГОДНЯ'],
    ['windows-1251', 'RBC: «Президент подписал закон» – Reuters, 14 марта'],
    ['windows-1251 koi8-u', 'Новини України їжак'],
    ['windows-1251 koi8-r iso-8859-5', 'Последни новини от България'],
    ['windows-1251 iso-8859-5', 'Најновије вести из Србије'],
    ['windows-1253 iso-8859-7', 'Ελληνικά νέα σήμερα'],
    ['windows-1255 iso-8859-8', 'חדשות היום בישראל'],
    ['windows-1256 iso-8859-6', 'أخبار اليوم العربية'],
    ['windows-874', 'ข่าววันนี้ประเทศไทย'],
    ['windows-1250 iso-8859-2', 'Wiadomości dziś żółć'],
    ['windows-1250 iso-8859-2', 'Zprávy dnes: příští týden začne ještě větší sucho'],
    ['windows-1250 iso-8859-2', 'Erről írt a Népszabadság: nőttek az árak, fűtés, őszi szünet'],
    ['windows-1250 iso-8859-2', 'Najnovije vijesti: što će učiniti građani, tražiti pomoć'],
    ['windows-1254', 'Türkiye haberleri şğıİ'],
    ['windows-1254', 'Başbakan açıkladı: seçim öncesi büyük değişiklik'],
    ['windows-1257 iso-8859-13', 'Žinios šiandien ąčę'],
    ['windows-1257 iso-8859-13', 'Vyriausybė siūlo didesnę algą, žmonės džiaugiasi, šįvakar'],
    // The west stays what it is
    ['windows-1252', 'Été à Málaga'],
    ['windows-1252', '«À la une» … «À bientôt»'],
    ['windows-1252', 'He said: “Wait…” – and it’s “…over”'],
    ['windows-1252', 'Müller, Señor Núñez et François: l’été à Malmö'],
    ['windows-1252', 'Perché è così? La città, però, più giù'],
    ['windows-1252', 'Hér er það sem þú ættir að vita um veðrið í dag'],
    ['windows-1252', 'Så gør vi det: køb på nettet, færre biler i Århus'],
    ['windows-1252', 'Não há inflação, dizem os políticos; a população está à espera'],
    ['windows-1252', '5±3 m³ à 20°'],
    ['windows-1252', 'Café'],
  ])('%s: %s', (encodings, words) => {
    for (const encoding of encodings.split(' ')) {
      expect([encoding, decode(encode(feed(words), encoding), 'text/xml')]).toEqual([encoding, feed(words)]);
    }
  });
});

it('nothing is declared: kana tell EUC-JP from Thai', () => {
  const hex = 'baa3c6fca4cfc5b7b5a4a4aca4a4a4a4a4c7a4b9a4cda1a2bbb6cae2a4cbb9d4a4ada4dea4b7a4e7a4a6';
  const [before = '', after = ''] = feed('|').split('|');
  const document = bytes(utf8(before), [...Buffer.from(hex, 'hex')], utf8(after));
  expect(decode(document, '')).toBe(feed('今日は天気がいいですね、散歩に行きましょう'));
});

describe('NULs in front', () => {
  it.each([1, 2, 3])('%i of them', (count) => {
    expect(decode(bytes(Array<number>(count).fill(0), utf8('<?xml version="1.0"?><a>é')), '')).toBe(
      '<?xml version="1.0"?><a>é',
    );
  });
  it('without a declaration', () => expect(decode(latin1('\0<rss>'), '')).toBe('<rss>'));
  it('UTF-16 has more', () => {
    expect(decode(Buffer.from('<?xml version="1.0"?><a>é', 'utf16le').swap16(), '')).toBe('<?xml version="1.0"?><a>é');
  });
});
