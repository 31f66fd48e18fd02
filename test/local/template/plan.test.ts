import { Duration } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, it } from 'vitest';
import { readAssembly } from '../../../local/template/assembly.ts';
import { planFunctions, planQueues, type Plan } from '../../../local/template/plan.ts';
import { Resolver } from '../../../local/template/resolver.ts';
import { synthesizeApp, type Ground } from '../support/app.ts';

const SOURCE = 'export const handler = async () => ({});';

function plan(build: (ground: Ground) => void): Plan {
  const assembly = readAssembly(synthesizeApp(build));
  const running = { queueUrl: (name: string) => `http://local/${name}`, apiUrl: () => 'http://127.0.0.1:4380' };
  return planFunctions(assembly, new Resolver(assembly, { region: 'us-east-1', account: '000000000000' }, running));
}

describe('a function', () => {
  it('is called as its construct, and has what the template gives it', () => {
    const { functions } = plan(({ addFunction }) => {
      addFunction('Greeter', SOURCE, { timeout: Duration.seconds(7), memorySize: 300, environment: { A: 'b' } });
    });
    expect(functions).toMatchObject([
      { name: 'greeter', exportName: 'handler', timeoutSeconds: 7, memoryMb: 300, environment: { A: 'b' }, retries: 0 },
    ]);
  });

  it('may do what stands in inline policies, attached policies and known managed ones', () => {
    const { functions } = plan(({ addFunction }) => {
      const greeter = addFunction('Greeter', SOURCE);
      greeter.addToRolePolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['*'] }));
    });
    expect(functions[0]!.statements).toEqual([{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }]);
  });

  it('stops the start with a managed policy that is not known here', () => {
    const build = ({ addFunction }: Ground): void =>
      addFunction('Greeter', SOURCE).role!.addManagedPolicy(
        ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess'),
      );
    expect(() => plan(build)).toThrow(/managed policy arn:aws:iam::aws:policy\/AdministratorAccess/);
  });
});

it('makes dead-letter queues first, since a queue names its own by ARN', () => {
  const assembly = readAssembly(
    synthesizeApp(({ stack }) => {
      const dead = new Queue(stack, 'Zdead');
      new Queue(stack, 'Awork', { deadLetterQueue: { queue: dead, maxReceiveCount: 3 } });
    }),
  );
  const running = { queueUrl: () => '', apiUrl: () => '' };
  const queues = planQueues(new Resolver(assembly, { region: 'us-east-1', account: '000000000000' }, running));
  expect(queues.map(({ name }) => name.slice(0, 10))).toEqual(['Tiny-Zdead', 'Tiny-Awork']);
  expect(queues[1]!.attributes['RedrivePolicy']).toEqual({ deadLetterTargetArn: queues[0]!.arn, maxReceiveCount: 3 });
});

it('refuses an event source with a filter: SQS deletes what does not match', () => {
  const build = ({ stack, addFunction }: Ground): void => {
    const queue = new Queue(stack, 'Work');
    const worker = addFunction('Worker', SOURCE);
    new CfnEventSourceMapping(stack, 'Source', {
      functionName: worker.functionName,
      eventSourceArn: queue.queueArn,
      filterCriteria: { filters: [{ pattern: '{}' }] },
    });
  };
  expect(() => plan(build)).toThrow(/filters its messages/);
});

it('finds the function behind each route', () => {
  const { routes } = plan(({ stack, addFunction }) => {
    const api = new HttpApi(stack, 'Http', { createDefaultStage: false });
    const integration = new HttpLambdaIntegration('All', addFunction('Pages', SOURCE));
    api.addRoutes({ path: '/v1/{proxy+}', integration });
  });
  expect(routes).toEqual([{ key: 'ANY /v1/{proxy+}', function: 'pages' }]);
});
