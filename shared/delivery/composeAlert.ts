/** From owed rows to one alert message: reads the stories and where they met the words, and renders them. */
import { HOUR } from '../platform/clock.ts';
import type { Draft } from './draft.ts';
import { type OwedRow, owedId } from './owed.ts';
import type { DeliverPorts } from './ports.ts';
import type { ReachableView } from './readMailbox.ts';
import { renderAlert } from './render/renderAlert.ts';
import { type StoryEntry, toEntry } from './storyEntry.ts';
import { traceOf } from './trace.ts';

/** A row is written after its story, so a story that is missing this long after it is gone and not merely unread. */
const GONE_AFTER_MS = HOUR;

/** Null when none of the stories can be shown any more. */
export async function composeAlert(
  view: ReachableView,
  rows: readonly OwedRow[],
  ports: DeliverPorts,
): Promise<Draft | null> {
  const entries = await Promise.all(rows.map((row) => readEntry(view, row, ports)));
  const gone = rows.filter((_, index) => entries[index] === null);
  const settlement = { state: 'dropped', reason: 'story-gone', at: view.now.getTime() } as const;
  if (gone.length > 0) await ports.owed.settle(view.ref, gone, settlement);
  const shown = entries.filter((entry) => entry !== null);
  if (shown.length === 0) return null;
  return {
    kind: 'alert',
    ids: rows.filter((row) => !gone.includes(row)).map(owedId),
    stories: shown.map(({ story }) => story.id),
    queries: [...new Set(shown.flatMap(({ whys }) => whys.map(({ query }) => query)))],
    rendered: renderAlert(shown, view, ports.settings),
    trace: traceOf(shown),
  };
}

async function readEntry(
  { wishes, ref, now }: ReachableView,
  row: OwedRow,
  { news }: DeliverPorts,
): Promise<StoryEntry | null> {
  const wished = [...wishes.values()].filter(
    ({ query, modes }) => row.queries.includes(query) && modes[ref.channel] === 'alert',
  );
  const [story, ...matches] = await Promise.all([
    news.findStory(row.story),
    ...wished.map(({ query }) => news.findMatch(query, row.story)),
  ]);
  if (story)
    return toEntry(
      story,
      wished.map((wish, index) => ({ wish, match: matches[index] ?? null })),
    );
  if (now.getTime() - row.at > GONE_AFTER_MS) return null;
  throw new Error(`Story ${row.story} is owed to ${ref.subscriber} and cannot be read. Its message is tried again.`);
}
