/**
 * Newsrooms: what publishes news on this machine, so that a first run shows alerts without the internet.
 *
 * One invents its articles (demo.ts), one plays recorded feeds (recorded.ts). Both keep what they have published, and
 * when, in the state folder: a second start serves the same documents, so nothing is new that was new before.
 */
export interface Outlet {
  url: string;
  /** As people read it; empty when the feed itself says it. */
  title: string;
}

export interface Publication {
  outlet: Outlet;
  headline: string;
}

export interface Newsroom {
  outlets: readonly Outlet[];
  /** Puts the next article into its feed, dated now; `undefined` when there is none left. */
  publishNext: (now: Date) => Publication | undefined;
  stop: () => Promise<void>;
}
