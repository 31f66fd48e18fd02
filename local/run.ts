/** `npm start`: the stack, its news and its inbox, told in the order in which a newcomer wants to know it. */
import { join } from 'node:path';
import type { OutgoingMessage } from './endpoint/index.ts';
import { traceOf } from './inbox/view.ts';
import { watchNews, type NewsEvent } from './newsEvents.ts';
import { openDemo } from './newsroom/demo.ts';
import type { Newsroom, Outlet } from './newsroom/newsroom.ts';
import { findReader, READER, type Wish } from './newsroom/reader.ts';
import { openRecorded } from './newsroom/recorded.ts';
import { suggestWords } from './newsroom/suggestWords.ts';
import { createOperator, Refused, type Operator } from './operator.ts';
import type { Sources } from './sources.ts';
import { startStack, type Stack } from './stack.ts';
import type { Plan } from './template/plan.ts';
import { shorten, type Terminal } from './terminal.ts';
import { traceLine } from './traceLine.ts';

export interface RunOptions {
  sources: Sources;
  port: number;
  state: string;
  trace: boolean;
  smtpUrl: string | undefined;
  terminal: Terminal;
  /** How to stop, as soon as there is something to stop. */
  onStoppable: (stop: () => Promise<void>) => void;
}

const PUBLISH_EVERY_MS = 10_000;
/** The first one comes sooner, for whoever waits to see something. */
const FIRST_AFTER_MS = 5_000;
const DEMO_WISHES: readonly Wish[] = [
  { query: 'Rusia NATO', mode: 'alert' },
  { query: 'Venezuela', mode: 'alert' },
  // Harvests: the second article that the demo publishes is about one.
  { query: 'panen', mode: 'digest' },
];
/** A folder of odd feeds must not push everything else off the screen. */
const MOST_FAILING_TOLD = 3;
/** What waited longer did so on purpose, as a digest does, and is told by its subject. */
const PROMPT_SECONDS = 65;
/** Words suggested for a folder of feeds; one of them is for a digest. */
const SUGGESTED = 4;
const DIGEST_WORD = 1;

/** Resolves once everything runs. */
export async function run(options: RunOptions): Promise<void> {
  const { port, state, terminal, sources } = options;
  const stack = await startStack({
    port,
    state,
    smtpUrl: options.smtpUrl,
    onClaimed() {
      terminal.say('Siaga on this machine. No AWS account, nothing leaves it. Ctrl-C stops.');
      terminal.say('');
      terminal.event('reading the CDK app');
    },
    onProgress: (done, plan) => terminal.event(done === 'read' ? describePlan(plan) : ALL_STARTED),
  });
  if (options.trace) stack.onInvocation((invocation) => terminal.event(traceLine(invocation)));
  tellTrouble(options, stack);
  sayAddresses(options, stack);
  const session = new Session(options, stack);
  options.onStoppable(() => session.stop());
  await session.begin(sources);
}

/** Each trouble once: what fails every minute would push everything else off the screen. */
function tellTrouble({ terminal, state }: RunOptions, stack: Stack): void {
  const told = new Set<string>();
  stack.onTrouble((functionName, reason) => {
    const trouble = `error   ${functionName}: ${reason}`;
    if (told.has(trouble)) return;
    told.add(trouble);
    terminal.event(`${shorten(trouble, 200)}  (${state}/logs/${functionName}.log)`);
  });
}

const ALL_STARTED = 'all started; every AWS call is checked against its role';

const describePlan = ({ stacks, tables, queues, functions, schedules }: Plan): string =>
  `${stacks.length} stacks: ${tables.length} tables, ${queues.length} queues, ${functions.length} functions, ${schedules.length} schedules`;

function sayAddresses({ terminal, state }: RunOptions, { url }: Stack): void {
  const inbox = `${url}/inbox`;
  const column = inbox.length + 4;
  terminal.say('');
  terminal.say(`  News    ${url.padEnd(column)}what is in the news, sign up`);
  terminal.say(`  Inbox   ${inbox.padEnd(column)}the e-mails and texts it sends`);
  terminal.say(`  API     ${`${url}/docs`.padEnd(column)}`.trimEnd());
  terminal.say(`  State   ${`${state}/`.padEnd(column)}delete it to begin anew`);
  terminal.say('');
}

/** One run: what it has counted, and the timers that make news. */
class Session {
  readonly #options: RunOptions;
  readonly #stack: Stack;
  readonly #operator: Operator;
  readonly #counts = { articles: 0, matches: 0, messages: 0 };
  /** Messages that an article caused; a welcome is none. */
  #alerts = 0;
  /** Ids by address. */
  readonly #feeds = new Map<string, string>();
  #newsroom: Newsroom | undefined;
  #publisher: NodeJS.Timeout | undefined;
  #nextAt: number | undefined;
  #liner: NodeJS.Timeout | undefined;
  /** While the first polls run, single articles are not news. */
  #isQuiet = true;

  constructor(options: RunOptions, stack: Stack) {
    this.#options = options;
    this.#stack = stack;
    this.#operator = createOperator(stack);
    watchNews(stack.endpoint, (event) => this.#seeNews(event));
    stack.endpoint.outbox.onMessage((message) => this.#seeMessage(message));
  }

  async begin(sources: Sources): Promise<void> {
    const { terminal, state } = this.#options;
    const { clock } = this.#stack;
    if (sources.kind === 'demo') {
      terminal.say('No feeds given, so a demo newsroom publishes invented articles, one every');
      terminal.say('ten seconds. For yours: npm start -- --feeds my.opml');
      terminal.say('');
      this.#newsroom = await openDemo(clock.now(), join(state, 'demo.json'));
      await this.#beginReader(DEMO_WISHES);
    }
    if (sources.kind === 'folder') {
      const newsroom = await openRecorded(sources.path, join(state, 'recorded.json'));
      this.#newsroom = newsroom;
      terminal.say(`The feeds in ${sources.path} are served on this machine. The newest items of each are held`);
      terminal.say('back, and one is published every ten seconds, dated now. Sign up for others under News.');
      terminal.say('');
      await this.#beginReader(wishesFor(newsroom.waiting()));
    }
    if (sources.kind === 'feeds') {
      terminal.say('To get alerts: open News, type your words, sign up, and confirm in the Inbox.');
      terminal.say('');
    }
    await this.#addFeeds(sources.kind === 'feeds' ? sources.feeds : this.#newsroom!.outlets);
    if (this.#newsroom) this.#publishIn(FIRST_AFTER_MS);
    this.#liner = setInterval(() => this.#sayLive(), 1_000);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#publisher);
    clearInterval(this.#liner);
    await this.#stack.stop();
    await this.#newsroom?.stop();
  }

  async #beginReader(wishes: readonly Wish[]): Promise<void> {
    const { terminal, state } = this.#options;
    if (wishes.length === 0) return;
    const watched = await findReader(this.#stack, this.#operator, wishes, join(state, 'reader.json'));
    const words = watched.map(({ query, mode }) => (mode === 'digest' ? `${query} (digest)` : query)).join(', ');
    terminal.event(`reader  ${READER} (demo) watches  ${words}`);
  }

  async #addFeeds(outlets: readonly Outlet[]): Promise<void> {
    const { terminal } = this.#options;
    for (const { url, title } of outlets) {
      try {
        const { id, isNew } = await this.#operator.addFeed(url, title);
        this.#feeds.set(url, id);
        // A new feed is polled without being asked for; one from an earlier start may not be due for hours.
        if (!isNew) await this.#operator.pollNow(id);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        terminal.event(`refused ${url}: ${error.message}`);
      }
    }
    await this.#stack.settle();
    this.#isQuiet = false;
    const { articles } = this.#counts;
    const sent = this.#alerts === 0 ? '; none sent, all older' : '';
    const found = articles === 0 ? 'nothing new' : `${plural(articles, 'article')} stored${sent}`;
    terminal.event(`polled  ${plural(this.#feeds.size, 'feed')}, ${found}`);
    await this.#sayFailing();
  }

  async #sayFailing(): Promise<void> {
    const failing = await this.#operator.failing();
    const shown = failing.slice(0, MOST_FAILING_TOLD);
    for (const { url, title, trouble } of shown) {
      this.#options.terminal.event(`failing ${shorten(title || url, 60)}: ${trouble}`);
    }
    const rest = failing.length - shown.length;
    if (rest > 0) this.#options.terminal.event(`failing ${rest} more; all of them: ${this.#stack.url}/sources`);
  }

  #publishIn(ms: number): void {
    this.#nextAt = Date.now() + ms;
    this.#publisher = setTimeout(() => void this.#publish(), ms);
  }

  async #publish(): Promise<void> {
    const published = this.#newsroom?.publishNext(this.#stack.clock.now());
    if (!published) {
      this.#nextAt = undefined;
      return this.#options.terminal.event('all that was held back is published; feeds are polled on');
    }
    this.#publishIn(PUBLISH_EVERY_MS);
    const feed = this.#feeds.get(published.outlet.url);
    if (feed)
      await this.#operator
        .pollNow(feed)
        .catch((error: Error) => this.#options.terminal.event(`error   ${error.message}`));
  }

  #seeNews(event: NewsEvent): void {
    const { terminal } = this.#options;
    if (event.kind === 'stored') {
      this.#counts.articles += 1;
    } else if (event.kind === 'handed-on') {
      if (!this.#isQuiet) terminal.event(`polled  ${event.outlet}, ${event.count} new`);
    } else {
      this.#counts.matches += event.queries;
      const words =
        event.words.length === event.queries ? event.words.join(', ') : plural(event.queries, 'query', 'queries');
      terminal.event(`match   ${words.padEnd(13)} "${shorten(event.title, 40)}"`);
    }
    this.#sayLive();
  }

  #seeMessage(message: OutgoingMessage): void {
    const { terminal } = this.#options;
    if (message.kind === 'confirmation') return;
    const kind = { email: 'e-mail', sms: 'SMS', https: 'webhook' }[message.kind];
    if (message.state === 'refused') return terminal.event(`refused ${kind} to ${message.to}: ${message.reason}`);
    this.#counts.messages += 1;
    const trace = traceOf(message);
    if (trace) this.#alerts += 1;
    const seconds = trace ? (message.at.getTime() - trace.seen) / 1_000 : Infinity;
    const isPrompt = seconds <= PROMPT_SECONDS;
    const what = isPrompt ? `, ${seconds.toFixed(1)} s after it was seen` : `: ${message.subject || message.body}`;
    terminal.event(shorten(`sent    ${kind} to ${message.to}${what}`, 110));
    const sent = this.#stack.endpoint.outbox.list().filter(({ kind: each }) => each !== 'confirmation').length;
    terminal.say(`                  read it: ${this.#stack.url}/inbox/${sent}`);
    this.#sayLive();
  }

  #sayLive(): void {
    const { articles, matches, messages } = this.#counts;
    const parts = [
      plural(this.#feeds.size, 'feed'),
      plural(articles, 'article'),
      plural(matches, 'match', 'matches'),
      plural(messages, 'message'),
    ];
    if (this.#nextAt !== undefined)
      parts.push(`next poll in ${Math.max(0, Math.ceil((this.#nextAt - Date.now()) / 1_000))} s`);
    this.#options.terminal.live(`  ${parts.join(' · ')}`);
  }
}

const plural = (count: number, one: string, several = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : several}`;

/** Words of the first headlines, so that the alert comes at once and the digest in the first minutes. */
function wishesFor(headlines: readonly string[]): Wish[] {
  const words = suggestWords(headlines, SUGGESTED);
  return words.map((query, index) => ({ query, mode: index === DIGEST_WORD ? 'digest' : 'alert' }));
}
