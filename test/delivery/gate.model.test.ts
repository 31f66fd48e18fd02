/**
 * The gate of a mailbox under crashes, stalls and duplicates, at random but repeatable: what may never happen, and that
 * the checks would see it.
 */
import { describe, expect, it } from 'vitest';
import { type MailboxStore, MOST_ATTEMPTS } from '../../shared/delivery/mailbox.ts';
import { parseOwedId } from '../../shared/delivery/owed.ts';
import type { DeliverPorts } from '../../shared/delivery/ports.ts';
import { type Chance, type Faults, Simulation } from './support/simulation.ts';

const INTERLEAVINGS = 3_000;

/** mulberry32: small, and the same on every machine. */
function seeded(seed: number): Chance {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}

async function simulate(seed: number, faults: Partial<Faults> = {}): Promise<Simulation> {
  const simulation = new Simulation(seeded(seed), { crashes: 2, duplicates: 3, stories: 6, ...faults });
  await simulation.run();
  return simulation;
}

/** What is wrong with what was published, in words; empty when nothing is. */
function findFaults({ owed, published }: Simulation): string[] {
  const messagesOf = Map.groupBy(
    published.flatMap(({ delivery, stories }) => stories.map((story) => ({ delivery, story }))),
    ({ story }) => story,
  );
  const repeats = Map.groupBy(published, ({ delivery }) => delivery);
  const firsts = [...repeats.values()].map(([first]) => first!.at).toSorted((one, other) => one - other);
  return [
    ...owed.filter((story) => !messagesOf.has(story)).map(() => 'lost'),
    ...[...messagesOf.values()]
      .filter((all) => new Set(all.map(({ delivery }) => delivery)).size > 1)
      .map(() => 'doubled'),
    ...[...repeats.values()].filter((all) => all.length > MOST_ATTEMPTS.email).map(() => 'repeated without bound'),
    ...[...repeats.values()]
      .filter((all) => new Set(all.map(({ subject }) => subject)).size > 1)
      .map(() => 'changed in a repeat'),
    // Ten seconds may pass between the gate and the publishing.
    ...firsts.filter((at, index) => index > 0 && at - firsts[index - 1]! < 50_000).map(() => 'too soon'),
  ];
}

async function faultsOf(interleavings: number, faults: Partial<Faults> = {}): Promise<Set<string>> {
  const found = new Set<string>();
  for (let seed = 1; seed <= interleavings; seed++) {
    for (const fault of findFaults(await simulate(seed, faults))) found.add(fault);
  }
  return found;
}

describe(`in ${INTERLEAVINGS} interleavings of invocations`, () => {
  it('nothing is lost, no story stands in two messages, only a message of the same seq repeats', async () => {
    let [crashes, repeats] = [0, 0];
    for (let seed = 1; seed <= INTERLEAVINGS; seed++) {
      const simulation = await simulate(seed);
      expect(findFaults(simulation), `seed ${seed}`).toEqual([]);
      crashes += simulation.crashed;
      repeats += simulation.published.length - new Set(simulation.published.map(({ delivery }) => delivery)).size;
    }
    expect(crashes).toBeGreaterThan(INTERLEAVINGS);
    expect(repeats).toBeGreaterThan(0);
  }, 120_000);

  it('without crashes nothing repeats at all', async () => {
    for (let seed = 1; seed <= 300; seed++) {
      const { published } = await simulate(seed, { crashes: 0 });
      const ids = published.map(({ delivery }) => delivery);
      expect(ids, `seed ${seed}`).toEqual([...new Set(ids)]);
    }
  }, 60_000);
});

describe('the model sees a planted bug', () => {
  const withMailboxes = (ports: DeliverPorts, change: Partial<MailboxStore>): DeliverPorts => ({
    ...ports,
    mailboxes: { ...ports.mailboxes, ...change },
  });

  it('a missing wake-up loses stories', async () => {
    const plant = (ports: DeliverPorts): DeliverPorts => ({ ...ports, wakeUps: { send: async () => {} } });
    expect(await faultsOf(50, { plant })).toContain('lost');
  });

  it('marking before handing on loses stories', async () => {
    const plant = (ports: DeliverPorts): DeliverPorts =>
      withMailboxes(ports, {
        async claim(mailbox, ver, claim, now) {
          const isClaimed = await ports.mailboxes.claim(mailbox, ver, claim, now);
          const rows = claim.intent.ids.map(parseOwedId);
          if (isClaimed) await ports.owed.settle(mailbox, rows, { state: 'sent', at: now.getTime() });
          return isClaimed;
        },
      });
    expect(await faultsOf(100, { plant })).toContain('lost');
  });

  it('not finishing the last message first doubles stories', async () => {
    const plant = (ports: DeliverPorts): DeliverPorts =>
      withMailboxes(ports, {
        async read(mailbox) {
          const { intent, ...found } = await ports.mailboxes.read(mailbox);
          return intent?.state === 'published' ? found : { ...found, ...(intent && { intent }) };
        },
      });
    expect(await faultsOf(300, { plant })).toContain('doubled');
  });

  it('a gate that asks only for the time doubles or hurries', async () => {
    const plant = (ports: DeliverPorts): DeliverPorts =>
      withMailboxes(ports, {
        async claim(mailbox, _ver, claim, now) {
          const { ver } = await ports.mailboxes.read(mailbox);
          return ports.mailboxes.claim(mailbox, ver, { ...claim, nextAt: now.getTime() }, now);
        },
      });
    expect((await faultsOf(100, { plant })).size).toBeGreaterThan(0);
  });
});
