/** One window of one's own digest, behind the personal link; and the private feed, behind a link that can only read. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { html } from 'hono/html';
import { type StoryEntry, timeOf } from '../../../shared/delivery/storyEntry.ts';
import { readTokenOf } from '../../../shared/subscribers/readToken.ts';
import type { Subscriber } from '../../../shared/subscribers/subscriber.ts';
import { findByToken } from '../callers.ts';
import { dayAfter, type Digest, findWindow, LATEST, localDayOf, readDigest, totalsOf } from '../digest.ts';
import { FEED_TYPES, type FeedType, renderFeed } from '../digestFeed.ts';
import { toCsv, toDigestView } from '../digestView.ts';
import type { ApiEnv, Services } from '../services.ts';
import { type Html, languageOf, renderPage } from './layout.ts';
import { endedPage } from './links.ts';
import { languageName, marked } from './parts.ts';
import { pageTimes } from './times.ts';
import { pageWords } from './words.ts';

export function addDigestPages(app: OpenAPIHono<ApiEnv>, services: Services): void {
  const { publicUrl } = services.config;

  app.get('/d/:window/:file', async (context) => {
    const { window: name, file } = context.req.param();
    const [, token = '', format] = /^([^.]*)(?:\.(json|csv))?$/.exec(file) ?? [];
    const found = await findByToken(token, 'manage', services);
    const window = found && (await findWindow(name, found.subscriber, services));
    if (!found || !window) return endedPage(context);
    const digest = await readDigest(window, found.subscriber, services);
    const personal = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' };
    if (format === 'json') return context.json(toDigestView(digest, publicUrl), 200, personal);
    if (format === 'csv')
      return context.body(toCsv(digest, publicUrl), 200, { ...personal, 'Content-Type': 'text/csv; charset=utf-8' });
    const language = languageOf(context, found.subscriber.language);
    const main = renderDigest(digest, found.subscriber, services.clock());
    return renderPage(
      context,
      { title: 'Your digest', current: 'manage', main, footer: pageWords(language).personalFooter },
      { language, isPersonal: true },
    );
  });

  app.get('/f/:file', async (context) => {
    const [, token = '', type] = /^([^.]*)\.(rss|atom|json)$/.exec(context.req.param('file')) ?? [];
    const found = await findByToken(token, 'read', services);
    if (!found || !isFeedType(type)) return endedPage(context);
    return context.body(await renderFeed(type, found.subscriber, services), 200, {
      'Content-Type': FEED_TYPES[type],
      'Cache-Control': 'private, max-age=300',
    });
  });
}

const isFeedType = (type: string | undefined): type is FeedType =>
  type !== undefined && Object.hasOwn(FEED_TYPES, type);

function renderDigest(digest: Digest, subscriber: Subscriber, now: Date): Html {
  const times = pageTimes('en', subscriber.timeZone);
  const { stories, articles, outlets } = totalsOf(digest);
  const { manageToken } = subscriber;
  const at = `${times.longDay(digest.to.getTime())}, ${times.time(digest.to.getTime())} ${times.shortZone(digest.to.getTime())}`;
  const link = (id: string, text: string): Html => html`<a href="/d/${id}/${manageToken}">${text}</a>`;
  const today = localDayOf(now, subscriber.timeZone);
  const day = digest.id === LATEST ? today : digest.id;
  const earlier = link(digest.id === LATEST ? today : dayAfter(day, -1), '← earlier');
  const later =
    digest.id === LATEST ? '' : day < today ? link(dayAfter(day, 1), 'later →') : link(LATEST, 'until now →');
  const feed = `/f/${readTokenOf(subscriber)}`;
  const file = `/d/${digest.id}/${manageToken}`;
  return html`<div class="hd">
      <h1>Your digest</h1>
      <span class="soft">${at}</span>
      <nav class="tabs" aria-label="Digests">${earlier} ${later}</nav>
    </div>
    <dl class="nums">
      <div>
        <dt>stories</dt>
        <dd>${stories}</dd>
      </div>
      <div>
        <dt>articles</dt>
        <dd>${articles}</dd>
      </div>
      <div>
        <dt>outlets</dt>
        <dd>${outlets}</dd>
      </div>
    </dl>
    <div class="grid">
      <div>
        ${digest.sections.map(({ subscription, entries }, index) => renderSection(subscription.text, entries, index, subscriber))}
      </div>
      <aside>
        <div class="box">
          <h2>From ${times.weekTime(digest.from.getTime())}</h2>
          <ul>
            ${digest.sections.map(({ subscription, entries }, index) => html`<li><b>${entries.length}</b> <a class="q" href="#q${index}">${subscription.text}</a></li>`)}
          </ul>
          <a class="go" href="/m/${manageToken}">Change these words</a>
        </div>
        <section>
          <h2>Take it with you</h2>
          <p>This digest: <a href="${file}.json">JSON</a> · <a href="${file}.csv">CSV</a></p>
          <p>
            Every digest: <a href="${feed}.rss">RSS</a> · <a href="${feed}.atom">Atom</a> ·
            <a href="${feed}.json">JSON Feed</a>
          </p>
          <p class="soft">Whoever has these addresses can read your matches.</p>
        </section>
      </aside>
    </div>`;
}

function renderSection(words: string, entries: readonly StoryEntry[], index: number, subscriber: Subscriber): Html {
  const count = entries.length === 0 ? 'nothing' : `${entries.length} ${entries.length === 1 ? 'story' : 'stories'}`;
  const list = entries.map((entry) => renderEntry(entry, subscriber));
  return html`<section aria-labelledby="q${index}">
    <div class="hd">
      <h2 id="q${index}"><span class="q">${words}</span></h2>
      <span class="soft">${count}</span>
    </div>
    ${
      entries.length > 0
        ? html`<ol class="rows">
            ${list}
          </ol>`
        : ''
    }
  </section>`;
}

function renderEntry({ story, article, others, outlets, whys }: StoryEntry, { timeZone }: Subscriber): Html {
  const times = pageTimes('en', timeZone);
  const places = whys[0]?.places ?? [];
  const title = places.find(({ field, text }) => field === 'title' && text === article.title);
  const text = places.find(({ field }) => field !== 'title');
  const more =
    others.length > 0 ? `, ${others[0]!.outlet}${others.length > 1 ? `, ${others.length - 1} more` : ''}` : '';
  return html`<li class="count">
    <b class="n">${outlets}<span class="vh"> ${outlets === 1 ? 'outlet' : 'outlets'}</span></b>
    <article>
      <h3 lang="${article.lang}" dir="auto"><a href="/s/${story.id}">${title ? marked(title) : article.title}</a></h3>
      ${text ? html`<p class="why" lang="${article.lang}">${marked(text)}</p>` : ''}
      <p class="meta">${article.outlet} ${times.weekTime(timeOf(article))}${more} · ${languageName(article.lang)}</p>
    </article>
  </li>`;
}
