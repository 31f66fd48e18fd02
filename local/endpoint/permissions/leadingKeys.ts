/** `dynamodb:LeadingKeys`: the partition keys that a call names. A scan names none, and IAM then sees no key at all. */
import type { AttributeValue, Item, TableDefinition } from '../tables/dynalite.ts';

interface BatchEntry {
  PutRequest?: { Item: Item };
  DeleteRequest?: { Key: Item };
}

/** The parts of an input that name keys, before it was validated. */
interface Keyed {
  IndexName?: string;
  Item?: Item;
  Key?: Item;
  Requests?: BatchEntry[] | { Keys?: Item[] };
  KeyConditions?: Record<string, { AttributeValueList?: AttributeValue[] }>;
  KeyConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Item;
}

export function leadingKeys(input: Keyed, table: TableDefinition): string[] | undefined {
  const index = table.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === input.IndexName);
  const attribute = (index ?? table).KeySchema[0]?.AttributeName ?? '';
  const values = [...named(input, attribute)].map((value) => value?.S ?? value?.N ?? value?.B);
  const keys = values.filter((value) => value !== undefined);
  return keys.length > 0 ? keys : undefined;
}

function* named(input: Keyed, attribute: string): Generator<AttributeValue | undefined> {
  yield input.Item?.[attribute];
  yield input.Key?.[attribute];
  yield input.KeyConditions?.[attribute]?.AttributeValueList?.[0];
  if (input.KeyConditionExpression !== undefined) yield queried(input, input.KeyConditionExpression, attribute);
  if (Array.isArray(input.Requests)) {
    for (const { PutRequest, DeleteRequest } of input.Requests)
      yield (PutRequest?.Item ?? DeleteRequest?.Key)?.[attribute];
  } else for (const key of input.Requests?.Keys ?? []) yield key[attribute];
}

/** The value that a key condition sets equal to the attribute: `#pk = :pk and …`. */
function queried(input: Keyed, expression: string, attribute: string): AttributeValue | undefined {
  for (const [, name = '', value = ''] of expression.matchAll(/([#\w.-]+)\s*=\s*(:\w+)/g)) {
    if ((input.ExpressionAttributeNames?.[name] ?? name) === attribute) return input.ExpressionAttributeValues?.[value];
  }
  return undefined;
}
