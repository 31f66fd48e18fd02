/**
 * Synthesizes the CDK app in a thread of its own: it loads while the endpoint starts, and what it took in memory is
 * given back when it is done.
 */
import { Worker } from 'node:worker_threads';
import type { SynthesisRequest, SynthesisReply } from './synthesisThread.ts';

/** The folder of the cloud assembly. */
export async function synthesizeApp(request: SynthesisRequest): Promise<string> {
  const worker = new Worker(new URL('./synthesisThread.ts', import.meta.url), { workerData: request });
  try {
    return await directoryFrom(worker);
  } finally {
    await worker.terminate();
  }
}

function directoryFrom(worker: Worker): Promise<string> {
  return new Promise((resolve, reject) => {
    worker.once('message', (reply: SynthesisReply) => {
      if ('directory' in reply) resolve(reply.directory);
      else reject(new Error(reply.failure));
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The synthesis of the CDK app ended without a result.')));
  });
}
