/**
 * The terminal of `npm start`: lines that stay, and on a terminal one last line that is written anew.
 *
 * What others wrote (headlines, feed titles, error texts) loses its control characters, which a terminal would obey.
 */
import type { WriteStream } from 'node:tty';

export interface Terminal {
  /** A line as it is. */
  say: (text: string) => void;
  /** A line with the seconds since the start before it. */
  event: (text: string) => void;
  /** The last line; only where it can be written anew. */
  live: (text: string) => void;
}

type Output = Pick<WriteStream, 'write' | 'isTTY' | 'columns'>;

export function openTerminal(output: Output, secondsSinceStart: () => number): Terminal {
  let last = '';
  const say = (text: string): void => {
    output.write(`${last && CLEAR_LINE}${clean(text)}\n${last}`);
  };
  return {
    say,
    event: (text) => say(`${secondsSinceStart().toFixed(1).padStart(6)} s  ${text}`),
    live(text) {
      if (!output.isTTY) return;
      last = clean(text).slice(0, Math.max(20, (output.columns ?? 80) - 1));
      output.write(`${CLEAR_LINE}${last}`);
    },
  };
}

const CLEAR_LINE = '\r\x1b[2K';

const clean = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ');

/** At most so many characters, `…` where it was cut. */
export function shorten(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
