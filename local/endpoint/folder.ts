/**
 * The state folder: one process at a time.
 *
 * LevelDB holds a lock that the system frees when its process dies, `kill -9` included; the file beside it only says
 * who it is, for the sentence that the second start prints.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export class FolderInUse extends Error {}

const FILE = 'pid';

/** Opens what lies in the folder; whoever is second gets a sentence with the first one's process id. */
export async function claimFolder<Opened>(folder: string | undefined, open: () => Promise<Opened>): Promise<Opened> {
  if (folder === undefined) return open();
  mkdirSync(folder, { recursive: true });
  const opened = await open().catch((error: unknown) => {
    throw isLocked(error) ? new FolderInUse(inUse(folder), { cause: error }) : error;
  });
  writeFileSync(join(folder, FILE), `${process.pid}\n`);
  return opened;
}

export function releaseFolder(folder: string | undefined): void {
  if (folder !== undefined) rmSync(join(folder, FILE), { force: true });
}

function isLocked(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && cause.code === 'LEVEL_LOCKED') return true;
  }
  return false;
}

function inUse(folder: string): string {
  const owner = readOwner(folder);
  return `The state folder ${folder} is in use by ${owner}. Stop it first, or choose another folder.`;
}

function readOwner(folder: string): string {
  try {
    return `process ${readFileSync(join(folder, FILE), 'utf8').trim()}`;
  } catch {
    return 'another process';
  }
}
