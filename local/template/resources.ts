/**
 * Which types of resources this machine knows, and what `Ref` and `Fn::GetAtt` of each answer.
 *
 * A type that is not in this table stops the start: to ignore a part that matters would let something pass here that
 * is not deployed so. `inert` are those whose absence no code of the product can notice.
 */
export interface Resource {
  stack: string;
  logicalId: string;
  type: string;
  properties: Record<string, unknown>;
}

export interface Place {
  region: string;
  account: string;
}

/** What is known of a resource only once it runs. */
export interface Running {
  queueUrl: (queueName: string) => string;
  apiUrl: () => string;
}

export interface Kind {
  /** The property that names it; without it CloudFormation makes a name. */
  nameProperty?: string;
  arn?: (name: string, place: Place) => string;
  /** What `Ref` answers: its name, unless said otherwise. */
  ref?: (name: string, place: Place, running: Running) => string;
  attributes?: Record<string, (name: string, place: Place, running: Running) => string>;
}

const arnOf =
  (service: string, prefix = '') =>
  (name: string, { region, account }: Place): string =>
    `arn:aws:${service}:${region}:${account}:${prefix}${name}`;

const role = (name: string, { account }: Place): string => `arn:aws:iam::${account}:role/${name}`;
const topicArn = arnOf('sns');

export const KINDS: Record<string, Kind> = {
  'AWS::DynamoDB::Table': { nameProperty: 'TableName', arn: arnOf('dynamodb', 'table/') },
  'AWS::DynamoDB::GlobalTable': { nameProperty: 'TableName', arn: arnOf('dynamodb', 'table/') },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    arn: arnOf('sqs'),
    ref: (name, _place, running) => running.queueUrl(name),
    attributes: { QueueName: (name) => name, QueueUrl: (name, _place, running) => running.queueUrl(name) },
  },
  'AWS::Lambda::Function': { nameProperty: 'FunctionName', arn: arnOf('lambda', 'function:') },
  'AWS::IAM::Role': { nameProperty: 'RoleName', arn: role },
  'AWS::ApiGatewayV2::Api': {
    ref: (name) =>
      name
        .toLowerCase()
        .replaceAll(/[^a-z0-9]/g, '')
        .slice(-10),
    attributes: { ApiEndpoint: (_name, _place, running) => running.apiUrl() },
  },
  'AWS::Scheduler::ScheduleGroup': { nameProperty: 'Name', arn: arnOf('scheduler', 'schedule-group/') },
  'AWS::Scheduler::Schedule': { nameProperty: 'Name', arn: arnOf('scheduler', 'schedule/default/') },
  'AWS::ApiGatewayV2::Integration': {},
  'AWS::ApiGatewayV2::Route': {},
  'AWS::Lambda::EventSourceMapping': {},
  'AWS::Lambda::EventInvokeConfig': {},
  'AWS::Lambda::Permission': {},
  'AWS::IAM::Policy': {},
  'AWS::IAM::ManagedPolicy': {},
  // Inert: what only watches, and what only the real account needs.
  'AWS::CDK::Metadata': {},
  'AWS::ApiGatewayV2::Stage': {},
  'AWS::CloudWatch::Alarm': { nameProperty: 'AlarmName', arn: arnOf('cloudwatch', 'alarm:') },
  'AWS::CloudWatch::CompositeAlarm': { nameProperty: 'AlarmName', arn: arnOf('cloudwatch', 'alarm:') },
  'AWS::CloudWatch::Dashboard': { nameProperty: 'DashboardName' },
  'AWS::Logs::LogGroup': { nameProperty: 'LogGroupName', arn: arnOf('logs', 'log-group:') },
  'AWS::Logs::MetricFilter': {},
  'AWS::SNS::Topic': { nameProperty: 'TopicName', arn: topicArn, ref: topicArn, attributes: { TopicArn: topicArn } },
  'AWS::SNS::TopicPolicy': {},
  'AWS::SNS::Subscription': {},
  'AWS::SQS::QueuePolicy': {},
  'AWS::KMS::Key': { arn: arnOf('kms', 'key/') },
  'AWS::KMS::Alias': {},
};
