/** One invocation as one line of `--trace`: who, what for, how long, and which calls to AWS it made. */
import type { Invocation } from './runtime/trace.ts';

export function traceLine({ function: name, event, trigger, ms, outcome, error, calls }: Invocation): string {
  const result = outcome === 'ok' ? '' : `  ${outcome}: ${error ?? ''}`;
  return `${name.padEnd(9)} ${describeEvent(trigger, event)}  ${ms.toFixed(0)} ms  ${describeCalls(calls)}${result}`;
}

interface HttpEvent {
  routeKey: string;
  requestContext: { http: { method: string } };
}

/** Never a path: personal links stand in it. */
function describeEvent(trigger: Invocation['trigger'], event: unknown): string {
  if (trigger === 'schedule') return JSON.stringify(event);
  if (trigger === 'http') return (event as HttpEvent).requestContext.http.method;
  const { length } = (event as { Records: unknown[] }).Records;
  return `${length} ${length === 1 ? 'message' : 'messages'}`;
}

function describeCalls(calls: Invocation['calls']): string {
  if (calls.length === 0) return 'no calls';
  const counts = new Map<string, number>();
  for (const { service, action, decision } of calls) {
    const name = `${service}:${action}${decision === 'refused' ? ' (refused)' : ''}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => (count === 1 ? name : `${count} ${name}`)).join(', ');
}
