/** Reconcile against the stand-in for SNS: who confirmed, who left, what interrupted work leaves behind. */
import { CreateTopicCommand, ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../shared/platform/clock.ts';
import { hash } from '../../../shared/platform/ids.ts';
import { parseQuery } from '../../../shared/queries/parseQuery.ts';
import { QUERY_SHARDS } from '../../../shared/store/queries.ts';
import { sweep } from '../../../shared/subscribers/sweep.ts';
import { tidy } from '../../../shared/subscribers/tidy.ts';
import { OPERATOR_KEY, startPeople, type TestPeople } from '../../support/people.ts';

let people: TestPeople;
let topics: SNSClient;
beforeAll(async () => {
  people = await startPeople();
  topics = new SNSClient({
    endpoint: people.endpoint.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'tester', secretAccessKey: 'any' },
  });
});
beforeEach(() => people.reset());
afterAll(async () => {
  topics.destroy();
  await people.stop();
});

const MAYA = 'maya@example.org';
const PHONE = '+6281255505530';

async function signUp(body: Record<string, unknown> = {}): Promise<string> {
  const json = { email: MAYA, subscriptions: [{ query: 'Rusia NATO' }], ...body };
  await people.request('/v1/subscribers', { json, token: OPERATOR_KEY });
  const [kind, address] = json.email ? (['email', json.email] as const) : (['sms', PHONE] as const);
  return (await people.services.people.addresses.find(kind, address))!.subscriber;
}

const confirmOnly = (email = MAYA): void => {
  const [asked] = people.endpoint.outbox.list({ to: email, kind: 'confirmation' });
  people.endpoint.outbox.confirm(asked!.id);
};

const stateOf = async (subscriber: string, kind: 'email' | 'sms' = 'email') =>
  (await people.ports.channels.find(subscriber, kind))?.state;

const topicNames = async (): Promise<string[]> => {
  const { Topics = [] } = await topics.send(new ListTopicsCommand({}));
  return Topics.map(({ TopicArn = '' }) => TopicArn.split(':').at(-1)!);
};

/** To a minute of the day in which every step of the back-off is due. */
const toFullHour = (): void => people.clock.advance(HOUR - (people.clock.time() % HOUR));

const looks = (): number => people.calls.filter(({ action }) => action === 'GetSubscriptionAttributes').length;

describe('pending', () => {
  it('welcomes whoever confirmed, once', async () => {
    const subscriber = await signUp();
    await people.reconcile('pending');
    expect(await stateOf(subscriber)).toBe('pending');
    confirmOnly();
    await people.reconcile('pending');
    await people.reconcile('pending');
    expect(await stateOf(subscriber)).toBe('verified');
    expect(await people.takeDeliveries()).toHaveLength(1);
  });

  it('looks every minute for a quarter of an hour, then ever more rarely', async () => {
    toFullHour();
    await signUp();
    const lookedAt: number[] = [];
    for (let minute = 0; minute < 6 * 60; minute++) {
      const before = looks();
      await people.reconcile('pending');
      if (looks() > before) lookedAt.push(minute);
      people.clock.advance(MINUTE);
    }
    expect(lookedAt.filter((minute) => minute < 15)).toHaveLength(15);
    expect(lookedAt.filter((minute) => minute >= 20 && minute < 60)).toEqual([20, 25, 30, 35, 40, 45, 50, 55]);
    expect(lookedAt.filter((minute) => minute >= 65 && minute < 180)).toEqual([75, 90, 105, 120, 135, 150, 165]);
  });

  it.each(['PutItem', 'SendMessageBatch', 'UpdateItem'])(
    'still welcomes when it died in the middle, at %s',
    async (action) => {
      const subscriber = await signUp();
      confirmOnly();
      let calls = 0;
      people.endpoint.fault = (call) => (call.action === action && calls++ === 0 ? 'before' : undefined);
      void people.reconcile('pending').catch(() => undefined);
      await expect.poll(() => calls).toBeGreaterThan(0);
      people.endpoint.fault = undefined;
      people.clock.advance(MINUTE);
      await people.reconcile('pending');
      expect(await stateOf(subscriber)).toBe('verified');
      expect((await people.takeDeliveries()).length).toBeGreaterThanOrEqual(1);
    },
  );

  it('forgets after 48 hours who never confirmed: the address is free, the topic gone', async () => {
    const subscriber = await signUp();
    toFullHour();
    people.clock.advance(48 * HOUR);
    await people.reconcile('pending');
    expect(await people.ports.addresses.find('email', MAYA)).toBeNull();
    expect(await people.ports.subscribers.find(subscriber)).toBeNull();
    await people.reconcile('pending');
    expect(await topicNames()).toEqual([]);
    expect(await signUp()).not.toBe(subscriber);
    expect(people.endpoint.outbox.list({ to: MAYA, kind: 'confirmation' })).toHaveLength(2);
  });

  it('forgets only the address when another channel is confirmed', async () => {
    const subscriber = await signUp({ phone: PHONE });
    const code = (await people.ports.channels.find(subscriber, 'sms'))!.code;
    await people.request('/v1/subscribers/verify', { json: { phone: PHONE, code } });
    toFullHour();
    people.clock.advance(48 * HOUR);
    await people.reconcile('pending');
    expect(await people.ports.subscribers.find(subscriber)).not.toBeNull();
    expect(await stateOf(subscriber, 'sms')).toBe('verified');
    expect(await people.ports.channels.find(subscriber, 'email')).toBeNull();
    expect(await topicNames()).toEqual([]);
  });
});

describe('leaving', () => {
  it('is erased whole within a minute: rows, addresses, tokens, topic', async () => {
    const subscriber = await signUp({ phone: PHONE });
    await people.confirm(MAYA);
    const { leaveToken, manageToken } = (await people.ports.subscribers.find(subscriber))!;
    await people.request(`/l/${leaveToken}`, { form: {} });
    expect(await people.ports.subscribers.find(subscriber)).toBeNull();
    expect(await people.ports.tokens.find(manageToken)).toBeNull();
    await people.reconcile('pending');
    expect(await people.ports.channels.list(subscriber)).toEqual([]);
    expect(await people.ports.subscriptions.list(subscriber)).toEqual([]);
    expect(await people.ports.subscribers.listLeaving()).toEqual([]);
    expect(await people.ports.addresses.find('sms', PHONE)).toBeNull();
    expect(await topicNames()).toEqual([]);
  });

  it('goes on after it was interrupted at any of its calls', async () => {
    for (let nth = 0; ; nth++) {
      await people.reset();
      const subscriber = await signUp();
      await people.confirm(MAYA);
      const { leaveToken } = (await people.ports.subscribers.find(subscriber))!;
      let calls = 0;
      let isCut = false;
      people.endpoint.fault = ({ action }) => {
        const isWrite = action === 'UpdateItem' || action === 'DeleteItem';
        if (isWrite && calls++ === nth) isCut = true;
        return isCut ? 'before' : undefined;
      };
      const left = people.request(`/l/${leaveToken}`, { form: {} });
      const cut = vi
        .waitUntil(() => isCut, { interval: 5, timeout: 5_000 })
        .then(
          () => 'cut',
          () => 'never',
        );
      const outcome = await Promise.race([left.then(() => 'left'), cut]);
      people.endpoint.fault = undefined;
      if (outcome === 'left') return expect(nth).toBeGreaterThan(5);
      await people.reconcile('pending');
      const isMarked = nth > 0;
      expect(await people.ports.subscriptions.list(subscriber)).toHaveLength(isMarked ? 0 : 1);
      expect(await topicNames()).toHaveLength(isMarked ? 0 : 1);
    }
  }, 30_000);
});

describe('sweep', () => {
  it('finds who used the link that SNS puts under every e-mail', async () => {
    const subscriber = await signUp();
    const other = await signUp({ email: 'budi@example.org' });
    await people.confirm(MAYA);
    await people.confirm('budi@example.org');
    const [mail] = people.endpoint.outbox.list({ to: MAYA });
    people.endpoint.outbox.unsubscribe(mail!.id);
    people.clock.advance(MINUTE);
    await people.reconcile('sweep');
    expect([await stateOf(subscriber), await stateOf(other)]).toEqual(['left', 'verified']);
    expect(await people.ports.addresses.find('email', MAYA)).toBeNull();
  });

  it('takes a missing subscription for a suspicion only, and asks the topic', async () => {
    const subscriber = await signUp();
    await people.confirm(MAYA);
    people.clock.advance(MINUTE);
    const watch = { ...people.ports.topics, listSubscribed: async () => new Set<string>() };
    const report = await sweep({ ...people.ports, topics: watch }, () => true);
    expect(report).toMatchObject({ kind: 'swept', channels: 1, left: 0 });
    expect(await stateOf(subscriber)).toBe('verified');
  });

  it('concludes nothing from a list that was not read to its end', async () => {
    const subscriber = await signUp();
    await people.confirm(MAYA);
    people.endpoint.outbox.unsubscribe(people.endpoint.outbox.list({ to: MAYA })[0]!.id);
    people.clock.advance(MINUTE);
    expect(await sweep(people.ports, () => false)).toEqual({ kind: 'out-of-time' });
    expect(await stateOf(subscriber)).toBe('verified');
  });

  it('takes a crowd that is missing at once for a fault and not for people', async () => {
    for (let number = 0; number < 25; number++) {
      await signUp({ email: `reader${number}@example.org` });
      confirmOnly(`reader${number}@example.org`);
    }
    await people.reconcile('pending');
    people.clock.advance(MINUTE);
    const watch = {
      ...people.ports.topics,
      listSubscribed: async () => new Set<string>(),
      hasSubscriber: async () => false,
    };
    expect(await sweep({ ...people.ports, topics: watch }, () => true)).toEqual({
      kind: 'crowd',
      channels: 25,
      missing: 25,
    });
    expect(await people.ports.channels.listVerified(people.clock.now())).toHaveLength(25);
  });

  it('does not count the topics of another copy of Siaga in the account', async () => {
    await signUp();
    await people.confirm(MAYA);
    await topics.send(new CreateTopicCommand({ Name: 'siaga2-somebody-email' }));
    expect([...(await people.ports.topics.listSubscribed(() => true))!]).toHaveLength(1);
  });
});

describe('tidy', () => {
  const readNato = () => {
    const reading = parseQuery('NATO');
    if (!reading.ok) throw new Error('NATO is a query');
    return reading.query;
  };
  const registered = async (): Promise<string[]> => {
    const all: string[] = [];
    for await (const page of people.ports.queries.listAll()) all.push(...page.map(({ text }) => text));
    return all;
  };

  it('retires a query that nobody watches any more, and keeps the others', async () => {
    const subscriber = await signUp({ subscriptions: [{ query: 'Rusia' }, { query: 'Kuba', mode: 'digest' }] });
    const [rusia] = await people.ports.subscriptions.list(subscriber);
    const { manageToken } = (await people.ports.subscribers.find(subscriber))!;
    await people.request(`/v1/subscriptions/${rusia!.query}`, { method: 'DELETE', token: manageToken });
    people.clock.advance(2 * HOUR);
    await people.reconcile('tidy');
    expect((await registered()).join()).toMatch(/^kuba$/i);
  });

  it('drops audience rows without a subscription, and spares what is younger than an hour', async () => {
    const query = readNato();
    const row = { subscriber: 'nobodyatall22222', channels: ['email' as const], since: people.clock.time() };
    await people.ports.audience.put(query.id, row);
    await people.services.people.queries.register(query, people.clock.now());
    await people.reconcile('tidy');
    expect((await people.ports.audience.list(query.id, 10)).members).toHaveLength(1);
    people.clock.advance(HOUR + 1);
    await people.reconcile('tidy');
    expect((await people.ports.audience.list(query.id, 10)).members).toEqual([]);
    expect(await registered()).toEqual([]);
  });

  it('registers a query again for whom began to watch while it was retired', async () => {
    const query = readNato();
    await people.services.people.queries.register(query, people.clock.now());
    const { retire } = people.ports.queries;
    const queries = {
      ...people.ports.queries,
      async retire(id: string, now: Date) {
        await people.ports.audience.put(query.id, {
          subscriber: 'somebodynew22222',
          channels: [],
          since: people.clock.time(),
        });
        await retire(id, now);
      },
    };
    await tidy({ ...people.ports, queries }, () => true);
    expect(await registered()).toEqual([query.canonical]);
  });

  it('looks at every query within as many nights as there are shards, when a night has time for three only', async () => {
    const all = Array.from({ length: 40 }, (_, number) => hash(`query ${number}`));
    for (const id of all) await people.services.people.queries.register({ id, canonical: id }, people.clock.now());
    const lookedAt = new Set<string>();
    const watched = { members: [{ subscriber: 'somebody22222222', channels: [], since: Infinity }] };
    const audience = { ...people.ports.audience, list: async (id: string) => (lookedAt.add(id), watched) };
    for (let night = 0; night < QUERY_SHARDS; night++) {
      let looks = 0;
      await tidy({ ...people.ports, audience }, () => looks++ < 3);
      people.clock.advance(DAY);
    }
    expect([...lookedAt].sort()).toEqual(all.sort());
  });

  it('forgets, a week later, whose last channel has left', async () => {
    const subscriber = await signUp();
    await people.confirm(MAYA);
    people.endpoint.outbox.unsubscribe(people.endpoint.outbox.list({ to: MAYA })[0]!.id);
    people.clock.advance(MINUTE);
    await people.reconcile('sweep');
    await people.reconcile('tidy');
    expect(await people.ports.subscribers.find(subscriber)).not.toBeNull();
    people.clock.advance(7 * DAY + MINUTE);
    await people.reconcile('tidy');
    expect(await people.ports.subscribers.find(subscriber)).toBeNull();
    await people.reconcile('pending');
    expect(await topicNames()).toEqual([]);
  });
});
