/** What a newsroom must know again after a restart, as one JSON file that is replaced whole. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type * as z from 'zod';

export interface Kept<Value> {
  value: Value;
  save: () => void;
}

/** Without a file, or with one that cannot be read as the schema says, it begins with `initial`. */
export function openKept<Schema extends z.ZodType>(
  file: string | undefined,
  schema: Schema,
  initial: z.infer<Schema>,
): Kept<z.infer<Schema>> {
  const value = (file && readKept(file, schema)) || initial;
  return {
    value,
    save() {
      if (!file) return;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.new`, JSON.stringify(value));
      renameSync(`${file}.new`, file);
    },
  };
}

function readKept<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
