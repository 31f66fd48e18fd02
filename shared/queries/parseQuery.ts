/**
 * Reads what somebody typed: a query in its canonical form, or the place where it cannot be read and the way out.
 *
 * AND binds tighter than OR, NOT tightest; two parts with nothing between them are joined by AND. What the parts mean is
 * docs/queries.md. A query must demand something somewhere, so what is only left out is refused; as one side of an OR it
 * is taken, though it matches nearly everything.
 */
import { hash } from '../platform/ids.ts';
import { canonicalize } from './canonicalize.ts';
import { langCode } from './langCode.ts';
import type { Leaf, Scope } from './expression.ts';
import type { Lexeme } from './lexeme.ts';
import { fieldWithoutValue } from './lexField.ts';
import { lexQuery } from './lexQuery.ts';
import type { ParsedQuery, QueryError } from './query.ts';
import { type Problem, QueryProblem } from './queryProblem.ts';
import { renderExpression } from './renderExpression.ts';
import type { TypedExpression } from './typedExpression.ts';
import { takeVisible, toPlain } from './typedText.ts';

/** In UTF-16 units. */
export const LONGEST_QUERY = 1_000;
export const MOST_WORDS = 100;

export type Reading = { ok: true; query: ParsedQuery } | { ok: false; error: QueryError };

export function parseQuery(typed: string): Reading {
  const { text, toTyped } = takeVisible(typed);
  try {
    return { ok: true, query: readQuery(text, LONGEST_QUERY, MOST_WORDS) };
  } catch (error) {
    if (error instanceof QueryProblem) return { ok: false, error: withCheckedSuggestion(error.toError(toTyped)) };
    throw error;
  }
}

/** Reads a canonical form, which may be longer than what people may type. */
export const readCanonical = (canonical: string): ParsedQuery =>
  readQuery(canonical, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);

function readQuery(text: string, longest: number, mostWords: number): ParsedQuery {
  if (text.length > longest) {
    throw new QueryProblem({
      code: 'too-long',
      message: () => `The query has ${text.length} characters; at most ${longest} are read. Split it into several.`,
      position: longest,
      length: text.length - longest,
    });
  }
  const lexemes = lexQuery(toPlain(text));
  refuseTooManyWords(lexemes, mostWords);
  const expression = canonicalize(new Reader(text, lexemes).read());
  const canonical = renderExpression(expression);
  return { id: hash(canonical), canonical, expression };
}

/** A suggestion is made only when it can itself be read. */
function withCheckedSuggestion({ suggestion, ...error }: QueryError): QueryError {
  if (suggestion === undefined) return error;
  try {
    readQuery(suggestion, LONGEST_QUERY, MOST_WORDS);
    return { ...error, suggestion };
  } catch (problem) {
    if (problem instanceof QueryProblem) return error;
    throw problem;
  }
}

function refuseTooManyWords(lexemes: readonly Lexeme[], most: number): void {
  let count = 0;
  for (const lexeme of lexemes) {
    if (lexeme.kind !== 'words') continue;
    count += lexeme.words.length;
    if (count > most) {
      throw new QueryProblem({
        code: 'too-long',
        message: (at) => `The query has more than ${most} words ${at(lexeme.position)}. Split it into several.`,
        position: lexeme.position,
        length: lexeme.length,
      });
    }
  }
}

const neverClosed = ({ position }: Lexeme, text: string): Problem => ({
  code: 'unclosed-parenthesis',
  message: (at) => `The parenthesis ${at(position)} is never closed. Close it, or take it away.`,
  position,
  length: 1,
  suggestion: `${text.trimEnd()})`,
});

/** Recursive descent over the lexemes. */
class Reader {
  readonly text: string;
  readonly lexemes: readonly Lexeme[];
  next = 0;

  constructor(text: string, lexemes: readonly Lexeme[]) {
    this.text = text;
    this.lexemes = lexemes;
  }

  read(): TypedExpression {
    if (this.lexemes.length === 0) {
      throw new QueryProblem({
        code: 'empty',
        message: () => 'There are no words to look for. Write at least one, as in Rusia or "krisis rudal".',
        position: 0,
        length: this.text.length,
      });
    }
    const expression = this.readOr('any');
    const left = this.lexemes[this.next];
    if (left) {
      throw new QueryProblem({
        code: 'unexpected',
        message: (at) => `The parenthesis ${at(left.position)} closes nothing. Open one before it, or take it away.`,
        position: left.position,
        length: left.length,
        suggestion: this.without(left),
      });
    }
    return expression;
  }

  readOr(scope: Scope): TypedExpression {
    const children = [this.readAnd(scope)];
    while (this.take('or')) children.push(this.readAnd(scope));
    return children.length === 1 ? children[0]! : { kind: 'or', children };
  }

  readAnd(scope: Scope): TypedExpression {
    const children = [this.readUnary(scope)];
    while (this.take('and') || this.beginsPart()) children.push(this.readUnary(scope));
    return children.length === 1 ? children[0]! : { kind: 'and', children };
  }

  readUnary(scope: Scope): TypedExpression {
    const not = this.take('not');
    if (not) return { kind: 'not', child: this.readUnary(scope), position: not.position, length: not.length };
    const field = this.take('scope');
    if (field?.kind === 'scope') {
      if (this.next === this.lexemes.length) throw new QueryProblem(fieldWithoutValue(field));
      return this.readUnary(field.scope);
    }
    const open = this.take('open');
    if (open) return this.readGroup(open, scope);
    const words = this.take('words');
    if (words?.kind === 'words') return this.toLeaf(words, scope);
    throw new QueryProblem(this.misplaced());
  }

  readGroup(open: Lexeme, scope: Scope): TypedExpression {
    const empty = this.lexemes[this.next]?.kind === 'close';
    if (empty) {
      throw new QueryProblem({
        code: 'empty',
        message: (at) => `The parentheses ${at(open.position)} are empty. Write words between them, or take them away.`,
        position: open.position,
        length: this.lexemes[this.next]!.position + 1 - open.position,
      });
    }
    const group = this.readOr(scope);
    if (this.take('close')) return group;
    throw new QueryProblem(neverClosed(open, this.text));
  }

  toLeaf(lexeme: Lexeme & { kind: 'words' }, scope: Scope): Leaf {
    if (scope === 'lang') return { kind: 'leaf', scope, words: [{ units: [langCode(lexeme)] }] };
    const { words, near } = lexeme;
    return { kind: 'leaf', scope, words, ...(near !== undefined && words.length > 1 && { near }) };
  }

  take(kind: Lexeme['kind']): Lexeme | undefined {
    const lexeme = this.lexemes[this.next];
    if (lexeme?.kind !== kind) return;
    this.next += 1;
    return lexeme;
  }

  beginsPart(): boolean {
    const kind = this.lexemes[this.next]?.kind;
    return kind === 'words' || kind === 'open' || kind === 'not' || kind === 'scope';
  }

  /** Something stands where a word should: an operator without its other side. */
  misplaced(): Problem {
    const found = this.lexemes[this.next];
    const before = this.lexemes[this.next - 1];
    const isOperator = (lexeme?: Lexeme): boolean => lexeme !== undefined && ['and', 'or', 'not'].includes(lexeme.kind);
    const operator = isOperator(before) ? before! : (found ?? before)!;
    if (before?.kind === 'open' && !isOperator(found)) return neverClosed(before, this.text);
    const side = operator === before ? 'after' : 'before';
    /** `-OR x`: without the minus it would be the opposite. */
    const isLostMinus = operator.kind === 'not' && found !== undefined;
    return {
      code: 'misplaced-operator',
      message: (at) =>
        `The ${operator.raw} ${at(operator.position)} has no word ${side} it. Write one there, or take the ${operator.raw} away.`,
      position: operator.position,
      length: operator.length,
      ...(!isLostMinus && { suggestion: this.without(operator) }),
    };
  }

  without({ position, length }: Lexeme): string {
    const before = this.text.slice(0, position).trimEnd();
    const after = this.text.slice(position + length);
    if (before === '' || before.endsWith('(')) return before + after.trimStart();
    return /^(?:$|[\s)])/.test(after) ? before + after : `${before} ${after}`;
  }
}
