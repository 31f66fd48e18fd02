/**
 * Tokens: `T#sha-256` / `T`. A personal link's secret is looked up by its hash, so the table's keys open nothing.
 * Written before what it opens, so that no link that was sent leads nowhere.
 */
import { Entity } from 'electrodb';
import { hash } from '../platform/ids.ts';
import type { TokenStore } from '../subscribers/ports.ts';
import type { Connection } from './connection.ts';
import { defined } from './defined.ts';
import { TABLE_KEYS } from './tables.ts';

/** The whole of it: 43 characters. */
const keyOf = (token: string): string => hash(token, 43);

/** 22 base64url characters; anything else is not looked up. */
const TOKEN = /^[A-Za-z0-9_-]{22}$/;

export function createTokens(connection: Connection): TokenStore {
  const tokens = tokenEntity(connection);
  return {
    async add(token, owner) {
      await tokens.put(defined({ key: keyOf(token), ...owner })).go();
    },
    async find(token) {
      if (!TOKEN.test(token)) return null;
      const { data } = await tokens.get({ key: keyOf(token) }).go({ consistent: true });
      return data && { subscriber: data.subscriber, purpose: data.purpose, query: data.query };
    },
    async remove(token) {
      await tokens.delete({ key: keyOf(token) }).go();
    },
  };
}

function tokenEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'token', version: '1', service: 'siaga' },
      attributes: {
        key: { type: 'string', required: true },
        subscriber: { type: 'string', required: true },
        purpose: { type: ['manage', 'pause', 'leave', 'stop', 'read'] as const, required: true },
        /** Of a stop link. */
        query: { type: 'string' },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['key'], template: 'T#${key}', casing: 'none' },
          sk: { field: TABLE_KEYS.sort, composite: [], template: 'T', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}
