/** The thread in which the CDK app is synthesized. */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

export interface SynthesisRequest {
  context: Record<string, unknown>;
  /** Always given: CDK's own temporary folder would go with the thread. */
  outdir: string;
}

/** A failure comes as its message: what is wrong with the configuration is told there. */
export type SynthesisReply = { directory: string } | { failure: string };

enableCompileCache();
const reply = await synthesizeStacks(workerData as SynthesisRequest);
// The thread is ended from outside, where nothing would be written any more.
flushCompileCache();
parentPort?.postMessage(reply);

async function synthesizeStacks(request: SynthesisRequest): Promise<SynthesisReply> {
  const { synthesize } = await import('../../infra/synthesize.ts');
  return synthesize(request).then(
    ({ directory }) => ({ directory }),
    (error: unknown) => ({ failure: error instanceof Error ? error.message : String(error) }),
  );
}
