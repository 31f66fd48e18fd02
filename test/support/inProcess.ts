/** A script in a process of its own: what it answers, and what that took. */
import { execFile } from 'node:child_process';
import type { Usage } from './reportUsage.ts';

export interface Answered extends Usage {
  answer: string;
}

const run = (script: string, args: readonly string[], input = ''): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const all = ['--import', './test/support/reportUsage.ts', script, ...args];
    const child = execFile(process.execPath, all, { maxBuffer: 64_000_000 }, (error, stdout, stderr) =>
      error ? reject(error) : resolve({ answer: stdout, ...JSON.parse(stderr.trim().split('\n').at(-1)!) }),
    );
    child.stdin!.end(input);
  });

export const parseInProcess = (input: string): Promise<Answered> => run('cli/parse.ts', [], input);

export const fetchInProcess = (url: string): Promise<Answered> => run('test/support/fetchOnce.ts', [url]);
