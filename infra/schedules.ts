/**
 * The ticks: EventBridge Scheduler starts the functions that nothing else starts.
 *
 * Its own retries are off, for each tick keeps a cursor and the next one catches up: a retry would only be a second
 * tick at the same time. A tick that could not start within a minute is dropped for the same reason.
 */
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { Aws } from 'aws-cdk-lib';

export interface Tick {
  name: string;
  /** EventBridge Scheduler's own words, in UTC. */
  when: `rate(${string})` | `cron(${string})`;
  starts: Function;
  task?: string;
}

export class Schedules extends Construct {
  constructor(scope: Construct, id: string, ticks: readonly Tick[]) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        ticks: new PolicyDocument({
          statements: [
            new PolicyStatement({
              effect: Effect.ALLOW,
              actions: ['lambda:InvokeFunction'],
              resources: [...new Set(ticks.map(({ starts }) => starts))].map(({ functionArn }) => functionArn),
            }),
          ],
        }),
      },
    });
    for (const { name, when, starts, task } of ticks) {
      new CfnSchedule(this, name, {
        scheduleExpression: when,
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: starts.functionArn,
          roleArn: role.roleArn,
          input: JSON.stringify(task === undefined ? {} : { task }),
          retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
        },
      });
    }
  }
}
