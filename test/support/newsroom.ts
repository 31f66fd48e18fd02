/** A newsroom on loopback: outlets whose feeds a test writes, served with validators as a careful publisher does. */
import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Item {
  title: string;
  summary?: string;
  link?: string;
  guid?: string;
  published?: Date;
}

export interface Newsroom {
  /** The address of an outlet's feed. */
  url: (outlet: string) => string;
  /** Puts an item on top of an outlet's feed. */
  publish: (outlet: string, ...items: Item[]) => void;
  /** How often each outlet was asked, and how often the answer was 304. */
  requests: (outlet: string) => { all: number; unchanged: number };
  /** When the last byte of the last full answer left, by `performance.now()`. */
  lastByteAt: () => number;
  stop: () => Promise<void>;
}

export async function startNewsroom(): Promise<Newsroom> {
  const feeds = new Map<string, Item[]>();
  const counts = new Map<string, { all: number; unchanged: number }>();
  let lastByteAt = 0;

  const answer = (outlet: string, validator: string | undefined, response: ServerResponse): void => {
    const items = feeds.get(outlet);
    if (!items) return void response.writeHead(404).end();
    const count = counts.get(outlet)!;
    count.all += 1;
    const body = toRss(outlet, items);
    const etag = `"${createHash('sha1').update(body).digest('hex')}"`;
    if (validator === etag) {
      count.unchanged += 1;
      return void response.writeHead(304, { etag }).end();
    }
    response.writeHead(200, { 'content-type': 'application/rss+xml; charset=utf-8', etag });
    response.end(body, () => (lastByteAt = performance.now()));
  };

  const server = createServer((request, response) => {
    const outlet = decodeURIComponent(new URL(request.url!, 'http://x').pathname.slice(1).replace(/\.xml$/, ''));
    answer(outlet, request.headers['if-none-match'], response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: (outlet) => `http://127.0.0.1:${port}/${encodeURIComponent(outlet)}.xml`,
    publish(outlet, ...items) {
      if (!counts.has(outlet)) counts.set(outlet, { all: 0, unchanged: 0 });
      feeds.set(outlet, [...items, ...(feeds.get(outlet) ?? [])].slice(0, 600));
    },
    requests: (outlet) => counts.get(outlet) ?? { all: 0, unchanged: 0 },
    lastByteAt: () => lastByteAt,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function toRss(outlet: string, items: readonly Item[]): string {
  const entries = items.map(
    ({ title, summary = '', link, guid, published }) => `<item><title>${escape(title)}</title>
<link>${escape(link ?? `https://${slug(outlet)}.example/${slug(title)}`)}</link>
<guid isPermaLink="false">${escape(guid ?? `${outlet}:${title}`)}</guid>
<description>${escape(summary)}</description>${published ? `\n<pubDate>${published.toUTCString()}</pubDate>` : ''}</item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>${escape(outlet)}</title><link>https://${slug(outlet)}.example/</link>
<description>Invented news</description><language>id</language>
${entries.join('\n')}
</channel></rss>`;
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const slug = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
