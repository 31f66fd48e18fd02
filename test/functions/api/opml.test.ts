/** Lists of feeds over the API: by an operator, in and out. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { OPERATOR_KEY, startPeople, type Answer, type TestPeople } from '../../support/people.ts';

let people: TestPeople;
beforeAll(async () => void (people = await startPeople()));
beforeEach(() => people.reset());
afterAll(() => people.stop());

const outline = (n: number, folder = 'Dunia'): string =>
  `<outline text="${folder}"><outline text="Kabar ${n}" xmlUrl="https://kabar${n}.example/rss"/></outline>`;
const send = async (body: string, token: string | undefined = OPERATOR_KEY): Promise<Answer> => {
  const response = await people.app.request('/v1/opml', {
    method: 'POST',
    headers: { 'content-type': 'text/x-opml', ...(token && { authorization: `Bearer ${token}` }) },
    body,
  });
  const text = await response.text();
  return { status: response.status, text, headers: response.headers, json: () => JSON.parse(text) };
};
const list = (body: string): string => `<opml version="2.0"><body>${body}</body></opml>`;

it('a list goes in, says what became of each feed, and comes out again', async () => {
  const bad = '<outline text="x" xmlUrl="http://169.254.169.254/"/>';
  expect((await send(list(outline(1) + outline(2) + bad))).json()).toEqual({
    added: 2,
    known: 0,
    refused: [{ url: 'http://169.254.169.254/', detail: '169.254.169.254 is not an address on the public internet.' }],
  });
  expect((await send(list(outline(1) + outline(3)))).json()).toMatchObject({ added: 1, known: 1 });
  const answer = await people.request('/v1/opml', { token: OPERATOR_KEY });
  expect(answer.headers.get('content-type')).toBe('text/x-opml; charset=utf-8');
  expect(answer.text.match(/xmlUrl="[^"]+"/g)).toHaveLength(3);
  expect(answer.text).toContain('<outline text="Dunia">');
});

it('two hundred feeds of one host: their first polls come a group at a time', async () => {
  const feeds = Array.from({ length: 200 }, (_, n) => `<outline xmlUrl="https://kabar.example/${n}.xml"/>`);
  expect((await send(list(feeds.join('')))).json()).toMatchObject({ added: 200 });
  const sent = people.calls.filter(({ service, action }) => service === 'sqs' && action.startsWith('SendMessage'));
  expect(sent).toHaveLength(1);
});

it.each<[string, () => Promise<Answer>, number, RegExp]>([
  ['nobody in particular', () => send(list(outline(1)), ''), 401, /operator/],
  ['a stranger who asks', () => people.request('/v1/opml'), 401, /operator/],
  ['what is no OPML', () => send('Halo'), 422, /not OPML/],
  ['a list of nothing', () => send(list('<outline text="x"/>')), 422, /xmlUrl/],
  [
    'too many feeds',
    () => send(list(Array.from({ length: 1_001 }, (_, n) => `<outline xmlUrl="https://k${n}.example/"/>`).join(''))),
    422,
    /1001 feeds/,
  ],
  ['more than a megabyte', () => send(list(`<!--${'x'.repeat(1024 * 1024)}-->`)), 413, /1 MiB/],
])('refused: %s', async (_case, request, status, words) => {
  const answer = await request();
  expect(answer.status).toBe(status);
  expect(answer.text).toMatch(words);
});

it('a list larger than other bodies may be is taken', async () => {
  const long = list(`<!--${'x'.repeat(200_000)}-->${outline(1)}`);
  expect((await send(long)).json()).toMatchObject({ added: 1 });
});
