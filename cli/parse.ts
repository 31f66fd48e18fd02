/**
 * `npm run -s parse`: what Siaga makes of a feed, without storing it.
 *
 * One JSON request a line on standard input, `{"bytes":"<base64>","url":"…","contentType":"…"}`, one JSON answer a line
 * on standard output, in the order of the requests: `{"feed":{"title"},"items":[…]}` or `{"error":"…"}`. Through the
 * very code that poll uses.
 */
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import type { Item } from '../shared/articles/item.ts';
import { readArticles } from '../shared/articles/readArticles.ts';
import { explainFailure } from '../shared/feeds/failure.ts';
import { NotAFeed } from '../shared/feeds/document/rawFeed.ts';
import { systemClock, type Clock } from '../shared/platform/clock.ts';
import { hash } from '../shared/platform/ids.ts';

const Request = z.object({
  bytes: z.base64(),
  url: z.url({ protocol: /^https?$/, message: 'must be an http or https address' }),
  contentType: z.string().default(''),
});

/** The answer to one line; never throws. */
export async function answerLine(line: string, clock: Clock): Promise<string> {
  try {
    return JSON.stringify(await answer(Request.parse(JSON.parse(line)), clock));
  } catch (error) {
    return JSON.stringify({ error: explain(error) });
  }
}

async function answer({ bytes, url, contentType }: z.infer<typeof Request>, clock: Clock) {
  const read = await readArticles(
    { bytes: Buffer.from(bytes, 'base64'), url, contentType },
    { feed: hash(url), url },
    clock(),
  );
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
  if (error instanceof NotAFeed) return explainFailure({ kind: 'not-a-feed', reason: error.message });
  if (error instanceof z.ZodError) return `The request does not fit: ${z.prettifyError(error)}`;
  if (error instanceof SyntaxError) return `The request is not JSON: ${error.message}`;
  throw error;
}

if (import.meta.url === pathToFileURL(process.argv[1]!).href) {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim()) console.log(await answerLine(line, systemClock));
  }
}
