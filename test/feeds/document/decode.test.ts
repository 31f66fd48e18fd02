/** Bytes to text: who wins when byte order mark, HTTP, the document and the bytes disagree. */
import { expect, it } from 'vitest';
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
])('%s', (_case, input, contentType, expected) => {
  expect(decode(input, contentType)).toBe(expected);
});
