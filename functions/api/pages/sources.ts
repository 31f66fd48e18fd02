/** Whether the sources can be trusted today: those in trouble first, each in a sentence. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { html } from 'hono/html';
import type { FeedCard, Health } from '../../../shared/feeds/feed.ts';
import { listFeeds } from '../../../shared/feeds/manage.ts';
import type { ApiEnv, Services } from '../services.ts';
import { type Html, languageOf, renderPage } from './layout.ts';
import { languageName, safeLink } from './parts.ts';
import { pageTimes } from './times.ts';

export function addSourcesPage(app: OpenAPIHono<ApiEnv>, { news }: Services): void {
  app.get('/sources', async (context) => {
    const main = renderSources(await listFeeds(news));
    return renderPage(
      context,
      { title: 'Sources', current: 'sources', main },
      { language: languageOf(context), isPersonal: false },
    );
  });
}

function renderSources(cards: readonly FeedCard[]): Html {
  const inTrouble = cards.filter(({ health }) => health === 'failing' || health === 'gone');
  const fresh = cards.filter(({ health }) => health === 'new');
  const fine = cards.filter(({ health }) => health === 'fine');
  const empty = html`<p>No source yet. An operator adds one:</p>
    <pre>
curl -X POST -H "Authorization: Bearer $OPERATOR_KEY" -H "Content-Type: application/json" \\
  -d '{"url":"https://example.org/feed.xml"}' …/v1/feeds</pre>`;
  return html`<div class="hd">
      <h1>Sources</h1>
      <span class="soft"
        >${cards.length} sources: ${inTrouble.length} in trouble, ${fresh.length} new, ${fine.length} fine</span
      >
    </div>
    ${cards.length === 0 ? empty : ''} ${group('In trouble', inTrouble)}${group('New', fresh)}${group('Fine', fine)}`;
}

function group(name: string, cards: readonly FeedCard[]): Html {
  if (cards.length === 0) return html``;
  return html`<h2>${name} <small>${cards.length}</small></h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">Language</th>
            <th scope="col">Last new article</th>
            <th scope="col">Health</th>
          </tr>
        </thead>
        <tbody>
          ${cards.map(renderCard)}
        </tbody>
      </table>
    </div>`;
}

const HEALTH: Record<Health, Html> = {
  fine: html`<b class="ok">Fine.</b>`,
  new: html`<span class="soft">Not read yet.</span>`,
  failing: html`<b class="no">Failing</b>`,
  gone: html`<b class="no">Gone</b>`,
};

function renderCard({ url, title, lang, health, since, trouble, lastNewAt }: FeedCard): Html {
  const times = pageTimes('en', 'UTC');
  const story =
    health === 'failing' || health === 'gone'
      ? html` since ${times.full(since)} UTC: ${trouble} What it publishes meanwhile may be missing from alerts and
        digests.`
      : '';
  return html`<tr>
    <th scope="row"><a href="${safeLink(url)}" rel="noopener">${title || url}</a></th>
    <td>${languageName(lang)}</td>
    <td data-before="last new">${lastNewAt === undefined ? 'none yet' : `${times.weekTime(lastNewAt)} UTC`}</td>
    <td class="wide">${HEALTH[health]}${story}</td>
  </tr>`;
}
