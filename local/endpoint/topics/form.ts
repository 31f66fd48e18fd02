/**
 * The query protocol of SNS: a form whose dotted names are a tree.
 *
 * `Attributes.entry.1.key=DisplayName&Attributes.entry.1.value=Siaga` is `{ Attributes: { DisplayName: 'Siaga' } }`;
 * `Tags.member.1.Key=…` is a list.
 */
type Tree = Map<string, Tree | string>;

export function parseForm(body: string): Record<string, unknown> {
  const tree: Tree = new Map();
  for (const [path, value] of new URLSearchParams(body)) insert(tree, path.split('.'), value);
  return Object.fromEntries([...tree].map(([name, part]) => [name, simplify(part)]));
}

function insert(tree: Tree, [name = '', ...rest]: string[], value: string): void {
  if (rest.length === 0) {
    tree.set(name, value);
    return;
  }
  const found = tree.get(name);
  const child = found instanceof Map ? found : new Map();
  tree.set(name, child);
  insert(child, rest, value);
}

function simplify(part: Tree | string): unknown {
  if (typeof part === 'string') return part;
  const members = part.get('member');
  if (members instanceof Map) return [...members.values()].map(simplify);
  const entries = part.get('entry');
  if (entries instanceof Map) return Object.fromEntries([...entries.values()].map(toEntry));
  return Object.fromEntries([...part].map(([name, child]) => [name, simplify(child)]));
}

/** Maps of strings say `key` and `value`, message attributes `Name` and `Value`. */
function toEntry(entry: Tree | string): [string, unknown] {
  if (typeof entry === 'string') return [entry, ''];
  const key = entry.get('key') ?? entry.get('Name');
  const value = entry.get('value') ?? entry.get('Value') ?? '';
  return [String(key), simplify(value)];
}
