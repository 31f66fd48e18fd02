/**
 * Schedules as timers on the machine's clock.
 *
 * A clock that is moved far ahead fires each schedule once, as a machine does that wakes from sleep: what the minutes
 * between needed is for the product's cursors to catch up. What fails is tried again only as often as the function's
 * settings for asynchronous invocations say, one and two minutes later.
 */
import type { LocalClock } from '../clock.ts';
import type { SchedulePlan } from '../template/plan.ts';
import { parseSchedule, type Next } from './expression.ts';
import type { InvocationResult } from './lambda.ts';
import type { Timers } from './timers.ts';

export interface SchedulesOptions {
  plans: readonly SchedulePlan[];
  clock: LocalClock;
  timers: Timers;
  /** How often a function's failed asynchronous invocation is tried again. */
  retriesOf: (functionName: string) => number;
  invoke: (functionName: string, event: unknown) => Promise<InvocationResult>;
}

export class Schedules {
  readonly #options: SchedulesOptions;
  readonly #next: Map<SchedulePlan, Next>;
  #stopped = false;

  constructor(options: SchedulesOptions) {
    this.#options = options;
    this.#next = new Map(options.plans.map((plan) => [plan, parseSchedule(plan.expression, plan.timeZone)]));
  }

  /** A rate counts from now; with `atOnce` it also fires now, as a newly created one does. */
  start({ atOnce }: { atOnce: boolean }): void {
    const from = this.#options.clock.now();
    for (const plan of this.#options.plans) {
      if (atOnce && isRate(plan)) void this.#fire(plan);
      this.#plan(plan, from);
    }
  }

  /** Fires those of the functions that `isMeant` names, now. */
  async fire(isMeant: (functionName: string) => boolean): Promise<number> {
    const meant = this.#options.plans.filter((plan) => isMeant(plan.function));
    await Promise.all(meant.map((plan) => this.#fire(plan)));
    return meant.length;
  }

  /** Fires all that have a rate, as if their time had come. */
  async fireRates(): Promise<void> {
    await Promise.all(this.#options.plans.filter(isRate).map((plan) => this.#fire(plan)));
  }

  stop(): void {
    this.#stopped = true;
  }

  #plan(plan: SchedulePlan, from: Date): void {
    const { clock, timers } = this.#options;
    const next = this.#next.get(plan)!(clock.now(), from);
    if (!next || this.#stopped) return;
    timers.at(next, () => {
      void this.#fire(plan);
      this.#plan(plan, from);
    });
  }

  async #fire(plan: SchedulePlan, attempt = 0): Promise<void> {
    if (this.#stopped) return;
    const { outcome } = await this.#options.invoke(plan.function, plan.input);
    if (outcome === 'ok' || attempt >= this.#options.retriesOf(plan.function)) return;
    const again = new Date(this.#options.clock.now().getTime() + (attempt + 1) * 60_000);
    this.#options.timers.at(again, () => void this.#fire(plan, attempt + 1));
  }
}

const isRate = ({ expression }: SchedulePlan): boolean => expression.startsWith('rate');
