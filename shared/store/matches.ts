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
  /** Written from `from` on and before `to`, oldest first, at most `most` of them. */
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
      const pages = await Promise.all(
        ranges.map(({ first, last }) =>
          matches.query.primary({ query }).between({ story: first }, { story: last }).go({ pages: 'all' }),
        ),
      );
      return pages
        .flatMap(({ data }) => data.map(toMatch))
        .filter(({ writtenAt }) => writtenAt >= from.getTime() && writtenAt < to.getTime())
        .sort((one, other) => one.writtenAt - other.writtenAt)
        .slice(0, most);
    },
  };
}

type MatchItem = Omit<Match, 'published' | 'places'> & { published?: number | undefined; places: Place[] };

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
