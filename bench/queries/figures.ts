/** What a run of one engine tells. */
export interface Figures {
  buildSeconds: number;
  articlesPerSecond: number;
  hitsPerArticle: number;
  /** Of the answers to the first articles: all engines must have the same. */
  answers: string;
  peakMegabytes: number;
  /** Ours only. */
  index?: { megabytes: number; textMegabytes: number; snapshotMegabytes: number };
  /** Ours only: the share of the time that tokenising alone takes. */
  tokenizing?: number;
  /** Ours only: with the place of every hit. */
  withHitsPerSecond?: number;
}

/** So that sizes can be compared: what more subscriptions cost when as many of them are met. */
export const HITS_PER_ARTICLE = 20;
