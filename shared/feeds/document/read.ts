/**
 * From the bytes of an answer to a RawFeed: decode, find the format, repair, parse.
 *
 * One way in for all formats; a new format is a file of its own and one more line here. Throws `NotAFeed` and nothing
 * else: whatever a parser stumbles over is the document's fault.
 */
import { decode } from './decode.ts';
import { looksLikeJson, parseJsonFeed } from './jsonFeed.ts';
import { NotAFeed, type RawFeed } from './rawFeed.ts';
import { parseXmlFeed } from './xmlFeed.ts';

export interface Answer {
  bytes: Uint8Array;
  /** The HTTP header; empty without. */
  contentType: string;
  /** Where it came from, after redirects. */
  url: string;
}

export async function readFeed({ bytes, contentType, url }: Answer): Promise<RawFeed> {
  const text = decode(bytes, contentType);
  if (!text.trim()) throw new NotAFeed('the answer is empty.');
  try {
    return looksLikeJson(text) ? parseJsonFeed(text, url) : await parseXmlFeed(text, url);
  } catch (error) {
    throw error instanceof NotAFeed ? error : new NotAFeed('it cannot be read.', { cause: error });
  }
}
