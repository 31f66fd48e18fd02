/** What the runner and the thread of a function say to each other. */

/** Given to the thread at its start. */
export interface LifeStart {
  clock: SharedArrayBuffer;
  /** The bundle as the template names it, without its extension. */
  module: string;
  exportName: string;
  /** Whether feeds on this machine's own addresses may be fetched. Set here and nowhere else. */
  localNetwork: boolean;
  sourceMaps: boolean;
  function: { name: string; arn: string; memoryMb: number };
}

/** Event and context go as JSON, as Lambda gives them: no Date, no undefined survives. */
export interface InvokeRequest {
  requestId: string;
  event: string;
  timeoutMs: number;
}

export interface Failure {
  type: string;
  message: string;
  stack: string;
}

export type LifeReply =
  | { kind: 'ready'; ms: number }
  | { kind: 'unloadable'; failure: Failure }
  | { kind: 'result'; requestId: string; result: string }
  | { kind: 'failed'; requestId: string; failure: Failure };
