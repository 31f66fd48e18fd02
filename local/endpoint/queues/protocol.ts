/** What the endpoint and the thread of the queues say to each other. */

export interface WorkerStart {
  clock: SharedArrayBuffer;
  folder: string | undefined;
}

export type WorkerRequest =
  | { kind: 'call'; target: string; body: string; authorization: string }
  | { kind: 'createQueue'; name: string; url: string; arn: string; attributes: Record<string, string> }
  | { kind: 'inspect'; name: string }
  | { kind: 'reset' }
  | { kind: 'stop' };

export interface QueueState {
  /** Messages that may be received now; what waits behind one in flight of its group may not. */
  ready: number;
  /** When each delayed message becomes visible. */
  delayed: Date[];
  /** When each received message becomes visible again, if nobody deletes it. */
  inflight: Date[];
}

export interface CallResult {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export type WorkerReply =
  | { id: number; result: unknown }
  | { id: number; failure: string }
  | { event: 'send'; queue: string };
