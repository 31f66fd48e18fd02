/**
 * Writes one new or edited item as an article, and says what was written and how far it may go.
 *
 * A lost race never means "handled": who finds the article stored already reads it back and hands that on. Only an
 * article that another feed of the same outlet brought is left alone: handing it on is that feed's own poll's to do.
 */
import type { Feed } from '../feeds/feed.ts';
import type { Article } from './article.ts';
import type { ArticleStore } from './articleStore.ts';
import { articleIdOf, type Identified } from './identity.ts';
import { summaryOf, type Item } from './item.ts';
import { detectLanguage } from './language.ts';
import { fate, fateOfEdit } from './news.ts';
import { outletFamily } from './outlet.ts';
import type { Recognized } from './seen.ts';

export interface StoredNews {
  article: Article;
  /** No match will see it. */
  isOnlyStored: boolean;
}

export type Found = Identified & Recognized;

/** Null: nothing of it is this feed's to hand on. */
export async function storeArticle(
  found: Found,
  feed: Feed,
  now: Date,
  articles: ArticleStore,
): Promise<StoredNews | null> {
  const stored =
    found.news === 'edited'
      ? await editArticle(found, feed, now, articles)
      : await addArticle(found, feed, now, articles);
  return stored?.article.feed === feed.feed ? stored : null;
}

async function addArticle(
  { item, article: mark }: Found,
  feed: Feed,
  now: Date,
  articles: ArticleStore,
): Promise<StoredNews> {
  const isFirstPoll = feed.firstPolledAt === undefined;
  const judge = (seen: number) =>
    fate({ published: item.published, isFromFuture: item.isFromFuture, seen }, new Date(seen), isFirstPoll);
  const itsFate = judge(now.getTime());
  const article: Article = {
    id: articleIdOf(mark, feed),
    revision: 0,
    feed: feed.feed,
    outlet: feed.title,
    outletFamily: outletFamily(feed.url),
    ...wordsOf(item),
    lang: item.lang || feed.lang || detectLanguage(`${item.title}\n${summaryOf(item)}`),
    published: item.published,
    seen: now.getTime(),
    firstPoll: isFirstPoll,
    timeliness: itsFate === 'alert' ? 'alert' : 'late',
  };
  if (await articles.add(article)) return { article, isOnlyStored: itsFate === 'stored' };
  const first = (await articles.findNow(article.id)) ?? article;
  return { article: first, isOnlyStored: judge(first.seen) === 'stored' };
}

/**
 * An edit keeps when the article was first seen: whoever subscribed since is not told, and one that comes more than a
 * day later is late. Of what was only stored an edit is only stored. An article that has expired meanwhile is stored again and alerts nobody.
 */
async function editArticle(found: Found, feed: Feed, now: Date, articles: ArticleStore): Promise<StoredNews> {
  const before = await articles.findNow(articleIdOf(found.article, feed));
  if (!before) return { ...(await addArticle(found, feed, now, articles)), isOnlyStored: true };
  const itsFate = fateOfEdit(before, now);
  const isOnlyStored = itsFate === 'stored';
  const words = wordsOf(found.item);
  const isStoredAlready = words.title === before.title && words.summary === before.summary;
  if (isStoredAlready || before.feed !== feed.feed) return { article: before, isOnlyStored };
  const edited: Article = {
    ...before,
    ...words,
    revision: before.revision + 1,
    timeliness: itsFate === 'alert' ? 'alert' : 'late',
  };
  if (await articles.edit(edited)) return { article: edited, isOnlyStored };
  return { article: (await articles.findNow(edited.id)) ?? edited, isOnlyStored };
}

function wordsOf(item: Item): Pick<Article, 'title' | 'summary' | 'link' | 'author' | 'categories' | 'image'> {
  const { title, link, author, categories, image } = item;
  return { title, summary: summaryOf(item), link, author, categories, ...(image && { image }) };
}
