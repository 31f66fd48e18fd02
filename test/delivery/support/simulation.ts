/**
 * Many invocations of deliver at once, taken apart into their single calls: chance decides whose call is made next,
 * who stalls, who dies before or after a call, which message comes twice, and when the next story is owed.
 *
 * Times are those of production: a function is stopped after 10 seconds, a message comes back after 60, the gate is 60.
 */
import { deliverMailboxes } from '../../../shared/delivery/deliverMailboxes.ts';
import type { DeliveryMessage } from '../../../shared/delivery/message.ts';
import type { DeliverPorts } from '../../../shared/delivery/ports.ts';
import type { PublishRequest } from '../../../shared/delivery/publisher.ts';
import { createStoryId } from '../../../shared/stories/storyId.ts';
import type { Subscriber } from '../../../shared/subscribers/subscriber.ts';
import { email, match, NOON, story, subscriber, watches } from './facts.ts';
import { createMemoryStores, type MemoryStores } from './memory.ts';

const FUNCTION_MS = 10_000;
const VISIBILITY_MS = 60_000;
const MAILBOX = { subscriber: subscriber().id, channel: 'email' } as const;

interface Message {
  visibleAt: number;
  body: DeliveryMessage;
}

interface Invocation {
  diesAt: number;
  message: Message;
  calls: (() => Promise<void>)[];
  isOver: boolean;
}

export interface Faults {
  /** Most invocations that die: between two calls, or because a stall outlasts the function's time. */
  crashes: number;
  duplicates: number;
  stories: number;
  /** Turns a right implementation into a wrong one, to see the checks go red. */
  plant?: (ports: DeliverPorts) => DeliverPorts;
}

export interface Published {
  at: number;
  delivery: string;
  stories: string[];
  subject: string;
}

/** A number from 0 to below `bound`. */
export type Chance = (bound: number) => number;

export class Simulation {
  readonly owed: string[] = [];
  readonly published: Published[] = [];
  readonly stores: MemoryStores = createMemoryStores();
  crashed = 0;
  #time = NOON.getTime();
  #queue: Message[] = [];
  #running: Invocation[] = [];
  readonly #chance: Chance;
  readonly #faults: Faults;
  readonly #person: Subscriber;

  constructor(chance: Chance, faults: Faults, person: Subscriber = subscriber()) {
    this.#chance = chance;
    this.#faults = faults;
    this.#person = person;
  }

  /** Everything that chance wants to do to it, then everything that is left to do. */
  async run(): Promise<void> {
    let { duplicates } = this.#faults;
    while (this.owed.length < this.#faults.stories || this.#running.length > 0 || this.#queue.length > 0) {
      this.#stopOverdue();
      const dice = this.#chance(100);
      if (dice < 15 && this.owed.length < this.#faults.stories) await this.#oweStory();
      else if (dice < 20 && duplicates-- > 0) this.#duplicate();
      else if (dice < 40) this.#receive();
      else if (dice < 92) await this.#step();
      else this.#wait();
    }
  }

  /** As the alert stage does: the row first, then the message. */
  async #oweStory(): Promise<void> {
    const id = createStoryId(new Date(this.#time), (bytes) =>
      Uint8Array.from({ length: bytes }, () => this.#chance(256)),
    );
    this.owed.push(id);
    await this.stores.owed.owe({ ...MAILBOX, story: id, revision: 0 }, ['q-Kuba'], 'owed', new Date(this.#time));
    this.#queue.push({ visibleAt: this.#time, body: { v: 1, mailboxes: [MAILBOX] } });
  }

  #duplicate(): void {
    const message = this.#queue[this.#chance(this.#queue.length)];
    if (message) this.#queue.push({ ...message });
  }

  #receive(): void {
    const ready = this.#queue.filter(({ visibleAt }) => visibleAt <= this.#time);
    const message = ready[this.#chance(ready.length)];
    if (!message || this.#running.length >= 4) return;
    message.visibleAt = this.#time + VISIBILITY_MS;
    const invocation: Invocation = { diesAt: this.#time + FUNCTION_MS, message, calls: [], isOver: false };
    this.#running.push(invocation);
    deliverMailboxes(message.body, this.#portsOf(invocation)).then(
      () => this.#end(invocation, { isDone: true }),
      () => this.#end(invocation, { isDone: false }),
    );
  }

  #end(invocation: Invocation, { isDone }: { isDone: boolean }): void {
    if (invocation.isOver) return;
    invocation.isOver = true;
    this.#running = this.#running.filter((each) => each !== invocation);
    if (isDone) this.#queue = this.#queue.filter((each) => each !== invocation.message);
  }

  /** One call of one invocation; perhaps its last, made or not. */
  async #step(): Promise<void> {
    const invocation = this.#running[this.#chance(this.#running.length)];
    if (!invocation) return this.#wait();
    const dies = this.crashed < this.#faults.crashes && this.#chance(20) === 0;
    const makesCall = !dies || this.#chance(2) === 0;
    const [call] = invocation.calls.splice(this.#chance(invocation.calls.length), 1);
    if (dies) this.#crash(invocation);
    if (makesCall) await call?.();
    await new Promise(setImmediate);
  }

  #crash(invocation: Invocation): void {
    this.crashed++;
    this.#end(invocation, { isDone: false });
  }

  #stopOverdue(): void {
    for (const invocation of this.#running) {
      if (invocation.diesAt <= this.#time) this.#crash(invocation);
    }
  }

  /** Until something is due when nobody runs; else a moment, or a stall that somebody may not survive. */
  #wait(): void {
    if (this.#running.length === 0) {
      const next = Math.min(...this.#queue.map(({ visibleAt }) => visibleAt).filter((due) => due > this.#time));
      this.#time += Number.isFinite(next) ? next - this.#time : 1_000;
      return;
    }
    const mayDie = this.#running.length + this.crashed <= this.#faults.crashes;
    this.#time += mayDie ? [50, 3_000, 9_000][this.#chance(3)]! : 50;
  }

  #portsOf(invocation: Invocation): DeliverPorts {
    const { owed, mailboxes, deliveries, holds } = this.stores;
    const ports: DeliverPorts = {
      recipients: {
        findSubscriber: async () => this.#person,
        findChannel: async () => email(),
        listSubscriptions: async () => [watches('Kuba')],
      },
      news: {
        findStory: async (id) => story(id),
        findMatch: async (query, id) => match(query, id),
        matchesSince: async () => [],
      },
      owed,
      mailboxes,
      deliveries,
      holds,
      notices: {
        add: async () => {},
        find: async () => null,
        lease: async () => false,
        finish: async () => {},
      },
      publisher: { publish: async (request) => this.#publish(request) },
      wakeUps: {
        send: async (outgoing) => {
          for (const { message, delaySeconds = 0 } of outgoing) {
            this.#queue.push({ visibleAt: this.#time + delaySeconds * 1_000, body: message });
          }
        },
      },
      spendSmsParts: async () => true,
      clock: () => new Date(this.#time),
      settings: { publicUrl: 'https://siaga.example.org', smsCountries: [], smsDailyCap: 10 },
    };
    const planted = this.#faults.plant?.(ports) ?? ports;
    const takeApart = <Port extends object>(port: Port): Port => this.#takeApart(port, invocation);
    return {
      ...planted,
      recipients: takeApart(planted.recipients),
      news: takeApart(planted.news),
      owed: takeApart(planted.owed),
      mailboxes: takeApart(planted.mailboxes),
      deliveries: takeApart(planted.deliveries),
      holds: takeApart(planted.holds),
      publisher: takeApart(planted.publisher),
      wakeUps: takeApart(planted.wakeUps),
    };
  }

  #publish(request: PublishRequest) {
    const stories = [...request.body.matchAll(/\/s\/(\w+)/gu)].map(([, id]) => id!);
    const subject = request.kind === 'email' ? request.subject : '';
    this.published.push({ at: this.#time, delivery: request.deliveryId, stories, subject });
    return { kind: 'accepted', messageId: String(this.published.length) } as const;
  }

  /** Each call waits until chance makes it; calls of the dead are never made and never answered. */
  #takeApart<Port extends object>(port: Port, invocation: Invocation): Port {
    return new Proxy(port, {
      get: (target, name, receiver) => {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function') return method;
        return (...values: unknown[]) =>
          new Promise((resolve, reject) => {
            invocation.calls.push(async () => {
              const answer: Promise<unknown> = Reflect.apply(method, target, values);
              await answer.then(
                (value) => invocation.isOver || resolve(value),
                (error: unknown) => invocation.isOver || reject(error as Error),
              );
            });
          });
      },
    });
  }
}
