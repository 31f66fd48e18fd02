/**
 * `npm run -s match`: whether a query meets an article, and where; explains a query to an operator.
 *
 * One JSON request a line on standard input, `{"query":"…","article":{"title":"…","summary":"…","source":"…",
 * "lang":"…","author":"…","categories":["…"]}}` (all but the title optional), one JSON answer a line on standard output,
 * in the order of the requests: `{"id":"…","matched":true,"why":[{"field","text","start","end"}]}` with UTF-16 offsets
 * into that field's text, or `{"error":"…","position":11}`. Through the very index that match uses.
 */
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { parseQuery } from '../shared/queries/parseQuery.ts';
import type { Hit, QueryError } from '../shared/queries/query.ts';
import { createIndex } from '../shared/queries/queryIndex.ts';
import { linesOf, OptionalText } from './lines.ts';

const Request = z.object({
  query: z.string(),
  article: z.object({
    title: z.string(),
    summary: OptionalText,
    source: OptionalText,
    lang: OptionalText,
    author: OptionalText,
    categories: z
      .array(z.string())
      .nullish()
      .transform((categories) => categories ?? []),
  }),
});

/** A field as the request names it. */
const asRequested = (field: Hit['field']): string =>
  ({ text: 'summary', category: 'categories' })[field as string] ?? field;

/** The answer to one line, null for one that is too long; never throws. */
export function answerLine(line: string | null): string {
  try {
    if (line === null) return problem(`The request is longer than ${LONGEST_LINE / 1024 / 1024} MB.`);
    return toLine(answer(Request.parse(JSON.parse(line))));
  } catch (error) {
    if (error instanceof z.ZodError) return problem(`The request does not fit: ${z.prettifyError(error)}`);
    if (error instanceof SyntaxError) return problem(`The request is not JSON: ${error.message}`);
    throw error;
  }
}

/** JSON that stays one line also for readers who take U+2028 and U+2029 for ends of lines. */
const toLine = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`);

const problem = (error: string): string => toLine({ error, position: 0 });

function answer({ query, article: { summary, ...article } }: z.infer<typeof Request>) {
  const reading = parseQuery(query);
  if (!reading.ok) return { error: explain(reading.error), position: reading.error.position };
  const index = createIndex();
  index.add(reading.query);
  const [match] = index.match({ ...article, text: summary });
  const why = match?.hits.map(({ field, ...hit }) => ({ field: asRequested(field), ...hit })) ?? [];
  return { id: reading.query.id, matched: match !== undefined, why };
}

/** With the text that was meant, where that is sure. */
const explain = ({ message, suggestion }: QueryError): string =>
  suggestion === undefined || message.includes(suggestion) ? message : `${message} Did you mean: ${suggestion}`;

/** Far more than any article has. */
const LONGEST_LINE = 16 * 1024 * 1024;

if (import.meta.url === pathToFileURL(process.argv[1]!).href) {
  for await (const line of linesOf(process.stdin, LONGEST_LINE)) {
    if (line === null || line.trim()) console.log(answerLine(line));
  }
}
