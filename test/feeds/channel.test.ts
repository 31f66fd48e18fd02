/** What a feed says of itself, in the formats and places in which feeds say it. */
import { describe, expect, it } from 'vitest';
import { readChannel, type Channel } from '../../shared/feeds/channel.ts';
import { NO_SKIPS, skippedDays, skippedHours } from '../../shared/feeds/wishes.ts';

const read = (text: string, contentType = 'application/xml'): Channel =>
  readChannel({ bytes: Buffer.from(text), contentType });
const rss = (channel: string, after = ''): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Kabar</title>${channel}<item><title>Satu</title>
  <link rel="hub" href="https://bukan.example/"/><skipHours><hour>5</hour></skipHours></item>${after}</channel></rss>`;
const silent: Channel = { paceMs: 0, skips: NO_SKIPS, hub: '', topic: '' };

it('nothing, when the feed says nothing: what stands in an item is not the feed', () => {
  expect(read(rss(''))).toEqual(silent);
});

describe('hours and days to skip', () => {
  const skips = { hours: skippedHours(['3', '4']), days: skippedDays(['Sunday']) };
  const written = '<skipHours><hour>3</hour><hour> 4 </hour></skipHours><skipDays><day>Sunday</day></skipDays>';
  it.each([
    ['before the items', rss(written)],
    ['after them', rss('', written)],
    ['in CDATA', rss(written.replace('>3<', '><![CDATA[3]]><'))],
    ['of a feed without items', `<rss><channel>${written}</channel></rss>`],
    ['of a feed that breaks off', rss(written).slice(0, 300)],
  ])('%s', (_case, xml) => expect(read(xml).skips).toEqual(skips));
});

describe('the hub', () => {
  const hub = 'https://hub.example/';
  const topic = 'https://kabar.example/feed';
  it.each([
    ['RSS', rss(`<atom:link rel="hub" href="${hub}"/><atom:link href="${topic}" rel="self" type="x"/>`)],
    ['RSS with another prefix', rss(`<a10:link rel="self" href="${topic}"/><a10:link rel="hub" href=" ${hub} "/>`)],
    [
      'Atom',
      `<feed xmlns="http://www.w3.org/2005/Atom"><link rel="HUB" href="${hub}"/><link rel="self" href="${topic}"/><entry/></feed>`,
    ],
    [
      'JSON Feed',
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        feed_url: topic,
        hubs: [{ type: 'WebSub', url: hub }],
      }),
    ],
  ])('%s', (_case, text) => expect(read(text)).toMatchObject({ hub, topic }));

  it('of another kind is none', () => {
    expect(read('{"hubs":[{"type":"rssCloud","url":"https://x.example/"}]}').hub).toBe('');
    expect(read('{"hubs":"no","feed_url":7').hub).toBe('');
  });
});

it('in any encoding', () => {
  const text = rss('<sy:updatePeriod>daily</sy:updatePeriod>');
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  expect(readChannel({ bytes, contentType: '' }).paceMs).toBe(86_400_000);
});

it('of a feed of megabytes as fast as of a small one: only its ends are looked at', () => {
  const items = `<item><title>${'x'.repeat(200)}</title></item>`.repeat(30_000);
  const began = performance.now();
  expect(read(rss('<ttl>5</ttl>', items + '<skipDays><day>Monday</day></skipDays>')).skips.days).toBe(2);
  expect(performance.now() - began).toBeLessThan(200);
});
