import { describe, expect, it } from 'vitest';
import type { Call } from '../../local/endpoint/index.ts';
import { watchNews, type NewsEvent } from '../../local/newsEvents.ts';
import { traceLine } from '../../local/traceLine.ts';

const article = {
  id: 'a1',
  revision: 0,
  feed: 'f',
  outlet: 'Pelita Pagi',
  outletFamily: 'pelita.example',
  title: 'Rusia dan NATO',
  summary: '',
  link: 'https://pelita.example/1',
  lang: 'id',
  author: '',
  categories: [],
  published: null,
  seen: 0,
  firstPoll: false,
  timeliness: 'alert',
};
const { id, published, seen, firstPoll, timeliness } = article;
const alert = {
  v: 1,
  story: { id: 's', revision: 0 },
  article: { id, published, seen, firstPoll, timeliness },
  queries: ['q1', 'q2'],
};

const send = (...messages: unknown[]) => ({
  action: 'SendMessageBatch',
  input: { Entries: messages.map((body) => ({ MessageBody: JSON.stringify(body) })) },
});
const put = (item: Record<string, string>) => ({
  action: 'PutItem',
  input: { Item: Object.fromEntries(Object.entries(item).map(([name, value]) => [name, { S: value }])) },
});
const stored = put({ __edb_e__: 'article', id: 'a1', outlet: 'Pelita Pagi', title: 'Rusia dan NATO' });

function see(...calls: (Pick<Call, 'action' | 'input'> & { status?: number })[]): NewsEvent[] {
  const events: NewsEvent[] = [];
  let listener: (call: Call) => void = () => undefined;
  watchNews({ onCall: (given) => ((listener = given), () => undefined) }, (event) => events.push(event));
  for (const call of calls) listener({ status: 200, ...call } as Call);
  return events;
}

describe('the calls at the endpoint tell', () => {
  it.each<[string, Parameters<typeof see>, NewsEvent[]]>([
    ['an article that was stored', [stored], [{ kind: 'stored', outlet: 'Pelita Pagi', title: 'Rusia dan NATO' }]],
    [
      'articles that were handed on, by outlet',
      [send({ v: 1, articles: [article, { ...article, id: 'a2' }] })],
      [{ kind: 'handed-on', outlet: 'Pelita Pagi', count: 2 }],
    ],
    ['nothing of an article that was not written', [{ ...stored, status: 400 }], []],
    ['nothing of a later page of an alert', [send({ ...alert, queries: ['q1'], from: { shard: 0, after: 'x' } })], []],
    ['nothing of anything else', [send({ v: 1, mailboxes: [] }), put({ pk: 'x' }), { action: 'Query', input: {} }], []],
  ])('%s', (_case, calls, events) => {
    expect(see(...calls)).toEqual(events);
  });

  it('a match, with the words and the headline as far as they were seen', () => {
    const query = put({ query: 'q1', text: 'Rusia NATO' });
    expect(see(stored, query, send(alert)).at(-1)).toEqual({
      kind: 'matched',
      queries: 2,
      words: ['Rusia NATO'],
      title: 'Rusia dan NATO',
    });
    expect(see(send(alert))).toEqual([{ kind: 'matched', queries: 2, words: [], title: '' }]);
  });
});

describe('a line of --trace', () => {
  const call = (action: string, decision: Call['decision'] = 'allowed') =>
    ({ service: 'sqs', action, decision }) as Call;
  const common = { function: 'poll', requestId: 'r', at: new Date(0), ms: 12.4, outcome: 'ok', calls: [] } as const;

  it.each<[string, Parameters<typeof traceLine>[0], string]>([
    [
      'a schedule',
      { ...common, trigger: 'schedule', event: { task: 'pack' }, calls: [] },
      'poll      {"task":"pack"}  12 ms  no calls',
    ],
    [
      'messages, and calls that were made several times',
      {
        ...common,
        trigger: 'queue',
        event: { Records: [{}, {}] },
        calls: [call('SendMessage'), call('SendMessage'), call('ReceiveMessage')],
      },
      'poll      2 messages  12 ms  2 sqs:SendMessage, sqs:ReceiveMessage',
    ],
    [
      'a failure, and a call that was refused',
      {
        ...common,
        trigger: 'queue',
        event: { Records: [{}] },
        outcome: 'failed',
        error: 'no',
        calls: [call('SendMessage', 'refused')],
      },
      'poll      1 message  12 ms  sqs:SendMessage (refused)  failed: no',
    ],
    [
      'a request without its path, in which a personal link may stand',
      {
        ...common,
        trigger: 'http',
        event: { rawPath: '/m/secret', requestContext: { http: { method: 'GET' } } },
        calls: [],
      },
      'poll      GET  12 ms  no calls',
    ],
  ])('tells %s', (_case, invocation, line) => {
    expect(traceLine(invocation)).toBe(line);
  });
});
