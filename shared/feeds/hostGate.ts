/**
 * Two requests at a time to one host, whatever feed and whatever message of the polls queue they are for.
 *
 * Counted where a connection is made, so that twenty feeds which all redirect to one host wait there too. One gate for
 * a life of the function; between two lives that run at once the turns of hostTurn.ts hold.
 */
export const AT_ONCE_FOR_A_HOST = 2;

export interface HostGate {
  /** Once it is this one's turn: how to leave again. Null when that did not come in time. */
  enter(host: string, withinMs: number): Promise<(() => void) | null>;
}

export function createHostGate(most = AT_ONCE_FOR_A_HOST): HostGate {
  const inside = new Map<string, number>();
  const waiting = new Map<string, Set<() => void>>();

  const leave = (host: string): void => {
    const [next] = waiting.get(host) ?? [];
    if (next) return next();
    const left = inside.get(host)! - 1;
    if (left === 0) inside.delete(host);
    else inside.set(host, left);
  };
  const leaveOnce = (host: string): (() => void) => {
    let isInside = true;
    return () => {
      if (isInside) leave(host);
      isInside = false;
    };
  };

  return {
    enter(host, withinMs) {
      const count = inside.get(host) ?? 0;
      if (count < most) {
        inside.set(host, count + 1);
        return Promise.resolve(leaveOnce(host));
      }
      return new Promise((done) => {
        const queue = waiting.get(host) ?? new Set();
        waiting.set(host, queue);
        const stop = (entered: (() => void) | null): void => {
          clearTimeout(timer);
          queue.delete(go);
          if (queue.size === 0) waiting.delete(host);
          done(entered);
        };
        /** The one who leaves gives its place away, so nobody can come in between. */
        const go = (): void => stop(leaveOnce(host));
        const timer = setTimeout(() => stop(null), withinMs);
        queue.add(go);
      });
    },
  };
}
