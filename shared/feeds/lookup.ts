/**
 * The connection's own name look-up: what it answers is what is dialled, so there is no moment between check and use
 * in which a name could come to mean something else.
 */
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { NetworkRules } from './network.ts';

export class ForbiddenAddress extends Error {
  override name = 'ForbiddenAddress';
}

/** How a name becomes addresses; a test owns it to answer differently each time. */
export type Resolve = (host: string, answer: (error: Error | null, addresses: LookupAddress[]) => void) => void;

/** One forbidden address among public ones refuses the name: nobody publishes a feed like that by accident. */
export function createLookup(network: NetworkRules, resolveName: Resolve): LookupFunction {
  return (host, options, callback) => {
    resolveName(host, (error, addresses) => {
      if (error) return callback(error, []);
      const forbidden = addresses.find(({ address }) => !network.allowsAddress(address));
      if (forbidden) {
        return callback(
          new ForbiddenAddress(`${host} leads to ${forbidden.address}, which is not on the public internet`),
          [],
        );
      }
      const [first] = addresses;
      if (!first) return callback(new Error(`${host} has no address`), []);
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}
