/**
 * Turns at a host, between messages of the polls queue that are worked on at the same time.
 *
 * A group of more feeds of one host than may be asked at once takes the host's turn; another group of that host comes
 * back a minute later. A feed or two of a host take none, because a turn costs two writes and an unchanged poll shall
 * cost one: they may come on top of a group, one for each other invocation.
 */
import { MINUTE } from '../platform/clock.ts';

/** As long as poll may run (`timeoutSeconds.poll` is a minute at most): who holds it is dead when it ends. */
export const TURN_MS = MINUTE;
export const NEXT_TURN_SECONDS = 60;

export interface HostTurns {
  /** `false`: somebody else has it. */
  take(host: string, now: Date): Promise<boolean>;
  giveBack(host: string): Promise<void>;
}
