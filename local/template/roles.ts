/**
 * What a role may do: its own policies, those attached to it, and the managed ones that are known here.
 *
 * A managed policy that is not known stops the start, since guessing what it allows would hide a missing permission.
 */
import type { PolicyStatement } from '../endpoint/index.ts';
import { TemplateError, type Resolver } from './resolver.ts';
import type { Resource } from './resources.ts';

/** Those of AWS that only write logs allow nothing that the endpoint serves. */
const MANAGED: Record<string, PolicyStatement[]> = {
  'service-role/AWSLambdaBasicExecutionRole': [],
};

interface PolicyDocument {
  Statement: PolicyStatement | PolicyStatement[];
}

const statementsIn = (document: unknown): PolicyStatement[] => [(document as PolicyDocument).Statement].flat();

export function findStatements(roleArn: string, resolver: Resolver): PolicyStatement[] {
  const role = resolver.ofType('AWS::IAM::Role').find((candidate) => resolver.arnOf(candidate) === roleArn);
  if (!role) throw new TemplateError(`The role ${roleArn} is in no template.`);
  return [...inline(role, resolver), ...attached(role, resolver), ...managed(role, resolver)];
}

function inline(role: Resource, resolver: Resolver): PolicyStatement[] {
  const { Policies = [] } = resolver.properties(role) as { Policies?: { PolicyDocument: unknown }[] };
  return Policies.flatMap(({ PolicyDocument }) => statementsIn(PolicyDocument));
}

function attached(role: Resource, resolver: Resolver): PolicyStatement[] {
  const name = resolver.nameOf(role);
  return resolver
    .ofType('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy')
    .map((policy) => resolver.properties(policy) as { Roles?: string[]; PolicyDocument: unknown })
    .filter(({ Roles = [] }) => Roles.includes(name))
    .flatMap(({ PolicyDocument }) => statementsIn(PolicyDocument));
}

function managed(role: Resource, resolver: Resolver): PolicyStatement[] {
  const { ManagedPolicyArns = [] } = resolver.properties(role) as { ManagedPolicyArns?: string[] };
  return ManagedPolicyArns.flatMap((arn) => {
    const known = MANAGED[arn.replace(/^arn:aws:iam::aws:policy\//, '')];
    if (known) return known;
    throw new TemplateError(`${role.logicalId} has the managed policy ${arn}, which local/template does not know.`);
  });
}
