/** `npm run parse` in a process of its own: what it answers, and what that took. */
import { execFile } from 'node:child_process';
import type { Usage } from './reportUsage.ts';

export interface Parsed extends Usage {
  answer: string;
}

export const parseInProcess = (input: string): Promise<Parsed> =>
  new Promise((resolve, reject) => {
    const args = ['--import', './test/support/reportUsage.ts', 'cli/parse.ts'];
    const child = execFile(process.execPath, args, { maxBuffer: 64_000_000 }, (error, stdout, stderr) =>
      error ? reject(error) : resolve({ answer: stdout, ...JSON.parse(stderr.trim().split('\n').at(-1)!) }),
    );
    child.stdin!.end(input);
  });
