/** The `Link` header (RFC 8288), as far as WebSub needs it: the first target of a relation. Empty without. */
export function linkOf(header: string, relation: string): string {
  for (const [, target = '', parameters = ''] of header.matchAll(/<([^<>]+)>([^<]*)/g)) {
    const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters) ?? [];
    const relations = (quoted ?? bare ?? '').toLowerCase().split(/\s+/);
    if (relations.includes(relation)) return target.trim();
  }
  return '';
}
