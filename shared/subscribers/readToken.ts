/**
 * The secret of the private feed: made from the manage token, and no way leads back. Feed readers keep addresses where
 * others may see them, so this one can only read.
 */
import { hash } from '../platform/ids.ts';
import type { LinkTokens } from './subscriber.ts';

export const readTokenOf = ({ manageToken }: Pick<LinkTokens, 'manageToken'>): string =>
  hash(`read:${manageToken}`, 22);
