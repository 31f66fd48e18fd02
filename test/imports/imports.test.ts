/** The import rules, shown to bite: each is given a tree that breaks it, beside one that keeps it. */
import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkImports } from './checkImports.ts';

const trees: string[] = [];
afterEach(() => trees.splice(0).forEach((tree) => rmSync(tree, { recursive: true })));

/** A small tree with the project's packages and these files. */
function plant(files: Record<string, string>): string {
  const tree = mkdtempSync(path.join(tmpdir(), 'imports-'));
  trees.push(tree);
  symlinkSync(path.resolve(import.meta.dirname, '../../node_modules'), path.join(tree, 'node_modules'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.join(tree, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(tree, name), text);
  }
  return tree;
}

/** A file that imports `target`, and the target itself where it is one of ours. */
const importing = (from: string, target: string, words = 'import { x }'): Record<string, string> => ({
  [from]: `${words} from '${target}';\nexport const y: typeof x = x;\n`,
  ...(target.startsWith('.') && { [path.join(path.dirname(from), target)]: 'export const x = 1;\n' }),
});

describe('an import the wrong way is refused', () => {
  it.each([
    ['to the right on the path', 'shared/articles/a.ts', '../stories/s.ts', 'shared/articles-imports'],
    ['from a domain folder to the store', 'shared/queries/q.ts', '../store/s.ts', 'shared/queries-imports'],
    ['from a domain folder to a client', 'shared/delivery/d.ts', '../platform/clients.ts', 'shared/delivery-imports'],
    ['from shared to a function', 'shared/store/s.ts', '../../functions/poll/p.ts', 'shared/store-imports'],
    ['from one function to another', 'functions/poll/p.ts', '../match/m.ts', 'functions-are-apart'],
    ['from local to a function', 'local/l.ts', '../functions/poll/p.ts', 'local-imports'],
    ['from the stacks to the product', 'infra/i.ts', '../shared/feeds/f.ts', 'infra-imports'],
    ['from the product to a test', 'functions/poll/p.ts', '../../test/t.ts', 'functions-imports'],
    ['from a domain folder to AWS', 'shared/feeds/f.ts', '@aws-sdk/client-sqs', 'aws-behind-ports'],
    ['from a function to CDK', 'functions/poll/p.ts', 'aws-cdk-lib', 'cdk-in-infra'],
    ['to a file that is not there', 'shared/feeds/f.ts', './gone.ts', 'no-unknown'],
  ])('%s', async (_case, from, target, rule) => {
    const files = importing(from, target);
    if (rule === 'no-unknown') delete files['shared/feeds/gone.ts'];
    const { problems } = await checkImports(plant(files));
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^${from} → .*\\(${rule}\\)$`))]);
  });

  it('also when only a type goes across', async () => {
    const files = importing('shared/feeds/f.ts', '../delivery/d.ts', 'import type { x }');
    const { problems } = await checkImports(plant(files));
    expect(problems).toHaveLength(1);
  });

  it('and so is a circle', async () => {
    const tree = plant({
      'shared/feeds/a.ts': "import { b } from './b.ts';\nexport const a = () => b;\n",
      'shared/feeds/b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
    });
    const { problems } = await checkImports(tree);
    expect(problems.join()).toContain('(no-cycles)');
  });
});

describe('an import the right way is allowed', () => {
  it.each([
    ['to the left on the path', 'shared/stories/s.ts', '../articles/a.ts'],
    ['from a domain folder to the clock', 'shared/feeds/f.ts', '../platform/clock.ts'],
    ['from the store to the domain', 'shared/store/s.ts', '../delivery/d.ts'],
    ['from the store to AWS', 'shared/store/s.ts', '@aws-sdk/client-dynamodb'],
    ['from a function to the store', 'functions/poll/p.ts', '../../shared/store/s.ts'],
    ['from local to the stacks', 'local/l.ts', '../infra/i.ts'],
  ])('%s', async (_case, from, target) => {
    const { problems } = await checkImports(plant(importing(from, target)));
    expect(problems).toEqual([]);
  });
});

describe('a checker that looked at nothing is not a green checker', () => {
  it('fails on a tree without sources', async () => {
    const { modules, problems } = await checkImports(plant({ 'README.md': 'nothing here' }));
    expect(modules).toBe(0);
    expect(problems).not.toEqual([]);
  });

  it.each([
    ['no module at all', '.'],
    ['all modules but one', 'stories/s\\.ts$'],
  ])('fails when it read %s', async (_case, exclude) => {
    const tree = plant(importing('shared/stories/s.ts', '../articles/a.ts'));
    const { problems } = await checkImports(tree, { exclude });
    expect(problems).toContain('shared/stories/s.ts was not read by the checker.');
  });
});
