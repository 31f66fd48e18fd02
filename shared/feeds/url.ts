/**
 * A feed's address in its canonical form, which its id is a hash of.
 *
 * Two spellings of one address are one feed: case of scheme and host, the usual port, a trailing dot of the host, a
 * fragment and `feed:` are spelling. http and https, `www.` and the query are not.
 */
import { hash } from '../platform/ids.ts';
import type { FeedId } from './feed.ts';
import { isAddress, type NetworkRules } from './network.ts';

export interface FeedAddress {
  feed: FeedId;
  /** Canonical. */
  url: string;
  /** Host and, where not the usual one, port. */
  host: string;
}

/** Why an address is refused: a stable code for programs, a sentence for people. */
export interface AddressRefusal {
  code: 'not-a-url' | 'not-http' | 'too-long' | 'has-password' | 'forbidden-port' | 'forbidden-address';
  message: string;
}

export const LONGEST_URL = 1_000;

export function parseFeedAddress(text: string, network: NetworkRules): FeedAddress | AddressRefusal {
  const url = URL.parse(
    text
      .trim()
      .replace(/^feed:(\/\/)?(?=https?:)/i, '')
      .replace(/^feed:/i, 'https:'),
  );
  if (!url)
    return refuse(
      'not-a-url',
      `"${text.slice(0, 80)}" is not an address. Write it in full: https://example.org/feed.xml`,
    );
  const refusal = refusalOf(url, network);
  if (refusal) return refusal;
  url.hash = '';
  url.hostname = url.hostname.replace(/\.$/, '');
  if (url.href.length > LONGEST_URL) return refuse('too-long', `The address is longer than ${LONGEST_URL} characters.`);
  return { feed: hash(url.href), url: url.href, host: url.host };
}

/** Why nothing may be fetched from this URL, before any name is looked up; null when it may. */
export function refusalOf(url: URL, network: NetworkRules): AddressRefusal | null {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return refuse('not-http', `Only http and https are fetched, not ${url.protocol.slice(0, -1)}.`);
  }
  if (url.username || url.password)
    return refuse('has-password', 'An address with a user name or password is not taken.');
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (!network.allowsPort(port)) return refuse('forbidden-port', `Port ${port} is not one that feeds are served on.`);
  if (isAddress(url.hostname) && !network.allowsAddress(url.hostname)) {
    return refuse('forbidden-address', `${url.hostname} is not an address on the public internet.`);
  }
  return null;
}

export const isRefusal = (address: FeedAddress | AddressRefusal): address is AddressRefusal => 'code' in address;

const refuse = (code: AddressRefusal['code'], message: string): AddressRefusal => ({ code, message });
