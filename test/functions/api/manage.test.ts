/** One's own page: each form does what it says, and what is refused is shown beside its field with what was typed. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Subscriber } from '../../../shared/subscribers/subscriber.ts';
import { startPeople, type TestPeople } from '../../support/people.ts';

let people: TestPeople;
let maya: Subscriber;

beforeAll(async () => void (people = await startPeople()));
beforeEach(async () => {
  await people.reset();
  await people.request('/sign-up', {
    form: {
      q: 'Rusia NATO',
      mode: 'alert',
      email: 'maya@example.org',
      phone: '',
      timeZone: 'Asia/Jakarta',
      language: 'id',
      digestAt: '06:30',
    },
  });
  await people.confirm('maya@example.org');
  await people.takeDeliveries();
  const { subscriber } = (await people.ports.addresses.find('email', 'maya@example.org'))!;
  maya = (await people.ports.subscribers.find(subscriber))!;
});
afterAll(() => people.stop());

const post = (action: string, form: Record<string, string> = {}) =>
  people.request(`/m/${maya.manageToken}/${action}`, { form });
/** In English, though she chose Indonesian. */
const page = async (done = '') => (await people.request(`/m/${maya.manageToken}?lang=en&done=${done}`)).text;
const words = () => people.ports.subscriptions.list(maya.id);
const mayaNow = async () => (await people.ports.subscribers.find(maya.id))!;

it('the form of the sign-up page was kept whole', () => {
  expect(maya).toMatchObject({ timeZone: 'Asia/Jakarta', language: 'id', digestAt: '06:30' });
});

describe('words', () => {
  it('are added, and the page is shown anew, so that a reload adds nothing', async () => {
    const { status, headers } = await post('words', { query: 'Venezuela', mode: 'digest' });
    expect([status, headers.get('location')]).toEqual([303, `/m/${maya.manageToken}?done=words`]);
    expect((await words()).map(({ text, modes }) => [text, modes])).toEqual([
      ['Rusia NATO', { email: 'alert' }],
      ['Venezuela', { email: 'digest' }],
    ]);
    expect(await page('words')).toContain('These words are watched from now on.');
  });

  it('that cannot be read stand in their field, with the place', async () => {
    const { status, text } = await post('words', { query: '"krisis rudal', mode: 'alert' });
    expect(status).toBe(422);
    expect(text).toContain('value="&quot;krisis rudal"');
    expect(text).toContain('aria-invalid="true"');
    expect(text).toMatch(/<pre class="caret" aria-hidden="true">\^<\/pre>/);
  });

  it('that mean the same are one subscription: its way changes, its beginning and its stop link stay', async () => {
    const [before] = await words();
    people.clock.advance(60_000);
    await post('words', { query: 'nato   RUSIA', mode: 'digest' });
    expect(await words()).toEqual([{ ...before, text: 'nato   RUSIA', modes: { email: 'digest' } }]);
  });

  it('that go over from digests to alerts keep when, for the next digest gathers what came before', async () => {
    const [{ query, alertsSince: never } = { query: '' }] = await words();
    await post('change', { query, email: 'digest' });
    const before = people.clock.now().getTime();
    await post('change', { query, email: 'alert' });
    const [{ alertsSince = 0 } = {}] = await words();
    expect([never, alertsSince >= before]).toEqual([undefined, true]);
    people.clock.advance(60_000);
    await post('change', { query, email: 'alert', urgent: 'on' });
    expect((await words())[0]).toMatchObject({ alertsSince, urgent: true });
  });

  it('change their way, and stop', async () => {
    const [{ query } = { query: '' }] = await words();
    await post('change', { query, email: 'off', urgent: 'on' });
    expect((await words())[0]).toMatchObject({ modes: { email: 'off' }, urgent: true });
    await post('stop', { query });
    expect(await words()).toEqual([]);
    expect(await page()).toContain('You watch nothing yet.');
  });

  it('are at most fifty', async () => {
    for (let number = 1; number < 50; number++) await post('words', { query: `kata${number}`, mode: 'alert' });
    const { status, text } = await post('words', { query: 'satu lagi', mode: 'alert' });
    expect(status).toBe(422);
    expect(text).toContain('You watch 50 already.');
    expect(await words()).toHaveLength(50);
  });
});

describe('times', () => {
  const settings = {
    language: 'es',
    timeZone: 'America/Caracas',
    digestAt: '08:15',
    quietFrom: '22:00',
    quietTo: '06:00',
    emptyDigests: 'on',
  };

  it('are saved, and the slot of the digest moves with them', async () => {
    await post('settings', settings);
    expect(await mayaNow()).toMatchObject({ ...settings, emptyDigests: true });
    expect(await people.ports.subscribers.inSlot('2330')).toEqual([]);
    expect(await people.ports.subscribers.inSlot('1215')).toEqual([maya.id]);
    await post('settings', { ...settings, quietFrom: '', quietTo: '', emptyDigests: '' });
    const after = await mayaNow();
    expect([after.quietFrom, after.quietTo, after.emptyDigests]).toEqual([undefined, undefined, false]);
  });

  it.each([
    ['timeZone', 'Asia/Jakata', 'This time zone is not known.'],
    ['digestAt', '7 Uhr', 'This is not a time of day.'],
    ['quietTo', '', 'Quiet hours need both a beginning and an end, or neither.'],
  ])('a wrong %s changes nothing and is told', async (field, value, sentence) => {
    const { status, text } = await post('settings', { ...settings, [field]: value });
    expect(status).toBe(422);
    expect(text).toContain(sentence);
    expect(await mayaNow()).toMatchObject({ timeZone: 'Asia/Jakarta', language: 'id' });
  });
});

describe('a phone', () => {
  const PHONE = '+6281255505530';
  const phone = () => people.ports.channels.find(maya.id, 'sms');

  it('is added, confirmed by its code, and removed', async () => {
    await post('phone', { phone: PHONE });
    expect(await people.takeDeliveries()).toMatchObject([{ subscriber: maya.id, channel: 'sms' }]);
    expect(await page()).toContain('Code from the text message');
    expect((await post('code', { code: '1' })).status).toBe(422);
    await post('code', { code: (await phone())!.code! });
    expect(await phone()).toMatchObject({ state: 'verified' });
    await post('drop-phone');
    expect(await phone()).toBeNull();
    expect(await people.ports.addresses.find('sms', PHONE)).toBeNull();
  });

  it('is one at a time', async () => {
    await post('phone', { phone: PHONE });
    const { status, text } = await post('phone', { phone: '+6281255505531' });
    expect(status).toBe(422);
    expect(text).toContain('Remove the number that is there first');
  });

  it('is not offered where SMS is closed', async () => {
    const closed = await startPeople({ smsCountries: [] });
    try {
      await closed.request('/v1/subscribers', {
        json: { email: 'a@example.org', subscriptions: [{ query: 'Rusia' }] },
      });
      const { subscriber } = (await closed.ports.addresses.find('email', 'a@example.org'))!;
      const { manageToken } = (await closed.ports.subscribers.find(subscriber))!;
      expect((await closed.request(`/m/${manageToken}`)).text).not.toContain('Add a phone');
      expect((await closed.request('/sign-up?q=Rusia')).text).not.toContain('Phone');
    } finally {
      await closed.stop();
    }
  });

  it('cannot be removed when it is the only channel', async () => {
    const json = { phone: '+34612345678', subscriptions: [{ query: 'Kuba' }] };
    await people.request('/v1/subscribers', { json });
    const { subscriber } = (await people.ports.addresses.find('sms', '+34612345678'))!;
    const { manageToken } = (await people.ports.subscribers.find(subscriber))!;
    const { status, json: answer } = await people.request('/v1/me/phone', { method: 'DELETE', token: manageToken });
    expect(status).toBe(409);
    expect(answer()).toMatchObject({ type: 'https://siaga.example.org/problems/last-channel' });
  });
});

it('a pause holds, and going on wakes the mailboxes', async () => {
  await post('pause');
  expect(await page()).toContain('Everything is paused.');
  await post('resume');
  expect(await mayaNow()).not.toHaveProperty('pausedAt');
  expect(await people.takeDeliveries()).toEqual([]);
  people.clock.advance(31_000);
  expect(await people.takeDeliveries()).toEqual([{ subscriber: maya.id, channel: 'email' }]);
});

it('changed quiet hours hold at once: the mailboxes look again, and only then', async () => {
  const { timeZone } = await mayaNow();
  const wakes = async (change: Record<string, string>): Promise<number> => {
    await post('settings', { language: 'en', timeZone, digestAt: '07:00', quietFrom: '', quietTo: '', ...change });
    people.clock.advance(31_000);
    return (await people.takeDeliveries()).length;
  };
  const night = { quietFrom: '22:00', quietTo: '06:00' };
  expect(await wakes({ digestAt: '08:00', timeZone: 'Asia/Tokyo' })).toBe(0);
  expect(await wakes(night)).toBe(1);
  expect(await wakes({ ...night, digestAt: '09:00' })).toBe(0);
  expect(await wakes({ ...night, quietTo: '05:00' })).toBe(1);
  expect(await wakes({ ...night, quietTo: '05:00', timeZone: 'Asia/Makassar' })).toBe(1);
  expect(await wakes({})).toBe(1);
  expect(await wakes({})).toBe(0);
});

it('proposals stand on top, and are watched or dropped', async () => {
  await people.request('/sign-up', { form: { q: 'Kuba', mode: 'digest', email: 'maya@example.org' } });
  await people.request('/sign-up', { form: { q: 'Venezuela', mode: 'alert', email: 'maya@example.org' } });
  expect(await page()).toContain('Somebody asked with your address for');
  const [one, other] = await people.ports.proposals.list(maya.id);
  await post('accept', { query: one!.query });
  await post('decline', { query: other!.query });
  expect((await words()).map(({ text }) => text)).toEqual(['Rusia NATO', one!.text]);
  expect(await people.ports.proposals.list(maya.id)).toEqual([]);
});

it('a lost link is sent again, and the page says the same for every address', async () => {
  const known = await people.request('/manage', { form: { email: 'maya@example.org' } });
  const unknown = await people.request('/manage', { form: { email: 'nobody@example.org' } });
  expect(known.status).toBe(202);
  expect(unknown.text.replaceAll('nobody@', 'maya@')).toBe(known.text);
  expect(await people.takeDeliveries()).toEqual([
    { subscriber: maya.id, channel: 'email', notice: expect.stringMatching(/^link-email-/) },
  ]);
});

it.each([
  ['en', 'Your words', 'alert'],
  ['id', 'Kata Anda', 'seketika'],
  ['es', 'Sus palabras', 'al instante'],
])('her page speaks %s', async (language, title, alert) => {
  const { text } = await people.request(`/m/${maya.manageToken}?lang=${language}`);
  expect(text).toContain(`<html lang="${language}">`);
  expect(text).toContain(`<h1>${title}</h1>`);
  expect(text).toContain(`>${alert}</option>`);
});

it.each([
  ['her language, Indonesian', '', 'lang="id"', 'Jeda semuanya'],
  ['Spanish, when asked for', '?lang=es', 'lang="es"', 'Pausar todo'],
  ['English, when asked for', '?lang=en', 'lang="en"', 'Pause everything'],
])('a personal page speaks %s', async (_case, search, attribute, title) => {
  const { text } = await people.request(`/p/${maya.pauseToken}${search}`);
  expect(text).toContain(attribute);
  expect(text).toContain(title);
});
