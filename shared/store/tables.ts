/**
 * The two tables, as both the stacks and the entities see them.
 *
 * News can be rebuilt from the feeds. People cannot, and nothing that reads a hostile feed may touch it.
 * Which items they hold, who writes them on what condition and what that costs: docs/data.md.
 *
 * Both have the same shape: `pk`/`sk`, one sparse KEYS_ONLY index `gsi1` on `gsi1pk`/`gsi1sk`, and a TTL
 * attribute `expiresAt` in epoch seconds. DynamoDB deletes expired items late, up to days
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html), so readers filter on it.
 */
export const TABLE_KEYS = { partition: 'pk', sort: 'sk' } as const;

export const INDEX = { name: 'gsi1', partition: 'gsi1pk', sort: 'gsi1sk' } as const;

export const TTL_ATTRIBUTE = 'expiresAt';

/** The TTL of an item that is kept `keptMs` after an instant; both in epoch milliseconds, the answer in epoch seconds. */
export const expiresAfter = (from: number, keptMs: number): number => Math.ceil((from + keptMs) / 1_000);
