/** What a role's policies say, as IAM and CloudFormation write it. */

export type OneOrMore<Value> = Value | Value[];
export type ConditionBlock = Record<string, Record<string, OneOrMore<string | boolean | number>>>;

export interface PolicyStatement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Action?: OneOrMore<string>;
  NotAction?: OneOrMore<string>;
  Resource?: OneOrMore<string>;
  NotResource?: OneOrMore<string>;
  Condition?: ConditionBlock;
}

/** One thing that a call needs; a call on two tables needs two. */
export interface Need {
  /** `dynamodb:GetItem` */
  action: string;
  /** An ARN, or `*` for an action that has no resource. */
  resource: string;
  /** Condition keys of the request; a key that is absent here is absent in IAM's sense. */
  context: ReadonlyMap<string, readonly string[]>;
}

export type Decision = { allowed: true } | { allowed: false; reason: string };

export const toList = <Value>(value: OneOrMore<Value> | undefined): Value[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
