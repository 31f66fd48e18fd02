/**
 * Resolves CloudFormation's intrinsic functions, as far as CDK writes them for this product.
 *
 * An intrinsic or an attribute that is not known here stops the start with the place where it stands.
 */
import type { Assembly } from './assembly.ts';
import { KINDS, type Kind, type Place, type Resource, type Running } from './resources.ts';

export class TemplateError extends Error {
  override name = 'TemplateError';
}

const NO_VALUE = Symbol('AWS::NoValue');

export class Resolver {
  readonly resources: readonly Resource[];
  readonly place: Place;
  readonly #assembly: Assembly;
  readonly #running: Running;
  readonly #exports = new Map<string, { stack: string; value: unknown }>();

  constructor(assembly: Assembly, place: Place, running: Running) {
    this.#assembly = assembly;
    this.place = place;
    this.#running = running;
    this.resources = [...assembly.templates].flatMap(([stack, { Resources }]) =>
      Object.entries(Resources).map(([logicalId, { Type, Properties = {} }]) => ({
        stack,
        logicalId,
        type: Type,
        properties: Properties,
      })),
    );
    for (const resource of this.resources) kindOf(resource);
    for (const [stack, { Outputs = {} }] of assembly.templates) {
      for (const { Value, Export } of Object.values(Outputs)) {
        if (Export) this.#exports.set(String(this.resolve(Export.Name, stack)), { stack, value: Value });
      }
    }
  }

  ofType(...types: string[]): Resource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /** The name that it has, or that CloudFormation would make, without the part that is chance. */
  nameOf(resource: Resource): string {
    const { nameProperty } = kindOf(resource);
    const given = nameProperty && resource.properties[nameProperty];
    if (given) return String(this.resolve(given, resource.stack));
    const made = `${resource.stack}-${resource.logicalId}`;
    return resource.properties['FifoQueue'] === true ? `${made}.fifo` : made;
  }

  arnOf(resource: Resource): string {
    return this.#attribute(resource, 'Arn');
  }

  queueUrl(queueName: string): string {
    return this.#running.queueUrl(queueName);
  }

  properties(resource: Resource): Record<string, unknown> {
    return this.resolve(resource.properties, resource.stack) as Record<string, unknown>;
  }

  /** A value of a stack's template with every intrinsic replaced by what it stands for. */
  resolve(value: unknown, stack: string): unknown {
    const resolved = this.#resolve(value, stack);
    return resolved === NO_VALUE ? undefined : resolved;
  }

  #resolve(value: unknown, stack: string): unknown {
    if (Array.isArray(value))
      return value.map((item) => this.#resolve(item, stack)).filter((item) => item !== NO_VALUE);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [first] = entries;
    if (
      entries.length === 1 &&
      first &&
      (first[0] === 'Ref' || first[0].startsWith('Fn::') || first[0] === 'Condition')
    ) {
      return this.#call(first[0], first[1], stack);
    }
    return Object.fromEntries(
      entries.map(([key, item]) => [key, this.#resolve(item, stack)] as const).filter(([, item]) => item !== NO_VALUE),
    );
  }

  #call(name: string, argument: unknown, stack: string): unknown {
    switch (name) {
      case 'Ref':
        return this.#ref(String(argument), stack);
      case 'Fn::GetAtt': {
        const [logicalId, ...path] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
        return this.#attribute(this.#find(logicalId!, stack), path.join('.'));
      }
      case 'Fn::Join': {
        const [separator, items] = this.#resolve(argument, stack) as [string, unknown[]];
        return items.map(String).join(separator);
      }
      case 'Fn::Sub':
        return this.#substitute(argument, stack);
      case 'Fn::Select': {
        const [index, items] = this.#resolve(argument, stack) as [number | string, unknown[]];
        return items[Number(index)];
      }
      case 'Fn::Split': {
        const [separator, text] = this.#resolve(argument, stack) as [string, string];
        return text.split(separator);
      }
      case 'Fn::ImportValue': {
        const exported = this.#exports.get(String(this.#resolve(argument, stack)));
        if (!exported) throw new TemplateError(`${stack} imports ${JSON.stringify(argument)}, which no stack exports.`);
        return this.#resolve(exported.value, exported.stack);
      }
      default:
        throw new TemplateError(`${stack} uses ${name}, which local/template does not know. Teach it there.`);
    }
  }

  #substitute(argument: unknown, stack: string): string {
    const [text, own] = Array.isArray(argument)
      ? (argument as [string, Record<string, unknown>])
      : [String(argument), {}];
    return text.replaceAll(/\$\{([^}]+)\}/g, (_all, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (name in own) return String(this.#resolve(own[name], stack));
      const value =
        name.includes('.') && !name.startsWith('AWS::')
          ? this.#call('Fn::GetAtt', name, stack)
          : this.#ref(name, stack);
      return String(value);
    });
  }

  #ref(name: string, stack: string): unknown {
    const { region, account } = this.place;
    switch (name) {
      case 'AWS::Region':
        return region;
      case 'AWS::AccountId':
        return account;
      case 'AWS::Partition':
        return 'aws';
      case 'AWS::URLSuffix':
        return 'amazonaws.com';
      case 'AWS::StackName':
        return stack;
      case 'AWS::StackId':
        return `arn:aws:cloudformation:${region}:${account}:stack/${stack}/local`;
      case 'AWS::NoValue':
        return NO_VALUE;
    }
    const parameter = this.#assembly.templates.get(stack)?.Parameters?.[name];
    if (parameter) {
      if (parameter.Default !== undefined) return parameter.Default;
      throw new TemplateError(`${stack} wants the parameter ${name}, which has no default.`);
    }
    const resource = this.#find(name, stack);
    const physical = this.nameOf(resource);
    return kindOf(resource).ref?.(physical, this.place, this.#running) ?? physical;
  }

  #attribute(resource: Resource, attribute: string): string {
    const kind = kindOf(resource);
    const name = this.nameOf(resource);
    if (attribute === 'Arn' && kind.arn) return kind.arn(name, this.place);
    const answer = kind.attributes?.[attribute];
    if (!answer) {
      throw new TemplateError(
        `${resource.stack} reads ${attribute} of ${resource.logicalId} (${resource.type}), which local/template does not know. Teach it there.`,
      );
    }
    return answer(name, this.place, this.#running);
  }

  #find(logicalId: string, stack: string): Resource {
    const found = this.resources.find((resource) => resource.stack === stack && resource.logicalId === logicalId);
    if (!found) throw new TemplateError(`${stack} refers to ${logicalId}, which is not in its template.`);
    return found;
  }
}

function kindOf({ type, stack, logicalId }: Resource): Kind {
  const kind = KINDS[type];
  if (kind) return kind;
  throw new TemplateError(
    `${stack} holds ${logicalId}, a ${type}, which this machine cannot run. Teach local/template, or say there that it is inert.`,
  );
}
