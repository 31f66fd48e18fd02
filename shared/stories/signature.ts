/**
 * What makes two articles copies of each other: the same link once it is cleaned of tracking, or the same title, letter
 * for letter but for case and punctuation, within one family of outlets.
 */
import type { Article } from '../articles/article.ts';
import { cleanLink } from '../articles/link.ts';
import { hash } from '../platform/ids.ts';

/** 72 bits: two of a million signatures collide once in ten thousand windows. */
const LENGTH = 12;

/** A title shorter than this repeats by nature ("Opini", "Live blog"). */
const SHORTEST_TITLE = 12;

export function signatureOf({ link, title, outletFamily }: Pick<Article, 'link' | 'title' | 'outletFamily'>): string[] {
  const signature: string[] = [];
  const cleaned = cleanLink(link);
  if (namesPage(cleaned)) signature.push(hash(`link ${cleaned}`, LENGTH));
  const letters = normalizeTitle(title);
  if (letters.length >= SHORTEST_TITLE) signature.push(hash(`title ${outletFamily} ${letters}`, LENGTH));
  return signature;
}

/** A front page is the link of many articles. */
const namesPage = (cleaned: string): boolean => /[/?]./.test(cleaned);

const normalizeTitle = (title: string): string =>
  title
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
