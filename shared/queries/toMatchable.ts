import type { Article } from '../articles/article.ts';
import type { Matchable } from './query.ts';

/** What of an article queries look at: apart from the match stage, so that who only asks does not bring that along. */
export const toMatchable = ({ title, summary, outlet, lang, author, categories }: Article): Matchable => ({
  title,
  text: summary,
  source: outlet,
  lang,
  author,
  categories,
});
