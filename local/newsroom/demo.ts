/** A newsroom that invents its articles: four outlets, some old articles, and new ones for as long as it runs. */
import * as z from 'zod';
import { DEMO_OUTLETS, demoArticle, OLD_ARTICLES, type DemoOutlet } from './demoArticles.ts';
import { serveFeeds, type Page } from './feedServer.ts';
import { openKept } from './kept.ts';
import type { Newsroom } from './newsroom.ts';

/** A feed shows its newest items, as real ones do. */
const ITEMS_SHOWN = 20;
const HOUR_MS = 3_600_000;

const DemoState = z.object({
  port: z.number().int(),
  /** When it first opened: the old articles lie before that. */
  openedAt: z.number(),
  /** When each new article was published, in their order. */
  published: z.array(z.number()),
});

export async function openDemo(now: Date, stateFile: string | undefined): Promise<Newsroom> {
  const kept = openKept(stateFile, DemoState, { port: 0, openedAt: now.getTime(), published: [] });
  const state = kept.value;
  const publishedAt = (index: number): number =>
    index < OLD_ARTICLES
      ? state.openedAt - (OLD_ARTICLES - index) * 2 * HOUR_MS
      : state.published[index - OLD_ARTICLES]!;

  const render = (outlet: DemoOutlet, place: number): Buffer => {
    const items: string[] = [];
    for (let index = OLD_ARTICLES + state.published.length - 1; index >= 0 && items.length < ITEMS_SHOWN; index--) {
      if (demoArticle(index).outlet === place) items.push(renderItem(outlet, index, publishedAt(index)));
    }
    return Buffer.from(renderFeed(outlet, items));
  };
  const pages = DEMO_OUTLETS.map((outlet, place): Page => {
    const type = 'application/rss+xml; charset=utf-8';
    return { name: `${outlet.slug}.xml`, host: place, type, body: () => render(outlet, place) };
  });
  const server = await serveFeeds(pages, state.port);
  state.port = server.port;
  kept.save();
  const outlets = DEMO_OUTLETS.map(({ title }, place) => ({ title, url: server.urlOf(pages[place]!) }));

  return {
    outlets,
    publishNext(at) {
      const { outlet, title } = demoArticle(OLD_ARTICLES + state.published.length);
      state.published.push(at.getTime());
      kept.save();
      return { outlet: outlets[outlet]!, headline: title };
    },
    stop: () => server.stop(),
  };
}

function renderItem({ slug }: DemoOutlet, index: number, at: number): string {
  const { title, summary } = demoArticle(index);
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const link = `https://${slug}.example/${[index, ...words.slice(-3)].join('-')}`;
  return `<item><title>${escape(title)}</title><link>${link}</link><guid isPermaLink="false">${slug}-${index}</guid>
<pubDate>${new Date(at).toUTCString()}</pubDate><description>${escape(summary)}</description></item>`;
}

const renderFeed = ({ title, slug, lang }: DemoOutlet, items: readonly string[]): string =>
  `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>${title}</title><link>https://${slug}.example/</link>
<description>Invented news of the demo</description><language>${lang}</language>
${items.join('\n')}
</channel></rss>
`;

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
