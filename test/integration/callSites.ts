/**
 * What makes two calls of the path the same call: who asks for what on which kind of item.
 *
 * The kill points are found by running the path once and listing its calls, so a call that is added tomorrow is
 * covered without being listed here.
 */
import type { Call } from '../../local/endpoint/index.ts';

export function callSite({ principal, service, action, resources, input }: Call): string {
  const on = service === 'dynamodb' ? `${nameOf(resources[0])} ${itemKind(input)}` : resources.map(nameOf).join(' ');
  return `${functionOf(principal)} ${action} ${on}`;
}

/** The function that a principal is, without what the stack puts around its name. */
export const functionOf = (principal: string): string => principal.replace(/^.*?-(?=[a-z]+$)/, '');

/** `siaga-m52wkrr5zt64dv3c-email` is `siaga-*-email`: every reader has a topic of their own. */
const nameOf = (arn = '*'): string =>
  arn
    .split(/[/:]/)
    .findLast((part) => /[a-z]/i.test(part))
    ?.replace(/^([a-z]+-)[a-z\d]{16}(?=-[a-z]+$)/, '$1*') ?? arn;

/** `U#abc` / `O#email#…` is `U#/O#email#`: the fixed parts of the keys, without what names the one item. */
function itemKind(input: unknown): string {
  const kinds = [...findKeys(input)].map((key) => key.replace(/^([A-Z]+#?)(?:.*?(#(?:email|sms|m|s)\b))?.*$/s, '$1$2'));
  return [...new Set(kinds)].sort().join('/');
}

/** Strings that look like keys of ours, wherever they stand in a request to DynamoDB. */
function* findKeys(value: unknown, depth = 0): Generator<string> {
  if (typeof value !== 'object' || value === null || depth > 6) return;
  for (const [name, part] of Object.entries(value)) {
    if (name === 'S' && typeof part === 'string' && /^(?:[A-Z]+#|[A-Z]{1,2}$)/.test(part)) yield part;
    else if (name !== 'UpdateExpression' && name !== 'ConditionExpression') yield* findKeys(part, depth + 1);
  }
}
