import { afterEach, describe, expect, it } from 'vitest';
import { startStack, type Stack, type Template } from '../support/stack.ts';
import { batches, send } from './support/calls.ts';

let stack: Stack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});

/** Messages that nobody can read, all there before the first is received. */
async function sendAtOnce(running: Stack, functionName: string, count: number): Promise<void> {
  const { statements } = running.plan.functions.find(({ name }) => name === functionName)!;
  running.endpoint.permit(functionName, []);
  await send(running, functionName, ...Array.from({ length: count }, (_, index) => ({ v: 0, index })));
  running.endpoint.permit(functionName, statements);
  await running.settle();
}

describe('what the CDK app says is what runs', () => {
  it('has every function, queue and table of the template, and no other', async () => {
    stack = await startStack();
    expect(stack.functions.toSorted()).toEqual([
      'alert',
      'api',
      'deliver',
      'digest',
      'dispatch',
      'maintain',
      'match',
      'poll',
      'reconcile',
    ]);
    expect(stack.plan.queues).toHaveLength(8);
    expect(stack.plan.tables).toHaveLength(2);
    expect(stack.errors).toEqual([]);
  });

  it.each([
    [2, [2, 2, 1]],
    [4, [4, 1]],
  ])('hands over batches of %d when the batch size is changed to it', async (batchSize, sizes) => {
    stack = await startStack({ context: { 'batchSize.deliveries': batchSize } });
    await sendAtOnce(stack, 'deliver', 5);
    expect(
      batches(stack, 'deliver')
        .map(({ length }) => length)
        .toSorted((a, b) => b - a),
    ).toEqual(sizes);
  });

  it.each([1, 2])('stops a function after the %d s that its timeout is changed to', async (seconds) => {
    stack = await startStack({ context: { 'timeoutSeconds.dispatch': seconds } });
    stack.endpoint.fault = ({ principal }) => (principal === 'dispatch' ? 'before' : undefined);
    await stack.tick('dispatch');
    const [stopped] = stack.trace;
    expect(stopped).toMatchObject({
      outcome: 'timeout',
      error: `dispatch was stopped after its timeout of ${seconds} s.`,
    });
    expect(stopped!.ms / 1_000).toBeCloseTo(seconds, 1);
  });

  it('tells function, action and resource when a permission is taken out of a role', async () => {
    stack = await startStack({ template: (template) => without(template, 'dynamodb:Query') });
    await stack.tick('digest');
    const failure = [stack.trace[0]!.error, ...stack.logs('digest')].join('\n');
    expect(failure).toMatch(
      /digest is not authorized to perform: dynamodb:Query on resource: arn:aws:dynamodb:us-east-1:000000000000:table\/SiagaData-/,
    );
  });

  it('stops the start when the template holds what this machine cannot run', async () => {
    const withStream = (template: Template): Template => ({
      ...template,
      Resources: { ...template.Resources, Extra: { Type: 'AWS::Kinesis::Stream' } },
    });
    await expect(startStack({ template: withStream })).rejects.toThrow(/holds Extra, a AWS::Kinesis::Stream/);
  });
});

interface Statement {
  Action: string | string[];
}

/** The template with one action taken out of every role. */
function without(template: Template, action: string): Template {
  const changed = structuredClone(template);
  for (const { Type, Properties } of Object.values(changed.Resources)) {
    if (Type !== 'AWS::IAM::Role' || !Properties?.['Policies']) continue;
    for (const { PolicyDocument } of Properties['Policies'] as { PolicyDocument: { Statement: Statement[] } }[]) {
      PolicyDocument.Statement = PolicyDocument.Statement.map((statement) => ({
        ...statement,
        Action: [statement.Action].flat().filter((each) => each !== action),
      }));
    }
  }
  return changed;
}
