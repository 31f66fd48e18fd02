/**
 * A small town for the tests that disturb the path: a newsroom, a reader who stays, and rounds in which an article is
 * published and the minutes pass until everybody should have it. Each round has a newcomer who takes a digest by
 * e-mail and alerts by SMS, since a digest comes once a day and a phone gets so many texts.
 */
import type { Call, OutgoingMessage } from '../../local/endpoint/index.ts';
import { MINUTE } from '../../shared/platform/clock.ts';
import { startNewsroom } from '../support/newsroom.ts';
import { addFeed, call, pollNow, signUp } from '../support/readers.ts';
import { startStack, type Stack, type StackOptions } from '../support/stack.ts';
import { callSite } from './callSites.ts';
import { expectedStories, type Article, type Reader } from './model.ts';

const OUTLET = 'Harian Samudra';
const ANA: Reader = { address: 'ana@example.org', words: ['Rusia', 'NATO'] };

/**
 * An article must be matched two minutes before its digest, when the window closes. What match, alert or deliver let
 * fall comes back after a minute, what poll let fall after six.
 */
const digestAfterMinutes = (kill: Kill | undefined): number => (kill?.site.startsWith('poll ') ? 10 : 5);

export interface Kill {
  site: string;
  occurrence: number;
  side: 'before' | 'after';
}

export interface Round {
  calls: Call[];
  /** Whether it came to the kill. */
  reached: boolean;
  /** What was lost, or stood in two messages. */
  problems: string[];
  /** Messages that came again under the same delivery id. */
  repeats: number;
}

export interface Town {
  stack: Stack;
  round: (kill?: Kill) => Promise<Round>;
  stop: () => Promise<void>;
}

export async function startTown(options: StackOptions = {}): Promise<Town> {
  const newsroom = await startNewsroom();
  newsroom.publish(OUTLET, { title: 'Pasar ikan buka lagi', published: new Date('2026-11-01T08:00:00Z') });
  const stack = await startStack({ ...options, context: { smsCountries: ['ID'], ...options.context } });
  const feed = await addFeed(stack, newsroom.url(OUTLET));
  await signUp(stack, { email: ANA.address, words: ANA.words.join(' ') });
  let rounds = 0;

  const publish = async (article: Article): Promise<void> => {
    newsroom.publish(OUTLET, { ...article, guid: article.link, published: stack.clock.now() });
    while ((await pollNow(stack, feed)) >= 500) await stack.settle();
    await stack.settle();
  };

  /**
   * The minutes in which two articles are published and should arrive, with every call that they make. The second
   * comes while the gate of everybody's mailbox is closed.
   */
  const live = async (
    articles: readonly Article[],
    kill: Kill | undefined,
  ): Promise<Pick<Round, 'calls' | 'reached'>> => {
    const calls: Call[] = [];
    const stopListening = stack.endpoint.onCall((made) => void calls.push(made));
    const killed = kill ? armKill(stack, kill) : { reached: false };
    for (const article of articles) await publish(article);
    for (let minute = 0; minute < digestAfterMinutes(kill) + 2; minute++) await stack.advance(MINUTE);
    stack.endpoint.fault = undefined;
    await stack.drain();
    stopListening();
    return { calls, reached: killed.reached };
  };

  return {
    stack,
    async round(kill) {
      const number = String(++rounds).padStart(4, '0');
      const digest: Reader = { address: `pembaca${number}@example.org`, words: ['NATO'] };
      const phone: Reader = { address: `+62812555${number}`, words: ['NATO'] };
      const articles = ['pagi', 'siang'].map((time) => ({
        title: `Rusia dan NATO, kabar ${time} ${number}`,
        link: `https://harian-samudra.example/${time}/${number}`,
      }));
      const token = await signUp(stack, {
        email: digest.address,
        sms: phone.address,
        words: 'NATO',
        modes: { email: 'digest', sms: 'alert' },
        digestAt: clockTime(stack, digestAfterMinutes(kill)),
      });
      const lived = await live(articles, kill);
      await call(stack, 'DELETE', '/v1/me', undefined, token);
      return { ...lived, ...judge(stack, [ANA, digest, phone], articles) };
    },
    async stop() {
      await stack.stop();
      await newsroom.stop();
    },
  };
}

const clockTime = (stack: Stack, minutesFromNow: number): string =>
  new Date(stack.clock.now().getTime() + minutesFromNow * MINUTE).toISOString().slice(11, 16);

/** Kills the caller of one call, and tells whether it came to that. */
function armKill(stack: Stack, { site, occurrence, side }: Kill): { reached: boolean } {
  const state = { reached: false };
  let seen = 0;
  stack.endpoint.fault = (made) => {
    if (state.reached || callSite(made) !== site || seen++ !== occurrence) return undefined;
    state.reached = true;
    setTimeout(() => void stack.kill(made.principal), 10);
    return side;
  };
  return state;
}

/** What the articles should have brought to everybody, held against all that ever came. */
function judge(
  stack: Stack,
  readers: readonly Reader[],
  articles: readonly Article[],
): Pick<Round, 'problems' | 'repeats'> {
  const all = stack.endpoint.outbox.list();
  const refused = all.filter(({ state }) => state === 'refused');
  const problems = refused.map(({ to, reason }) => `SNS refused a message to ${to}: ${reason}`);
  let repeats = 0;
  for (const [address, titles] of expectedStories(readers, articles)) {
    const messages = all.filter(
      (message) => message.to === address && articles.some(({ title }) => tells(message, title)),
    );
    const byDelivery = [...Map.groupBy(messages, ({ attributes }) => attributes['delivery']?.StringValue).values()];
    repeats += messages.length - byDelivery.length;
    const told = byDelivery.map(([message]) => message!);
    for (const title of titles) {
      const count = told.filter((message) => tells(message, title)).length;
      if (count > 1) problems.push(`${title} stood in ${count} messages to ${address}`);
      if (count === 0 && !told.some(isSummary)) problems.push(`${title} never reached ${address}`);
    }
    const stories = told.reduce((sum, message) => sum + countStories(message, articles), 0);
    if (stories !== titles.length) problems.push(`${stories} stories of ${titles.length} reached ${address}`);
  }
  return { problems, repeats };
}

const tells = ({ body }: OutgoingMessage, title: string): boolean => body.replaceAll('*', '').includes(title);

/** An SMS about several stories has room for their number and the first headline. */
const SUMMARY = /^Siaga: (\d+) stories/;
const isSummary = ({ body }: OutgoingMessage): boolean => SUMMARY.test(body);

function countStories(message: OutgoingMessage, articles: readonly Article[]): number {
  const summed = SUMMARY.exec(message.body);
  return summed ? Number(summed[1]) : articles.filter(({ title }) => tells(message, title)).length;
}
