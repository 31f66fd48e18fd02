/**
 * Finds where a feed begins. What stands before (warnings of a script, instructions, a DOCTYPE, comments) is not read; a web page is told from a feed by what comes first.
 */
import { NotAFeed } from './rawFeed.ts';

const STARTS = /<!--|<\?|<((?:[\p{L}\p{N}_.-]+:)?(?:rss|feed|rdf|channel|entry))[\s>/]|<(html)[\s>]/giu;

export function startOfFeed(text: string): number {
  STARTS.lastIndex = 0;
  for (let found = STARTS.exec(text); found; found = STARTS.exec(text)) {
    if (found[1]) return found.index;
    if (found[2]) throw new NotAFeed('it is a web page.');
    const closing = found[0] === '<!--' ? '-->' : '>';
    const end = text.indexOf(closing, STARTS.lastIndex);
    if (end < 0) break;
    STARTS.lastIndex = end + closing.length;
  }
  if (/<!doctype\s+html/i.test(text.slice(0, 10_000))) throw new NotAFeed('it is a web page.');
  const element = /<([a-z][\w:.-]{0,39})/i.exec(text.slice(0, 1_000_000))?.[1];
  throw new NotAFeed(element ? `its first element is <${element}>.` : 'it is neither XML nor JSON.');
}
