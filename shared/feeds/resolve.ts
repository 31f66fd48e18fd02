/**
 * Names to addresses, without holding anybody up: name servers are asked over sockets of our own.
 *
 * `dns.lookup` blocks one of libuv's four threads until the system gives up, which it does after ten seconds or more,
 * and nothing can call it back. Two names whose servers are silent would then stop every other look-up of the process,
 * and zlib with it. Names of this machine, which no name server knows, still go that way: they cannot be silent.
 */
import { lookup, type LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import type { Resolve } from './lookup.ts';

/** Each server is asked again after it, and given up after three times as long. */
const TRY_MS = 1_500;
const TRIES = 2;
/** For the whole look-up, however many servers are silent: within the time for the first byte. */
const LOOK_UP_MS = 5_000;
/** Once there is IPv4, IPv6 gets this long; some servers never say that there is none. */
const IPV6_MS = 500;

export interface ResolveOptions {
  /** Instead of those of the system. */
  servers?: readonly string[];
}

export function createResolve({ servers }: ResolveOptions = {}): Resolve {
  const ofMachine = namesIn('/etc/hosts');
  return (host, answer) => {
    const name = host.toLowerCase().replace(/\.$/, '');
    // RFC 6761, 6.3: whatever stands before it.
    if (/(^|\.)localhost$/.test(name)) return lookup('localhost', { all: true }, answer);
    if (ofMachine.has(name)) return lookup(name, { all: true }, answer);
    ask(name, servers).then(
      (addresses) => answer(null, addresses),
      (error: unknown) => answer(failureOf(name, error), []),
    );
  };
}

/**
 * IPv4 first: where there is no way for IPv6, no time is spent on it. So IPv4 is waited for whoever was quicker: when
 * its first datagram was lost, IPv6 alone would lead nowhere.
 */
async function ask(name: string, servers: readonly string[] | undefined): Promise<LookupAddress[]> {
  const resolver = new Resolver({ timeout: TRY_MS, tries: TRIES });
  if (servers) resolver.setServers(servers);
  const timers = [setTimeout(() => resolver.cancel(), LOOK_UP_MS)];
  const four = resolver.resolve4(name).then((found) => {
    timers.push(setTimeout(() => resolver.cancel(), IPV6_MS));
    return found.map((address) => ({ address, family: 4 }));
  });
  const six = resolver.resolve6(name).then((found) => found.map((address) => ({ address, family: 6 })));
  const answers = await Promise.allSettled([four, six]);
  for (const timer of timers) clearTimeout(timer);
  const addresses = answers.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  if (addresses.length === 0) await four;
  return addresses;
}

/** As `dns.lookup` would say it: there is no such name, or nobody could tell. */
function failureOf(name: string, cause: unknown): Error {
  const isUnknown = /^(ENOTFOUND|ENODATA|EBADNAME)$/.test(String((cause as { code?: unknown }).code));
  const code = isUnknown ? 'ENOTFOUND' : 'EAI_AGAIN';
  return Object.assign(new Error(`${name} could not be looked up`, { cause }), { code });
}

function namesIn(hostsFile: string): Set<string> {
  try {
    const lines = readFileSync(hostsFile, 'utf8').split('\n');
    return new Set(lines.flatMap((line) => line.replace(/#.*/, '').toLowerCase().trim().split(/\s+/).slice(1)));
  } catch {
    return new Set();
  }
}
