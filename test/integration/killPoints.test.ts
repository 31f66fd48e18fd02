/**
 * Nothing lost, nothing doubled: the path of an article, from the newsroom to the readers, with its caller killed
 * before and after each call to AWS.
 *
 * A round publishes two articles for three mailboxes (alerts by e-mail and by SMS, a digest), lets the minutes pass
 * until the digest is out, and compares what arrived with the model. One round without a kill lists the calls; every
 * other round kills the caller of one of them: the call is dropped, or done and its answer withheld; the thread dies;
 * its messages come back by their visibility timeout. Gate, delays and timeouts are those of production; only the clock
 * moves.
 *
 * `KILL_POINTS=all` takes every call of a round, in half an hour. Without it: the first call of each kind.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../local/endpoint/index.ts';
import { findAssembly } from '../support/stack.ts';
import { callSite } from './callSites.ts';
import { plant, type Bug } from './plant.ts';
import { startTown, type Kill, type Town } from './town.ts';

const EVERY = process.env['KILL_POINTS'] === 'all';
/** Each sleeps most of its time, and there are two cores. */
const TOWNS = 2;

/**
 * Where docs/data.md says that one message may be repeated under its id: deliver died between SNS's acceptance and the
 * commit that remembers it. An invocation works on several mailboxes at once, so the call that it died at may be
 * another mailbox's.
 */
const MAY_REPEAT = /^deliver /;

describe('a killed caller', () => {
  let towns: Town[];
  beforeAll(async () => void (towns = await Promise.all(Array.from({ length: TOWNS }, () => startTown()))));
  afterAll(() => Promise.all(towns.map((town) => town.stop())));

  it('loses nothing and doubles nothing, whichever call it dies at', { timeout: 3_600_000 }, async () => {
    const left = await findPoints(towns[0]!);
    const points = left.length;
    const failures: string[] = [];
    const repeats = new Map<string, number>();
    let reached = 0;
    const work = async (town: Town): Promise<void> => {
      for (let kill = left.shift(); kill; kill = left.shift()) {
        const round = await town.round(kill);
        if (round.reached) reached += 1;
        failures.push(...round.problems.map((problem) => `${nameOf(kill)}: ${problem}`));
        if (round.repeats > 0) repeats.set(kill.site, (repeats.get(kill.site) ?? 0) + round.repeats);
      }
    };
    await Promise.all(towns.map(work));
    report(points, reached, repeats);
    expect(failures).toEqual([]);
    expect([...repeats.keys()].filter((site) => !MAY_REPEAT.test(site))).toEqual([]);
    expect(reached / points).toBeGreaterThan(0.9);
  });
});

describe('a bug planted on purpose is found', () => {
  const bugs: [string, Bug, (site: string) => boolean][] = [
    [
      'marking before handing on',
      {
        function: 'poll',
        file: 'shared/articles/takeIn.ts',
        right: '  const handedOn = await handOn(',
        wrong: '  await ports.seen.write(feed.feed, seen.after(fingerprints));\n  const handedOn = await handOn(',
      },
      (site) => /^poll SendMessageBatch .*fifo$/.test(site),
    ],
    [
      'a missing wake-up',
      {
        function: 'deliver',
        file: 'shared/delivery/deliverMailbox.ts',
        right: 'return leaveWakeUp(ref, opens, mailbox.wakeAt, ports);',
        wrong: 'return;',
      },
      () => false,
    ],
  ];

  it.each(bugs)('%s', async (_name, bug, isWhereItShows) => {
    const town = await startTown({ assembly: await plant(await findAssembly({ smsCountries: ['ID'] }), bug) });
    try {
      const undisturbed = await town.round();
      const kills = new Set(undisturbed.calls.map(callSite).filter(isWhereItShows));
      const problems = [...undisturbed.problems];
      for (const site of kills) problems.push(...(await town.round({ site, occurrence: 0, side: 'before' })).problems);
      expect(problems.join('\n')).toMatch(/never reached/);
    } finally {
      await town.stop();
    }
  });
});

const nameOf = ({ site, occurrence, side }: Kill): string => `${side} ${site} (${occurrence + 1})`;

/**
 * From the second round on: in the first one the functions still read what they later remember. Only what two rounds
 * both do, since the work of an hour comes by in one round of nine, and what it is killed at would not be reached.
 */
async function findPoints(town: Town): Promise<Kill[]> {
  await town.round();
  const [one, other] = [await town.round(), await town.round()];
  expect([...one.problems, ...other.problems]).toEqual([]);
  const again = new Set(other.calls.map(callSite));
  return [...Map.groupBy(one.calls, callSite)].flatMap(([site, made]: [string, Call[]]) => {
    const occurrences = EVERY ? [...made.keys()] : again.has(site) ? [0] : [];
    return occurrences.flatMap((occurrence) =>
      (['before', 'after'] as const).map((side) => ({ site, occurrence, side })),
    );
  });
}

function report(points: number, reached: number, repeats: ReadonlyMap<string, number>): void {
  const total = [...repeats.values()].reduce((sum, count) => sum + count, 0);
  const where = [...repeats].map(([site, count]) => `\n  ${count} at ${site}`).join('');
  console.log(`${points} kill points, ${reached} reached; ${total} messages repeated under their id${where}`);
}
