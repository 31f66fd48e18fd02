/**
 * HTTP: every route goes to one function, which holds the router.
 *
 * Personal links carry their token in the path. So the access log says which route was asked and never the path, the
 * query or the address of the reader.
 */
import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { type HttpApi, HttpRoute, HttpRouteKey, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { topicPrefix, Worker, type Ground } from './worker.ts';

const ACCESS_LOG = {
  at: '$context.requestTime',
  request: '$context.requestId',
  route: '$context.routeKey',
  method: '$context.httpMethod',
  status: '$context.status',
  bytes: '$context.responseLength',
  ms: '$context.responseLatency',
  error: '$context.integrationErrorMessage',
};

export class Api extends Construct {
  readonly api: Worker;

  constructor(scope: Construct, id: string, ground: Ground, httpApi: HttpApi) {
    super(scope, id);
    const { config, data, queues } = ground;
    this.api = new Worker(this, ground, 'api', {
      NEWS_TABLE: data.news.tableName,
      PEOPLE_TABLE: data.people.tableName,
      POLLS_QUEUE_URL: queues.polls.queue.queueUrl,
      DELIVERIES_QUEUE_URL: queues.deliveries.queue.queueUrl,
      TOPIC_PREFIX: topicPrefix(config),
      PUBLIC_URL: ground.publicUrl,
      OPERATOR_KEY_HASH: config.operatorKeyHash,
      SMS_COUNTRIES: config.smsCountries.join(','),
      PENDING_MOST: String(config.pendingMost),
      FEED_PORTS: config.feedPorts.join(','),
    });
    const integration = new HttpLambdaIntegration('Function', this.api.function);
    const route = new HttpRoute(this, 'Route', { httpApi, routeKey: HttpRouteKey.DEFAULT, integration });
    const log = new LogGroup(this, 'AccessLog', { retention: config.logDays, removalPolicy: RemovalPolicy.DESTROY });
    new HttpStage(this, 'Stage', {
      httpApi,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
      throttle: { rateLimit: 50, burstLimit: 100 },
    });
    Validations.of(route).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'Anybody may subscribe and read. The function itself asks operators for their key and subscribers for the token of their personal link, and limits the rate for each address.',
    });
  }
}
