/** A publisher on loopback that answers as a test scripts it: status codes, headers, slowness, broken bodies. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createRawServer, type AddressInfo, type Socket } from 'node:net';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface Publisher {
  /** The address of a path. */
  url: (path: string) => string;
  /** What a path answers from now on. */
  script: (path: string, answer: Answer) => void;
  /** The requests so far, oldest first. */
  requests: IncomingMessage[];
  /** The most requests that were under way at once. */
  mostAtOnce: () => number;
  stop: () => Promise<void>;
}

export async function startPublisher(): Promise<Publisher> {
  const answers = new Map<string, Answer>();
  const requests: IncomingMessage[] = [];
  let open = 0;
  let mostAtOnce = 0;
  const server = createServer((request, response) => {
    requests.push(request);
    open += 1;
    mostAtOnce = Math.max(mostAtOnce, open);
    response.on('close', () => (open -= 1));
    const answer = answers.get(request.url!);
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    script: (path, answer) => void answers.set(path, answer),
    requests,
    mostAtOnce: () => mostAtOnce,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export interface RawPublisher {
  url: string;
  /** What it does with a connection on which a request has come, from now on. */
  script: (answer: (socket: Socket) => void) => void;
  stop: () => Promise<void>;
}

/** One that writes bytes as they come: what node's own server would never send. */
export async function startRawPublisher(): Promise<RawPublisher> {
  let answer = (_socket: Socket): void => undefined;
  const sockets = new Set<Socket>();
  const server = createRawServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => answer(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    script: (next) => void (answer = next),
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** A whole answer. */
export const gives =
  (body: string | Uint8Array, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    void response.writeHead(200, { 'content-type': 'application/rss+xml; charset=utf-8', ...headers }).end(body);

export const answers =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    void response.writeHead(status, headers).end();

export interface RssItem {
  title: string;
  guid?: string;
  link?: string;
  text?: string;
  published?: string;
}

/** An invented outlet's feed. */
export function rss(title: string, items: readonly RssItem[], channel = '<language>id</language>'): string {
  const written = items.map(({ title: headline, guid, link, text, published }) => {
    const parts = [
      `<title>${headline}</title>`,
      guid && `<guid isPermaLink="false">${guid}</guid>`,
      link && `<link>${link}</link>`,
      text && `<description>${text}</description>`,
      published && `<pubDate>${published}</pubDate>`,
    ];
    return `<item>${parts.filter(Boolean).join('')}</item>`;
  });
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${title}</title>${channel}${written.join('')}</channel></rss>`;
}
