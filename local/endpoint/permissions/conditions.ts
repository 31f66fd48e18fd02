/**
 * The conditions of a statement.
 *
 * All operators must hold, for each all keys, for each key one of the values. A key that the request does not have
 * fails a positive operator, holds for a negated one, for `…IfExists` and, a trap that is AWS's own, for
 * `ForAllValues` (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html).
 * An operator that is not known here throws: a policy that is not understood must not allow.
 */
import { type ConditionBlock, toList } from './policy.ts';

type Matcher = (actual: string, wanted: string) => boolean;

const byNumber =
  (compare: (actual: number, wanted: number) => boolean): Matcher =>
  (actual, wanted) =>
    compare(Number(actual), Number(wanted));

const positive: Record<string, Matcher> = {
  StringEquals: (actual, wanted) => actual === wanted,
  StringEqualsIgnoreCase: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  StringLike: (actual, wanted) => matchesPattern(wanted, actual),
  ArnEquals: (actual, wanted) => matchesPattern(wanted, actual),
  ArnLike: (actual, wanted) => matchesPattern(wanted, actual),
  Bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  NumericEquals: byNumber((actual, wanted) => actual === wanted),
  NumericLessThan: byNumber((actual, wanted) => actual < wanted),
  NumericLessThanEquals: byNumber((actual, wanted) => actual <= wanted),
  NumericGreaterThan: byNumber((actual, wanted) => actual > wanted),
  NumericGreaterThanEquals: byNumber((actual, wanted) => actual >= wanted),
};

const negated: Record<string, string> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
};

export type Context = ReadonlyMap<string, readonly string[]>;

export class UnknownOperator extends Error {}

export function holdsAll(block: ConditionBlock | undefined, context: Context): boolean {
  return Object.entries(block ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => holds(operator, valuesOf(context, key), toList(values).map(String))),
  );
}

/** Condition keys are not case-sensitive. */
function valuesOf(context: Context, key: string): readonly string[] | undefined {
  const wanted = key.toLowerCase();
  for (const [name, values] of context) if (name.toLowerCase() === wanted) return values;
  return undefined;
}

function holds(operator: string, actual: readonly string[] | undefined, wanted: readonly string[]): boolean {
  if (operator === 'Null') return wanted.includes(String(actual === undefined));
  const [, quantifier, name = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const isNegated = Object.hasOwn(negated, name);
  const matches = positive[isNegated ? negated[name]! : name];
  if (!matches) throw new UnknownOperator(`the condition operator ${operator} is not known to the local endpoint`);
  const holdsFor = (value: string): boolean => wanted.some((one) => matches(value, one)) !== isNegated;
  if (actual === undefined || actual.length === 0) {
    if (quantifier === 'ForAnyValue') return false;
    return quantifier === 'ForAllValues' || ifExists !== undefined || isNegated;
  }
  return quantifier === 'ForAnyValue' ? actual.some(holdsFor) : actual.every(holdsFor);
}

const patterns = new Map<string, RegExp>();

/** `*` is any text, `?` one character. */
export function matchesPattern(pattern: string, text: string, flags = ''): boolean {
  const key = `${flags}/${pattern}`;
  let expression = patterns.get(key);
  if (!expression) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    patterns.set(key, (expression = new RegExp(`^${source}$`, `s${flags}`)));
  }
  return expression.test(text);
}
