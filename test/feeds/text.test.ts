/** HTML to the plain text of an article. */
import { expect, it } from 'vitest';
import { cleanText, cut, htmlToText } from '../../shared/feeds/text.ts';

it.each([
  ['tags go, words stay', '<p>Kuba <b>buka</b> arsip</p>', 'Kuba buka arsip'],
  [
    'blocks are apart, inline elements are not',
    '<p>Satu</p><p>Dua</p>ti<b>ga</b><br>empat<td>lima</td>',
    'Satu Dua tiga empat lima',
  ],
  ['entities are decoded once', '&amp;lt;b&amp;gt; &amp;amp; &eacute; &#8217; &nbsp;x', '&lt;b&gt; &amp; é ’ x'],
  ['a bare ampersand', 'Tanya & Jawab AT&T', 'Tanya & Jawab AT&T'],
  ['a bare less-than', 'Harga < 5 juta', 'Harga < 5 juta'],
  ['what a page does not show', 'A<script>alert(1)</script><style>p{}</style><noscript>x</noscript>B', 'A B'],
  ['comments', 'A<!-- rahasia -->B', 'AB'],
  ['unclosed tags', '<div><b>Kuba', 'Kuba'],
  ['a tag that never ends', 'Kuba <img src="x', 'Kuba'],
  ['white space is one space', ' Kuba \n\t\u00a0 buka ', 'Kuba buka'],
  ['control characters', 'Ku\u0000ba\u0007 bu\u001fka', 'Kuba buka'],
  ['line breaks of every kind', 'a\r\nb\u2028c\u2029d\ve\ff', 'a b c d e f'],
  ['letters of windows-1252 that nobody decoded', 'Jum\u0092at\u0085', 'Jum’at…'],
  ['UTF-8 that somebody took for Latin-1', 'Caf\u00c3\u00a9 d\u00c3\u00a9j\u00c3\u00a0', 'Café déjà'],
  ['Latin letters that only look like it', 'Ã© — Ãrgerlich', 'Ã© — Ãrgerlich'],
  ['what is no entity', 'a?b=1&copy=2&section &nosuch;', 'a?b=1&copy=2&section &nosuch;'],
  ['elements that nobody knows', 'per<blink>sis</blink>ten<o-p>si</o-p>', 'persistensi'],
  ['a sign at the end, and an element that broke off', 'jika a&lt;b maka <a href="https://a.ex', 'jika a<b maka'],
  ['a sign that is no element', 'jika a<b maka', 'jika a<b maka'],
  ['elements that end in themselves', 'A<script src="x"/>B<iframe src="x"/>C', 'AB C'],
  ['turned directions', '\u202Egnp.exe\u202C \u2066x\u2069', 'gnp.exe x'],
  ['hidden hyphens and spaces', 'kri\u00adsis ru\u200bdal \ufeffKuba', 'krisis rudal Kuba'],
  ['joiners that scripts need', 'می\u200cخواهم 👨\u200d👩\u200d👧', 'می\u200cخواهم 👨\u200d👩\u200d👧'],
  ['half a character', 'Kuba \ud83d', 'Kuba \ufffd'],
  ['composed', 'Cafe\u0301', 'Café'],
  ['nothing', '', ''],
])('%s', (_case, html, expected) => expect(htmlToText(html)).toBe(expected));

it.each([
  ['fits', 'Kuba buka arsip', 15, 'Kuba buka arsip'],
  ['at a word', 'Kuba buka arsip', 14, 'Kuba buka…'],
  ['where no word ends near', 'x'.repeat(200), 100, `${'x'.repeat(99)}…`],
  ['never inside a character', '👍👍👍', 4, '👍…'],
])('cut: %s', (_case, text, longest, expected) => {
  expect(cut(text, longest)).toBe(expected);
  expect(cleanText(text, longest)).toBe(expected);
});
