/** HTTP in front of the services: one port, told apart by the scope of the credential in the `Authorization` header. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, principalOf, type Request, type Service } from './call.ts';
import { parseForm } from './topics/form.ts';

export interface Incoming extends Request {
  authorization: string;
  /** `X-Amz-Target` as sent. */
  target: string;
}

export interface HttpFront {
  url: string;
  stop(): Promise<void>;
}

export interface HttpHandlers {
  /** Undefined: the connection stays open and unanswered, as when a machine falls silent. */
  call: (request: Incoming) => Promise<Answer | undefined>;
  /** The links in e-mails, which people open without a signature. */
  link: (url: URL) => Answer;
}

/**
 * Longer than anybody rests between two calls: a connection that is closed just when it is used again is a call without
 * an answer, and after one of those `Publish` waits for a minute before it dares another.
 */
const KEEP_ALIVE_MS = 24 * 60 * 60_000;

export async function listen(handlers: HttpHandlers): Promise<HttpFront> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    handle(handlers, request, response).catch((error: unknown) => {
      send(response, {
        status: 500,
        headers: { 'content-type': 'text/plain' },
        body: `The local endpoint failed: ${String(error)}`,
      });
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => close(server) };
}

async function handle({ call, link }: HttpHandlers, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET') return send(response, link(new URL(request.url ?? '/', 'http://127.0.0.1')));
  const body = await readBody(request);
  const incoming = identify(request, body);
  if (!incoming) return send(response, NOT_SIGNED);
  const answer = await call(incoming);
  if (answer) send(response, answer);
}

const NOT_SIGNED: Answer = {
  status: 403,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    __type: 'MissingAuthenticationToken',
    message: 'The call is not signed for dynamodb, sqs or sns.',
  }),
};

const CREDENTIAL = /Credential=([^/\s,]+)\/\d{8}\/[^/]+\/(dynamodb|sqs|sns)\//;

function identify({ headers }: IncomingMessage, body: string): Incoming | undefined {
  const authorization = headers.authorization ?? '';
  const [, key, service] = CREDENTIAL.exec(authorization) ?? [];
  if (key === undefined) return undefined;
  const target = String(headers['x-amz-target'] ?? '');
  const input = service === 'sns' ? parseForm(body) : parseJson(body);
  const action = service === 'sns' ? String(input['Action']) : target.slice(target.indexOf('.') + 1);
  return { key, principal: principalOf(key), service: service as Service, action, input, body, authorization, target };
}

function parseJson(body: string): Record<string, unknown> {
  const parsed: unknown = JSON.parse(body || '{}');
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return (chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString();
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
