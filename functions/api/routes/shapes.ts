/** How a route says what it takes and gives: JSON in, JSON or a problem out. */
import type { ZodType } from 'zod';
import { ProblemView } from '../schemas.ts';

export const json = <Schema extends ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

export const body = <Schema extends ZodType>(schema: Schema) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});

export const nothing = (description: string) => ({ description });

/** Every route may answer with a problem; which ones, its `type` says, and docs/api.md lists. */
export const problems = {
  default: {
    description: 'A problem, as in RFC 9457',
    content: { 'application/problem+json': { schema: ProblemView } },
  },
} as const;

export const asSubscriber = [{ personalLink: [] }];
export const asOperator = [{ operatorKey: [] }];
