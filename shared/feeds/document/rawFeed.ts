/**
 * A feed document as it was read, whatever its format: the same words for RSS, Atom and JSON Feed.
 *
 * What can hold markup is HTML here, also where the feed held plain text (then it is escaped), so that it is turned
 * into text in one place and decoded exactly once. Links are absolute where they could be made so. Nothing is trusted
 * yet: dates are as written, links may be anything.
 */
export interface RawFeed {
  titleHtml: string;
  /** BCP 47 as the feed claims it; empty without. */
  lang: string;
  /** Minutes as RSS `ttl` writes them; empty without. */
  ttl: string;
  items: RawItem[];
}

export interface RawItem {
  /** guid, id or rdf:about; empty without. */
  id: string;
  titleHtml: string;
  /** Empty without. */
  link: string;
  /** What the feed gives as a summary. */
  summaryHtml: string;
  /** The whole text, where the feed gives it beside the summary or instead of it. */
  contentHtml: string;
  /** As written, the first that is a date counts: publication before change. */
  dates: string[];
  /** BCP 47 as the item claims it, where it differs from its feed; empty without. */
  lang: string;
  authorHtml: string;
  categoriesHtml: string[];
  /** Empty without. */
  image: string;
}

/** Most items of one document that are looked at. */
export const MOST_ITEMS = 1_000;

/** The document is not one that we can read; the message is a sentence for the operator. */
export class NotAFeed extends Error {
  override name = 'NotAFeed';
}
