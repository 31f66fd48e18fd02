/**
 * Subjects: SNS takes less than 100 characters without line breaks or control characters, and refuses the whole message
 * else (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html).
 */
import { cutAtGrapheme, harmless } from './harmless.ts';

const LONGEST_SUBJECT = 99;

/** `words: headline`, cut at the headline's end; words that alone are too long leave it half of the room. */
export function subjectOf(words: string, headline: string): string {
  const bounded = harmless(words, 60);
  return subjectLine(harmless(headline) === '' ? bounded : `${bounded}: ${headline}`);
}

export const subjectLine = (text: string): string => cutAtGrapheme(harmless(text), LONGEST_SUBJECT) || 'Siaga';
