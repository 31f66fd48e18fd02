/**
 * Reads a synthesized cloud assembly: the templates of its stacks, and where the code of each asset lies.
 *
 * This is the boundary: what CDK wrote is parsed here and trusted inside. The assembly is read as it lies on disk,
 * as `cdk deploy` reads it, so that what runs here is what would be deployed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const Metadata = z.record(z.string(), z.array(z.object({ type: z.string(), data: z.unknown().optional() })));

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.record(z.string(), z.unknown()).optional(),
      metadata: Metadata.optional(),
      additionalMetadataFile: z.string().optional(),
    }),
  ),
});

const AssetManifest = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional(), packaging: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .optional(),
});

export const Template = z.object({
  Resources: z
    .record(z.string(), z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).optional() }))
    .default({}),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .optional(),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() })).optional(),
});
export type Template = z.infer<typeof Template>;

export interface Assembly {
  templates: Map<string, Template>;
  /** By stack and logical id, where the construct stands in the CDK app: `Siaga/Matching/Match/Function/Resource`. */
  constructPaths: Map<string, string>;
  /** The folder of an asset, by the key of the object that a deployment would upload. */
  assetFolders: Map<string, string>;
}

/** `change` lets a test alter a stack's template before it is read. */
export function readAssembly(directory: string, change = (template: Template): Template => template): Assembly {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(directory, file), 'utf8'));
  const artifacts = Object.entries(Manifest.parse(read('manifest.json')).artifacts);
  const assembly: Assembly = { templates: new Map(), constructPaths: new Map(), assetFolders: new Map() };
  for (const [id, { type, properties = {}, metadata = {}, additionalMetadataFile }] of artifacts) {
    if (type === 'aws:cloudformation:stack') {
      const stack = String(properties['stackName'] ?? id);
      const template = Template.parse(read(String(properties['templateFile'])));
      assembly.templates.set(stack, change(template));
      const more = additionalMetadataFile ? Metadata.parse(read(additionalMetadataFile)) : {};
      for (const [path, entries] of Object.entries({ ...metadata, ...more })) {
        const logicalId = entries.find((entry) => entry.type === 'aws:cdk:logicalId')?.data;
        if (typeof logicalId === 'string')
          assembly.constructPaths.set(`${stack}/${logicalId}`, path.replace(/^\//, ''));
      }
    }
    if (type === 'cdk:asset-manifest') {
      const { files = {} } = AssetManifest.parse(read(String(properties['file'])));
      for (const { source, destinations } of Object.values(files)) {
        if (!source.path || source.packaging !== 'zip') continue;
        for (const { objectKey } of Object.values(destinations)) {
          assembly.assetFolders.set(objectKey, join(directory, source.path));
        }
      }
    }
  }
  if (assembly.templates.size === 0) throw new Error(`The cloud assembly in ${directory} holds no stack.`);
  return assembly;
}
