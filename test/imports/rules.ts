/**
 * Who may import whom: the folders of docs and design, as rules for dependency-cruiser.
 *
 *     infra, local, cli → functions → shared
 *     in shared: feeds → articles → stories → queries → subscribers → delivery, each may use what stands to its left
 *
 * Domain folders say what they need as types; store/ and platform/ implement it and are the only ones that know AWS.
 */
import type { IRegularForbiddenRuleType } from 'dependency-cruiser';

const PATH = ['feeds', 'articles', 'stories', 'queries', 'subscribers', 'delivery'];

/** Pure: no AWS behind them. */
const PURE_PLATFORM = '^shared/platform/(clock|ids|env)\\.ts$';

const AWS = '^aws-lambda$|node_modules/(@aws-sdk|@smithy|@aws-lambda-powertools|electrodb)/';
const CDK = 'node_modules/(aws-cdk-lib|constructs|cdk-nag)/';
const TOP = ['infra', 'local', 'cli', 'functions', 'shared', 'bench', 'test'];

const forbid = (
  name: string,
  comment: string,
  from: IRegularForbiddenRuleType['from'],
  to: IRegularForbiddenRuleType['to'],
): IRegularForbiddenRuleType => ({ name, comment, severity: 'error', from, to });

/** `from` may import nothing of the project but itself and `allowed`. */
const onlyInto = (from: string, allowed: readonly string[], comment: string): IRegularForbiddenRuleType =>
  forbid(
    `${from}-imports`,
    comment,
    { path: `^${from}/` },
    { path: `^(${TOP.join('|')})/`, pathNot: [`^${from}/`, ...allowed] },
  );

export const rules: IRegularForbiddenRuleType[] = [
  ...PATH.map((folder, index) =>
    onlyInto(
      `shared/${folder}`,
      [...PATH.slice(0, index).map((left) => `^shared/${left}/`), PURE_PLATFORM],
      `shared/${folder} may use what stands to its left on the path, and what is pure in platform/.`,
    ),
  ),
  onlyInto(
    'shared/store',
    [...PATH.map((folder) => `^shared/${folder}/`), '^shared/platform/'],
    'store/ implements what the domain asks for.',
  ),
  onlyInto('shared/platform', [], 'platform/ knows nothing of the product.'),
  onlyInto('functions', ['^shared/'], 'functions/ wires shared/ and nothing else.'),
  onlyInto(
    'infra',
    ['^shared/store/tables\\.ts$', '^shared/platform/(clock|ids)\\.ts$'],
    'infra/ deploys what it does not import.',
  ),
  onlyInto('local', ['^infra/', '^shared/'], 'local/ executes the template; it calls no function by its name.'),
  onlyInto('cli', ['^shared/'], 'cli/ speaks to the API.'),
  forbid(
    'functions-are-apart',
    'Functions hand on by queues, never by import.',
    { path: '^functions/([^/]+)/' },
    { path: '^functions/', pathNot: '^functions/$1/' },
  ),
  forbid(
    'aws-behind-ports',
    'Only store/, platform/ and the wiring in functions/ know AWS.',
    { path: '^(shared|infra|cli)/', pathNot: '^shared/(store|platform)/' },
    { path: AWS },
  ),
  forbid(
    'cdk-in-infra',
    'CDK is for infra/; local/ reads the assembly that it makes.',
    { path: '^(shared|functions|cli)/' },
    { path: CDK },
  ),
  forbid('no-cycles', 'Two files that need each other are one file, or three.', {}, { circular: true }),
  forbid(
    'no-unknown',
    'An import that leads nowhere hides from every other rule.',
    {},
    // Types without a package behind them; the compiler checks those.
    { couldNotResolve: true, pathNot: '^aws-lambda$' },
  ),
];
