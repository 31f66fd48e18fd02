/** What the routes and pages are given. */
import type { ArchiveStore } from '../../shared/articles/archive.ts';
import type { ArticleStore } from '../../shared/articles/articleStore.ts';
import type { ArticleRows } from '../../shared/articles/articleRow.ts';
import type { FeedPorts } from '../../shared/feeds/manage.ts';
import type { HubStore } from '../../shared/feeds/websub/subscription.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import type { ArticleStories } from '../../shared/store/articleStories.ts';
import type { Deliveries } from '../../shared/store/deliveries.ts';
import type { Matches } from '../../shared/store/matches.ts';
import type { Stories } from '../../shared/store/stories.ts';
import type { PeoplePorts } from '../../shared/subscribers/ports.ts';

export interface ApiConfig {
  /** Without a slash at its end. */
  publicUrl: string;
  /** sha-256 as hex; empty: nobody is an operator. */
  operatorKeyHash: string;
  /** ISO 3166. */
  smsCountries: readonly string[];
  pendingMost: number;
}

export interface NewsPorts extends FeedPorts {
  hubs: HubStore;
  articles: ArticleStore;
  articleRows: ArticleRows;
  archives: ArchiveStore;
  /** Through which instant every hour is packed. */
  packedThrough: () => Promise<Date | null>;
  articleStories: ArticleStories;
  stories: Stories;
  matches: Matches;
}

export interface Services {
  config: ApiConfig;
  people: PeoplePorts & { deliveryLog: Pick<Deliveries, 'latest' | 'findWindow'> };
  news: NewsPorts;
  clock: Clock;
  sleep: (ms: number) => Promise<void>;
  log: { error(words: string, facts: Record<string, unknown>): void };
}

/** What Hono carries with a request: API Gateway's context comes from the adapter, never from a header. */
export interface ApiEnv {
  Bindings: { requestContext?: { http?: { sourceIp?: string } } };
}
