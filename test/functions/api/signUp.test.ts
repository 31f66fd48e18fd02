/** Signing up, through the front door: what is written, what is sent, and that a stranger learns nothing. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DAY, MINUTE } from '../../../shared/platform/clock.ts';
import { domainLimit } from '../../../shared/subscribers/limits.ts';
import { OPERATOR_KEY, startPeople, type TestPeople } from '../../support/people.ts';

let people: TestPeople;
beforeAll(async () => void (people = await startPeople()));
beforeEach(() => people.reset());
afterAll(() => people.stop());

const MAYA = 'maya@example.org';
const PHONE = '+6281255505530';

const signUp = (body: Record<string, unknown> = {}, from?: string) =>
  people.request('/v1/subscribers', {
    json: { email: MAYA, subscriptions: [{ query: 'Rusia NATO' }], ...body },
    ...(from !== undefined && { from }),
  });

const ownerOf = async (kind: 'email' | 'sms', address: string): Promise<string> =>
  (await people.services.people.addresses.find(kind, address))!.subscriber;

const manageTokenOf = async (kind: 'email' | 'sms', address: string): Promise<string> =>
  (await people.services.people.subscribers.find(await ownerOf(kind, address)))!.manageToken;

const confirmations = (email = MAYA) => people.endpoint.outbox.list({ to: email, kind: 'confirmation' });

/** The code as deliver would print it. */
async function codeOf(phone = PHONE): Promise<string> {
  const channel = await people.services.people.channels.find(await ownerOf('sms', phone), 'sms');
  return channel!.code!;
}

describe('a new e-mail address', () => {
  it('is asked to confirm, and is told what happens now', async () => {
    const { status, json } = await signUp();
    expect(status).toBe(202);
    expect(json()).toMatchObject({
      title: 'Check your inbox',
      text: expect.stringContaining(`If ${MAYA} can be signed up`),
    });
    expect(confirmations()).toHaveLength(1);
  });

  it('gets a topic of its own, named after its subscriber, and a display name', async () => {
    await signUp();
    const [mail] = confirmations();
    expect(mail!.topicArn).toMatch(new RegExp(`:siaga-${await ownerOf('email', MAYA)}-email$`));
    expect(mail!.from).toContain('Siaga');
  });

  it('is welcomed once reconcile sees that it confirmed, and never twice', async () => {
    await signUp();
    await people.confirm(MAYA);
    const subscriber = await ownerOf('email', MAYA);
    expect(await people.takeDeliveries()).toEqual([
      { subscriber, channel: 'email', notice: expect.stringMatching(/^welcome-email-/) },
    ]);
    people.clock.advance(MINUTE);
    await people.reconcile('pending');
    expect(await people.takeDeliveries()).toEqual([]);
  });

  it('watches its words from the moment of the sign-up, in the chosen way', async () => {
    await signUp({
      subscriptions: [{ query: 'Rusia NATO' }, { query: '"krisis rudal" AND Kuba', mode: 'digest' }],
      timeZone: 'Asia/Jakarta',
      digestAt: '06:30',
      language: 'id',
    });
    const { json } = await people.request('/v1/me', { token: await manageTokenOf('email', MAYA) });
    expect(json()).toMatchObject({
      language: 'id',
      timeZone: 'Asia/Jakarta',
      digestAt: '06:30',
      nextDigestAt: expect.stringMatching(/T23:30:00/),
      channels: [{ kind: 'email', address: MAYA, state: 'pending' }],
      subscriptions: [
        { text: 'Rusia NATO', modes: { email: 'alert' } },
        { text: '"krisis rudal" AND Kuba', modes: { email: 'digest' } },
      ],
    });
  });
});

describe('a new number', () => {
  it('is sent a code by a notice, and is verified by it', async () => {
    await signUp({ email: undefined, phone: '+62 812 5550 5530' });
    const subscriber = await ownerOf('sms', PHONE);
    expect(await people.takeDeliveries()).toEqual([
      { subscriber, channel: 'sms', notice: expect.stringMatching(/^code-/) },
    ]);
    const code = await codeOf();
    const { status, json } = await people.request('/v1/subscribers/verify', { json: { phone: PHONE, code } });
    expect({ status, body: json() }).toEqual({ status: 200, body: { manageToken: await manageTokenOf('sms', PHONE) } });
    expect(await people.takeDeliveries()).toEqual([
      { subscriber, channel: 'sms', notice: expect.stringMatching(/^welcome-sms-/) },
    ]);
  });

  it.each([
    ['wrong', async () => ({ code: (await codeOf()) === '000000' ? '000001' : '000000' })],
    ['older than ten minutes', async () => (people.clock.advance(11 * MINUTE), { code: await codeOf() })],
    ['for another number', async () => ({ phone: '+6281255505531', code: await codeOf() })],
    ['no number at all', async () => ({ phone: 'my phone', code: '123456' })],
  ])('is refused a code that is %s, in the same words', async (_case, guess) => {
    await signUp({ email: undefined, phone: PHONE });
    const { status, json } = await people.request('/v1/subscribers/verify', {
      json: { phone: PHONE, ...(await guess()) },
    });
    expect(status).toBe(422);
    expect(json()).toMatchObject({
      type: 'https://siaga.example.org/problems/code-refused',
      detail: 'The code is wrong, older than ten minutes, or was tried five times. Sign up again to get a new one.',
    });
  });

  it('bears five guesses at a code, then not even the right one', async () => {
    await signUp({ email: undefined, phone: PHONE });
    const code = await codeOf();
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    for (let guess = 0; guess < 5; guess++) {
      await people.request('/v1/subscribers/verify', { json: { phone: PHONE, code: wrong } });
    }
    const { status } = await people.request('/v1/subscribers/verify', { json: { phone: PHONE, code } });
    expect(status).toBe(422);
  });

  it('counts guesses that come at once: of twenty, at most five are compared', async () => {
    await signUp({ email: undefined, phone: PHONE });
    const guesses = Array.from({ length: 20 }, () =>
      people.request('/v1/subscribers/verify', { json: { phone: PHONE, code: '000000' } }),
    );
    await Promise.all(guesses);
    const channel = await people.services.people.channels.find(await ownerOf('sms', PHONE), 'sms');
    expect(channel!.codeAttempts).toBeLessThanOrEqual(5);
    expect(channel!.codeAttempts).toBeGreaterThan(0);
  });
});

describe('the same answer for every address', () => {
  it('new, waiting, verified, over its limit, over the limit of its network: nobody can tell', async () => {
    const answers = [await signUp(), await signUp()];
    await people.confirm(MAYA);
    answers.push(await signUp({ subscriptions: [{ query: 'Venezuela' }] }), await signUp());
    for (let more = 0; more < 20; more++) answers.push(await signUp());
    const tellable = answers.map(({ status, text, headers }) => ({ status, text, headers: [...headers] }));
    expect(new Set(tellable.map((answer) => JSON.stringify(answer)))).toHaveProperty('size', 1);
  });

  it('a lost link is answered the same for who is signed up and who is not', async () => {
    await signUp();
    await people.confirm(MAYA);
    const known = await people.request('/v1/links', { json: { email: MAYA } });
    const unknown = await people.request('/v1/links', { json: { email: 'nobody@example.org' } });
    expect(known.status).toBe(202);
    expect(unknown.text.replaceAll('nobody@', 'maya@')).toBe(known.text);
  });
});

describe('an address that waits for its confirmation', () => {
  it('is asked once a day, however often somebody signs it up', async () => {
    await signUp();
    await signUp();
    expect(confirmations()).toHaveLength(1);
    people.clock.advance(DAY);
    await signUp();
    expect(confirmations()).toHaveLength(2);
  });

  it('is asked after all when the first sign-up broke in the middle', async () => {
    people.endpoint.fault = ({ action }) => (action === 'Subscribe' ? 'before' : undefined);
    const broken = signUp();
    await expect.poll(() => people.calls.some(({ action }) => action === 'CreateTopic')).toBe(true);
    people.endpoint.fault = undefined;
    void broken;
    await signUp();
    expect(confirmations()).toHaveLength(1);
  });

  it('keeps the words of every sign-up: its owner will see them all in the welcome', async () => {
    await signUp();
    await signUp({ subscriptions: [{ query: 'Venezuela', mode: 'digest' }] });
    const words = await people.services.people.subscriptions.list(await ownerOf('email', MAYA));
    expect(words.map(({ text }) => text)).toEqual(['Rusia NATO', 'Venezuela']);
  });
});

describe('an address that is verified', () => {
  it('changes nothing by a sign-up: its owner gets the link, once a day, and finds the words proposed', async () => {
    await signUp();
    await people.confirm(MAYA);
    await people.takeDeliveries();
    await signUp({ subscriptions: [{ query: 'Venezuela', mode: 'digest' }] });
    await signUp({ subscriptions: [{ query: 'Kuba' }] });
    const subscriber = await ownerOf('email', MAYA);
    expect(await people.takeDeliveries()).toEqual([
      { subscriber, channel: 'email', notice: expect.stringMatching(/^link-email-/) },
    ]);
    const token = await manageTokenOf('email', MAYA);
    const { json } = await people.request('/v1/me', { token });
    const me = json() as { subscriptions: { text: string }[]; proposals: { text: string; query: string }[] };
    expect(me.subscriptions.map(({ text }) => text)).toEqual(['Rusia NATO']);
    expect(me.proposals.map(({ text }) => text).sort()).toEqual(['Kuba', 'Venezuela']);
  });

  it('watches proposed words when its owner says so, in the proposed way', async () => {
    await signUp();
    await people.confirm(MAYA);
    await signUp({ subscriptions: [{ query: 'Venezuela', mode: 'digest' }] });
    const token = await manageTokenOf('email', MAYA);
    const { json } = await people.request('/v1/me', { token });
    const [proposal] = (json() as { proposals: { query: string }[] }).proposals;
    const accepted = await people.request(`/v1/proposals/${proposal!.query}`, { method: 'POST', token });
    expect(accepted.status).toBe(201);
    expect(accepted.json()).toMatchObject({ text: 'Venezuela', modes: { email: 'digest' } });
    const after = (await people.request('/v1/me', { token })).json() as { proposals: unknown[] };
    expect(after.proposals).toEqual([]);
  });
});

describe('limits for strangers', () => {
  it('one network signs up twenty addresses an hour; an operator more', async () => {
    const signUpNumber = (number: number, token?: string) =>
      people.request('/v1/subscribers', {
        json: { email: `reader${number}@example.org`, subscriptions: [{ query: 'Rusia' }] },
        ...(token !== undefined && { token }),
      });
    for (let number = 0; number < 22; number++) await signUpNumber(number);
    const asked = () => people.endpoint.outbox.list({ kind: 'confirmation' }).length;
    expect(asked()).toBe(20);
    await signUpNumber(100, OPERATOR_KEY);
    expect(asked()).toBe(21);
    await signUpNumber(101, 'not the key');
    expect(asked()).toBe(21);
  });

  it('an inbox is asked five times a day by addresses that all lead to it', async () => {
    const spellings = ['vi.ctim@gmail.com', 'v.ictim@googlemail.com', 'VICTIM+1@gmail.com'];
    for (let more = 0; more < 9; more++) spellings.push(`victim+news${more}@gmail.com`);
    for (const email of spellings) await signUp({ email });
    expect(people.endpoint.outbox.list({ kind: 'confirmation' })).toHaveLength(5);
  });

  it('addresses of one /64 of IPv6 are one network, IPv4 in IPv6 is the IPv4 address', async () => {
    const asked = () => people.endpoint.outbox.list({ kind: 'confirmation' }).length;
    for (let number = 0; number < 21; number++) {
      await signUp({ email: `a${number}@example.org` }, `2001:db8:1:2::${number.toString(16)}`);
      await signUp({ email: `b${number}@example.org` }, number % 2 ? '198.51.100.7' : '::ffff:198.51.100.7');
    }
    expect(asked()).toBe(40);
  });

  it('whoever has a /48 of IPv6 signs up a hundred addresses an hour, through however many /64 of it', async () => {
    const asked = () => people.endpoint.outbox.list({ kind: 'confirmation' }).length;
    for (let number = 0; number < 104; number++) {
      await signUp({ email: `a${number}@d${number}.example.org` }, `2001:db8:1:${number.toString(16)}::1`);
    }
    expect(asked()).toBe(100);
    await signUp({ email: 'neighbour@example.org' }, '2001:db8:2:1::1');
    expect(asked()).toBe(101);
  });

  it.each([
    ['a company', 'kantor.example', 0],
    ['a big provider of inboxes', 'gmail.com', 1],
  ])('after two hundred sign-ups of one domain in this hour: %s', async (_case, domain, expected) => {
    const email = `reader@${domain}`;
    await people.services.people.limits.set(domainLimit(email, people.clock.now()), 200);
    await signUp({ email });
    expect(people.endpoint.outbox.list({ kind: 'confirmation' })).toHaveLength(expected);
  });

  it('stops asking when so many wait that SNS would soon refuse', async () => {
    const small = await startPeople({ pendingMost: 2 });
    try {
      for (const name of ['a', 'b', 'c']) {
        const json = { email: `${name}@example.org`, subscriptions: [{ query: 'Rusia' }] };
        expect((await small.request('/v1/subscribers', { json })).status).toBe(202);
      }
      expect(small.endpoint.outbox.list({ kind: 'confirmation' })).toHaveLength(2);
      small.clock.advance(MINUTE);
      await small.reconcile('sweep');
      const json = { email: 'd@example.org', subscriptions: [{ query: 'Rusia' }] };
      await small.request('/v1/subscribers', { json });
      expect(small.endpoint.outbox.list({ kind: 'confirmation' })).toHaveLength(2);
      await small.confirm('a@example.org');
      small.clock.advance(MINUTE);
      await small.reconcile('sweep');
      await small.request('/v1/subscribers', { json });
      expect(small.endpoint.outbox.list({ kind: 'confirmation' })).toHaveLength(3);
    } finally {
      await small.stop();
    }
  });
});

describe('bad input names the place and the way out', () => {
  it('a query, with the character', async () => {
    const { status, json, headers } = await signUp({ subscriptions: [{ query: 'Rusia AND ("krisis rudal OR Kuba)' }] });
    expect(status).toBe(422);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(json()).toMatchObject({
      type: 'https://siaga.example.org/problems/query-syntax',
      title: 'This query cannot be read',
      status: 422,
      instance: '/v1/subscribers',
      errors: [{ pointer: '#/subscriptions/0/query', position: 11, length: 1, found: '"' }],
      query: 'Rusia AND ("krisis rudal OR Kuba)',
    });
  });

  it.each([
    ['no address', { email: undefined }, 'address-missing', '#/email'],
    ['half an address', { email: 'maya@' }, 'email-invalid', '#/email'],
    ['an address with a line break', { email: 'maya@example.org\r\nBcc: all@example.org' }, 'email-invalid', '#/email'],
    ['a landline', { phone: '+62 21 5550 553' }, 'phone-invalid', '#/phone'],
    ['a number without a country', { phone: '0812 5550 5530' }, 'phone-invalid', '#/phone'],
    ['a country that is not open', { phone: '+49 1512 3456789' }, 'phone-country', '#/phone'],
    ['an unknown time zone', { timeZone: 'Asia/Jakata' }, 'time-zone-unknown', '#/timeZone'],
    ['an impossible time', { digestAt: '25:00' }, 'time-invalid', '#/digestAt'],
    ['half of the quiet hours', { quietFrom: '22:00' }, 'quiet-hours-half', '#/quietTo'],
    ['a field that is not known', { emial: MAYA }, 'request-invalid', '#'],
    ['no words', { subscriptions: [] }, 'request-invalid', '#/subscriptions'],
  ])('%s', async (_case, body, code, pointer) => {
    const { status, json } = await signUp(body);
    expect(status).toBe(422);
    const problem = json() as { type: string; errors: { pointer: string; detail: string }[] };
    expect(problem.type).toBe(`https://siaga.example.org/problems/${code}`);
    expect(problem.errors.map((place) => place.pointer)).toContain(pointer);
    expect(people.endpoint.outbox.list()).toEqual([]);
  });
});

it('a sign-up that is cut off at any of its calls is made whole by the next one', async () => {
  const json = { email: MAYA, subscriptions: [{ query: 'Rusia NATO' }, { query: 'Kuba', mode: 'digest' }] };
  for (const side of ['before', 'after'] as const) {
    let repeats = 0;
    for (let nth = 0; ; nth++) {
      await people.reset();
      let made = 0;
      let isCut = false;
      people.endpoint.fault = ({ action }) => {
        if (isCut) return 'before';
        const isChange = !/^(Get|Query|BatchGet)/.test(action);
        isCut = isChange && made++ === nth;
        return isCut ? side : undefined;
      };
      const answered = people.request('/v1/subscribers', { json }).then(() => 'answered');
      const cut = vi
        .waitUntil(() => isCut, { interval: 5, timeout: 5_000 })
        .then(
          () => 'cut',
          () => 'never',
        );
      const outcome = await Promise.race([answered, cut]);
      people.endpoint.fault = undefined;
      if (outcome === 'answered') {
        expect(nth).toBeGreaterThan(15);
        // Between the question to the address and the note that it was asked: one more mail is better than none.
        expect(repeats).toBe(1);
        break;
      }
      await signUp(json);
      repeats += confirmations().length - 1;
      await people.confirm(MAYA);
      const subscriber = await ownerOf('email', MAYA);
      expect(await people.takeDeliveries()).toMatchObject([{ subscriber, channel: 'email' }]);
      const watched = await people.services.people.subscriptions.list(subscriber);
      expect(watched.map(({ text }) => text)).toEqual(['Rusia NATO', 'Kuba']);
      for (const { query } of watched) {
        expect((await people.services.people.audience.list(query, 10)).members).toHaveLength(1);
        expect(await people.queries.isRegistered(query)).toBe(true);
      }
      const { manageToken } = (await people.services.people.subscribers.find(subscriber))!;
      expect((await people.request(`/m/${manageToken}`)).status).toBe(200);
    }
  }
}, 60_000);
