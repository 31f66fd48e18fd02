/**
 * Whatever a feed or a subscriber writes, SNS takes the message: a refused `Publish` would be an alert that never came.
 * The bounds are those of https://docs.aws.amazon.com/sns/latest/api/API_Publish.html.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderOne, renderSeveral } from '../../shared/delivery/render/alertEmail.ts';
import { renderContext } from '../../shared/delivery/render/context.ts';
import { renderDigest } from '../../shared/delivery/render/digestEmail.ts';
import { countGraphemes } from '../../shared/delivery/render/harmless.ts';
import { COLUMNS } from '../../shared/delivery/render/lines.ts';
import type { Rendered } from '../../shared/delivery/render/rendered.ts';
import { renderAlertSms } from '../../shared/delivery/render/sms.ts';
import { type StoryEntry, toEntry } from '../../shared/delivery/storyEntry.ts';
import { article, match, NOON, place, story, subscriber, watches } from './support/facts.ts';

const context = renderContext(subscriber(), NOON, { publicUrl: 'https://siaga.example.org' });
const window = { id: '2026-11-25', from: NOON.getTime() - 86_400_000, to: NOON.getTime() };

interface Hostile {
  title: string;
  outlet: string;
  words: string;
  text: string;
}

function entryOf({ title, outlet, words, text }: Hostile): StoryEntry {
  const wish = watches(words, { query: 'q' });
  const inside = story(
    'hq2vt4m3kzd',
    article({ title, outlet }),
    article({ article: 'a2', outlet: `${outlet}2`, title }),
  );
  const half = Math.floor(text.length / 2);
  const places = [place('title', title, title.slice(0, 5)), place('text', text, text.slice(half, half + 6))];
  return toEntry(inside, [{ wish, match: match('q', inside.id, { places }) }]);
}

const emails: [string, (hostile: Hostile) => Rendered][] = [
  ['one alert', (hostile) => renderOne(entryOf(hostile), context)],
  ['several alerts', (hostile) => renderSeveral([entryOf(hostile), entryOf(hostile)], context)],
  [
    'a digest',
    (hostile) => {
      const entry = entryOf(hostile);
      return renderDigest(
        { entries: [entry], wishes: [watches(hostile.words, { query: 'q' })], pasts: [], window },
        context,
      );
    },
  ],
];

const nasty: [string, string][] = [
  ['a header of its own', 'Harga naik\r\nBcc: everybody@example.org'],
  ['controls', 'Harga\u0000 naik\u0007\u001b[31m\u0085\u2028\u2029'],
  ['another reading direction', '\u202eHarga naik\u2066 \u200f'],
  ['ten kilobytes', 'Harga naik '.repeat(1_000)],
  ['ten kilobytes without a space', 'x'.repeat(10_000)],
  ['nothing but pictures', '👩‍👩‍👧‍👦'.repeat(60)],
  ['one endless character', `e${'\u0301'.repeat(5_000)}`],
  ['halves of characters', '\ud83d Harga \ude00 naik'],
  ['our own marks', '*Harga* **naik** *'],
  ['nothing at all', ''],
  ['nothing to see', '\u200f\u202e \t\n'],
  ['another script', 'Цены на зерно снова растут '.repeat(5)],
];

const hostileText = fc.oneof(
  fc.constantFrom(...nasty.map(([, text]) => text)),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc
    .array(fc.constantFrom('*', '…', ' ', '\n', '\u202e', '👍🏽', 'Kuba', 'e\u0301', '\ud800', ','), { maxLength: 200 })
    .map((all) => all.join('')),
);
const hostile = fc.record({ title: hostileText, outlet: hostileText, words: hostileText, text: hostileText });

const HARMFUL = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f]/u;

/** What SNS, or a mail reader, would not bear. */
function problemsOf({ subject, body }: Rendered): string[] {
  const isLink = (line: string): boolean => line.startsWith('https://');
  const checks: [string, boolean][] = [
    ['no subject', subject === ''],
    ['a long subject', subject.length >= 100],
    ['a harmful subject', HARMFUL.test(subject)],
    ['a large body', Buffer.byteLength(body) >= 256 * 1024],
    ['a harmful body', HARMFUL.test(body.replaceAll('\n', ''))],
    ['no end', !body.endsWith('Siaga.\n')],
    ['a long line', body.split('\n').some((line) => countGraphemes(line) > COLUMNS && !isLink(line))],
  ];
  return checks.flatMap(([problem, holds]) => (holds ? [problem] : []));
}

describe.each(emails)('%s', (_name, render) => {
  it.each(nasty)('bears %s', (_case, text) => {
    expect(problemsOf(render({ title: text, outlet: text, words: text, text }))).toEqual([]);
  });

  it('bears anything', () => {
    const holds = fc.property(hostile, (each) => {
      expect(problemsOf(render(each))).toEqual([]);
    });
    expect(() => fc.assert(holds, { numRuns: 300 })).not.toThrow();
  });
});

describe('an SMS', () => {
  const render = (each: Hostile): Rendered => renderAlertSms([entryOf(each)], context, '+6281255505530');

  it.each(nasty)('bears %s as a headline', (_case, text) => {
    const { body, parts } = render({ title: text, outlet: text, words: 'Kuba', text });
    expect(body).not.toMatch(HARMFUL);
    expect(body).toContain('Kuba');
    expect(body).toContain('https://siaga.example.org/s/hq2vt4m3kzd');
    expect(parts).toBeLessThanOrEqual(3);
  });

  it('stays below the 1,600 bytes of one Publish, whatever the words are', () => {
    const holds = fc.property(hostile, (each) => {
      const { body } = render(each);
      expect(Buffer.byteLength(body)).toBeLessThan(1_600);
      expect(body).not.toMatch(HARMFUL);
    });
    expect(() => fc.assert(holds, { numRuns: 300 })).not.toThrow();
  });
});
