/** The stateless stack: everything between a feed and a message. It can be deleted and deployed again at any time. */
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import { Api } from './api.ts';
import type { Bundles } from './bundle.ts';
import type { Config } from './config.ts';
import type { DataStack } from './data.ts';
import { Delivery } from './delivery.ts';
import { Ingestion } from './ingestion.ts';
import { Matching } from './matching.ts';
import { Monitoring } from './monitoring.ts';
import { People } from './people.ts';
import { Queues } from './queues.ts';
import { Schedules } from './schedules.ts';

interface ServiceProps {
  config: Config;
  data: DataStack;
  bundles: Bundles;
}

export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, { config, data, bundles }: ServiceProps) {
    super(scope, id, { description: 'Siaga: reads feeds, matches, alerts' });
    const queues = new Queues(this, 'Queues', config);
    const http = new HttpApi(this, 'Http', { createDefaultStage: false });
    const publicUrl = config.publicUrl || http.apiEndpoint;
    const ground = { config, data, queues, bundles, publicUrl };

    const { dispatch, poll, maintain } = new Ingestion(this, 'Ingestion', ground);
    new Matching(this, 'Matching', ground);
    const { digest } = new Delivery(this, 'Delivery', ground);
    const { reconcile } = new People(this, 'People', ground);
    new Api(this, 'Api', ground, http);

    new Schedules(this, 'Ticks', [
      { name: 'Dispatch', when: 'rate(1 minute)', starts: dispatch.function },
      { name: 'Digest', when: 'rate(1 minute)', starts: digest.function },
      { name: 'Pending', when: 'rate(1 minute)', starts: reconcile.function, task: 'pending' },
      { name: 'Left', when: 'cron(17 * * * ? *)', starts: reconcile.function, task: 'sweep' },
      { name: 'Tidy', when: 'cron(43 2 * * ? *)', starts: reconcile.function, task: 'tidy' },
      { name: 'Pack', when: 'cron(12 * * * ? *)', starts: maintain.function, task: 'pack' },
      { name: 'Sweep', when: 'cron(27 3 * * ? *)', starts: maintain.function, task: 'sweep' },
    ]);
    new Monitoring(this, 'Monitoring', { queues, http, dispatch, poll, digest, reconcile, maintain, ...config });
    new CfnOutput(this, 'Url', { value: publicUrl, description: 'The pages, and the API under /v1' });
  }
}
