/** Small parts that several pages share: marked excerpts, headlines, bars, a field with its error. */
import { html } from 'hono/html';
import type { Place } from '../../../shared/queries/query.ts';
import type { Problem, ProblemPlace } from '../problems.ts';
import type { Html } from './layout.ts';

/** Text with its marks as `<mark>`; everything is escaped. */
export function marked({ text, marks }: Pick<Place, 'text' | 'marks'>): Html[] {
  const parts: Html[] = [];
  let at = 0;
  for (const { start, end } of marks) {
    parts.push(html`${text.slice(at, start)}<mark>${text.slice(start, end)}</mark>`);
    at = end;
  }
  parts.push(html`${text.slice(at)}`);
  return parts;
}

/** A link into the world: only http and https, whatever a feed wrote. */
export const safeLink = (link: string): string => (/^https?:\/\//i.test(link) ? link : '#');

const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

export function languageName(tag: string): string {
  try {
    return tag ? (languages.of(tag.split('-')[0]!) ?? tag) : '';
  } catch {
    return tag;
  }
}

/** Bars from zero, the last in the accent. The sentence says what they show. */
export function bars(
  counts: readonly number[],
  sentence: string,
  { width, height, most }: { width: number; height: number; most?: number },
): Html {
  const scale = Math.max(most ?? 0, ...counts, 1);
  const step = width / Math.max(counts.length, 1);
  const path = (from: number, to: number): string =>
    counts
      .map((count, index) =>
        index >= from && index < to && count > 0
          ? `M${((index + 0.5) * step).toFixed(1)} ${height - 1}v-${((count / scale) * (height - 1)).toFixed(1)}`
          : '',
      )
      .join('');
  const stroke = (step * 0.62).toFixed(1);
  return html`<svg
    width="${width}"
    height="${height}"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="${sentence}"
  >
    <path class="base" d="M0 ${height - 0.5}h${width}" />
    <path class="bars" stroke-width="${stroke}" d="${path(0, counts.length - 1)}" />
    <path class="now" stroke-width="${stroke}" d="${path(counts.length - 1, counts.length)}" />
  </svg>`;
}

export const placeOf = (problem: Problem | undefined, pointer: string): ProblemPlace | undefined =>
  problem?.errors.find((place) => place.pointer === pointer || place.pointer.startsWith(`${pointer}/`));

/** `^` under the character, the sentence, and the text that was surely meant as a link. */
export function fieldError(
  place: ProblemPlace | undefined,
  id: string,
  suggestionLink?: (text: string) => string,
): Html {
  if (!place) return html``;
  const caret =
    place.position === undefined
      ? ''
      : html`<pre class="caret" aria-hidden="true">${' '.repeat(place.position)}^</pre>`;
  const suggestion =
    place.suggestion === undefined || !suggestionLink
      ? ''
      : html` <a class="q" href="${suggestionLink(place.suggestion)}">${place.suggestion}</a>`;
  return html`${caret}
    <p id="${id}"><span class="no">${place.detail}</span>${suggestion}</p>`;
}

export const invalid = (place: ProblemPlace | undefined, id: string): Html =>
  place ? html` aria-invalid="true" aria-describedby="${id}"` : html``;
