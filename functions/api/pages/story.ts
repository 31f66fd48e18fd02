/** Who reported a story, and when: a row per outlet, in its own words. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { html } from 'hono/html';
import { timeOf } from '../../../shared/delivery/storyEntry.ts';
import type { Story, StoryArticle } from '../../../shared/stories/story.ts';
import type { ApiEnv, Services } from '../services.ts';
import { type Html, languageOf, renderPage } from './layout.ts';
import { languageName, safeLink } from './parts.ts';
import { pageTimes } from './times.ts';

export function addStoryPage(app: OpenAPIHono<ApiEnv>, { news }: Services): void {
  app.get('/s/:story', async (context) => {
    const id = context.req.param('story');
    const story = /^[a-z2-7]{1,20}$/.test(id) ? await news.stories.find(id) : null;
    const language = languageOf(context);
    if (!story) {
      const main = html`<div class="one">
        <div class="hd"><h1>This story is not here</h1></div>
        <p>Stories are kept for 35 days. Links in older messages end then.</p>
        <p><a href="/">What is in the news now</a></p>
      </div>`;
      return renderPage(context, { title: 'Not here', main }, { language, isPersonal: false, status: 404 });
    }
    const lead = await news.articles.find(story.articles[0]!.article);
    return renderPage(
      context,
      { title: story.title, current: 'news', main: renderStory(story, lead?.summary ?? '') },
      { language, isPersonal: false },
    );
  });
}

function renderStory(story: Story, summary: string): Html {
  const times = pageTimes('en', 'UTC');
  const inOrder = story.articles.toSorted((one, other) => timeOf(one) - timeOf(other));
  const outlets = [...Map.groupBy(inOrder, ({ outlet }) => outlet).values()];
  const [first, last] = [inOrder[0]!, inOrder.at(-1)!];
  const counts = `${outlets.length} ${outlets.length === 1 ? 'outlet' : 'outlets'}, ${inOrder.length} ${inOrder.length === 1 ? 'article' : 'articles'}`;
  const span =
    first === last ? times.full(timeOf(first)) : `${times.full(timeOf(first))} to ${times.weekTime(timeOf(last))}`;
  const plot = outlets.length > 1 && timeOf(last) > timeOf(first);
  return html`<p class="soft">${counts} · ${span} UTC</p>
    <h1 lang="${story.lang}" dir="auto">${story.title}</h1>
    ${summary ? html`<p class="sum" lang="${first.lang}" dir="auto">${summary.slice(0, 400)}${summary.length > 400 ? ' …' : ''}</p>` : ''}
    <p>
      <a class="go" href="${safeLink(first.link)}" rel="noopener">Read at ${first.outlet}</a>
      <span class="soft">the first to report it; opens its own page</span>
    </p>
    <section aria-labelledby="w">
      <div class="hd">
        <h2 id="w">Who reported it, and when</h2>
        <span class="soft"
          >${outlets.length > 1 ? 'First report first, in each outlet’s own words.' : 'One outlet, alone so far.'}</span
        >
      </div>
      <ol class="rows">
        ${outlets.map((articles) => renderOutlet(articles, plot ? { from: timeOf(first), to: timeOf(last) } : null))}
      </ol>
    </section>`;
}

const WIDTH = 640;

function renderOutlet(articles: readonly StoryArticle[], span: { from: number; to: number } | null): Html {
  const times = pageTimes('en', 'UTC');
  const [first, ...later] = articles;
  const dots =
    span &&
    articles.map(
      (article) =>
        html`<circle
          cx="${(((timeOf(article) - span.from) / (span.to - span.from)) * WIDTH).toFixed(1)}"
          cy="9"
          r="4"
        />`,
    );
  const when = articles.map((article) => times.weekTime(timeOf(article))).join(', ');
  return html`<li>
    <h3 lang="${first!.lang}" dir="auto"><a href="${safeLink(first!.link)}" rel="noopener">${first!.title}</a></h3>
    <p class="meta">${first!.outlet} · ${times.weekTime(timeOf(first!))} UTC · ${languageName(first!.lang)}</p>
    ${later.map((article) => html`<p class="meta">${times.weekTime(timeOf(article))} <a href="${safeLink(article.link)}" lang="${article.lang}" dir="auto" rel="noopener">${article.title}</a></p>`)}
    ${
      dots
        ? html`<svg width="${WIDTH}" height="18" viewBox="0 0 ${WIDTH} 18" role="img" aria-label="${when}">
            <path class="base" d="M0 9h${WIDTH}" />
            ${dots}
          </svg>`
        : ''
    }
  </li>`;
}
