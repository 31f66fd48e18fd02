/**
 * What happens on the way of the news, read off the calls at the endpoint: articles stored, handed on, matched.
 *
 * It knows what the stages say to each other and how articles are kept, not which function says it.
 */
import * as z from 'zod';
import { ArticlesMessage } from '../shared/articles/article.ts';
import { AlertMessage } from '../shared/stories/story.ts';
import type { Call, Endpoint } from './endpoint/index.ts';

export type NewsEvent =
  | { kind: 'stored'; outlet: string; title: string }
  /** New articles that may alert, with how many of them came from an outlet. */
  | { kind: 'handed-on'; outlet: string; count: number }
  | { kind: 'matched'; queries: number; words: string[]; title: string };

const text = z.object({ S: z.string() });

const StoredArticle = z.object({
  Item: z.object({ __edb_e__: z.object({ S: z.literal('article') }), id: text, outlet: text, title: text }),
});

/** A query when it is first watched: with it, a match can be told in words. */
const KeptQuery = z.object({ Item: z.object({ query: text, text }) });

const SentMessages = z.object({ Entries: z.array(z.object({ MessageBody: z.string() })) });

/** Most titles that are remembered to tell a match by. */
const TITLES_KEPT = 2_000;

/** The returned function ends it. */
export function watchNews({ onCall }: Pick<Endpoint, 'onCall'>, listener: (event: NewsEvent) => void): () => void {
  const titles = new Map<string, string>();
  const words = new Map<string, string>();

  const seePut = (input: unknown): void => {
    const article = StoredArticle.safeParse(input).data?.Item;
    if (article) {
      titles.set(article.id.S, article.title.S);
      if (titles.size > TITLES_KEPT) titles.delete(titles.keys().next().value!);
      listener({ kind: 'stored', outlet: article.outlet.S, title: article.title.S });
    }
    const query = KeptQuery.safeParse(input).data?.Item;
    if (query) words.set(query.query.S, query.text.S);
  };

  const seeMessage = (body: unknown): void => {
    const handedOn = ArticlesMessage.safeParse(body).data;
    const fresh = Object.groupBy(handedOn?.articles ?? [], ({ outlet }) => outlet);
    for (const [outlet, articles] of Object.entries(fresh)) {
      listener({ kind: 'handed-on', outlet, count: articles!.length });
    }
    const alert = AlertMessage.safeParse(body).data;
    if (!alert || alert.from) return;
    const known = alert.queries.map((query) => words.get(query)).filter((found) => found !== undefined);
    const title = titles.get(alert.article.id) ?? '';
    listener({ kind: 'matched', queries: alert.queries.length, words: known, title });
  };

  return onCall(({ action, input, status }: Call) => {
    if (status !== 200) return;
    if (action === 'PutItem') seePut(input);
    if (action !== 'SendMessageBatch') return;
    for (const { MessageBody } of SentMessages.safeParse(input).data?.Entries ?? []) seeMessage(parseJson(MessageBody));
  });
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
