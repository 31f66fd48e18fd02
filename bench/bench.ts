/** What a bench is: it measures, and answers with tables that people read and programs compare. */

export type Cell = string | number;

export interface Table {
  title: string;
  columns: readonly string[];
  /** Numbers stand to the right and keep their value in the JSON file; text stands to the left. */
  rows: readonly (readonly Cell[])[];
}

export interface Bench {
  /** One line for the list of benches. */
  summary: string;
  /** `say` reports progress, for what takes longer than a few seconds. */
  run(say: (line: string) => void): Promise<Table[]>;
}

/** Of an ascending list: the value below which this share of it lies. */
export function percentile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) throw new RangeError('There is no percentile of nothing.');
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
}
