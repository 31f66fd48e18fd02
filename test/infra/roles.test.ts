/** Who may do what: the roles as the template gives them. */
import { beforeAll, describe, expect, it } from 'vitest';
import { actionsOf, FUNCTIONS, readTemplates, type Statement, type Templates } from './template.ts';

let templates: Templates;
beforeAll(async () => (templates = await readTemplates()));

const touching = (name: string, pattern: RegExp): Statement[] =>
  templates.statements(name).filter((statement) => pattern.test(JSON.stringify(statement)));

const mayDo = (name: string, action: string): boolean =>
  templates.statements(name).some((statement) => actionsOf(statement).includes(action));

describe('who reads what strangers write cannot touch People', () => {
  it.each(['dispatch', 'poll', 'match', 'maintain'])('%s has no statement about People', (name) => {
    expect(touching(name, /People/)).toEqual([]);
  });

  it.each(['alert', 'digest'])('%s, which knows people, has none about News', (name) => {
    expect(touching(name, /ExportsOutput\w*News/)).toEqual([]);
  });

  it('deliver reads News and writes nothing there', () => {
    const actions = touching('deliver', /ExportsOutput\w*News/).flatMap(actionsOf);
    expect(actions.filter((action) => !/:(BatchGetItem|GetItem|Query)$/.test(action))).toEqual([]);
  });

  it('reconcile sees of News the queries and their log only', () => {
    for (const { Condition } of touching('reconcile', /ExportsOutput\w*News/)) {
      expect(Condition).toEqual({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['QS#*', 'QL#*'] } });
    }
  });
});

describe('only deliver sends messages to people', () => {
  it('nobody else may publish', () => {
    expect(FUNCTIONS.filter((name) => mayDo(name, 'sns:Publish'))).toEqual(['deliver']);
  });

  it('by two statements: topics by their prefix, and what is no topic', () => {
    const publish = templates.statements('deliver').filter((statement) => actionsOf(statement).includes('sns:Publish'));
    expect(publish).toHaveLength(2);
    expect(JSON.stringify(publish[0]!.Resource)).toContain(':siaga-*');
    expect(publish[1]).not.toHaveProperty('Resource');
    expect(JSON.stringify(publish[1]!.NotResource)).toContain(':sns:*:*:*');
  });

  it('the api makes topics and subscribes, reconcile looks and deletes, each on the prefix', () => {
    const onTopics = (name: string): string[] => touching(name, /:siaga-\*/).flatMap(actionsOf);
    expect(onTopics('api')).toEqual(expect.arrayContaining(['sns:CreateTopic', 'sns:Subscribe']));
    expect(onTopics('api')).not.toContain('sns:DeleteTopic');
    expect(onTopics('reconcile')).toContain('sns:DeleteTopic');
  });
});

describe('no role is wider than its work', () => {
  const ACCOUNT_WIDE = {
    deliver: ['sns:CheckIfPhoneNumberIsOptedOut'],
    reconcile: ['sns:ListSubscriptions', 'sns:GetSubscriptionAttributes'],
  };

  it.each(FUNCTIONS)('%s: every action is named, and what holds for the whole account is listed here', (name) => {
    const statements = templates.statements(name);
    expect(statements.flatMap(actionsOf).filter((action) => action.includes('*'))).toEqual([]);
    const wide = statements.filter(({ Resource }) => Resource === '*').flatMap(actionsOf);
    expect(wide).toEqual(ACCOUNT_WIDE[name as keyof typeof ACCOUNT_WIDE] ?? []);
  });

  it.each(FUNCTIONS)('%s never scans a table or changes one', (name) => {
    const table = templates
      .statements(name)
      .flatMap(actionsOf)
      .filter((action) => action.startsWith('dynamodb:'));
    const known = ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'];
    expect(table.filter((action) => !known.includes(action.slice('dynamodb:'.length)))).toEqual([]);
  });

  it('only match gives messages back before their time', () => {
    expect(FUNCTIONS.filter((name) => mayDo(name, 'sqs:ChangeMessageVisibility'))).toEqual(['match']);
  });

  it('two copies in one account cannot touch each other’s topics', async () => {
    const other = await readTemplates({ name: 'Warta' });
    expect(JSON.stringify(other.statements('deliver'))).toContain(':warta-*');
    expect(JSON.stringify(other.statements('deliver'))).not.toContain(':siaga-*');
  });
});
