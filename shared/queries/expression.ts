/**
 * What a query means, once its text has been read.
 *
 * An expression is in its canonical form: NOT stands at leaves only, groups are flat, sorted and without repetition.
 * Two texts with the same canonical form are one query.
 */

/** Where a leaf looks. `any` is the title and the text. */
export type Scope = 'any' | 'title' | 'text' | 'source' | 'lang' | 'author' | 'category';

/** One word as typed: `units` are its folded pieces, `Rusia-Ukraina` has two. */
export interface Word {
  units: readonly string[];
  /** The pieces written as one, when a hyphen or an apostrophe joined them: `email` for `e-mail`. */
  joined?: string;
  /** The last unit may go on: `sanksi*`. */
  prefix?: boolean;
  /** May have an Indonesian clitic: `Rusia+`. Only where there is one unit. */
  clitics?: boolean;
  /** Must be written in just these letters: `=WHO`. */
  exact?: string;
  /** ISO 3166 region or an entry of our own table, under any of its names: `~Rusia`. */
  entity?: string;
}

export interface Leaf {
  kind: 'leaf';
  scope: Scope;
  /** One word, or the words of a phrase. */
  words: readonly Word[];
  /** At most so many other words between, in any order: `"Rusia NATO"~5`. */
  near?: number;
}

export type Expression =
  | Leaf
  | { kind: 'not'; child: Leaf }
  | { kind: 'and'; children: readonly Expression[] }
  | { kind: 'or'; children: readonly Expression[] };
