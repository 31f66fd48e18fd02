/**
 * Texts of SMS: 160 characters of GSM-7 a part, 70 as soon as one character is outside of it
 * (https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html), and every part costs.
 *
 * Only what is not in GSM-7 is folded: á becomes a, é stays. What no letter of GSM-7 stands for (another script) is
 * kept as it is, since a headline is never transliterated; pictures are left out.
 */
import splitter from 'split-sms';
import { harmless, splitGraphemes } from './harmless.ts';

export interface SmsCount {
  parts: number;
  isGsm: boolean;
}

export function countSms(text: string): SmsCount {
  const { characterSet, parts } = splitter.split(text);
  return { parts: parts.length, isGsm: characterSet === 'GSM' };
}

const isGsm = (text: string): boolean => countSms(text).isGsm;

const FOLDED: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '′': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '″': '"',
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '−': '-',
  '…': '...',
  '•': '-',
  '·': '-',
  '\u00a0': ' ',
  '\u202f': ' ',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  œ: 'oe',
  Œ: 'OE',
  þ: 'th',
  Þ: 'TH',
  ð: 'd',
  Ð: 'D',
  '™': 'TM',
  '©': '(c)',
  '®': '(R)',
  ª: 'a',
  º: 'o',
};

export function foldToGsm(text: string): string {
  return splitGraphemes(harmless(text.replaceAll('*', ''), 1_000))
    .map(foldGrapheme)
    .join('')
    .replace(/ +/gu, ' ')
    .trim();
}

function foldGrapheme(grapheme: string): string {
  if (isGsm(grapheme)) return grapheme;
  const known = FOLDED[grapheme];
  if (known !== undefined) return known;
  const plain = grapheme.normalize('NFKD').replace(/\p{M}+/gu, '');
  if (plain !== '' && isGsm(plain)) return plain;
  return /\p{L}|\p{N}/u.test(grapheme) ? grapheme : '';
}
