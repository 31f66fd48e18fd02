/**
 * Items that expire: dynalite knows neither the setting nor the deletion.
 *
 * The real service deletes within days of the expiry, so nothing may rely on it; here an item stays for an hour.
 */
import type { Item, TableDefinition } from './dynalite.ts';

const LATENESS_SECONDS = 3600;

interface TimeToLiveInput {
  TableName: string;
  TimeToLiveSpecification?: { AttributeName: string; Enabled: boolean };
}

export function describeTimeToLive({ TableName }: TimeToLiveInput, attributes: ReadonlyMap<string, string>): object {
  const AttributeName = attributes.get(TableName);
  return { TimeToLiveDescription: { TimeToLiveStatus: AttributeName ? 'ENABLED' : 'DISABLED', AttributeName } };
}

export function updateTimeToLive(input: TimeToLiveInput, attributes: Map<string, string>): object {
  const setting = input.TimeToLiveSpecification;
  if (setting?.Enabled) attributes.set(input.TableName, setting.AttributeName);
  else attributes.delete(input.TableName);
  return { TimeToLiveSpecification: setting };
}

/**
 * The deletions of items whose time passed an hour ago, each on the condition that it still has that time.
 * As in the real service, only a number counts as a time.
 */
export async function* deletionsOfExpired(
  items: AsyncIterable<Item>,
  table: TableDefinition,
  attribute: string,
  now: Date,
): AsyncGenerator<object> {
  const latest = now.getTime() / 1000 - LATENESS_SECONDS;
  for await (const item of items) {
    const expiresAt = item[attribute];
    if (expiresAt?.N === undefined || Number(expiresAt.N) > latest) continue;
    yield {
      TableName: table.TableName,
      Key: Object.fromEntries(table.KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName]])),
      ConditionExpression: '#time = :time',
      ExpressionAttributeNames: { '#time': attribute },
      ExpressionAttributeValues: { ':time': expiresAt },
    };
  }
}
