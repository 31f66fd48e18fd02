/** The answers of SNS: XML, with a wrapper named after the action. */
import { randomUUID } from 'node:crypto';
import type { Answer } from '../call.ts';

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';

/** A list becomes `<member>` elements. */
export type Node = string | number | boolean | undefined | readonly Node[] | { [name: string]: Node };

/** A map of attributes: `<entry><key>…</key><value>…</value></entry>`. */
export const toEntries = (attributes: Record<string, string>): Node => ({
  entry: Object.entries(attributes).map(([key, value]) => ({ key, value })),
});

export function result(action: string, content: Node): Answer {
  const inner = `<${action}Result>${render(content)}</${action}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
  return xml(200, `<${action}Response xmlns="${NAMESPACE}">${inner}${metadata}</${action}Response>`);
}

export function failure(status: number, code: string, message: string): Answer {
  const error = render({ Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message });
  const request = `<RequestId>${randomUUID()}</RequestId>`;
  return xml(status, `<ErrorResponse xmlns="${NAMESPACE}"><Error>${error}</Error>${request}</ErrorResponse>`);
}

const xml = (status: number, body: string): Answer => ({ status, headers: { 'content-type': 'text/xml' }, body });

function render(node: Node): string {
  if (node === undefined) return '';
  if (typeof node !== 'object') return escapeText(String(node));
  if (isList(node)) return node.map((member) => `<member>${render(member)}</member>`).join('');
  return Object.entries(node)
    .filter(([, child]) => child !== undefined)
    .map(([name, child]) =>
      name === 'entry' && isList(child) ? renderEntries(child) : `<${name}>${render(child)}</${name}>`,
    )
    .join('');
}

const renderEntries = (entries: readonly Node[]): string =>
  entries.map((entry) => `<entry>${render(entry)}</entry>`).join('');

const isList = (node: Node): node is readonly Node[] => Array.isArray(node);

const escapeText = (text: string): string =>
  text.replace(/[&<>\r]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? '&#13;');
