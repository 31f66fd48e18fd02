/** For each function: the size of its bundle, what weighs most in it, and how soon its handler is ready. */
import path from 'node:path';
import { bundleFunctions } from '../../infra/bundle.ts';
import { synthesize } from '../../infra/synthesize.ts';
import { percentile, type Table } from '../bench.ts';
import { coldStart, environmentOf } from './coldStart.ts';

const STARTS = 7;
const MOST_KILOBYTES = { api: 1_500, others: 1_000 };

export async function measureFunctions(say: (line: string) => void): Promise<Table> {
  const { folder, metafile } = await bundleFunctions();
  const environments = await readEnvironments();
  const rows = [];
  for (const [name, environment] of Object.entries(environments)) {
    say(`${name}: ${STARTS} starts …`);
    const output = Object.entries(metafile.outputs).find(([file]) => file.endsWith(`/${name}/index.mjs`))![1];
    const most = name === 'api' ? MOST_KILOBYTES.api : MOST_KILOBYTES.others;
    const kilobytes = Math.round(output.bytes / 1_000);
    const ready = await medianStart(path.join(folder(name), 'index.mjs'), environment);
    rows.push([name, kilobytes, `≤ ${most}${kilobytes > most ? ' MISSED' : ''}`, ready, heaviest(output.inputs)]);
  }
  return { title: 'Functions', columns: ['function', 'kB', 'goal', 'ready ms', 'weighs most (kB)'], rows };
}

async function medianStart(bundle: string, environment: Record<string, string>): Promise<number> {
  const times = [];
  for (let start = 0; start < STARTS; start++) {
    const started = await coldStart(bundle, environment);
    if (started.kind === 'failed') throw new Error(`${bundle} does not start: ${started.message}`);
    times.push(started.ms);
  }
  return Math.round(
    percentile(
      times.toSorted((a, b) => a - b),
      0.5,
    ),
  );
}

/** The three packages with the most bytes in a bundle; our own code counts as one. */
function heaviest(inputs: Record<string, { bytesInOutput: number }>): string {
  const packages = new Map<string, number>();
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? 'ours';
    packages.set(name, (packages.get(name) ?? 0) + bytesInOutput);
  }
  return [...packages]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([name, bytes]) => `${name} ${Math.round(bytes / 1_000)}`)
    .join(', ');
}

/** The environment of each function, by its name, as the template gives it. */
async function readEnvironments(): Promise<Record<string, Record<string, string>>> {
  const { stacks } = await synthesize();
  const environments: Record<string, Record<string, string>> = {};
  for (const { template } of stacks) {
    const { Resources } = template as { Resources: Record<string, { Type: string; Properties: FunctionProperties }> };
    for (const { Type, Properties } of Object.values(Resources)) {
      if (Type !== 'AWS::Lambda::Function') continue;
      environments[Properties.Description.replace('Siaga: ', '')] = environmentOf(Properties.Environment.Variables);
    }
  }
  return environments;
}

interface FunctionProperties {
  Description: string;
  Environment: { Variables: Record<string, unknown> };
}
