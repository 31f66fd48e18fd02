import { HttpApi, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStack, type Stack } from '../../../local/stack.ts';
import { synthesizeApp } from '../support/app.ts';

/** Answers with the event, or as a header of the request says. */
const ECHO = `export const handler = async (event) => {
  const wish = event.headers['x-wish'];
  if (wish === 'fail') throw new Error('no');
  if (wish === 'hang') return new Promise(() => setInterval(() => {}, 1_000));
  if (wish) return JSON.parse(wish);
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) };
};`;

let stack: Stack;
beforeAll(async () => {
  const assembly = synthesizeApp(({ stack: parent, addFunction }) => {
    const httpApi = new HttpApi(parent, 'Http', { createDefaultStage: false });
    const integration = new HttpLambdaIntegration('All', addFunction('Echo', ECHO));
    new HttpRoute(parent, 'Default', { httpApi, integration, routeKey: HttpRouteKey.DEFAULT });
    httpApi.addRoutes({ path: '/feeds/{id}/items', integration });
  });
  stack = await startStack({ assembly });
});
afterAll(() => stack.stop());

interface Event {
  rawPath: string;
  rawQueryString: string;
  routeKey: string;
  headers: Record<string, string>;
  cookies?: string[];
  queryStringParameters?: Record<string, string>;
  pathParameters?: Record<string, string>;
  body?: string;
  isBase64Encoded: boolean;
  requestContext: { http: { method: string; sourceIp: string } };
}

async function echo(path: string, init: RequestInit = {}): Promise<Event> {
  return (await fetch(stack.url + path, init)).json() as Promise<Event>;
}

describe('a request becomes the event of payload format 2.0', () => {
  it('with a decoded path, and the query as it was and decoded', async () => {
    const event = await echo('/a%20b/%C3%A9?q=Rusia%20NATO&tag=1&tag=2');
    expect(event).toMatchObject({
      rawPath: '/a b/é',
      rawQueryString: 'q=Rusia%20NATO&tag=1&tag=2',
      queryStringParameters: { q: 'Rusia NATO', tag: '1,2' },
      routeKey: '$default',
      requestContext: { http: { method: 'GET', sourceIp: '127.0.0.1' } },
    });
  });

  it('with header names in lower case and cookies apart', async () => {
    const event = await echo('/', { headers: { 'X-Custom': 'a', Cookie: 'a=1; b=2' } });
    expect(event.headers).toMatchObject({ 'x-custom': 'a' });
    expect(event.headers).not.toHaveProperty('cookie');
    expect(event.cookies).toEqual(['a=1', 'b=2']);
  });

  it('by the more exact route', async () => {
    expect(await echo('/feeds/7/items')).toMatchObject({
      routeKey: 'ANY /feeds/{id}/items',
      pathParameters: { id: '7' },
    });
  });

  it.each([
    ['application/json', '{"a":1}', false],
    ['text/plain; charset=utf-8', 'é', false],
    ['application/x-www-form-urlencoded', 'a=1', true],
    ['application/octet-stream', 'x', true],
  ])('with a body of %s that is base64: %s → %s', async (type, body, isBase64Encoded) => {
    const event = await echo('/', { method: 'POST', headers: { 'content-type': type }, body });
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(Buffer.from(event.body!, isBase64Encoded ? 'base64' : 'utf8').toString()).toBe(body);
  });
});

describe('an answer becomes a response', () => {
  const answer = (wish: unknown): Promise<Response> =>
    fetch(stack.url, {
      headers: { 'x-wish': typeof wish === 'string' ? wish : JSON.stringify(wish) },
      redirect: 'manual',
    });

  it('with status, headers and several cookies', async () => {
    const response = await answer({ statusCode: 302, headers: { location: '/x' }, cookies: ['a=1', 'b=2'] });
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('/x');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('of bytes, when it says that it is base64', async () => {
    const body = Buffer.from([0, 255, 128]).toString('base64');
    const response = await answer({ statusCode: 200, body, isBase64Encoded: true });
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255, 128]);
  });

  it('of JSON, when it has no status', async () => {
    const response = await answer({ hello: 'there' });
    expect([response.status, await response.json()]).toEqual([200, { hello: 'there' }]);
  });

  it('without a body for 304 and for HEAD', async () => {
    expect(await (await answer({ statusCode: 304, body: 'x' })).text()).toBe('');
    const head = await fetch(stack.url, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it.each([
    ['fail', 500],
    ['hang', 503],
  ])('of an error when the function does %s: %d', async (wish, status) => {
    expect((await answer(wish)).status).toBe(status);
  });

  it('of 413 when the body is over 10 MB, as the gateway has it', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sending = request(stack.url, { method: 'POST' }, (response) => resolve(response.resume().statusCode));
      sending.on('error', reject);
      sending.end(Buffer.alloc(10 * 1024 * 1024 + 1));
    });
    expect(status).toBe(413);
  });
});
