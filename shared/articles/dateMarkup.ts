/** Markup that a template left around a date: Drupal writes `<time datetime="2023-03-14T13:30:00Z">Tue, 03/14/2023</time>`. */

/** Nobody writes more around one. */
const MOST = 600;

const ATTRIBUTE = /\s(?:datetime|content|title)\s*=\s*(?:"([^"<>]{4,60})"|'([^'<>]{4,60})')/gi;

/** `title="Archive 2023"` is none. */
const FIVE_DIGITS = /(?:\d\D*){5}/;

/** What machines are to read, which is not to be guessed. */
export function datesInMarkup(text: string): string[] {
  if (!text.includes('<')) return [];
  const values = [...text.slice(0, MOST).matchAll(ATTRIBUTE)].map(([, double, single = '']) => double ?? single);
  return values.filter((value) => FIVE_DIGITS.test(value));
}

/** Also signs that were escaped once too often. */
export const withoutMarkup = (text: string): string =>
  text
    .slice(0, MOST)
    .replace(/<[^<>]*(?:>|$)/g, ' ')
    .replace(/&(?:#0*43|#x0*2b|plus);/gi, '+')
    .replace(/&(?:#0*160|#xa0|nbsp);/gi, ' ');
