/** Character references as HTML has them, each decoded once: `&eacute;`, `&#233;`, and the few that need no semicolon. */
import { decodeHTML, decodeHTMLStrict } from 'entities/decode';
import { joinSurrogates } from './xml.ts';

/** `AT&T` and `?a=1&copy=2` hold none. */
const REFERENCE = /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][\da-zA-Z]{1,40})(?:;|(?![\w;=]))/g;

export const decodeReferences = (text: string): string =>
  text.includes('&') ? joinSurrogates(text).replace(REFERENCE, decodeReference) : text;

/** HTML lets some names stand without their semicolon: `&nbsp`, `&copy 2026`. */
function decodeReference(written: string): string {
  if (written.endsWith(';')) return decodeHTMLStrict(written);
  const character = decodeHTML(written);
  return character === decodeHTMLStrict(`${written};`) ? character : written;
}
