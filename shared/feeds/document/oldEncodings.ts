/**
 * Encodings that no TextDecoder knows and old feeds declare: one-byte ones by table, and those that put two bytes of
 * another or UTF-16 in seven bits. And what people call the encodings that it does know.
 */
import { CODE_PAGES } from './codePages.ts';

type Decode = (bytes: Uint8Array) => string;

/** Names without signs, which are written in every way: `euc_jp`, `EUCJP`. */
const NAMES: Record<string, string> = {
  eucjp: 'euc-jp',
  euckr: 'euc-kr',
  euccn: 'gbk',
  koi8r: 'koi8-r',
  koi8u: 'koi8-u',
  tis620: 'tis-620',
  latin7: 'iso-8859-13',
  latin8: 'iso-8859-14',
  latin9: 'iso-8859-15',
  latin10: 'iso-8859-16',
  iso2022jp: 'iso-2022-jp',
  macroman: 'macintosh',
  maccyrillic: 'x-mac-cyrillic',
  macukrainian: 'x-mac-cyrillic',
  ansi: 'windows-1252',
  u8: 'utf-8',
  utf8mb4: 'utf-8',
  cesu8: 'utf-8',
};

/** Microsoft's and IBM's numbers, apart from windows-125x. */
const NUMBERS: Record<number, string> = {
  367: 'us-ascii',
  819: 'iso-8859-1',
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  943: 'shift_jis',
  949: 'euc-kr',
  950: 'big5',
  10000: 'macintosh',
  10007: 'x-mac-cyrillic',
  20866: 'koi8-r',
  21866: 'koi8-u',
  51932: 'euc-jp',
  54936: 'gb18030',
  65001: 'utf-8',
};

const withoutSigns = (label: string): string =>
  label
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/^(?:x|cs)(?=[a-z]{2})/, '');

/** `cp1251`, `win-1251`, `ibm-850`, `1251` */
const numberOf = (name: string): number =>
  Number(
    /^(?:p?cp|pc|pc8codepage|ibm|dos|ms|win|windows|ansi|codepage)?0*(\d{2,5})(?:multilingual)?$/.exec(name)?.[1] ?? 0,
  );

/** What a label may mean to a TextDecoder, the likeliest first. */
export function namesOf(label: string): string[] {
  const name = withoutSigns(label);
  const iso = /^(?:iso)?8859(\d{1,2})$/.exec(name)?.[1];
  const number = numberOf(name);
  const meant = iso ? `iso-8859-${iso}` : (NUMBERS[number] ?? (/^125\d$/.test(String(number)) && `windows-${number}`));
  return [label.trim(), name, NAMES[name], meant].filter((one) => typeof one === 'string');
}

/** A label is anything, also `constructor`. */
const own = <Value>(record: Record<string, Value>, name: string): Value | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** undefined: it is none of these. */
export function oldDecoder(label: string): Decode | undefined {
  const name = withoutSigns(label);
  const page = String(numberOf(name) || own(EBCDIC_NAMES, name) || own(PAGE_NAMES, name) || name);
  return Object.hasOwn(CODE_PAGES, page) ? (bytes) => byTable(bytes, tableOf(page)) : own(SEVEN_BITS, name);
}

const EBCDIC_NAMES: Record<string, number> = {
  ebcdic: 37,
  ebcdiccpus: 37,
  ebcdiccpca: 37,
  ebcdiccpwt: 37,
  ebcdiccpnl: 37,
  ebcdiccphe: 424,
  ebcdiccpbe: 500,
  ebcdiccpch: 500,
};

const PAGE_NAMES: Record<string, string> = {
  maccentraleurope: 'maclatin2',
  macce: 'maclatin2',
  roman8: 'hproman8',
  rk1048: 'kz1048',
  strk10482002: 'kz1048',
  pt154: 'ptcp154',
  cp154: 'ptcp154',
};

/** Its ends of lines and tab; no other control is one of XML. */
const EBCDIC_CONTROLS = `${' '.repeat(5)}\t${' '.repeat(7)}\r${' '.repeat(7)}\n${' '.repeat(15)}\n`.padEnd(64);

/** A letter for each byte, in UTF-16. */
function tableOf(page: string): Uint16Array {
  const [from, ...changes] = own(CODE_PAGES, page) ?? [page];
  const table = own(CODE_PAGES, from) ? tableOf(from) : Uint16Array.from(baseOf(from), codeOf);
  for (const change of changes) table.set(Uint16Array.from(change.slice(2), codeOf), Number.parseInt(change, 16));
  return table;
}

const codeOf = (letter: string): number => letter.charCodeAt(0);

const baseOf = (encoding: string): string =>
  encoding ? new TextDecoder(encoding).decode(Uint8Array.from(Array(256).keys())) : EBCDIC_CONTROLS.padEnd(256);

function byTable(bytes: Uint8Array, table: Uint16Array): string {
  const units = new Uint16Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) units[at] = table[bytes[at]!]!;
  return Buffer.from(units.buffer).toString('utf16le');
}

const SEVEN_BITS: Record<string, Decode> = {
  // RFC 1843: `~{` and `~}` around GB 2312 without the eighth bits.
  hzgb2312: fromHz,
  hz: fromHz,
  // RFC 1557: KS X 1001 between shift out and shift in.
  iso2022kr: fromShifts,
  // RFC 2152: UTF-16 in base64 between + and -.
  utf7: fromUtf7,
  unicode11utf7: fromUtf7,
};

const [LINE_FEED, SHIFT_OUT, SHIFT_IN, PLUS, MINUS, OPEN, CLOSE, TILDE] = [
  0x0a, 0x0e, 0x0f, 0x2b, 0x2d, 0x7b, 0x7d, 0x7e,
];

function fromHz(bytes: Uint8Array): string {
  const eight = Buffer.alloc(bytes.length);
  let [length, arePairs] = [0, false];
  for (let at = 0; at < bytes.length; at++) {
    const [byte, next] = [bytes[at]!, bytes[at + 1]];
    if (byte === LINE_FEED) arePairs = false;
    if (byte === TILDE && next === (arePairs ? CLOSE : OPEN)) [arePairs, at] = [!arePairs, at + 1];
    else if (byte === TILDE && !arePairs && next === LINE_FEED) at += 1;
    else {
      if (byte === TILDE && !arePairs && next === TILDE) at += 1;
      eight[length++] = arePairs && byte > 0x20 ? byte | 0x80 : byte;
    }
  }
  return new TextDecoder('gbk').decode(eight.subarray(0, length));
}

/** The sequence by which it says what it is leaves no letter behind. */
function fromShifts(bytes: Uint8Array): string {
  const eight = Buffer.alloc(bytes.length);
  let [length, isShifted] = [0, false];
  for (const byte of bytes) {
    if (byte === SHIFT_OUT || byte === SHIFT_IN || byte === LINE_FEED) isShifted = byte === SHIFT_OUT;
    if (byte !== SHIFT_OUT && byte !== SHIFT_IN) eight[length++] = isShifted && byte > 0x20 ? byte | 0x80 : byte;
  }
  return new TextDecoder('euc-kr').decode(eight.subarray(0, length)).replaceAll('\x1b$)C', '');
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const SIX_BITS = new Int8Array(256).fill(-1);
for (const [six, letter] of [...BASE64].entries()) SIX_BITS[letter.charCodeAt(0)] = six;

function fromUtf7(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length);
  let [length, start, bits, count] = [0, -1, 0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    const six = SIX_BITS[byte]!;
    if (start >= 0 && six >= 0) {
      [bits, count] = [((bits & 0xffff) << 6) | six, count + 6];
      if (count >= 16) units[length++] = bits >> (count -= 16);
    } else if (start < 0 && byte === PLUS) [start, count] = [at, 0];
    else {
      const isLiteralPlus = start === at - 1 && byte === MINUS;
      if (isLiteralPlus || start < 0 || byte !== MINUS) units[length++] = isLiteralPlus ? PLUS : byte;
      start = -1;
    }
  }
  return Buffer.from(units.buffer, 0, length * 2).toString('utf16le');
}
