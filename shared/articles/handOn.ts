/**
 * Articles on their way to match: messages of up to ten, all in one FIFO group, because one writer decides about
 * stories. A message that is sent again after a crash carries the same deduplication id.
 */
import { hash } from '../platform/ids.ts';
import { ARTICLES_A_MESSAGE, type Article, type ArticlesMessage } from './article.ts';

const ONE_GROUP = 'articles';

export interface OutgoingArticles {
  message: ArticlesMessage;
  group: string;
  deduplication: string;
}

export interface ArticlesQueue {
  send(outgoing: readonly OutgoingArticles[]): Promise<void>;
}

export function articleMessages(articles: readonly Article[]): OutgoingArticles[] {
  const count = Math.ceil(articles.length / ARTICLES_A_MESSAGE);
  return Array.from({ length: count }, (_, index) => {
    const part = articles.slice(index * ARTICLES_A_MESSAGE, (index + 1) * ARTICLES_A_MESSAGE);
    return {
      message: { v: 1, articles: part },
      group: ONE_GROUP,
      deduplication: hash(part.map(({ id, revision }) => `${id} ${revision}`).join('\n')),
    };
  });
}
