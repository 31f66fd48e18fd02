/** Requests come as lines, whoever sends them: only a line feed ends one, as JSON may hold every other separator raw. */
import * as z from 'zod';

/** A field that may be left out; null is as good as absent. */
export const OptionalText = z
  .string()
  .nullish()
  .transform((text) => text ?? '');

/**
 * The lines of a stream, none longer than `most`: of a longer one no more is kept, and null stands for it. What is sent
 * to hurt must not need the memory that it was sent to take.
 */
export async function* linesOf(stream: AsyncIterable<Buffer>, most: number): AsyncGenerator<string | null> {
  let parts: Buffer[] = [];
  let length = 0;
  const take = (): string | null => {
    const line = length > most ? null : Buffer.concat(parts).toString('utf8');
    [parts, length] = [[], 0];
    return line;
  };
  for await (const chunk of stream) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      parts.push(chunk.subarray(from, end));
      length += end - from;
      from = end + 1;
      yield take();
    }
    length += chunk.length - from;
    if (length > most) parts = [];
    else parts.push(chunk.subarray(from));
  }
  if (length > 0) yield take();
}

const LINE_FEED = 0x0a;
