/** What a caller without the permission is told, by each service in its own form: who, what, on what, and why. */
import type { Answer, Service } from './call.ts';
import type { Decision, Need } from './permissions/policy.ts';
import { failure } from './topics/xml.ts';

function refusalMessage(principal: string, need: Pick<Need, 'action' | 'resource'>, reason: string): string {
  return `User: ${principal} is not authorized to perform: ${need.action} on resource: ${need.resource} ${reason}`;
}

export function refuse(service: Service, message: string): Answer {
  if (service === 'sns') return failure(403, 'AuthorizationError', message);
  const name = service === 'sqs' ? 'AccessDenied' : 'AccessDeniedException';
  return {
    status: service === 'sqs' ? 403 : 400,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      ...(service === 'sqs' && { 'x-amzn-query-error': 'AccessDenied;Sender' }),
    },
    body: JSON.stringify({ __type: `com.amazon.coral.service#${name}`, message, Message: message }),
  };
}

/** The first thing that the caller may not do; undefined when it may do everything the call needs. */
export function firstRefusal(
  principal: string,
  service: Service,
  action: string,
  needs: readonly Need[],
  decideFor: ((need: Need) => Decision) | undefined,
): string | undefined {
  const [first] = needs;
  if (!first) {
    const unknown = { action: `${service}:${action}`, resource: 'unknown' };
    return refusalMessage(principal, unknown, 'because the local endpoint does not know what this call touches');
  }
  if (!decideFor) return refusalMessage(principal, first, 'because no role with this name was permitted anything');
  for (const need of needs) {
    const decision = decideFor(need);
    if (!decision.allowed) return refusalMessage(principal, need, decision.reason);
  }
  return undefined;
}
