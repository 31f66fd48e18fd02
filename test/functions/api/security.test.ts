/** For each rule that keeps somebody out: somebody who tries to get in. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Subscriber } from '../../../shared/subscribers/subscriber.ts';
import { OPERATOR_KEY, startPeople, type TestPeople } from '../../support/people.ts';

let people: TestPeople;
let maya: Subscriber;
let budi: Subscriber;

beforeAll(async () => void (people = await startPeople()));
beforeEach(async () => {
  await people.reset();
  maya = await signUp('maya@example.org', 'Rusia NATO');
  budi = await signUp('budi@example.org', 'Venezuela');
});
afterAll(() => people.stop());

async function signUp(email: string, query: string): Promise<Subscriber> {
  await people.request('/v1/subscribers', { json: { email, subscriptions: [{ query }] } });
  await people.confirm(email);
  const { subscriber } = (await people.ports.addresses.find('email', email))!;
  return (await people.ports.subscribers.find(subscriber))!;
}

const wordsOf = async ({ id }: Subscriber) => (await people.ports.subscriptions.list(id)).map(({ text }) => text);

/** Everything that is kept about everybody, to see that nothing changed. */
async function snapshot() {
  const all = [maya, budi].map(async ({ id }) => [
    await people.ports.subscribers.find(id),
    await people.ports.channels.list(id),
    await people.ports.subscriptions.list(id),
    await people.ports.proposals.list(id),
  ]);
  return JSON.stringify(await Promise.all(all));
}

describe('a wrong secret opens nothing', () => {
  const personal: [string, string, unknown?][] = [
    ['GET', '/v1/me'],
    ['PATCH', '/v1/me', { language: 'es' }],
    ['DELETE', '/v1/me'],
    ['POST', '/v1/me/pause'],
    ['POST', '/v1/me/resume'],
    ['PUT', '/v1/me/phone', { phone: '+6281255505530' }],
    ['DELETE', '/v1/me/phone'],
    ['GET', '/v1/me/digests'],
    ['GET', '/v1/digests/now'],
    ['GET', '/v1/subscriptions'],
    ['POST', '/v1/subscriptions', { query: 'Kuba' }],
    ['PATCH', '/v1/subscriptions/any', { urgent: true }],
    ['DELETE', '/v1/subscriptions/any'],
    ['POST', '/v1/proposals/any'],
    ['DELETE', '/v1/proposals/any'],
  ];
  const secrets: [string, () => string | undefined][] = [
    ['none', () => undefined],
    ['a made-up one', () => 'A'.repeat(22)],
    ['an empty one', () => ''],
    ['the one to pause', () => maya.pauseToken],
    ['the one to leave', () => maya.leaveToken],
    ['the operator’s key', () => OPERATOR_KEY],
    ['the subscriber’s id', () => maya.id],
  ];

  it.each(personal)('%s %s', async (method, path, json) => {
    const before = await snapshot();
    for (const [, secret] of secrets) {
      const token = secret();
      const { status } = await people.request(path, {
        method,
        ...(json !== undefined && { json }),
        ...(token !== undefined && { token }),
      });
      expect(status).toBe(401);
    }
    expect(await snapshot()).toBe(before);
  });

  it.each([
    ['manage', (one: Subscriber) => `/m/${one.pauseToken}`],
    ['manage', (one: Subscriber) => `/m/${one.id}`],
    ['pause', (one: Subscriber) => `/p/${one.manageToken}`],
    ['leave', (one: Subscriber) => `/l/${one.manageToken}`],
    ['stop', (one: Subscriber) => `/x/${one.leaveToken}`],
    ['digest', (one: Subscriber) => `/d/now/${one.pauseToken}`],
    ['feed', (one: Subscriber) => `/f/${one.manageToken}.rss`],
  ])('a link of one purpose does not open another: %s', async (_purpose, path) => {
    const before = await snapshot();
    expect((await people.request(path(maya))).status).toBe(404);
    expect((await people.request(path(maya), { form: { wish: 'pause' } })).status).toBe(404);
    expect(await snapshot()).toBe(before);
  });
});

describe('what belongs to somebody else stays theirs', () => {
  it('their words can neither be seen, changed nor stopped', async () => {
    const [theirs] = await people.ports.subscriptions.list(budi.id);
    const token = maya.manageToken;
    const path = `/v1/subscriptions/${theirs!.query}`;
    expect((await people.request('/v1/subscriptions', { token })).text).not.toContain('Venezuela');
    expect((await people.request(path, { method: 'PATCH', json: { modes: { email: 'off' } }, token })).status).toBe(
      404,
    );
    expect((await people.request(path, { method: 'DELETE', token })).status).toBe(404);
    await people.request(`/m/${token}/stop`, { form: { query: theirs!.query } });
    expect(await wordsOf(budi)).toEqual(['Venezuela']);
    expect(await people.ports.subscriptions.find(budi.id, theirs!.query)).toMatchObject({ modes: { email: 'alert' } });
  });

  it('their number cannot be taken: nothing is sent, and nothing is told', async () => {
    await people.request('/v1/me/phone', { method: 'PUT', json: { phone: '+6281255505530' }, token: budi.manageToken });
    await people.takeDeliveries();
    const answer = await people.request('/v1/me/phone', {
      method: 'PUT',
      json: { phone: '+6281255505530' },
      token: maya.manageToken,
    });
    expect(answer.status).toBe(202);
    expect(await people.takeDeliveries()).toEqual([]);
    expect(await people.ports.addresses.find('sms', '+6281255505530')).toMatchObject({ subscriber: budi.id });
    const free = await people.request('/v1/me/phone', {
      method: 'PUT',
      json: { phone: '+6281255505531' },
      token: (await signUp('clara@example.org', 'Kuba')).manageToken,
    });
    const channelsOf = ({ json }: typeof free) => (json() as { channels: { kind: string; state: string }[] }).channels;
    const states = (one: typeof free) => channelsOf(one).map(({ kind, state }) => [kind, state]);
    expect(states(answer)).toEqual(states(free));
    // And taking the number away again does not take it from its owner.
    await people.request('/v1/me/phone', { method: 'DELETE', token: maya.manageToken });
    expect(await people.ports.addresses.find('sms', '+6281255505530')).toMatchObject({ subscriber: budi.id });
  });

  it('whose address it is cannot be seen by signing it up beside a number of one’s own', async () => {
    const seen: unknown[] = [];
    for (const [index, email] of ['budi@example.org', 'nobody@example.org'].entries()) {
      const phone = `+628125550553${index}`;
      await people.request('/v1/subscribers', { json: { email, phone, subscriptions: [{ query: 'Kuba' }] } });
      const { subscriber } = (await people.ports.addresses.find('sms', phone))!;
      const { code } = (await people.ports.channels.find(subscriber, 'sms'))!;
      const { json } = await people.request('/v1/subscribers/verify', { json: { phone, code } });
      const { manageToken } = json() as { manageToken: string };
      const { text } = await people.request('/v1/me', { token: manageToken });
      const { channels, subscriptions } = JSON.parse(text) as {
        channels: { kind: string; state: string }[];
        subscriptions: { modes: unknown }[];
      };
      seen.push([channels.map(({ kind, state }) => [kind, state]), subscriptions.map(({ modes }) => modes)]);
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(await people.ports.addresses.find('email', 'budi@example.org')).toMatchObject({ subscriber: budi.id });
    expect(people.endpoint.outbox.list({ to: 'budi@example.org', kind: 'confirmation' })).toHaveLength(1);
  });

  describe('whoever signs up an address of somebody else beside a number of their own', () => {
    const victim = 'clara@example.org';
    const phone = '+6281255505537';
    const attack = (number = phone) =>
      people.request('/v1/subscribers', { json: { email: victim, phone: number, subscriptions: [{ query: 'Kuba' }] } });
    const verify = async (): Promise<string> => {
      const { subscriber } = (await people.ports.addresses.find('sms', phone))!;
      const { code } = (await people.ports.channels.find(subscriber, 'sms'))!;
      const { json } = await people.request('/v1/subscribers/verify', { json: { phone, code } });
      return (json() as { manageToken: string }).manageToken;
    };
    const look = async (token: string): Promise<string> => (await people.request('/v1/me', { token })).text;

    it.each(['verified before', 'verified after'])('sees nothing of what its owner asks for: %s', async (when) => {
      await attack();
      const early = when === 'verified before' ? await verify() : undefined;
      const before = early && (await look(early));
      const hers = await signUp(victim, 'Perdamaian Venezuela');
      const token = early ?? (await verify());
      expect(await look(token)).not.toContain('Perdamaian');
      if (before) expect(await look(token)).toBe(before);
      expect(token).not.toBe(hers.manageToken);
      expect(await wordsOf(hers)).toEqual(['Perdamaian Venezuela']);
      expect((await people.ports.channels.list(hers.id)).map(({ kind, state }) => [kind, state])).toEqual([
        ['email', 'verified'],
      ]);
      // A second try does not get there either, nor does the confirmation of the first mail.
      await attack();
      for (const { id } of people.endpoint.outbox.list({ to: victim, kind: 'confirmation' })) {
        people.endpoint.outbox.confirm(id);
      }
      people.clock.advance(60_000);
      await people.reconcile('pending');
      const { channels } = JSON.parse(await look(token)) as { channels: unknown[] };
      expect(channels).toContainEqual({ kind: 'email', address: victim, state: 'pending' });
      await people.request('/v1/subscribers', { json: { email: victim, subscriptions: [{ query: 'Rahasia' }] } });
      expect(await look(token)).not.toContain('Rahasia');
    });

    it('cannot make the address be asked again and again by ever other numbers', async () => {
      for (let number = 0; number < 9; number++) await attack(`+628125550570${number}`);
      expect(people.endpoint.outbox.list({ to: victim, kind: 'confirmation' })).toHaveLength(4);
    });
  });

  it('who signs up both of their own twice has one account', async () => {
    const json = { email: 'dewi@example.org', phone: '+6281255505538', subscriptions: [{ query: 'Kuba' }] };
    for (let time = 0; time < 2; time++) await people.request('/v1/subscribers', { json });
    const owners = [
      await people.ports.addresses.find('email', json.email),
      await people.ports.addresses.find('sms', json.phone),
    ];
    expect(owners[0]!.subscriber).toBe(owners[1]!.subscriber);
  });

  it('numbers of strangers ring five times a day at most by one personal link, however often it is tried', async () => {
    await people.takeDeliveries();
    for (let number = 0; number < 9; number++) {
      const json = { phone: `+628125550560${number}` };
      const { status } = await people.request('/v1/me/phone', { method: 'PUT', json, token: maya.manageToken });
      expect(status).toBe(202);
      await people.request('/v1/me/phone', { method: 'DELETE', token: maya.manageToken });
    }
    expect(await people.takeDeliveries()).toHaveLength(5);
  });
});

describe('looking changes nothing', () => {
  it.each([
    ['stop', async () => `/x/${(await people.ports.subscriptions.list(maya.id))[0]!.stopToken}`],
    ['pause', async () => `/p/${maya.pauseToken}`],
    ['leave', async () => `/l/${maya.leaveToken}`],
    ['manage', async () => `/m/${maya.manageToken}`],
    ['pause, by the form’s own address', async () => `/m/${maya.manageToken}/pause`],
    ['stop, by the form’s own address', async () => `/m/${maya.manageToken}/stop?query=any`],
    ['digest', async () => `/d/now/${maya.manageToken}`],
    ['sign-up', async () => '/sign-up?q=Kuba&email=maya@example.org'],
  ])('%s', async (_case, path) => {
    const before = await snapshot();
    const writes = () =>
      people.calls.filter(({ action }) => !/^(Get|Query|BatchGet|Receive|Delete(Message))/.test(action)).length;
    const written = writes();
    await people.request(await path());
    await people.request(await path(), { method: 'HEAD' });
    expect(writes()).toBe(written);
    expect(await snapshot()).toBe(before);
  });

  it('and the button does what it says: stop, pause, go on, leave', async () => {
    const [words] = await people.ports.subscriptions.list(maya.id);
    expect((await people.request(`/x/${words!.stopToken}`, { form: {} })).text).toContain('Rusia NATO is stopped.');
    expect(await wordsOf(maya)).toEqual([]);
    await people.request(`/p/${maya.pauseToken}`, { form: { wish: 'pause' } });
    expect(await people.ports.subscribers.find(maya.id)).toHaveProperty('pausedAt');
    await people.request(`/p/${maya.pauseToken}`, { form: { wish: 'resume' } });
    expect(await people.ports.subscribers.find(maya.id)).not.toHaveProperty('pausedAt');
    await people.request(`/l/${maya.leaveToken}`, { form: {} });
    expect(await people.ports.subscribers.find(maya.id)).toBeNull();
    expect((await people.request(`/l/${maya.leaveToken}`)).status).toBe(404);
  });
});

describe('the operator’s key', () => {
  const routes: [string, string, unknown?][] = [
    ['GET', '/v1/feeds'],
    ['POST', '/v1/feeds', { url: 'https://harian-samudra.example/feed.xml' }],
    ['GET', '/v1/feeds/any'],
    ['DELETE', '/v1/feeds/any'],
    ['POST', '/v1/feeds/any/poll'],
  ];

  it.each(routes)('%s %s: 401 without, 403 with another one, also a personal one', async (method, path, json) => {
    const ask = async (token?: string) =>
      (
        await people.request(path, {
          method,
          ...(json !== undefined && { json }),
          ...(token !== undefined && { token }),
        })
      ).status;
    expect(await ask()).toBe(401);
    expect(await ask(`${OPERATOR_KEY}x`)).toBe(403);
    expect(await ask(maya.manageToken)).toBe(403);
    expect(await ask(OPERATOR_KEY)).not.toBe(403);
  });

  it('without one configured, nobody is an operator, and the answer says what to set', async () => {
    const closed = await startPeople({ operatorKeyHash: '' });
    try {
      for (const token of [undefined, '', 'anything']) {
        const { status, json } = await closed.request('/v1/feeds', token === undefined ? {} : { token });
        expect(status).toBe(403);
        expect(json()).toMatchObject({ detail: expect.stringContaining('operatorKeyHash') });
      }
    } finally {
      await closed.stop();
    }
  });
});

describe('hostile input', () => {
  it.each([
    ['by its length header', { 'content-length': String(70_000) }],
    ['as it comes', {}],
  ])('a body that is too large is refused, %s', async (_case, headers) => {
    const json = { email: 'a@example.org', subscriptions: [{ query: 'x'.repeat(70_000) }] };
    const { status, json: body } = await people.request('/v1/subscribers', { json, headers });
    expect(status).toBe(413);
    expect(body()).toMatchObject({ type: 'https://siaga.example.org/problems/body-too-large' });
  });

  it('a body that is no JSON is refused as such', async () => {
    const response = await people.app.request('/v1/subscribers', {
      method: 'POST',
      body: '{"email": ',
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ type: 'https://siaga.example.org/problems/json-invalid' });
  });

  it('words are shown as words, wherever they stand', async () => {
    const hostile = `<script>alert(1)</script> "><img src=x onerror=alert(1)>`;
    const query = `"${hostile.replaceAll('"', '')}"`;
    await people.request('/v1/subscriptions', { json: { query }, token: maya.manageToken });
    const stop = (await people.ports.subscriptions.list(maya.id)).find(({ text }) => text.includes('script'));
    const pages = [
      `/m/${maya.manageToken}`,
      `/d/now/${maya.manageToken}`,
      `/x/${stop!.stopToken}`,
      `/sign-up?q=${encodeURIComponent(query)}`,
    ];
    for (const path of [...pages, `/sign-up?q=${encodeURIComponent(hostile)}`, `/%3Cscript%3Ealert(1)`]) {
      const { text } = await people.request(path);
      expect(text).not.toMatch(/<script|<img/i);
    }
  });

  it.each([
    ['/sign-up', { q: 'Rusia', email: 'maya@example.org\r\nBcc: all@example.org' }],
    ['/manage', { email: 'maya@example.org\nTo: all@example.org' }],
  ])('an address with a line break goes nowhere: %s', async (path, form) => {
    const sent = people.endpoint.outbox.list().length;
    expect((await people.request(path, { form })).status).toBe(422);
    expect(people.endpoint.outbox.list()).toHaveLength(sent);
  });

  it('a name from the prototype is no action of the manage page', async () => {
    for (const action of ['constructor', '__proto__', 'toString']) {
      expect((await people.request(`/m/${maya.manageToken}/${action}`, { form: {} })).status).toBe(404);
    }
    expect((await people.request(`/m/${maya.manageToken}?done=constructor`)).text).not.toContain('native code');
  });
});

describe('headers of pages', () => {
  it('no link of a page leads to another host because its path began with two slashes', async () => {
    for (const path of ['//evil.example/x', '/\\evil.example/x']) {
      const url = new URL('http://localhost/');
      const response = await people.app.fetch(new Request(`${url.origin}${path}`));
      expect(await response.text()).not.toMatch(/href="[/\\]{2}/);
    }
  });

  it('nobody keeps what the API says', async () => {
    const { headers } = await people.request('/v1/me', { token: maya.manageToken });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['a page for all', () => '/', 'public, max-age=30'],
    ['manage', () => `/m/${maya.manageToken}`, 'no-store'],
    ['leave', () => `/l/${maya.leaveToken}`, 'no-store'],
    ['digest', () => `/d/now/${maya.manageToken}`, 'no-store'],
    ['a link that has ended', () => `/m/${'A'.repeat(22)}`, 'no-store'],
  ])('%s', async (_case, path, cache) => {
    const { headers } = await people.request(path());
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe(cache);
  });

  it('no page needs what the policy forbids: scripts, styles of its own, pictures from elsewhere', async () => {
    const paths = [
      '/',
      '/sign-up?q=Rusia',
      '/sources',
      '/docs',
      '/manage',
      `/m/${maya.manageToken}`,
      `/d/now/${maya.manageToken}`,
    ];
    for (const path of paths) {
      const { text, status } = await people.request(path);
      expect(status).toBe(200);
      expect(text).not.toMatch(/<script|<style|\sstyle=|\son\w+=|src="http/i);
    }
  });
});

describe('when something breaks', () => {
  const json = { email: 'clara@example.org', subscriptions: [{ query: 'Kuba' }] };
  const asked = () => people.endpoint.outbox.list({ to: json.email, kind: 'confirmation' });
  const broken: [string, Error, number, string][] = [
    ['for a moment', Object.assign(new Error('Rate exceeded'), { name: 'ThrottledException' }), 503, 'try-again'],
    ['for good', new Error('secret detail'), 500, 'internal'],
  ];

  /** What was logged while this part fails. */
  async function whileBroken(part: 'sns' | 'limits', failure: Error, work: () => Promise<void>): Promise<string> {
    const { topics, limits } = people.services.people;
    const { subscribeEmail } = topics;
    const { take } = limits;
    const { error } = people.services.log;
    const logged: unknown[] = [];
    if (part === 'sns') topics.subscribeEmail = () => Promise.reject(failure);
    else limits.take = () => Promise.reject(failure);
    people.services.log.error = (words, facts) => void logged.push(words, JSON.stringify(facts), facts['error']);
    try {
      await work();
    } finally {
      topics.subscribeEmail = subscribeEmail;
      limits.take = take;
      people.services.log.error = error;
    }
    return logged.join();
  }

  it.each(broken)(
    'for everybody, %s, the answer tells no detail and the log no address',
    async (_case, failure, status, code) => {
      const logged = await whileBroken('limits', failure, async () => {
        const answer = await people.request('/v1/subscribers', { json });
        expect(answer.status).toBe(status);
        expect(answer.json()).toMatchObject({ type: `https://siaga.example.org/problems/${code}` });
        expect(answer.text).not.toContain('secret detail');
      });
      expect(logged).toContain(failure.message);
      expect(logged).not.toContain('clara');
    },
  );

  it.each(broken)(
    'for new addresses only, %s, a stranger cannot tell, and the next sign-up makes it whole',
    async (_case, failure, status) => {
      const logged = await whileBroken('sns', failure, async () => {
        const fresh = await people.request('/v1/subscribers', { json });
        const known = await people.request('/v1/subscribers', { json: { ...json, email: 'maya@example.org' } });
        expect(fresh.status).toBe(202);
        expect(fresh.text.replaceAll('clara@', 'maya@')).toBe(known.text);
        expect((await people.request('/sign-up', { form: { q: 'Kuba', email: json.email } })).status).toBe(202);
        // Who signs people up is told.
        expect((await people.request('/v1/subscribers', { json, token: OPERATOR_KEY })).status).toBe(status);
      });
      expect(logged).toContain(failure.message);
      expect(logged).not.toContain('clara');
      expect(asked()).toHaveLength(0);
      // What broke has not used up the one confirmation of the day.
      await people.request('/v1/subscribers', { json });
      expect(asked()).toHaveLength(1);
    },
  );
});

describe('the time until the answer', () => {
  const words = [{ query: 'Kuba' }];
  const ways: [string, (email: string, token?: string) => Promise<{ status: number }>][] = [
    [
      'POST /v1/subscribers',
      (email, token) =>
        people.request('/v1/subscribers', { json: { email, subscriptions: words }, ...(token && { token }) }),
    ],
    ['POST /v1/links', (email, token) => people.request('/v1/links', { json: { email }, ...(token && { token }) })],
    [
      'the form to sign up',
      (email, token) => people.request('/sign-up', { form: { q: 'Kuba', email }, ...(token && { token }) }),
    ],
    [
      'the form for a lost link',
      (email, token) => people.request('/manage', { form: { email }, ...(token && { token }) }),
    ],
  ];

  /** Whether the answer comes while the timer runs, and after it. */
  async function answering(ask: () => Promise<{ status: number }>) {
    let ring = (): void => undefined;
    const timers: number[] = [];
    const { sleep } = people.services;
    people.services.sleep = (ms) => {
      timers.push(ms);
      return new Promise((resolve) => (ring = resolve));
    };
    try {
      let isEarly = false;
      const answer = ask().then((one) => ((isEarly = true), one));
      await new Promise((resolve) => setTimeout(resolve, 400));
      const early = isEarly;
      ring();
      return { early, timers, status: (await answer).status };
    } finally {
      people.services.sleep = sleep;
    }
  }

  it.each(ways)('is no shorter for a known address than for a new one: %s', async (_way, ask) => {
    for (const email of ['maya@example.org', 'nobody@example.org']) {
      expect(await answering(() => ask(email))).toEqual({ early: false, timers: [1_500], status: 202 });
    }
  });

  it('is not drawn out for an operator', async () => {
    for (const [, ask] of ways) {
      const { early, timers } = await answering(() => ask('nobody@example.org', OPERATOR_KEY));
      expect({ early, timers }).toEqual({ early: true, timers: [] });
    }
  });

  it('does not tell whose number it is either', async () => {
    const json = { phone: '+6281255505530' };
    const put = () => people.request('/v1/me/phone', { method: 'PUT', json, token: maya.manageToken });
    expect(await answering(put)).toEqual({ early: false, timers: [1_500], status: 202 });
  });
});

it('the api never publishes', () => {
  expect(people.calls.map(({ action }) => action)).not.toContain('Publish');
});
