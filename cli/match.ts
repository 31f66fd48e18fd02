/**
 * `npm run -s match`: whether a query meets an article, and where; explains a query to an operator.
 *
 * One JSON request a line on standard input, `{"query":"…","article":{"title":"…","summary":"…","source":"…",
 * "lang":"…","author":"…","categories":["…"]}}` (all but the title optional), one JSON answer a line on standard output,
 * in the order of the requests: `{"id":"…","matched":true,"why":[{"field","text","start","end"}]}` with UTF-16 offsets
 * into that field's text, or `{"error":"…","position":11}`. Through the very index that match uses.
 */
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { parseQuery } from '../shared/queries/parseQuery.ts';
import type { Hit } from '../shared/queries/query.ts';
import { createIndex } from '../shared/queries/queryIndex.ts';

const Request = z.object({
  query: z.string(),
  article: z.object({
    title: z.string(),
    summary: z.string().default(''),
    source: z.string().default(''),
    lang: z.string().default(''),
    author: z.string().default(''),
    categories: z.array(z.string()).default([]),
  }),
});

/** A field as the request names it. */
const asRequested = (field: Hit['field']): string =>
  ({ text: 'summary', category: 'categories' })[field as string] ?? field;

/** The answer to one line; never throws. */
export function answerLine(line: string): string {
  try {
    return JSON.stringify(answer(Request.parse(JSON.parse(line))));
  } catch (error) {
    if (error instanceof z.ZodError) return problem(`The request does not fit: ${z.prettifyError(error)}`);
    if (error instanceof SyntaxError) return problem(`The request is not JSON: ${error.message}`);
    throw error;
  }
}

const problem = (error: string): string => JSON.stringify({ error, position: 0 });

function answer({ query, article: { summary, ...article } }: z.infer<typeof Request>) {
  const reading = parseQuery(query);
  if (!reading.ok) return { error: reading.error.message, position: reading.error.position };
  const index = createIndex();
  index.add(reading.query);
  const [match] = index.match({ ...article, text: summary });
  const why = match?.hits.map(({ field, ...hit }) => ({ field: asRequested(field), ...hit })) ?? [];
  return { id: reading.query.id, matched: match !== undefined, why };
}

if (import.meta.url === pathToFileURL(process.argv[1]!).href) {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim()) console.log(answerLine(line));
  }
}
