/** Everything that poll works with: the real stores and queues in memory, the real fetch, a clock and a counter of calls. */
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { ArticlesMessage } from '../../shared/articles/article.ts';
import { pollGroup, type PolledFeed } from '../../shared/articles/pollGroup.ts';
import type { OutgoingPoll } from '../../shared/feeds/dispatch.ts';
import type { PollMessage } from '../../shared/feeds/feed.ts';
import { createFetchFeed, usualLimits, type FetchFeed } from '../../shared/feeds/fetch.ts';
import { createAskHub } from '../../shared/feeds/websub/askHub.ts';
import type { Limits } from '../../shared/feeds/request.ts';
import type { Resolve } from '../../shared/feeds/lookup.ts';
import { addFeed } from '../../shared/feeds/manage.ts';
import { publicInternet, type NetworkRules } from '../../shared/feeds/network.ts';
import { createQueue } from '../../shared/platform/queue.ts';
import { createArticleRows } from '../../shared/store/articleRows.ts';
import { createArticles } from '../../shared/store/articles.ts';
import { createFeedCards } from '../../shared/store/feedCards.ts';
import { createFeeds } from '../../shared/store/feeds.ts';
import { createHubs } from '../../shared/store/hubs.ts';
import { createHostTurns } from '../../shared/store/hostTurns.ts';
import { createSeen } from '../../shared/store/seen.ts';
import { startPublisher } from './publisher.ts';
import { startQueues } from './queues.ts';
import { startTables } from './tables.ts';

const CONTACT = 'https://siaga.example.org/about';

/** What the runner on one machine allows. */
export const loopback: NetworkRules = {
  allowsAddress: (address) => /^127\.|^::1$/.test(address) || publicInternet.allowsAddress(address),
  allowsPort: () => true,
};

export type Newsdesk = Awaited<ReturnType<typeof startNewsdesk>>;

export async function startNewsdesk() {
  const [tables, queues, publisher] = await Promise.all([startTables(), startQueues(), startPublisher()]);
  const [articlesUrl, pollsUrl] = await Promise.all([queues.url('articles.fifo'), queues.url('polls')]);
  let now = new Date('2026-11-23T12:00:00Z');
  const clock = (): Date => now;
  const calls: string[] = [];
  tables.client.middlewareStack.add(
    (next, { commandName }) =>
      (input) => {
        calls.push(commandName!.replace('Command', ''));
        return next(input);
      },
    { step: 'initialize' },
  );
  /** Takes messages as a worker does, so that the next of a FIFO group comes. */
  const take = async <Message>(QueueUrl: string): Promise<Message[]> => {
    const taken: Message[] = [];
    for (;;) {
      const { Messages = [] } = await queues.client.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) return taken;
      for (const { Body, ReceiptHandle } of Messages) {
        taken.push(JSON.parse(Body!) as Message);
        await queues.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  };
  /** A fetch with a gate of its own, as each life of the function has one. */
  const freshFetch = (resolve?: Resolve, limits: Limits = usualLimits): FetchFeed =>
    createFetchFeed({ network: loopback, contactUrl: CONTACT, resolve, limits });
  const polls = createQueue<PollMessage>(queues.client, pollsUrl);
  const delayed: OutgoingPoll[] = [];
  const ports = {
    feeds: createFeeds(tables.news),
    cards: createFeedCards(tables.news),
    seen: createSeen(tables.news),
    articles: createArticles(tables.news, clock),
    rows: createArticleRows(tables.news),
    turns: createHostTurns(tables.news),
    articlesQueue: createQueue<ArticlesMessage>(queues.client, articlesUrl),
    pollsQueue: {
      async send(outgoing: readonly OutgoingPoll[]): Promise<void> {
        delayed.push(...outgoing.filter(({ delaySeconds }) => delaySeconds));
        await polls.send(outgoing);
      },
    },
    fetchFeed: freshFetch(),
    probe: freshFetch(),
    hubs: createHubs(tables.news),
    askHub: createAskHub({ network: loopback, contactUrl: CONTACT }),
    publicUrl: 'http://127.0.0.1:9',
    network: loopback,
    clock,
    random: (bytes: number): Uint8Array => new Uint8Array(bytes).fill(128),
  };
  return {
    tables,
    queues,
    publisher,
    ports,
    /** The table calls since it was last emptied. */
    calls,
    setTime: (time: string): void => void (now = new Date(time)),
    /** Adds the feed at a path and forgets the message that asks for its first poll. */
    async add(path: string): Promise<string> {
      const added = await addFeed({ url: publisher.url(path) }, ports);
      if (added.kind === 'refused') throw new Error(added.refusal.message);
      await take(pollsUrl);
      return added.card.feed;
    },
    poll: (feeds: string[], receipt = { receives: 1, remainingMs: () => 60_000 }): Promise<PolledFeed[]> =>
      pollGroup({ v: 1, feeds, now: true }, receipt, ports),
    articlesMessages: () => take<ArticlesMessage>(articlesUrl),
    pollMessages: () => take<PollMessage>(pollsUrl),
    /** What was sent to come later, since the last look: the queue's own delay is in real time. */
    delayedPolls: (): OutgoingPoll[] => delayed.splice(0),
    freshFetch,
    /** The articles that were handed on since the last look. */
    async handedOn(): Promise<ArticlesMessage['articles']> {
      return (await take<ArticlesMessage>(articlesUrl)).flatMap(({ articles }) => articles);
    },
    async stop(): Promise<void> {
      await Promise.all([tables.stop(), queues.stop(), publisher.stop()]);
    },
  };
}
