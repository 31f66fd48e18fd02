import { describe, expect, it } from 'vitest';
import type { Assembly, Template } from '../../../local/template/assembly.ts';
import { Resolver } from '../../../local/template/resolver.ts';

const template = (resources: Template['Resources'], rest: Partial<Template> = {}): Template => ({
  Resources: resources,
  ...rest,
});

function resolverOf(templates: Record<string, Template>): Resolver {
  const assembly: Assembly = {
    templates: new Map(Object.entries(templates)),
    constructPaths: new Map(),
    assetFolders: new Map(),
  };
  const running = { queueUrl: (name: string) => `http://local/${name}`, apiUrl: () => 'http://127.0.0.1:4380' };
  return new Resolver(assembly, { region: 'eu-west-1', account: '111122223333' }, running);
}

const service = template(
  {
    Work: { Type: 'AWS::SQS::Queue', Properties: {} },
    Line: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
    Named: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { TableName: { 'Fn::Sub': 'news-${AWS::Region}' } } },
    Api: { Type: 'AWS::ApiGatewayV2::Api' },
  },
  { Parameters: { Stage: { Default: 'dev' }, Secret: {} } },
);
const data = template(
  { People: { Type: 'AWS::DynamoDB::GlobalTable' } },
  { Outputs: { Export: { Value: { Ref: 'People' }, Export: { Name: { 'Fn::Join': ['', ['Data', ':People']] } } } } },
);
const resolver = resolverOf({ Service: service, Data: data });

describe('an intrinsic function becomes what it stands for', () => {
  it.each<[string, unknown, unknown]>([
    ['Ref to a queue is its URL of this start', { Ref: 'Work' }, 'http://local/Service-Work'],
    ['a FIFO queue’s made name ends as it must', { Ref: 'Line' }, 'http://local/Service-Line.fifo'],
    ['Ref to a table is its name', { Ref: 'Named' }, 'news-eu-west-1'],
    ['Ref to a parameter is its default', { Ref: 'Stage' }, 'dev'],
    ['Ref to a pseudo parameter', { Ref: 'AWS::AccountId' }, '111122223333'],
    ['GetAtt of an ARN', { 'Fn::GetAtt': ['Work', 'Arn'] }, 'arn:aws:sqs:eu-west-1:111122223333:Service-Work'],
    ['GetAtt of the API’s address', { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }, 'http://127.0.0.1:4380'],
    ['Join, nested', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] }, 'a-eu-west-1'],
    [
      'Sub with attributes, own names and an escape',
      { 'Fn::Sub': ['${x}/${Work.Arn}/${!y}', { x: { Ref: 'Stage' } }] },
      'dev/arn:aws:sqs:eu-west-1:111122223333:Service-Work/${y}',
    ],
    ['Select of a Split', { 'Fn::Select': [1, { 'Fn::Split': ['-', { Ref: 'AWS::Region' }] }] }, 'west'],
    ['an import from the other stack', { 'Fn::ImportValue': 'Data:People' }, 'Data-People'],
    ['NoValue leaves the property out', { a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 1] }, { b: [1] }],
    ['everything else stays', { a: [1, true, null, { b: 'c' }] }, { a: [1, true, null, { b: 'c' }] }],
  ])('%s', (_case, value, expected) => {
    expect(resolver.resolve(value, 'Service')).toEqual(expected);
  });
});

describe('what is not known stops the start, and says where', () => {
  it.each<[string, unknown, RegExp]>([
    ['an unknown intrinsic', { 'Fn::Base64': 'x' }, /Service uses Fn::Base64/],
    ['a condition', { 'Fn::If': ['IsProd', 1, 2] }, /Service uses Fn::If/],
    [
      'an unknown attribute',
      { 'Fn::GetAtt': ['Named', 'StreamArn'] },
      /reads StreamArn of Named \(AWS::DynamoDB::GlobalTable\)/,
    ],
    ['a missing resource', { Ref: 'Nobody' }, /refers to Nobody, which is not in its template/],
    ['a missing export', { 'Fn::ImportValue': 'Nowhere' }, /imports "Nowhere", which no stack exports/],
    ['a parameter without default', { Ref: 'Secret' }, /wants the parameter Secret/],
  ])('%s', (_case, value, message) => {
    expect(() => resolver.resolve(value, 'Service')).toThrow(message);
  });

  it('a type of resource that this machine cannot run', () => {
    const kinesis = template({ Stream: { Type: 'AWS::Kinesis::Stream' } });
    expect(() => resolverOf({ Service: kinesis })).toThrow(/Service holds Stream, a AWS::Kinesis::Stream/);
  });
});
