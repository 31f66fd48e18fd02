/**
 * A thousand feeds on a hundred hosts, all in the fastest class, by one worker process: dispatch sends each minute's
 * feeds, two messages are worked on at a time as by default, and every request is counted where it arrives.
 *
 * Time runs as it does: a minute's polls must be done before the next minute begins. Between two minutes the clock is
 * moved on, nobody waits. The stand-ins for DynamoDB and SQS run in the same process and take their part of its time.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { pollGroup } from '../../shared/articles/pollGroup.ts';
import { dispatch } from '../../shared/feeds/dispatch.ts';
import type { PollMessage } from '../../shared/feeds/feed.ts';
import type { FetchFeed } from '../../shared/feeds/fetch.ts';
import { inParallel } from '../../shared/feeds/inParallel.ts';
import { importFeeds } from '../../shared/feeds/manage.ts';
import { slotOf } from '../../shared/feeds/rhythm.ts';
import { MINUTE, SECOND } from '../../shared/platform/clock.ts';
import { createCursor } from '../../shared/store/cursors.ts';
import { startNewsdesk, type Newsdesk } from '../../test/support/newsdesk.ts';
import { percentile, type Bench, type Cell, type Table } from '../bench.ts';
import { FEEDS_A_HOST, HOSTS, START, type FromHosts, type HostCounts, type ToHosts } from './hosts.ts';

const FLOOR_MINUTES = 5;
const ROUNDS = 3;
const MESSAGES_AT_ONCE = 2;
const INVOCATION_MS = 60 * SECOND;

export const bench: Bench = {
  summary: 'a thousand feeds on a hundred hosts, polled within their floor by one process',
  async run(say) {
    const hosts = await startHosts();
    const desk = await startNewsdesk();
    try {
      return await measure(desk, hosts, say);
    } finally {
      hosts.send({ kind: 'stop' });
      await desk.stop();
    }
  },
};

interface Hosts {
  port: number;
  send(message: ToHosts): void;
  ask(message: ToHosts): Promise<FromHosts>;
}

async function startHosts(): Promise<Hosts> {
  const worker = new Worker(new URL('hosts.ts', import.meta.url));
  const next = async (): Promise<FromHosts> => ((await once(worker, 'message')) as [FromHosts])[0];
  const ready = await next();
  if (ready.kind !== 'ready') throw new Error('The hosts did not start.');
  return {
    port: ready.port,
    send: (message) => worker.postMessage(message),
    ask(message) {
      const answer = next();
      worker.postMessage(message);
      return answer;
    },
  };
}

interface Minute {
  round: number;
  polls: number;
  seconds: number;
}

async function measure(desk: Newsdesk, hosts: Hosts, say: (line: string) => void): Promise<Table[]> {
  let minuteAt = START;
  let beganAt = performance.now();
  const clock = (): Date => new Date(minuteAt + performance.now() - beganAt);
  const asked = new Map<string, number[]>();
  const fetchFeed: FetchFeed = (request, now) => {
    asked.set(request.url, [...(asked.get(request.url) ?? []), now.getTime()]);
    return desk.ports.fetchFeed(request, now);
  };
  const ports = { ...desk.ports, clock, fetchFeed, cursor: createCursor(desk.tables.news, 'dispatch') };
  say('adding a thousand feeds');
  await addFeeds(desk, hosts.port);
  const cpuBefore = process.cpuUsage();
  const minutes: Minute[] = [];
  for (let minute = 0; minute < ROUNDS * FLOOR_MINUTES; minute++) {
    minuteAt = START + minute * MINUTE;
    beganAt = performance.now();
    const round = Math.floor(minute / FLOOR_MINUTES) + 1;
    if (minute === 2 * FLOOR_MINUTES) await hosts.ask({ kind: 'publish', share: 0.1, at: minuteAt - MINUTE });
    await dispatch(clock(), ports);
    const polls = await workOff(await desk.pollMessages(), desk, ports);
    const seconds = (performance.now() - beganAt) / SECOND;
    minutes.push({ round, polls, seconds });
    say(`minute ${minute}: ${polls} polls in ${seconds.toFixed(1)} s`);
  }
  const cpu = process.cpuUsage(cpuBefore);
  const answer = await hosts.ask({ kind: 'count' });
  const counts = answer.kind === 'counted' ? answer.counts : [];
  const articles = await desk.handedOn();
  const seconds = { cpu: (cpu.user + cpu.system) / 1e6, wall: minutes.reduce((sum, each) => sum + each.seconds, 0) };
  return [roundsTable(minutes), hostsTable(counts), timesTable([...asked.values()], seconds, articles.length)];
}

async function addFeeds(desk: Newsdesk, port: number): Promise<void> {
  const urls = Array.from({ length: HOSTS }, (_, host) =>
    Array.from({ length: FEEDS_A_HOST }, (_, feed) => `http://127.0.0.${host + 1}:${port}/${feed}.xml`),
  ).flat();
  await importFeeds(
    urls.map((url) => ({ url })),
    desk.ports,
  );
  await desk.pollMessages();
  desk.delayedPolls();
  const cards = await desk.ports.cards.list();
  await inParallel(cards, 16, async ({ feed }) => {
    const state = await desk.ports.feeds.find(feed);
    if (state) await desk.ports.feeds.update(state, slotOf(feed, FLOOR_MINUTES));
  });
}

/** Two messages at a time, then what they put off. */
async function workOff(
  messages: readonly PollMessage[],
  desk: Newsdesk,
  ports: Parameters<typeof pollGroup>[2],
): Promise<number> {
  let polls = 0;
  let left = messages;
  while (left.length > 0) {
    await inParallel(left, MESSAGES_AT_ONCE, async (message) => {
      const end = performance.now() + INVOCATION_MS;
      const receipt = { receives: 1, remainingMs: () => end - performance.now() };
      const polled = await pollGroup(message, receipt, ports);
      polls += polled.filter(({ result }) => !['early', 'busy'].includes(result.kind)).length;
    });
    left = [...(await desk.pollMessages()), ...desk.delayedPolls().map(({ message }) => message)];
  }
  return polls;
}

function roundsTable(minutes: readonly Minute[]): Table {
  const rounds = [...Map.groupBy(minutes, ({ round }) => round)];
  const what = ['everything is new', 'nothing changed (304)', 'a tenth has an article'];
  return {
    title: `${HOSTS * FEEDS_A_HOST} feeds on ${HOSTS} hosts, each in the class of ${FLOOR_MINUTES} minutes`,
    columns: ['round of five minutes', 'what', 'polls', 'seconds of work', 'in its busiest minute', 'polls a second'],
    rows: rounds.map(([round, each]): Cell[] => {
      const polls = each.reduce((sum, minute) => sum + minute.polls, 0);
      const seconds = each.reduce((sum, minute) => sum + minute.seconds, 0);
      return [
        round,
        what[round - 1]!,
        polls,
        seconds,
        Math.max(...each.map((minute) => minute.seconds)),
        polls / seconds,
      ];
    }),
  };
}

function hostsTable(counts: readonly HostCounts[]): Table {
  const of = (name: string, some: readonly HostCounts[]): Cell[] => [
    name,
    some.length,
    some.reduce((sum, { requests }) => sum + requests, 0),
    some.reduce((sum, { unchanged }) => sum + unchanged, 0),
    Math.max(...some.map(({ mostAtOnce }) => mostAtOnce)),
  ];
  return {
    title: 'As the hosts counted it',
    columns: ['hosts', 'how many', 'requests', 'answered 304', 'most at once at one of them'],
    rows: [
      of('that answer in 50 ms', counts.slice(0, -2)),
      of('that takes a second', counts.slice(-2, -1)),
      of('that never answers', counts.slice(-1)),
    ],
  };
}

/** How late after the begin of its minute a feed was asked, and how far apart its polls are. */
function timesTable(asked: readonly number[][], seconds: { cpu: number; wall: number }, articles: number): Table {
  const late = asked
    .flat()
    .map((at) => (at % MINUTE) / SECOND)
    .sort((a, b) => a - b);
  const gaps = asked
    .flatMap((times) => times.slice(1).map((at, index) => (at - times[index]!) / MINUTE))
    .sort((a, b) => a - b);
  return {
    title: 'One process',
    columns: ['what', 'figure'],
    rows: [
      ['feeds asked', asked.length],
      ['seconds after the begin of its minute, median', percentile(late, 0.5)],
      ['the same, 99 of 100', percentile(late, 0.99)],
      ['the same, the last', late.at(-1)!],
      ['minutes between two polls of a feed, shortest', gaps[0]!],
      ['the same, median', percentile(gaps, 0.5)],
      ['the same, longest', gaps.at(-1)!],
      ['articles handed on', articles],
      ['seconds of processor, with the stand-ins for DynamoDB and SQS', seconds.cpu],
      ['share of the fifteen minutes at work', seconds.wall / (ROUNDS * FLOOR_MINUTES * 60)],
      ['memory at the end, MB', process.memoryUsage().rss / 1024 / 1024],
    ],
  };
}
