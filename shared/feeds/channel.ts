/**
 * What a feed says of itself, not of its items: when it wants to be left alone, how often it changes, who tells us when
 * it does.
 *
 * Read apart from the items, from the little that stands before the first and after the last of them, so that it costs
 * the same for a feed of any length and a feed that is broken half-way still says it.
 */
import { Parser } from 'htmlparser2';
import * as z from 'zod';
import { decode } from './document/decode.ts';
import { looksLikeJson } from './document/jsonFeed.ts';
import { NO_SKIPS, paceMs, skippedDays, skippedHours, type Skips } from './wishes.ts';

export interface Channel {
  /** The pace that `sy:updatePeriod` asks for; 0 without. */
  paceMs: number;
  skips: Skips;
  /** WebSub: where to subscribe, and to what. Empty without; as written. */
  hub: string;
  topic: string;
}

/** Much more than any channel says before its first item; what stands after the last one is shorter still. */
const HEAD_BYTES = 64 * 1024;
const TAIL_BYTES = 4 * 1024;
const FIRST_ITEM = /<(?:[\w-]+:)?(?:item|entry)[\s>]/i;
const LAST_ITEM = /<\/(?:[\w-]+:)?(?:item|entry)\s*>/gi;

export function readChannel({ bytes, contentType }: { bytes: Uint8Array; contentType: string }): Channel {
  const start = decode(bytes.subarray(0, HEAD_BYTES), contentType);
  if (looksLikeJson(start)) return readJson(decode(bytes, contentType));
  const first = FIRST_ITEM.exec(start);
  if (!first) return readXml(start);
  const end = Buffer.from(bytes.subarray(-TAIL_BYTES)).toString('latin1');
  const last = [...end.matchAll(LAST_ITEM)].at(-1);
  return readXml(start.slice(0, first.index) + (last ? end.slice(last.index + last[0].length) : ''));
}

function readXml(xml: string): Channel {
  const texts = new Map<string, string[]>();
  const links: { rel: string; href: string }[] = [];
  let text = '';
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        text = '';
        const { rel = '', href = '' } = attributes;
        if (localName(name) === 'link' && href) links.push({ rel: rel.toLowerCase().trim(), href: href.trim() });
      },
      ontext: (part) => void (text += part),
      onclosetag(name) {
        const known = texts.get(localName(name));
        if (known) known.push(text);
        else texts.set(localName(name), [text]);
        text = '';
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  const all = (name: string): string[] => texts.get(name) ?? [];
  const linkOf = (kind: string): string => links.find(({ rel }) => rel.split(/\s+/).includes(kind))?.href ?? '';
  return {
    paceMs: paceMs(all('updateperiod')[0] ?? '', all('updatefrequency')[0] ?? '', all('generator')[0] ?? ''),
    skips: { hours: skippedHours(all('hour')), days: skippedDays(all('day')) },
    hub: linkOf('hub'),
    topic: linkOf('self'),
  };
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1).toLowerCase();

/** JSON Feed 1.1: `hubs`, and `feed_url` as the topic. */
const JsonChannel = z.object({
  feed_url: z.string().catch(''),
  hubs: z.array(z.object({ type: z.string().catch(''), url: z.string() }).catch({ type: '', url: '' })).catch([]),
});

function readJson(json: string): Channel {
  const silent = { paceMs: 0, skips: NO_SKIPS, hub: '', topic: '' };
  try {
    const { feed_url: topic, hubs } = JsonChannel.parse(JSON.parse(json));
    return { ...silent, topic, hub: hubs.find(({ type }) => type.toLowerCase() === 'websub')?.url ?? '' };
  } catch {
    return silent;
  }
}
