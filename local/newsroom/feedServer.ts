/**
 * Serves feeds on loopback, each on an address of its own where the system has them (all of 127.0.0.0/8 on Linux), so
 * that they are different hosts to whoever polls them, with validators as a careful publisher gives them.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Page {
  /** Path, without the slash before it. */
  name: string;
  /** The page's place among the loopback addresses; the same number is the same host. */
  host: number;
  type: string;
  body: () => Buffer;
}

export interface FeedServer {
  port: number;
  urlOf: (page: Page) => string;
  stop: () => Promise<void>;
}

/** `port` 0 is any that is free. A feed's address is its identity, so a newsroom asks for the same one at each start. */
export async function serveFeeds(pages: readonly Page[], port: number): Promise<FeedServer> {
  const servers: Server[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map(close));
  };
  const handle = (request: IncomingMessage, response: ServerResponse): void => answer(pages, request, response);
  try {
    const first = await listen(handle, '127.0.0.1', port);
    servers.push(first);
    const { port: actual } = first.address() as AddressInfo;
    const hosts = new Map<number, string>();
    for (const host of new Set(pages.map((page) => page.host))) {
      const address = addressOf(host);
      const server = await listen(handle, address, actual).catch(ignoreMissingAddress);
      if (server) servers.push(server);
      hosts.set(host, server ? address : '127.0.0.1');
    }
    return {
      port: actual,
      urlOf: ({ host, name }) =>
        `http://${hosts.get(host)}:${actual}/${name.split('/').map(encodeURIComponent).join('/')}`,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** 127.0.0.1 is left to everybody else. */
const addressOf = (host: number): string => `127.0.${Math.floor(host / 250)}.${2 + (host % 250)}`;

/** macOS has only 127.0.0.1 until it is told otherwise. */
function ignoreMissingAddress(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'EINVAL') return undefined;
  throw error;
}

function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  address: string,
  port: number,
): Promise<Server> {
  const server = createServer(handle);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(
        isTaken
          ? new Error(
              `Port ${port} of ${address}, where this state's feeds are served, is in use. Free it, or choose another state: --state FOLDER`,
            )
          : error,
      );
    });
    server.listen(port, address, () => resolve(server));
  });
}

function answer(pages: readonly Page[], request: IncomingMessage, response: ServerResponse): void {
  const name = decodeURIComponent((request.url ?? '/').slice(1));
  const page = pages.find((candidate) => candidate.name === name);
  if (!page) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('No such feed.\n');
  const body = page.body();
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end();
  response.writeHead(200, { 'content-type': page.type, 'content-length': body.length, etag });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
