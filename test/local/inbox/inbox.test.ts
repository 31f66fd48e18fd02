import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startStack, type Stack } from '../../../local/stack.ts';
import { synthesizeApp } from '../support/app.ts';
import { createSender, type Sender } from '../support/post.ts';

let stack: Stack;
let sender: Sender;
beforeAll(async () => {
  stack = await startStack({ assembly: synthesizeApp(() => undefined) });
});
afterAll(() => stack.stop());
beforeEach(async () => {
  await stack.endpoint.reset();
  sender = await createSender(stack);
});

const read = async (path: string): Promise<string> => (await fetch(stack.url + path)).text();
const post = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(stack.url + path, { method: 'POST', headers, redirect: 'manual' });

async function confirm(address = 'maya@example.org'): Promise<void> {
  await sender.subscribe(address);
  const [, id] = /action="\/inbox\/confirm\/([^"]+)"/.exec(await read('/inbox'))!;
  await post(`/inbox/confirm/${id}`);
}

describe('the list', () => {
  it('says so when nothing was sent', async () => {
    expect(await read('/inbox')).toContain('Nothing sent yet');
  });

  it('asks to confirm a subscription, and no longer once it is confirmed', async () => {
    await sender.subscribe('maya@example.org');
    expect(await read('/inbox')).toContain('E-mail to maya@example.org · 48 hours left');
    await confirm();
    expect(await read('/inbox')).not.toContain('Confirm subscription');
    await sender.email('News', 'Body');
    expect(stack.endpoint.outbox.list({ kind: 'email' })).toHaveLength(1);
  });

  it('numbers messages from the first, shows the newest, and filters by kind', async () => {
    await confirm();
    await sender.email('First', 'one');
    await sender.sms('+6281255505530', 'two');
    const page = await read('/inbox');
    expect(page).toMatch(/All 2<.*E-mail 1<.*SMS 1<.*Webhook 0</s);
    expect(page).toContain('<h2 dir="auto">SMS to +6281255505530</h2>');
    expect(await read('/inbox/1')).toContain('<h2 dir="auto">First</h2>');
    const onlyEmail = await read('/inbox?kind=email');
    expect(onlyEmail).toContain('First');
    expect(onlyEmail).not.toContain('+6281255505530');
  });
});

describe('a message', () => {
  beforeEach(() => confirm());

  it('shows what of SNS’s limits it uses', async () => {
    await sender.email('Twelve chars', 'short\na longer line');
    expect(await read('/inbox/1')).toContain('Subject 12 of 99 characters · body 0.0 of 256 KiB · longest line 13');
  });

  it.each([
    ['a'.repeat(124), '1 part, 124 of 160'],
    ['€', '1 part, 2 of 160'],
    ['a'.repeat(161), '2 parts, 161 of 306'],
    ['á', '1 part, 1 of 70 (not GSM-7)'],
  ])('counts the parts of an SMS: %s', async (body, counted) => {
    await sender.sms('+6281255505530', body);
    expect(await read('/inbox/1')).toContain(counted);
  });

  it('tells how it came here', async () => {
    const now = stack.clock.now().getTime();
    const body = 'Pelita Pagi\n\n- title: *Rusia* dan *NATO*\n- text: … perwira *NATO* <b>dan</b> …\n';
    await sender.email('News', body, {
      story: 'k3p9x2',
      outlet: 'Harian Samudra',
      published: now - 60_000,
      seen: now - 900,
      stored: now - 700,
      matched: now - 600,
      queries: ['Rusia NATO'],
    });
    const page = await read('/inbox/1');
    expect(page).toContain('seen in Harian Samudra');
    expect(page).toMatch(
      /\+0\.2 s<.*stored, story k3p9x2.*\+0\.3 s<.*matched Rusia NATO.*\+(0\.9|1\.\d) s<.*accepted/s,
    );
    expect(page).toContain('href="/s/k3p9x2"');
    expect(page).toContain('… perwira <mark>NATO</mark> &lt;b&gt;dan&lt;/b&gt; …</p>');
  });

  it('shows a refused send with SNS’s own words', async () => {
    await expect(sender.email('a\nb', 'Body')).rejects.toThrow('Invalid parameter: Subject');
    const page = await read('/inbox/1');
    expect(page).toContain('Refused by SNS: Invalid parameter: Subject');
  });

  it('shows the raw request to SNS', async () => {
    await sender.email('News', 'Body');
    expect(JSON.parse(await read('/inbox/1/request'))).toMatchObject({ Subject: 'News', Message: 'Body' });
  });

  it('lets its receiver follow Amazon’s link, or answer STOP', async () => {
    await sender.email('One', 'x');
    await post('/inbox/1/leave');
    await sender.email('Two', 'x');
    await sender.sms('+6281255505530', 'x');
    await post('/inbox/2/leave');
    await sender.sms('+6281255505530', 'y');
    expect(await read('/inbox/3')).toContain('Phone number is opted out');
    expect(stack.endpoint.outbox.list({ kind: 'email' })).toHaveLength(1);
  });
});

describe('what strangers write', () => {
  const HOSTILE = `</pre><script>alert(1)</script><img src=x onerror=alert(1)> "><b> javascript:alert(1)`;

  it('stays text, in the list, the headline, the body and the way', async () => {
    await confirm();
    await sender.email(HOSTILE, `${HOSTILE}\nhttps://x.example/"onmouseover="alert(1)`, {
      story: '"><script>',
      outlet: HOSTILE,
      published: null,
      seen: 0,
      queries: [HOSTILE],
    });
    const page = await read('/inbox/1');
    expect(page).not.toMatch(/<script|<img|<b> javascript|href="javascript|" ?onmouseover/);
    expect(page).toContain('&lt;script&gt;');
  });

  it('could not run even if it were not: no script is allowed, and only the page’s own style', async () => {
    const response = await fetch(`${stack.url}/inbox`);
    const policy = response.headers.get('content-security-policy')!;
    const [, style = ''] = /<style>(.*?)<\/style>/s.exec(await response.text())!;
    expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
  });
});

describe('who may ask', () => {
  it('takes no form from another site', async () => {
    await sender.subscribe('maya@example.org');
    const [{ id } = { id: '' }] = stack.endpoint.outbox.list();
    for (const origin of ['https://evil.example', 'null']) {
      expect((await post(`/inbox/confirm/${id}`, { origin })).status).toBe(403);
    }
    expect(await read('/inbox')).toContain('Confirm subscription');
    expect((await post(`/inbox/confirm/${id}`, { origin: stack.url })).status).toBe(303);
  });

  it('changes nothing on GET', async () => {
    await sender.subscribe('maya@example.org');
    const [{ id } = { id: '' }] = stack.endpoint.outbox.list();
    await read(`/inbox/confirm/${id}`);
    expect(await read('/inbox')).toContain('Confirm subscription');
  });

  it.each([
    ['/inbox/99', 404],
    ['/inbox/x', 404],
    ['/inbox/confirm/x', 404],
  ])('answers %s with %d', async (path, status) => {
    expect((await fetch(stack.url + path)).status).toBe(status);
  });
});
