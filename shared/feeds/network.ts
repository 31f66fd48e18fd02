/**
 * Where a poll may go: the public internet, and nothing else.
 *
 * An address is judged when it is dialled (lookup.ts) and, for a host that is an IP literal and is therefore never
 * looked up, when the URL is read. Only an address that is plainly unicast passes: private, loopback, link-local,
 * carrier-grade NAT, multicast, mapped and translated ranges do not.
 *
 * Nothing in the configuration of a deployed stack can widen this but by ports. The runner on one machine marks the global object
 * before it loads a function; a Lambda function never does.
 */
import ipaddr from 'ipaddr.js';

export interface NetworkRules {
  /** Where to: an IP address in any spelling that a resolver or a URL gives. */
  allowsAddress(address: string): boolean;
  allowsPort(port: number): boolean;
}

export const PUBLIC_PORTS: readonly number[] = [80, 443];

const publicOn = (ports: readonly number[]): NetworkRules => ({
  allowsAddress: (address) => rangeOf(address) === 'unicast',
  allowsPort: (port) => ports.includes(port),
});

export const publicInternet = publicOn(PUBLIC_PORTS);

/** For the runner on one machine: its demo newsroom and recorded feeds live on loopback. */
const publicOrLoopback: NetworkRules = {
  allowsAddress: (address) => ['unicast', 'loopback'].includes(rangeOf(address)),
  allowsPort: () => true,
};

const LOCAL_NETWORK = Symbol.for('siaga.localNetwork');

export function networkRules(ports: readonly number[]): NetworkRules {
  return Reflect.get(globalThis, LOCAL_NETWORK) === true ? publicOrLoopback : publicOn(ports);
}

/** As the environment of a function has them: `80,443`. */
export const parsePorts = (text: string): number[] => text.split(',').map(Number);

const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');
/** The metadata and health service of one cloud stands on an address that is public by its range. */
const METADATA = new Set(['168.63.129.16']);

/**
 * An IPv4 address inside an IPv6 one is judged as the IPv4 address that it reaches. Outside of 2000::/3 no IPv6 address
 * is given to anybody, though ipaddr.js calls some of it unicast (`::7f00:1`, the old way to write 127.0.0.1).
 */
function rangeOf(address: string): string {
  const bare = address.replace(/^\[|\]$/g, '');
  if (!ipaddr.isValid(bare)) return 'not an address';
  const parsed = ipaddr.process(bare);
  if (METADATA.has(parsed.toString())) return 'metadata';
  const range = parsed.range();
  return range === 'unicast' && parsed.kind() === 'ipv6' && !parsed.match(GLOBAL_UNICAST) ? 'reserved' : range;
}

export const isLoopback = (host: string): boolean => rangeOf(host) === 'loopback';

export const isAddress = (host: string): boolean => ipaddr.isValid(host.replace(/^\[|\]$/g, ''));
