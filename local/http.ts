/** The one port that people use: the runner's own pages under their prefix, everything else is the HTTP API. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

export class PortInUse extends Error {
  override name = 'PortInUse';
}

export interface Door {
  url: string;
  /** Requests are answered with 503 until something is mounted. */
  mount: (prefix: string, handle: Handle) => void;
  close: () => Promise<void>;
}

/** Port 0: any that is free. Only this machine can reach it. */
export async function openDoor(port: number): Promise<Door> {
  const mounted: { prefix: string; handle: Handle }[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0]!;
    const found = mounted.find(({ prefix }) => prefix === '' || path === prefix || path.startsWith(`${prefix}/`));
    if (!found) return void response.writeHead(503, { 'content-type': 'text/plain' }).end('Starting.\n');
    Promise.resolve(found.handle(request, response)).catch((error: unknown) => fail(response, error));
  });
  await listen(server, port);
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${actual}`,
    mount(prefix, handle) {
      mounted.push({ prefix, handle });
      mounted.sort((a, b) => b.prefix.length - a.prefix.length);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(
        isTaken ? new PortInUse(`Port ${port} is in use. Choose another: npm start -- --port ${port + 1}`) : error,
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(500, { 'content-type': 'text/plain' }).end(`${String(error)}\n`);
}
