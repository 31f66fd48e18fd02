/**
 * What people see: the same facts give the same texts, in test/delivery/golden. Outlets, articles and places invented.
 */
import { describe, expect, it } from 'vitest';
import type { DigestWindow } from '../../shared/delivery/delivery.ts';
import { renderOne, renderReleased, renderSeveral } from '../../shared/delivery/render/alertEmail.ts';
import { renderContext, type RenderContext } from '../../shared/delivery/render/context.ts';
import { renderDigest } from '../../shared/delivery/render/digestEmail.ts';
import { renderEmpty } from '../../shared/delivery/render/emptyEmail.ts';
import { COLUMNS } from '../../shared/delivery/render/lines.ts';
import { renderNotice } from '../../shared/delivery/render/notices.ts';
import type { Rendered } from '../../shared/delivery/render/rendered.ts';
import { renderAlertSms, renderDigestSms } from '../../shared/delivery/render/sms.ts';
import { type StoryEntry, toEntry } from '../../shared/delivery/storyEntry.ts';
import type { Language, Subscription } from '../../shared/subscribers/subscriber.ts';
import { article, email, match, place, sms, story, subscriber, watches } from './support/facts.ts';

const at = (text: string): number => new Date(text).getTime();
const settings = { publicUrl: 'https://siaga.example.org', smsCountries: ['ID'], smsDailyCap: 10 };

const context = (language: Language, now: string, changes = {}): RenderContext =>
  renderContext(subscriber({ language, ...changes }), new Date(now), settings);

const canal = watches('"canal seco" AND Honduras', { query: 'q-canal', stopToken: 'Cs6wB1hTzK9pXq3vRn8yLe' });
const kuba = watches('Kuba kapal', { query: 'q-kuba' });
const gempa = watches('gempa OR tsunami', { query: 'q-gempa', stopToken: 'Gt2mD7jQxF4sHa9cVb5nUo' });

const ship = (): StoryEntry => {
  const title = 'Kapal riset Kuba singgah lima hari di Surabaya';
  const text = place(
    'text',
    '… kru Kuba menurunkan alat ukur arus laut dalam; kapal itu berlayar lagi ke Makassar pada Senin dengan dua peneliti …',
    'Kuba',
    'kapal',
  );
  const inside = story(
    'hq2vt4m3kzd',
    article({
      outlet: 'Pelita Pagi',
      title,
      link: 'https://pelita-pagi.example/laut/kapal-riset',
      published: at('2026-11-25T02:10Z'),
    }),
    article({ article: 'a2', outlet: 'Harian Samudra', published: at('2026-11-25T02:12Z') }),
    article({ article: 'a3', outlet: 'Kabar Pesisir', published: at('2026-11-25T02:31Z') }),
  );
  return toEntry(inside, [
    {
      wish: kuba,
      match: match('q-kuba', inside.id, {
        places: [place('title', title, 'Kapal', 'Kuba'), text],
        writtenAt: at('2026-11-25T02:12:10Z'),
      }),
    },
  ]);
};

const entry = (
  id: string,
  wish: Subscription,
  outlets: [string, string][],
  places: ReturnType<typeof place>[],
  title: string,
  writtenAt = at('2026-11-25T02:12:30Z'),
): StoryEntry => {
  const articles = outlets.map(([outlet, published], index) =>
    article({ article: `article-${index + 1}`, outlet, title, published: at(published), seen: at(published) }),
  );
  return toEntry(story(id, ...articles), [{ wish, match: match(wish.query, id, { places, writtenAt }) }]);
};

const quake = (): StoryEntry => {
  const title = 'Gempa 5,9 guncang Laut Banda, tidak berpotensi tsunami';
  return entry(
    'hq2vt6a7wce',
    gempa,
    [['Warta Khatulistiwa', '2026-11-25T02:11Z']],
    [place('title', title, 'Gempa', 'tsunami')],
    title,
  );
};

const rail = (): StoryEntry => {
  const title = 'Tegucigalpa licita el segundo tramo del tren a Puerto Cortés';
  const text = '… el canal seco uniría ambos océanos en Honduras antes de 2031, según el pliego …';
  return entry(
    'hq2vt7c2pnb',
    canal,
    [
      ['La Hoja de Caracas', '2026-11-25T02:12Z'],
      ['El Cuaderno del Sur', '2026-11-25T02:12Z'],
    ],
    [place('text', text, 'canal seco', 'Honduras')],
    title,
  );
};

const window: DigestWindow = { id: '2026-11-25', from: at('2026-11-24T00:00Z'), to: at('2026-11-25T00:00Z') };
const written = ({ subject, body }: Rendered): string => `From: Siaga\nSubject: ${subject}\n\n${body}`;

const digest = (language: Language): Rendered =>
  renderDigest(
    {
      entries: [ship(), rail(), quake()],
      wishes: [
        kuba,
        canal,
        gempa,
        watches('"Selat Sunda"', { query: 'q-selat' }),
        watches('vulkan', { query: 'q-vulkan' }),
      ],
      pasts: [
        { wish: watches('"Selat Sunda"', { query: 'q-selat' }), count: 0, last: null },
        { wish: watches('vulkan', { query: 'q-vulkan' }), count: 3, last: at('2026-11-20T08:15Z') },
      ],
      window,
    },
    context(language, '2026-11-25T00:02Z'),
  );

const emails: [string, () => Rendered][] = [
  ['alert.en', () => renderOne(ship(), context('en', '2026-11-25T02:13Z'))],
  ['alert.id', () => renderOne(ship(), context('id', '2026-11-25T02:13Z'))],
  ['alert.es', () => renderOne(ship(), context('es', '2026-11-25T02:13Z', { timeZone: 'America/Caracas' }))],
  ['merged.en', () => renderSeveral([ship(), quake(), rail()], context('en', '2026-11-25T02:13Z'))],
  ['merged.es', () => renderSeveral([ship(), quake(), rail()], context('es', '2026-11-25T02:13Z'))],
  [
    'quiet.en',
    () =>
      renderReleased(
        [ship(), rail()],
        { from: at('2026-11-24T15:00Z'), to: at('2026-11-24T23:00Z') },
        context('en', '2026-11-24T23:00Z'),
      ),
  ],
  ['digest.en', () => digest('en')],
  ['digest.id', () => digest('id')],
  ['digest.es', () => digest('es')],
  [
    'empty.en',
    () =>
      renderEmpty(
        [
          { wish: kuba, count: 12, last: at('2026-11-22T03:09Z') },
          { wish: canal, count: 0, last: null },
        ],
        window,
        context('en', '2026-11-25T00:02Z'),
      ),
  ],
  [
    'welcome.en',
    () =>
      renderNotice(
        {
          kind: 'welcome',
          channel: email(),
          hasEmail: true,
          subscriptions: [kuba, { ...canal, modes: { email: 'digest' } }, { ...gempa, modes: { sms: 'alert' } }],
        },
        context('en', '2026-11-25T02:13Z'),
        settings,
      ),
  ],
  [
    'link.id',
    () =>
      renderNotice(
        { kind: 'link', channel: email(), subscriptions: [], hasEmail: true },
        context('id', '2026-11-25T02:13Z'),
        settings,
      ),
  ],
];

describe('e-mails', () => {
  it.each(emails)('%s', async (name, render) => {
    await expect(written(render())).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  it.each(emails)('%s keeps to 72 columns, but for links', (_name, render) => {
    const long = render()
      .body.split('\n')
      .filter((line) => [...line].length > COLUMNS && !line.startsWith('https://'));
    expect(long).toEqual([]);
  });
});

const jakarta = '+6281255505530';
const caracas = '+584125550100';
const notice = (kind: 'code' | 'welcome' | 'cap', language: Language, subscriptions: Subscription[]): Rendered =>
  renderNotice(
    { kind, channel: sms({ code: '173064', address: '+12025550123' }), subscriptions, hasEmail: true },
    context(language, '2026-11-25T02:13Z'),
    settings,
  );

const texts: [string, () => Rendered][] = [
  ['alert', () => renderAlertSms([quake()], context('en', '2026-11-25T02:13Z'), '+12025550123')],
  [
    'alert, where STOP by reply cannot work',
    () => renderAlertSms([quake()], context('en', '2026-11-25T02:13Z'), caracas),
  ],
  ['alert, id', () => renderAlertSms([ship()], context('id', '2026-11-25T02:13Z'), jakarta)],
  ['alert, es, folded', () => renderAlertSms([rail()], context('es', '2026-11-25T02:13Z'), '+12025550123')],
  [
    'several stories',
    () => renderAlertSms([ship(), quake(), rail()], context('en', '2026-11-25T02:13Z'), '+12025550123'),
  ],
  ['digest', () => renderDigestSms([ship(), quake(), rail()], '2026-11-25', context('en', '2026-11-25T02:13Z'))],
  ['code', () => notice('code', 'en', [])],
  ['code, id', () => notice('code', 'id', [])],
  ['code, es', () => notice('code', 'es', [])],
  ['stop link, once after verifying', () => notice('welcome', 'en', [gempa])],
  ['stop link, id', () => notice('welcome', 'id', [gempa, kuba])],
  ['stop link, es', () => notice('welcome', 'es', [gempa])],
  ['cap reached', () => notice('cap', 'en', [])],
  ['cap reached, id', () => notice('cap', 'id', [])],
  ['cap reached, es', () => notice('cap', 'es', [])],
];

describe('SMS', () => {
  it('reads as in golden/sms.txt', async () => {
    const blocks = texts.map(([name, render]) => {
      const { body, parts } = render();
      return `${name} [${body.length}, ${parts}]\n${body}\n`;
    });
    await expect(blocks.join('\n')).toMatchFileSnapshot('golden/sms.txt');
  });

  it.each(texts)('%s is one part', (_name, render) => {
    expect(render().parts).toBe(1);
  });
});
