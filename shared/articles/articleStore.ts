/** What the stages ask of stored articles. */
import type { Article } from './article.ts';

export interface ArticleStore {
  find(id: string): Promise<Article | null>;
  /** The same, sure to see what was written a moment ago: for who lost a race and asks who won. */
  findNow(id: string): Promise<Article | null>;
  /** Those that are stored, in no order. */
  findMany(ids: readonly string[]): Promise<Article[]>;
  /** `false`: it is stored already, and nothing was changed. */
  add(article: Article): Promise<boolean>;
  /** Writes an article whose revision is higher than the stored one; `false`: it is not. */
  edit(article: Article): Promise<boolean>;
}
