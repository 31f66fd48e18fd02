/**
 * A hundred hosts on loopback, in a thread of their own so that the worker's time is the worker's: each serves ten feeds
 * with validators, answers after a while, and counts how many requests it has at once. One takes a second for each
 * answer, one never sends a whole head.
 */
import { createServer, type Server } from 'node:http';
import { parentPort } from 'node:worker_threads';

export const HOSTS = 100;
export const FEEDS_A_HOST = 10;
export const SLOW_HOST = 99;
export const SILENT_HOST = 100;
const USUAL_MS = 50;
const SLOW_MS = 1_000;

export interface HostCounts {
  host: number;
  requests: number;
  unchanged: number;
  mostAtOnce: number;
}

export type ToHosts = { kind: 'publish'; share: number; at: number } | { kind: 'count' } | { kind: 'stop' };
export type FromHosts =
  | { kind: 'ready'; port: number }
  | { kind: 'published'; articles: number }
  | { kind: 'counted'; counts: HostCounts[] };

const MINUTE = 60_000;
/** What each feed has published since the start, oldest first: times in epoch milliseconds. */
const published = new Map<string, number[]>();

function feedOf(path: string): string {
  const times = published.get(path) ?? [];
  const items = [...times.toReversed(), ...Array.from({ length: 15 }, (_, n) => START - (n + 1) * 5 * MINUTE)].map(
    (time) => `<item><title>Berita ${path} ${time}</title><guid isPermaLink="false">${path}-${time}</guid>
      <description>Satu kalimat tentang kabar hari ini.</description><pubDate>${new Date(time).toUTCString()}</pubDate></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Surat ${path}</title>${items.join('')}</channel></rss>`;
}

export const START = Date.parse('2026-11-23T12:00:00Z');

if (parentPort) {
  const port = parentPort;
  const send = (message: FromHosts): void => port.postMessage(message);
  const counts = new Map<number, HostCounts>();
  const servers: Server[] = [];
  let listening = 0;

  const start = async (host: number): Promise<void> => {
    const count: HostCounts = { host, requests: 0, unchanged: 0, mostAtOnce: 0 };
    counts.set(host, count);
    let open = 0;
    const server = createServer((request, response) => {
      count.requests += 1;
      open += 1;
      count.mostAtOnce = Math.max(count.mostAtOnce, open);
      response.on('close', () => (open -= 1));
      if (host === SILENT_HOST) return;
      const key = `${host}${request.url}`;
      setTimeout(
        () => {
          const etag = `"${(published.get(key) ?? []).length}"`;
          const isKnown = request.headers['if-none-match'] === etag;
          if (isKnown) count.unchanged += 1;
          response.writeHead(isKnown ? 304 : 200, { etag, 'content-type': 'application/rss+xml' });
          response.end(isKnown ? undefined : feedOf(key));
        },
        host === SLOW_HOST ? SLOW_MS : USUAL_MS,
      );
    });
    await new Promise<void>((resolve) => server.listen(listening, `127.0.0.${host}`, resolve));
    servers.push(server);
    const address = server.address();
    if (address !== null && typeof address === 'object') listening = address.port;
  };
  for (let host = 1; host <= HOSTS; host++) await start(host);

  port.on('message', (message: ToHosts) => {
    if (message.kind === 'count') return send({ kind: 'counted', counts: [...counts.values()] });
    if (message.kind === 'publish') {
      const every = Math.round(1 / message.share);
      let articles = 0;
      for (let feed = 0; feed < HOSTS * FEEDS_A_HOST; feed += every) {
        const key = `${Math.floor(feed / FEEDS_A_HOST) + 1}/${feed % FEEDS_A_HOST}.xml`;
        published.set(key, [...(published.get(key) ?? []), message.at]);
        articles += 1;
      }
      return send({ kind: 'published', articles });
    }
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    port.close();
  });
  send({ kind: 'ready', port: listening });
}
