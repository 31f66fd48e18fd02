/** The synthesized templates, as tests read them. */
import { synthesize } from '../../infra/synthesize.ts';

export interface Resource {
  id: string;
  Type: string;
  Properties: Record<string, unknown>;
  DeletionPolicy?: string;
}

/** What stands at a path of a resource's properties: `at(queue, 'RedrivePolicy.maxReceiveCount')`. */
export function at(resource: Resource, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], resource.Properties);
}

/** The logical id that a property points to, by `Ref` or `Fn::GetAtt`. */
export const idAt = (resource: Resource, path: string): string =>
  (at(resource, `${path}.Ref`) ?? at(resource, `${path}.Fn::GetAtt.0`)) as string;

export interface Statement {
  Effect: string;
  Action: string | string[];
  Resource?: unknown;
  NotResource?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

export interface Templates {
  data: Resource[];
  service: Resource[];
  /** The resources of the stateless stack that have a type. */
  all: (type: string) => Resource[];
  /** The function whose description ends in its name. */
  function: (name: string) => Resource;
  /** What a function's role allows, whole. */
  statements: (name: string) => Statement[];
  queue: (name: string) => Resource;
  deadLetters: (name: string) => Resource;
}

export const FUNCTIONS = [
  'dispatch',
  'poll',
  'match',
  'alert',
  'deliver',
  'digest',
  'reconcile',
  'maintain',
  'api',
] as const;
export const QUEUES = ['Polls', 'Articles', 'Alerts', 'Deliveries'] as const;

export async function readTemplates(context: { name?: string } & Record<string, unknown> = {}): Promise<Templates> {
  const { stacks } = await synthesize({ context });
  const read = (stack: string): Resource[] => {
    const { template } = stacks.find(({ stackName }) => stackName === stack)!;
    const { Resources } = template as { Resources: Record<string, Omit<Resource, 'id'>> };
    return Object.entries(Resources).map(([id, resource]) => ({ ...resource, id }));
  };
  const { name: stack = 'Siaga' } = context;
  const service = read(stack);
  const all = (type: string): Resource[] => service.filter(({ Type }) => Type === type);
  const functionOf = (name: string): Resource =>
    only(
      all('AWS::Lambda::Function').filter(({ Properties }) => Properties['Description'] === `Siaga: ${name}`),
      name,
    );
  const queueOf = (prefix: string): Resource =>
    only(
      all('AWS::SQS::Queue').filter(({ id }) => id.startsWith(prefix)),
      prefix,
    );
  return {
    data: read(`${stack}Data`),
    service,
    all,
    function: functionOf,
    statements(name) {
      const roleId = idAt(functionOf(name), 'Role');
      const role = only(
        service.filter(({ id }) => id === roleId),
        roleId,
      );
      const attached = all('AWS::IAM::Policy').filter((policy) => idAt(policy, 'Roles.0') === roleId);
      if (role.Properties['ManagedPolicyArns'] || attached.length > 0) {
        throw new Error(`${name} may do more than its own role says: another policy is attached to it`);
      }
      return (role.Properties['Policies'] as { PolicyDocument: { Statement: Statement[] } }[]).flatMap(
        ({ PolicyDocument }) => PolicyDocument.Statement,
      );
    },
    queue: (name) => queueOf(`Queues${name}Queue`),
    deadLetters: (name) => queueOf(`Queues${name}Dead`),
  };
}

function only(resources: Resource[], what: string): Resource {
  if (resources.length !== 1) throw new Error(`${resources.length} resources are ${what}, not one`);
  return resources[0]!;
}

export const actionsOf = ({ Action }: Statement): string[] => [Action].flat();
