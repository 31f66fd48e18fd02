/**
 * Runs the import rules over a tree, and proves that it looked.
 *
 * With TypeScript 7 alone dependency-cruiser has no parser for `.ts`: it reads no module, finds nothing wrong and says so
 * with exit code 0. Hence swc, and hence every source file of the tree must be among the modules that it read.
 */
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { globSync } from 'node:fs';
import { rules } from './rules.ts';

export interface ImportReport {
  modules: number;
  /** Sentences, empty when all is well. */
  problems: string[];
}

const SOURCES = ['infra', 'local', 'cli', 'functions', 'shared', 'bench', 'test'].map((folder) => `${folder}/**/*.ts`);

/** `overrides` change how the checker works: a test blinds it. */
export async function checkImports(root: string, overrides: ICruiseOptions = {}): Promise<ImportReport> {
  const sources = globSync(SOURCES, { cwd: root, exclude: ['**/node_modules/**', '**/*.d.ts'] });
  const { output } = await cruise(
    sources,
    {
      baseDir: root,
      parser: 'swc',
      // Types are part of what a folder knows: an `import type` across a wall is an import.
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      ruleSet: { forbidden: rules },
      validate: true,
      ...overrides,
    },
    {
      extensions: ['.ts', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'types'],
    },
  );
  const { modules, summary } = output as ICruiseResult;
  const read = new Set(modules.filter(({ dependencies }) => dependencies).map(({ source }) => source));
  const unread = sources.filter((source) => !read.has(source));
  const imports = modules.reduce((sum, { dependencies }) => sum + dependencies.length, 0);
  return {
    modules: sources.length - unread.length,
    problems: [
      ...(sources.length === 0 ? ['There is no source file to check.'] : []),
      ...(imports === 0 ? ['The checker saw no import at all: its parser does not work.'] : []),
      ...unread.map((source) => `${source} was not read by the checker.`),
      ...summary.violations.map(({ rule, from, to }) => {
        const { comment } = rules.find(({ name }) => name === rule.name)!;
        return `${from} → ${to}: ${comment} (${rule.name})`;
      }),
    ],
  };
}
