/** What a field is worth once it has ended: of its attributes and its text, the one that says it. */
import { plainAddress } from './address.ts';
import type { FieldText } from './fieldText.ts';
import type { Attributes } from './scan.ts';
import type { Field } from './vocabulary.ts';
import { escapeXml } from './xml.ts';

/** `<link href="…">`: empty, and often not closed. */
export const isSaidByAttribute = ({ kind }: Field, attributes: Attributes): boolean =>
  (kind === 'link' && attributes['href'] !== undefined) ||
  (kind === 'category' && (attributes['term'] ?? attributes['label']) !== undefined);

export function valueOf({ kind }: Field, text: FieldText, attributes: Attributes): string {
  if (kind === 'link' && !isPage(attributes['rel'])) return '';
  if (kind === 'link') return plainAddress(LINKS.map((name) => attributes[name]).find(Boolean) ?? text.value());
  if (kind === 'category') return escapeXml(attributes['label'] ?? attributes['term'] ?? '') || text.value();
  if (kind === 'image') return pictureOf(attributes);
  return text.value();
}

/** An element of a picture says so by its name (thumbnail, itunes:image: no type) or by its type; empty for others. */
export const pictureOf = ({ type, medium, url, href = '' }: Attributes): string =>
  /^image/i.test(type ?? medium ?? 'image') ? (url ?? href).trim() : '';

const LINKS = ['href', 'url', 'uri', 'rdf:resource'] as const;

/**
 * Never the item itself, its comments or an enclosure. `rel` may hold several words, or the address of one at IANA
 * (RFC 4287, 4.2.7.2).
 */
const isPage = (rel = ''): boolean => !rel.trim() || /(?:^|[\s/])alternate(?:\s|$)/i.test(rel);
