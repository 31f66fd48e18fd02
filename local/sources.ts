/** What `--feeds` names: read before anything starts, so that a mistake is told at once and in one line. */
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { FeedInput } from '../shared/feeds/manage.ts';
import { parseOpmlFeeds } from '../shared/feeds/opml.ts';
import { hasFeeds } from './newsroom/recorded.ts';
import { splitFeed } from './newsroom/splitFeed.ts';

export type Sources =
  | { kind: 'demo' }
  | { kind: 'folder'; path: string }
  | { kind: 'feeds'; from: string; feeds: { url: string; title: string }[] };

export class SourcesError extends Error {
  override name = 'SourcesError';
}

/** A folder of recorded feeds, an OPML file, or the address of a feed; nothing is the demo. */
export async function readSources(given: string | undefined): Promise<Sources> {
  if (given === undefined) return { kind: 'demo' };
  if (/^https?:\/\//i.test(given)) return readAddress(given);
  const isFolder = stat(given).isDirectory();
  if (isFolder) {
    if (hasFeeds(given)) return { kind: 'folder', path: given };
    throw new SourcesError(`${given} holds no feeds: no file in it is RSS, RDF or Atom.`);
  }
  return readOpml(given);
}

function readAddress(given: string): Sources {
  if (!URL.canParse(given))
    throw new SourcesError(`${given} is not an address. Write it in full: https://example.org/feed.xml`);
  return { kind: 'feeds', from: given, feeds: [{ url: given, title: '' }] };
}

function stat(path: string) {
  try {
    return statSync(path);
  } catch (error) {
    throw new SourcesError(`${path} cannot be read: ${reasonOf(error)}.`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file or folder';
  if (code === 'EACCES') return 'permission denied';
  return String(code ?? message.split('\n', 1)[0]);
}

async function readOpml(path: string): Promise<Sources> {
  const bytes = readFile(path);
  if (splitFeed(bytes)) {
    throw new SourcesError(
      `${path} is a feed itself. Give its address, or the folder it lies in: --feeds ${dirname(path)}`,
    );
  }
  const feeds = parse(path, bytes.toString());
  if (feeds.length === 0) throw new SourcesError(`${path} names no feed: no outline in it has an xmlUrl.`);
  return { kind: 'feeds', from: basename(path), feeds: feeds.map(({ url, title = '' }) => ({ url, title })) };
}

function readFile(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new SourcesError(`${path} cannot be read: ${reasonOf(error)}.`, { cause: error });
  }
}

function parse(path: string, text: string): FeedInput[] {
  try {
    return parseOpmlFeeds(text);
  } catch (error) {
    throw new SourcesError(`${path} is not OPML that can be read: ${reasonOf((error as Error).cause)}.`, {
      cause: error,
    });
  }
}
