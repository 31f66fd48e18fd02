/**
 * `npm run -s parse`: what Siaga makes of a feed, without storing it.
 *
 * One JSON request a line on standard input, `{"bytes":"<base64>","url":"…","contentType":"…"}`, one JSON answer a line
 * on standard output, in the order of the requests: `{"feed":{"title"},"items":[…]}` or `{"error":"…"}`. Through the
 * very code that poll uses.
 */
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import type { Item } from '../shared/articles/item.ts';
import { readArticles } from '../shared/articles/readArticles.ts';
import { explainFailure } from '../shared/feeds/failure.ts';
import { MOST_BYTES } from '../shared/feeds/fetch.ts';
import { NotAFeed } from '../shared/feeds/document/rawFeed.ts';
import { systemClock, type Clock } from '../shared/platform/clock.ts';
import { hash } from '../shared/platform/ids.ts';
import { linesOf, OptionalText } from './lines.ts';

const Request = z.object({
  bytes: z.base64(),
  url: z.url({ protocol: /^https?$/, message: 'must be an http or https address' }),
  contentType: OptionalText,
});

/** The answer to one line, null for one that is too long; never throws. */
export async function answerLine(line: string | null, clock: Clock): Promise<string> {
  try {
    if (line === null) throw tooLarge();
    return JSON.stringify(await answer(Request.parse(JSON.parse(line)), clock));
  } catch (error) {
    return JSON.stringify({ error: explain(error) });
  }
}

async function answer({ bytes, url, contentType }: z.infer<typeof Request>, clock: Clock) {
  const document = Buffer.from(bytes, 'base64');
  if (document.length > MOST_BYTES) throw tooLarge();
  const read = await readArticles({ bytes: document, url, contentType }, { feed: hash(url), url }, clock());
  return { feed: { title: read.title }, items: read.all.map(toAnswer) };
}

/** As the feed gives it: a title that Siaga makes of a text is left out. */
function toAnswer({ id, title, isTitled, link, summary, text, published }: Item) {
  return {
    id,
    title: isTitled ? title : '',
    link,
    summary,
    text,
    published: published === null ? null : new Date(published).toISOString(),
  };
}

function explain(error: unknown): string {
  if (error instanceof TooLarge) return error.message;
  if (error instanceof NotAFeed) return explainFailure({ kind: 'not-a-feed', reason: error.message });
  if (error instanceof z.ZodError) return `The request does not fit: ${z.prettifyError(error)}`;
  if (error instanceof SyntaxError) return `The request is not JSON: ${error.message}`;
  throw error;
}

/** A document as large as is fetched, in base64, and its address. */
const LONGEST_LINE = Math.ceil(MOST_BYTES / 3) * 4 + 16_384;

const tooLarge = (): Error => new TooLarge(explainFailure({ kind: 'too-large', megabytes: MOST_BYTES / 1024 / 1024 }));

class TooLarge extends Error {}

if (import.meta.url === pathToFileURL(process.argv[1]!).href) {
  for await (const line of linesOf(process.stdin, LONGEST_LINE)) {
    if (line === null || line.trim()) console.log(await answerLine(line, systemClock));
  }
}
