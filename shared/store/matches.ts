/**
 * Where a query and a story met, for 35 days: the seam behind which matches may one day be packed.
 *
 * The sort key is the story's id, which is in order of when the story began, not of when the match was written:
 * a late copy may add a match to a story that is days old. So a reader asks for the stories of the five days before
 * its window and filters by the time of writing.
 */
import { Entity } from 'electrodb';
import { Timeliness } from '../articles/article.ts';
import { DAY } from '../platform/clock.ts';
import type { Match } from '../queries/match.ts';
import { Place, type QueryId } from '../queries/query.ts';
import { storyIdRanges } from '../stories/storyId.ts';
import type { StoryId } from '../stories/story.ts';
import type { Connection } from './connection.ts';
import { TABLE_KEYS, TTL_ATTRIBUTE } from './tables.ts';

const MATCH_DAYS = 35;
/** Longer than a story gathers articles, so that no match stands under an older key. */
const STORY_SPAN_DAYS = 5;

export interface Matches {
  /** Who first reported this match: exactly one of two racers, and the same one again after a crash. Never "already handled". */
  firstReporter(match: Match): Promise<string>;
  /** Null when there is none, or, unless the read is consistent, not yet. */
  find(query: QueryId, story: StoryId, how?: { consistent: boolean }): Promise<Match | null>;
  /**
   * Written from `from` on and before `to`, oldest first, the newest `most` of them. Busy words met tens of thousands:
   * stories are read from the newest back and no further than until there are enough, so a late copy that joined an
   * older story may give way to them.
   */
  since(query: QueryId, from: Date, to: Date, most?: number): Promise<Match[]>;
}

export function createMatches(connection: Connection): Matches {
  const matches = matchEntity(connection);
  return {
    async firstReporter({ query, story, places, published, ...attributes }) {
      const { data } = await matches
        .upsert({ query, story })
        .ifNotExists({
          ...attributes,
          ...(published !== null && { published }),
          places: [...places],
          expiresAt: Math.ceil((attributes.writtenAt + MATCH_DAYS * DAY) / 1_000),
        })
        .go({ response: 'all_new' });
      return data.reporter;
    },
    async find(query, story, { consistent } = { consistent: false }) {
      const { data } = await matches.get({ query, story }).go({ consistent });
      return data && toMatch(data);
    },
    async since(query, from, to, most = Number.POSITIVE_INFINITY) {
      const ranges = storyIdRanges(new Date(from.getTime() - STORY_SPAN_DAYS * DAY), to);
      const found: Match[] = [];
      for (const { first, last } of ranges.toReversed()) {
        let cursor: string | null = null;
        do {
          const stories = matches.query.primary({ query }).between({ story: first }, { story: last });
          const page: Page = await stories.go({ cursor, order: 'desc' });
          const inWindow = ({ writtenAt }: MatchItem) => writtenAt >= from.getTime() && writtenAt < to.getTime();
          found.push(...page.data.filter(inWindow).map(toMatch));
          cursor = page.cursor;
        } while (cursor !== null && found.length < most);
        if (found.length >= most) break;
      }
      const inOrder = found.sort((one, other) => one.writtenAt - other.writtenAt);
      return inOrder.slice(Math.max(0, inOrder.length - most));
    },
  };
}

type MatchItem = Omit<Match, 'published' | 'places'> & { published?: number | undefined; places: Place[] };

interface Page {
  data: MatchItem[];
  cursor: string | null;
}

const toMatch = ({
  query,
  story,
  revision,
  reporter,
  writtenAt,
  places,
  published,
  seen,
  timeliness,
}: MatchItem): Match => ({
  query,
  story,
  revision,
  reporter,
  writtenAt,
  places,
  published: published ?? null,
  seen,
  timeliness,
});

const FIELDS = Place.shape.field.options;

function matchEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'match', version: '1', service: 'siaga' },
      attributes: {
        query: { type: 'string', required: true },
        story: { type: 'string', required: true },
        revision: { type: 'number', required: true },
        reporter: { type: 'string', required: true },
        writtenAt: { type: 'number', required: true },
        places: {
          type: 'list',
          required: true,
          items: {
            type: 'map',
            properties: {
              field: { type: FIELDS, required: true },
              text: { type: 'string', required: true },
              marks: {
                type: 'list',
                required: true,
                items: {
                  type: 'map',
                  properties: { start: { type: 'number', required: true }, end: { type: 'number', required: true } },
                },
              },
            },
          },
        },
        /** Absent when the feed gave no date that can be right. */
        published: { type: 'number' },
        seen: { type: 'number', required: true },
        timeliness: { type: Timeliness.options, required: true },
        [TTL_ATTRIBUTE]: { type: 'number', required: true },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['query'], template: 'Q#${query}', casing: 'none' },
          sk: { field: TABLE_KEYS.sort, composite: ['story'], template: 'M#${story}', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}
