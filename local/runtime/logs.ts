/** What a function writes: kept in a file of its own, and its last lines in memory for whoever must explain a failure. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const LINES_KEPT = 200;

export interface FunctionLog {
  write(text: string): void;
  /** The last lines, oldest first. */
  lines(): readonly string[];
}

/** Without a folder only the last lines are kept. */
export function openLog(folder: string | undefined, functionName: string): FunctionLog {
  const kept: string[] = [];
  let unfinished = '';
  if (folder) mkdirSync(folder, { recursive: true });
  return {
    write(text) {
      if (folder) appendFileSync(join(folder, `${functionName}.log`), text);
      const lines = (unfinished + text).split('\n');
      unfinished = lines.pop()!;
      kept.push(...lines);
      kept.splice(0, kept.length - LINES_KEPT);
    },
    lines: () => (unfinished ? [...kept, unfinished] : kept),
  };
}
