/** What words would have found: how much a day, what that means as alerts, the latest with why. */
import { html } from 'hono/html';
import type { Article } from '../../../shared/articles/article.ts';
import { DAY } from '../../../shared/platform/clock.ts';
import type { ParsedQuery } from '../../../shared/queries/query.ts';
import { placesOf, searchStored } from '../search.ts';
import type { Services } from '../services.ts';
import type { Html } from './layout.ts';
import { bars, languageName, marked, safeLink } from './parts.ts';
import { pageTimes } from './times.ts';

const DAYS = 30;
const LATEST = 5;
/** Beyond, the number a day is told from the newest so many. */
const MOST_COUNTED = 500;
/** More than this is read better as a digest. */
export const MANY_A_DAY = 50;

export interface Preview {
  latest: Article[];
  counted: number;
  /** Articles a day, the oldest first, today last; of the whole span only. */
  days: number[];
  /** How many days the counted ones span. */
  span: number;
  isWhole: boolean;
}

export async function previewOf(query: ParsedQuery, { news, clock }: Services): Promise<Preview> {
  const now = clock();
  const from = new Date(now.getTime() - DAYS * DAY);
  const { articles, next } = await searchStored(query, { from, to: now, most: MOST_COUNTED }, news);
  const oldest = next ? Date.parse(`${next.hour}:00:00Z`) : from.getTime();
  const days = Array.from({ length: DAYS }, () => 0);
  for (const { seen } of articles) days[DAYS - 1 - Math.min(DAYS - 1, Math.floor((now.getTime() - seen) / DAY))]! += 1;
  return {
    latest: articles.slice(0, LATEST),
    counted: articles.length,
    days,
    span: Math.max((now.getTime() - oldest) / DAY, 1 / 24),
    isWhole: next === null,
  };
}

export const aDay = ({ counted, span, isWhole }: Preview): number => counted / (isWhole ? DAYS : span);

export function renderPreview(preview: Preview, query: ParsedQuery): Html {
  const { counted, days, latest, isWhole } = preview;
  if (counted === 0) {
    return html`<p>
      <b class="wa">None in ${DAYS} days.</b> It can be watched all the same: what is rare is worth an alert.
    </p>`;
  }
  const rate = aDay(preview);
  const shown = rate >= 10 ? Math.round(rate) : Math.round(rate * 10) / 10;
  const sentence = `Articles a day in ${DAYS} days: ${counted} in all, at most ${Math.max(...days)}`;
  return html`<dl class="nums">
      <div>
        <dt>articles a day</dt>
        <dd>${shown}</dd>
      </div>
      <div>
        <dt>${isWhole ? `in ${DAYS} days` : 'counted, the newest'}</dt>
        <dd>${counted}</dd>
      </div>
    </dl>
    ${isWhole ? bars(days, sentence, { width: 560, height: 96 }) : ''}
    <p>${advice(rate)}</p>
    <h2>The latest</h2>
    <ol class="rows">
      ${latest.map((article) => renderArticle(article, query))}
    </ol>`;
}

function advice(rate: number): Html {
  if (rate > MANY_A_DAY)
    return html`<b class="wa">About ${Math.round(rate)} a day:</b> take the digest, or add a word.`;
  return html`As alerts: each story once, within a minute of reading it. As a digest: one message a day.`;
}

function renderArticle(article: Article, query: ParsedQuery): Html {
  const places = placesOf(query, article);
  const title = places.find(({ field }) => field === 'title');
  const text = places.filter(({ field }) => field !== 'title').slice(0, 1);
  const why =
    text.length === 0
      ? html`<span class="soft">in the title</span>`
      : text.map((place) => html`<span lang="${article.lang}">${marked(place)}</span>`);
  return html`<li>
    <h3 lang="${article.lang}" dir="auto">
      <a href="${safeLink(article.link)}" rel="noopener">${title ? marked(title) : article.title}</a>
    </h3>
    <p class="why"><span class="soft">Why: </span>${why}</p>
    <p class="meta">
      ${article.outlet} · ${pageTimes('en', 'UTC').full(article.published ?? article.seen)} UTC ·
      ${languageName(article.lang)}
    </p>
  </li>`;
}
