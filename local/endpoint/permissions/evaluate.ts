/**
 * May this principal do what the call needs? As IAM decides it for one account: an explicit Deny wins, then an Allow is
 * needed, else it is refused (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 */
import { holdsAll, matchesPattern, UnknownOperator } from './conditions.ts';
import { type Decision, type Need, type PolicyStatement, toList } from './policy.ts';

export function decide(statements: readonly PolicyStatement[], need: Need): Decision {
  try {
    const applying = statements.filter((statement) => applies(statement, need));
    if (applying.some(({ Effect }) => Effect === 'Deny'))
      return { allowed: false, reason: 'with an explicit deny in a policy' };
    if (applying.length > 0) return { allowed: true };
    return { allowed: false, reason: `because no identity-based policy allows the ${need.action} action` };
  } catch (error) {
    if (error instanceof UnknownOperator) return { allowed: false, reason: `because ${error.message}` };
    throw error;
  }
}

function applies(statement: PolicyStatement, { action, resource, context }: Need): boolean {
  return (
    matchesAction(statement, action) && matchesResource(statement, resource) && holdsAll(statement.Condition, context)
  );
}

/** Actions are not case-sensitive. */
function matchesAction({ Action, NotAction }: PolicyStatement, action: string): boolean {
  const isListed = (list: string[]): boolean => list.some((pattern) => matchesPattern(pattern, action, 'i'));
  return NotAction === undefined ? isListed(toList(Action)) : !isListed(toList(NotAction));
}

function matchesResource({ Resource, NotResource }: PolicyStatement, resource: string): boolean {
  const isListed = (list: string[]): boolean => list.some((pattern) => matchesPattern(pattern, resource));
  return NotResource === undefined ? isListed(toList(Resource)) : !isListed(toList(NotResource));
}
