/** Proposals: `U#subscriber` / `W#query`, 7 days. Words that wait for the word of the address's owner. */
import { Entity } from 'electrodb';
import { DAY, systemClock, type Clock } from '../platform/clock.ts';
import type { ProposalStore } from '../subscribers/ports.ts';
import type { Connection } from './connection.ts';
import { expiresAfter, TABLE_KEYS } from './tables.ts';

const KEPT_MS = 7 * DAY;

export function createProposals(connection: Connection, clock: Clock = systemClock): ProposalStore {
  const proposals = proposalEntity(connection);
  return {
    async list(subscriber) {
      const { data } = await proposals.query.primary({ subscriber }).go({ consistent: true, pages: 'all' });
      const now = clock().getTime();
      return data.filter(({ expiresAt }) => expiresAt * 1_000 > now).map(({ expiresAt: _, ...proposal }) => proposal);
    },
    async put(proposal) {
      await proposals.put({ ...proposal, expiresAt: expiresAfter(proposal.proposedAt, KEPT_MS) }).go();
    },
    async remove(subscriber, query) {
      await proposals.delete({ subscriber, query }).go();
    },
  };
}

function proposalEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'proposal', version: '1', service: 'siaga' },
      attributes: {
        subscriber: { type: 'string', required: true },
        query: { type: 'string', required: true },
        text: { type: 'string', required: true },
        mode: { type: ['alert', 'digest'] as const, required: true },
        proposedAt: { type: 'number', required: true },
        expiresAt: { type: 'number', required: true },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['subscriber'], template: 'U#${subscriber}', casing: 'none' },
          sk: { field: TABLE_KEYS.sort, composite: ['query'], template: 'W#${query}', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}
