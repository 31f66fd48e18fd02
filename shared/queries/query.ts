/**
 * A query: the canonical form of what somebody typed. Two texts that mean the same are one query, and its id is a
 * hash of that form.
 */
import * as z from 'zod';
import type { Expression } from './expression.ts';

/** 20 base64url characters of the sha-256 of the canonical form. */
export type QueryId = string;

/** What a text means, ready to be put into an index or to be asked of one article. */
export interface ParsedQuery {
  id: QueryId;
  /** The canonical form: parses to itself, and is what the store keeps. */
  canonical: string;
  expression: Expression;
}

/** A place where a query and an article met. UTF-16 offsets into the field's original text, `end` exclusive. */
export const Hit = z.object({
  field: z.enum(['title', 'text', 'source', 'author', 'category', 'lang']),
  /** The characters of the article. */
  text: z.string(),
  start: z.number().int().min(0),
  end: z.number().int().min(0),
});
export type Hit = z.infer<typeof Hit>;

/** An excerpt of one field around hits, as people see it: at most 160 characters, cut at words, `…` where cut. */
export const Place = z.object({
  field: z.enum(['title', 'text', 'source', 'author', 'category', 'lang']),
  text: z.string(),
  /** UTF-16 offsets into `text`, `end` exclusive, in order, never overlapping. */
  marks: z.array(z.object({ start: z.number().int().min(0), end: z.number().int().min(0) })),
});
export type Place = z.infer<typeof Place>;

/** What of an article a query may look at. `text` is the summary. */
export interface Matchable {
  title: string;
  text: string;
  source: string;
  lang: string;
  author: string;
  categories: readonly string[];
}

/** Each has a row in docs/queries.md. */
export const QUERY_ERROR_CODES = [
  'empty',
  'too-long',
  'only-not',
  'contradiction',
  'unclosed-quote',
  'unclosed-parenthesis',
  'unexpected',
  'misplaced-operator',
  'unknown-field',
  'unknown-name',
  'unsupported',
] as const;
type QueryErrorCode = (typeof QUERY_ERROR_CODES)[number];

/** Why a text is not a query, at a place inside it. */
export interface QueryError {
  code: QueryErrorCode;
  /** One sentence: what is wrong and the way out. Characters are counted from 1 in it. */
  message: string;
  /** UTF-16 offset into the text, from 0. */
  position: number;
  length: number;
  /** A text that parses and is surely what was meant. */
  suggestion?: string;
}
