/**
 * An API Gateway HTTP API: turns a request into the event of payload format 2.0 and the function's answer into a
 * response, in the ways that a handler can notice.
 *
 * Header names come in lower case and repeated ones joined by commas, cookies stand apart, a body that is not text is
 * base64, the path comes decoded (and ends at a decoded question mark), `rawQueryString` does not. Seen in captures of
 * the real service: https://github.com/ministackorg/ministack/pull/766, https://github.com/middleapi/standard-server/pull/93
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';
import type { RoutePlan } from '../template/plan.ts';
import type { InvocationResult } from './lambda.ts';

/** As the service has it. */
const MOST_BODY_BYTES = 10 * 1024 * 1024;

export interface HttpApiOptions {
  routes: readonly RoutePlan[];
  account: string;
  invoke: (functionName: string, event: unknown) => Promise<InvocationResult>;
}

export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export function createHttpApi({ routes, account, invoke }: HttpApiOptions): HttpHandler {
  const matchers = routes.map(parseRoute);
  return async (request, response) => {
    const url = splitTarget(request.url ?? '/');
    const found = findRoute(matchers, request.method ?? 'GET', url.path);
    if (!found) return answer(response, 404, { message: 'Not Found' });
    const body = await readBody(request);
    if (!body) return answer(response, 413, { message: 'Request Too Long' });
    const event = toEvent(request, url, body, found, account);
    const { outcome, result } = await invoke(found.route.function, event);
    if (outcome === 'timeout') return answer(response, 503, { message: 'Service Unavailable' });
    if (outcome !== 'ok') return answer(response, 500, { message: 'Internal Server Error' });
    return send(response, result, request.method === 'HEAD');
  };
}

interface Matcher {
  route: RoutePlan;
  method: string;
  path: RegExp;
  names: string[];
  /** How exactly it names a path: the more exact route wins. */
  rank: number;
}

interface Found {
  route: RoutePlan;
  parameters: Record<string, string>;
}

function parseRoute(route: RoutePlan): Matcher {
  if (route.key === '$default') return { route, method: 'ANY', path: /^/, names: [], rank: 0 };
  const [method = 'ANY', path = '/'] = route.key.split(' ');
  const names = [...path.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name]) => name!);
  const pattern = path
    .split('/')
    .map((part) => (part.startsWith('{') ? (part.endsWith('+}') ? '(.+)' : '([^/]+)') : escapePattern(part)))
    .join('/');
  const rank = 1 + path.length * 10 - names.length * 5 - (path.includes('+}') ? 8 : 0) + (method === 'ANY' ? 0 : 1);
  return { route, method, path: new RegExp(`^${pattern}$`), names, rank };
}

const escapePattern = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

function findRoute(matchers: readonly Matcher[], method: string, path: string): Found | undefined {
  const fitting = matchers
    .filter((matcher) => matcher.method === 'ANY' || matcher.method === method)
    .flatMap((matcher) => {
      const found = matcher.path.exec(path);
      return found ? [{ matcher, values: found.slice(1) }] : [];
    })
    .toSorted((a, b) => b.matcher.rank - a.matcher.rank)[0];
  if (!fitting) return undefined;
  const { matcher, values } = fitting;
  return {
    route: matcher.route,
    parameters: Object.fromEntries(matcher.names.map((name, index) => [name, values[index]!])),
  };
}

interface Target {
  path: string;
  query: string;
}

/** By hand: `new URL` would clean the path, which the gateway does not. */
function splitTarget(target: string): Target {
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  return { path: decodePath(path), query: mark < 0 ? '' : target.slice(mark + 1) };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path).split('?', 1)[0]!;
  } catch {
    return path;
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What the gateway takes for text; a form is not, and neither is a body that does not say what it is. */
const TEXT = /^(text\/|application\/(json|javascript|xml)\s*(;|$))/i;

function toEvent(
  request: IncomingMessage,
  { path, query }: Target,
  body: Buffer,
  found: Found,
  account: string,
): unknown {
  const { cookie, ...others } = request.headers;
  const headers = Object.fromEntries(
    Object.entries(others).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value ?? '')]),
  );
  const isText = TEXT.test(headers['content-type'] ?? '');
  const now = new Date();
  return {
    version: '2.0',
    routeKey: found.route.key,
    rawPath: path,
    rawQueryString: query,
    ...(cookie && { cookies: cookie.split(/;\s*/) }),
    headers,
    ...(query && { queryStringParameters: joinParameters(query) }),
    requestContext: {
      accountId: account,
      apiId: 'local',
      domainName: headers['host'] ?? 'localhost',
      domainPrefix: 'local',
      http: {
        method: request.method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: found.route.key,
      stage: '$default',
      time: now.toUTCString(),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(found.parameters).length > 0 && { pathParameters: found.parameters }),
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

function joinParameters(query: string): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    joined[name] = name in joined ? `${joined[name]},${value}` : value;
  }
  return joined;
}

interface StructuredAnswer {
  statusCode: number;
  headers?: Record<string, string | number | boolean>;
  cookies?: string[];
  body?: string;
  isBase64Encoded?: boolean;
}

function send(response: ServerResponse, result: unknown, isHead: boolean): void {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) return answer(response, 200, result);
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = result as StructuredAnswer;
  response.statusCode = statusCode;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  if (!response.hasHeader('content-type') && body !== '')
    response.setHeader('content-type', 'text/plain; charset=utf-8');
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  const mayHaveBody = statusCode >= 200 && statusCode !== 204 && statusCode !== 304;
  if (mayHaveBody) response.setHeader('content-length', bytes.length);
  response.end(mayHaveBody && !isHead ? bytes : undefined);
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body ?? null);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
