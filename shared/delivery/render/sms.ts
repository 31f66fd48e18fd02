/**
 * SMS: one part wherever it can be. What does not fit goes in this order: the outlet, the end of the headline (at a
 * word); never the words or the link. In another script a part holds 70 characters, so there two are allowed.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';
import { MINUTE } from '../../platform/clock.ts';
import { type StoryEntry, timeOf } from '../storyEntry.ts';
import type { RenderContext } from './context.ts';
import { harmless } from './harmless.ts';
import type { Rendered } from './rendered.ts';
import { countSms, foldToGsm } from './smsText.ts';
import { smsWordsIn } from './smsWords.ts';

/**
 * Where Amazon's numbers take a reply, so that STOP works; anywhere else the text carries a link to stop. Short on
 * purpose: a link too many costs some characters, one too few costs the way out.
 */
const STOP_BY_REPLY = ['US', 'PR', 'CA', 'GB', 'AU'];

/** In UTF-16 units. Longer words would be a text of many parts, and SNS takes 1,600 bytes in all. */
const LONGEST_QUERIES = 200;
const LONGEST_QUERY = 60;
const QUERIES_NAMED = 3;

export function canReplyStop(phoneNumber: string): boolean {
  const country = parsePhoneNumberFromString(phoneNumber)?.country;
  return country !== undefined && STOP_BY_REPLY.includes(country);
}

export function renderAlertSms(entries: readonly StoryEntry[], context: RenderContext, phoneNumber: string): Rendered {
  const [first] = entries;
  if (!first) throw new Error('An SMS needs a story.');
  return entries.length === 1 ? renderOneSms(first, context, phoneNumber) : renderSeveralSms(entries, context);
}

function renderOneSms(entry: StoryEntry, { times, links, recipient }: RenderContext, phoneNumber: string): Rendered {
  const { article, whys, story } = entry;
  const words = foldToGsm(harmless(whys.map((why) => why.words).join(', '), LONGEST_QUERIES));
  const at = times.time(timeOf(article));
  const stopToken = canReplyStop(phoneNumber) ? undefined : whys[0]?.stopToken;
  const stop = stopToken === undefined ? '' : ` ${smsWordsIn(recipient.language).stop} ${links.stop(stopToken)}`;
  const head = `Siaga: ${words}: `;
  const tail = ` ${links.story(story.id)}${stop}`;
  const outlet = foldToGsm(article.outlet);
  const headline = foldToGsm(article.title);
  const whole = `${head}${endSentence(headline)} ${outlet} ${at}${tail}`;
  if (isShort(whole)) return toSms(whole);
  return shortenHeadline(headline, (cut) => `${head}${cut} ${at}${tail}`);
}

function renderSeveralSms(entries: readonly StoryEntry[], { links, recipient }: RenderContext): Rendered {
  const words = smsWordsIn(recipient.language);
  const matched = entries.flatMap(({ matchedAt }) => matchedAt ?? []);
  const inMinute = Math.max(...matched) - Math.min(...matched) <= MINUTE;
  const head = `Siaga: ${words.several(entries.length, inMinute)}: ${countByWords(entries)}. ${words.first}: `;
  const tail = ` ${links.manage(recipient)}`;
  return shortenHeadline(foldToGsm(entries[0]!.article.title), (cut) => `${head}${cut}${tail}`);
}

/** A digest: how much for which words, and the page that has it. */
export function renderDigestSms(
  entries: readonly StoryEntry[],
  window: string,
  { links, recipient }: RenderContext,
): Rendered {
  const words = smsWordsIn(recipient.language);
  const head = `Siaga: ${words.digest(entries.length)}: ${countByWords(entries)}. `;
  const tail = ` ${links.digest(window, recipient)}`;
  return shortenHeadline(foldToGsm(entries[0]?.article.title ?? ''), (cut) => `${head}${cut}${tail}`);
}

/** `Rusia NATO 3, Venezuela 2`: a story counts for the first of its queries. */
function countByWords(entries: readonly StoryEntry[]): string {
  const counts = new Map<string, number>();
  for (const { whys } of entries) {
    const words = foldToGsm(harmless(whys[0]?.words ?? '', LONGEST_QUERY));
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  const all = [...counts].toSorted(([, one], [, other]) => other - one);
  const more = all.length > QUERIES_NAMED ? `, +${all.length - QUERIES_NAMED}` : '';
  return (
    all
      .slice(0, QUERIES_NAMED)
      .map(([words, count]) => `${words} ${count}`)
      .join(', ') + more
  );
}

export const toSms = (body: string): Rendered => ({ subject: '', body, parts: countSms(body).parts });

const isShort = (text: string): boolean => {
  const { parts, isGsm } = countSms(text);
  return parts <= (isGsm ? 1 : 2);
};

/** As much of the headline as fits, whole or cut at a word; without any of it when the rest alone is too long. */
function shortenHeadline(headline: string, write: (cut: string) => string): Rendered {
  if (isShort(write(endSentence(headline)))) return toSms(write(endSentence(headline)));
  const words = headline.split(' ');
  for (let kept = words.length - 1; kept > 0; kept--) {
    const text = write(
      `${words
        .slice(0, kept)
        .join(' ')
        .replace(/[\p{P}\s]+$/u, '')}...`,
    );
    if (isShort(text)) return toSms(text);
  }
  return toSms(write('...'));
}

const endSentence = (text: string): string => (/[.?!…]$/u.test(text) ? text : `${text}.`);
