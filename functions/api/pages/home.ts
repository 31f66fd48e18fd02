/** What is in the news, and the field where everything begins. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { html } from 'hono/html';
import { type Hour, hoursBetween } from '../../../shared/articles/articleRow.ts';
import { HOUR, MINUTE } from '../../../shared/platform/clock.ts';
import type { Story } from '../../../shared/stories/story.ts';
import type { ApiEnv, Services } from '../services.ts';
import { type Html, languageOf, renderPage } from './layout.ts';
import { bars, languageName } from './parts.ts';
import { pageTimes } from './times.ts';

const SPANS = [6, 24, 72];
const MOST_STORIES = 10;
const KEPT_MS = MINUTE;

interface Counts {
  hours: number[];
  articles: number;
  lastSeen: number;
}

interface Headline extends Counts {
  story: Story;
  outlets: string[];
}

interface News {
  readAt: Date;
  headlines: Headline[];
  stories: number;
  sources: number;
  inTrouble: number;
  hours: number[];
  lastAt: number | null;
}

export function addHomePage(app: OpenAPIHono<ApiEnv>, services: Services): void {
  // Everybody sees the same news: a minute of it is kept, so that a crowd costs as much as one.
  const kept = new Map<number, News>();
  const newsOf = async (span: number): Promise<News> => {
    const found = kept.get(span);
    if (found && services.clock().getTime() - found.readAt.getTime() < KEPT_MS) return found;
    const news = await readNews(span, services);
    kept.set(span, news);
    return news;
  };

  app.get('/', async (context) => {
    const asked = Number(context.req.query('hours'));
    const span = SPANS.includes(asked) ? asked : 24;
    const main = renderHome(await newsOf(span), span);
    return renderPage(
      context,
      { title: 'In the news now', current: 'news', main },
      { language: languageOf(context), isPersonal: false },
    );
  });
}

async function readNews(span: number, { news, clock }: Services): Promise<News> {
  const readAt = clock();
  const hours = hoursBetween(new Date(readAt.getTime() - (span - 1) * HOUR), readAt);
  const [cards, ...lists] = await Promise.all([
    news.cards.list(),
    ...hours.map(async (hour) => ({
      matched: await news.articleRows.inHour('m', hour),
      stored: await news.articleRows.inHour('s', hour),
    })),
  ]);
  const stories = new Map<string, Counts>();
  for (const [index, { matched }] of lists.entries()) countStories(stories, matched, index, hours);
  const rows = lists.flatMap(({ matched, stored }) => [...matched, ...stored]);
  const largest = [...stories].toSorted(([, one], [, other]) => byArticles(one, other)).slice(0, 3 * MOST_STORIES);
  const headlines = await Promise.all(largest.map(([id, counts]) => readHeadline(id, counts, news.stories)));
  return {
    readAt,
    headlines: headlines
      .filter((headline) => headline !== null)
      .toSorted((one, other) => other.outlets.length - one.outlets.length || byArticles(one, other))
      .slice(0, MOST_STORIES),
    stories: stories.size,
    sources: cards.length,
    inTrouble: cards.filter(({ health }) => health === 'failing' || health === 'gone').length,
    hours: lists.map(({ matched, stored }) => matched.length + stored.length),
    lastAt: rows.length === 0 ? null : Math.max(...rows.map(({ seen }) => seen)),
  };
}

/** The larger first; of equals, the latest. */
const byArticles = (one: Counts, other: Counts): number =>
  other.articles - one.articles || other.lastSeen - one.lastSeen;

function countStories(
  stories: Map<string, Counts>,
  rows: readonly { story: string; seen: number }[],
  index: number,
  hours: readonly Hour[],
): void {
  for (const { story, seen } of rows) {
    const counts = stories.get(story) ?? { hours: hours.map(() => 0), articles: 0, lastSeen: 0 };
    counts.hours[index]! += 1;
    counts.articles += 1;
    counts.lastSeen = Math.max(counts.lastSeen, seen);
    stories.set(story, counts);
  }
}

async function readHeadline(
  id: string,
  counts: Counts,
  stories: Services['news']['stories'],
): Promise<Headline | null> {
  const story = await stories.find(id);
  return story && { story, ...counts, outlets: [...new Set(story.articles.map(({ outlet }) => outlet))] };
}

function renderHome(news: News, span: number): Html {
  const times = pageTimes('en', 'UTC');
  const most = Math.max(1, ...news.headlines.flatMap(({ hours }) => hours));
  const tabs = SPANS.map(
    (hours) =>
      html`<a href="/?hours=${hours}" ${hours === span ? html` aria-current="true"` : ''}
        >${hours === 72 ? '3 days' : `${hours} hours`}</a
      > `,
  );
  const list =
    news.headlines.length === 0
      ? html`<p>No articles yet. A feed that was just added is polled within seconds.</p>`
      : html`<ol class="rows">
          ${news.headlines.map((headline, index) => renderHeadline(headline, index === 0, most))}
        </ol>`;
  return html`<div class="grid front">
    <section aria-labelledby="now">
      <div class="hd">
        <h1 id="now">In the news now</h1>
        <span class="soft">${times.longDay(news.readAt.getTime())}, ${times.time(news.readAt.getTime())} UTC</span>
        <nav class="tabs" aria-label="Span">${tabs}</nav>
      </div>
      <p class="soft">Stories by number of outlets. The bars are articles an hour, the last one this hour.</p>
      ${list}
    </section>
    <aside>
      <form class="box" action="/sign-up" method="get">
        <h2>Be told within a minute</h2>
        <label for="w">Words to watch</label
        ><input class="words" id="w" name="q" type="text" maxlength="1000" required aria-describedby="wh" />
        <button class="go">See what it finds</button>
        <p class="soft" id="wh">
          Whole words, in any case and with or without accents. First you see what it would have found; then you decide.
        </p>
        <p class="examples">
          ${['"krisis rudal" AND Kuba', '~Rusia -olahraga', 'sanksi* OR embargo'].map((example) => html`<a class="q" href="/sign-up?q=${encodeURIComponent(example)}">${example}</a> `)}
        </p>
      </form>
      <section aria-labelledby="st">
        <h2 id="st">What is read</h2>
        ${bars(news.hours, `Articles an hour, at most ${Math.max(0, ...news.hours)}`, { width: 320, height: 56 })}
        <dl class="facts">
          <dt>Sources</dt>
          <dd><a href="/sources">${news.sources}</a>${news.inTrouble > 0 ? `, ${news.inTrouble} in trouble` : ''}</dd>
          <dt>Articles in ${span} hours</dt>
          <dd>${news.hours.reduce((sum, count) => sum + count, 0)}</dd>
          <dt>Stories</dt>
          <dd>${news.stories}</dd>
          <dt>Last article</dt>
          <dd>${news.lastAt === null ? 'none yet' : `${times.weekTime(news.lastAt)} UTC`}</dd>
        </dl>
      </section>
    </aside>
  </div>`;
}

function renderHeadline({ story, outlets, hours, articles }: Headline, isFirst: boolean, most: number): Html {
  const [first = '', ...others] = outlets;
  const who = others.length === 0 ? `${first}, alone so far` : `${first} and ${others.length} more`;
  const times = pageTimes('en', 'UTC');
  const [began, last] = [story.articles[0]!, story.articles.at(-1)!];
  const when = began === last ? times.weekTime(began.seen) : `${times.weekTime(began.seen)}–${times.time(last.seen)}`;
  return html`<li class="count${isFirst ? ' lead' : ''}">
    <b class="n">${outlets.length}<span class="vh"> ${outlets.length === 1 ? 'outlet' : 'outlets'}</span></b>
    <article>
      <h2 lang="${story.lang}" dir="auto"><a href="/s/${story.id}">${story.title}</a></h2>
      <p class="meta">${who} · ${when} UTC · ${languageName(story.lang)}</p>
    </article>
    ${bars(hours, `${articles} articles`, { width: 96, height: 24, most })}
  </li>`;
}
