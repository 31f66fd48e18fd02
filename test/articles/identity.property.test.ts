/**
 * Whatever a feed does to the names of its items, none is new twice and none that is new is missed: random feeds of
 * every way to give ids, links and dates, changed harmlessly from poll to poll, polled through the real stores.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startNewsdesk, type Newsdesk } from '../support/newsdesk.ts';
import { gives, rss, type RssItem } from '../support/publisher.ts';

let desk: Newsdesk;
beforeAll(async () => void (desk = await startNewsdesk()));
afterAll(() => desk.stop());

const HOST = 'harian-samudra.example';
const START = Date.UTC(2026, 10, 23, 12);
const MINUTE = 60_000;

const ids = fc.constantFrom('stable', 'unique', 'link', 'fragment', 'anew', 'of what it says', 'one for all', 'none');
const manner = fc.record({
  ids,
  links: fc.constantFrom('own', 'live page', 'front page', 'none'),
  dates: fc.constantFrom('past', 'ahead', 'none'),
});
type Manner = typeof manner extends fc.Arbitrary<infer Value> ? Value : never;

/** What happens before a poll. */
const turn = fc.record({
  published: fc.nat(3),
  leaving: fc.nat(2),
  isBack: fc.boolean(),
  order: fc.constantFrom('newest first', 'oldest first'),
  scheme: fc.constantFrom('http', 'https'),
  host: fc.constantFrom('', 'www.'),
  slash: fc.constantFrom('', '/'),
  tracking: fc.constantFrom('', '?utm_source=rss', '?fbclid=x&at_medium=RSS'),
  editedText: fc.option(fc.nat(9)),
  editedTitle: fc.option(fc.nat(9)),
});
type Turn = typeof turn extends fc.Arbitrary<infer Value> ? Value : never;

interface Told {
  number: number;
  title: string;
  text: string;
}

/** What holds without being remembered: an edited title needs another name, an edited text at least title and date. */
const hasOwnId = ({ ids }: Manner): boolean => /stable|unique|link|fragment/.test(ids);
const hasNoId = ({ ids }: Manner): boolean => /one for all|none/.test(ids);
const mayEditTitle = (how: Manner): boolean =>
  hasOwnId(how) || (how.links === 'own' && (hasNoId(how) || how.dates !== 'none'));
const mayEditText = (how: Manner): boolean =>
  hasOwnId(how) || hasNoId(how) || how.links === 'own' || how.dates !== 'none';

function written({ number, title, text }: Told, how: Manner, now: Turn, poll: number): RssItem {
  const page = `${now.scheme}://${now.host}${HOST}`;
  const own = `${page}/berita/${number}`;
  const guid = {
    stable: `${number}`,
    unique: `tag:${HOST},2026:${number}`,
    link: `${own}${now.slash}`,
    fragment: `${page}/langsung#${number}`,
    anew: `${poll}-${number}`,
    'of what it says': Buffer.from(title + text).toString('hex'),
    'one for all': 'umpan',
    none: '',
  }[how.ids];
  const link = {
    own: `${own}${now.slash}${now.tracking}`,
    'live page': `${page}/langsung${now.tracking}`,
    'front page': page,
    none: '',
  }[how.links].replaceAll('&', '&amp;');
  const at = { past: START - (60 - number) * MINUTE, ahead: START + (600 + number) * MINUTE, none: null }[how.dates];
  return { title, text, guid, link, published: at === null ? '' : new Date(at).toUTCString() };
}

let count = 0;

/** The numbers of the items that were handed on as new, beside those that should have been, each in order. */
async function newsOf(hows: readonly Manner[], turns: readonly Turn[]): Promise<[number[], number[]]> {
  const path = `/umpan${++count}.xml`;
  const told: number[] = [];
  const expected: number[] = [];
  const isTitleEdited = hows.every(mayEditTitle) && (hows.length === 1 || hows.every(({ dates }) => dates !== 'none'));
  const isTextEdited = hows.every(mayEditText);
  let items: Told[] = [];
  const away: Told[] = [];
  let last = 0;
  for (const [poll, now] of turns.entries()) {
    const how = hows[poll % hows.length]!;
    const fresh = Array.from({ length: poll === 0 ? now.published + BEGINS_WITH : now.published }, (): Told => {
      last += 1;
      return { number: last, title: `Berita nomor ${last}`, text: `Isi ${last}` };
    });
    if (poll > 0 || how.dates === 'past') expected.push(...fresh.map(({ number }) => number));
    const back = now.isBack ? away.splice(0, 1) : [];
    away.push(...items.splice(Math.max(1, items.length - now.leaving)));
    const known = [...items, ...back].map((item, n) => ({
      ...item,
      ...(isTextEdited && now.editedText === n && { text: `${item.text}, ralat ${poll}` }),
      ...(isTitleEdited && now.editedTitle === n && { title: `${item.title}: ${poll}` }),
    }));
    items = [...fresh.toReversed(), ...known];
    const inOrder = now.order === 'newest first' ? items : items.toReversed();
    const document = inOrder.map((item) => written(item, how, now, poll));
    desk.setTime(new Date(START + 5 * MINUTE * poll).toISOString());
    desk.publisher.script(path, gives(rss('Harian Samudra', document, `<!-- ${poll} -->`)));
    await desk.poll([await desk.add(path)]);
    const handedOn = await desk.handedOn();
    told.push(...handedOn.filter(({ revision }) => revision === 0).map(({ title }) => Number(/\d+/.exec(title)![0])));
  }
  return [told.toSorted((a, b) => a - b), expected];
}

/** Items: a feed that began with one has not shown yet what all of its items share. */
const BEGINS_WITH = 2;
const RUNS = Number(process.env['RUNS'] ?? 40);
const turns = fc.array(turn, { minLength: 2, maxLength: 5 });

it.each<[string, fc.Arbitrary<Manner[]>]>([
  ['in a feed that keeps its manner', fc.tuple(manner)],
  [
    'in a feed that gives ids in another manner with every poll, and links to each item',
    fc
      .tuple(fc.array(ids, { minLength: 2, maxLength: 4 }), manner)
      .map(([all, how]) => all.map((one) => ({ ...how, links: 'own' as const, ids: one }))),
  ],
])('an item is new once, and only once, %s', { timeout: 60_000 + RUNS * 500 }, async (_case, hows) => {
  const property = fc.asyncProperty(hows, turns, async (how, now) => {
    const [told, expected] = await newsOf(how, now);
    expect(told).toEqual(expected);
  });
  await expect(fc.assert(property, { numRuns: RUNS })).resolves.toBeUndefined();
});
