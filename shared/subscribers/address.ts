/**
 * Addresses as people type them, and as they are kept.
 *
 * What can never be sent to is refused at the door with a sentence. Whether somebody already uses an address is never
 * said here or anywhere else.
 */
import { domainToASCII } from 'node:url';
import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';
import { hash } from '../platform/ids.ts';
import type { ChannelKind } from './subscriber.ts';

export interface Address {
  kind: ChannelKind;
  address: string;
}

export interface AddressError {
  code: 'email-invalid' | 'phone-invalid' | 'phone-country' | 'sms-closed';
  /** One sentence: what is wrong and the way out. */
  message: string;
}

export type AddressReading = { ok: true; address: string } | { ok: false; error: AddressError };

const LONGEST_EMAIL = 254;
const LONGEST_LOCAL_PART = 64;
/** Printable ASCII without what needs quotes: SNS takes nothing else. */
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;

/** The local part as typed, the domain in lower case and Punycode. */
export function readEmail(text: string): AddressReading {
  const typed = text.trim().normalize('NFC');
  const at = typed.lastIndexOf('@');
  const local = typed.slice(0, Math.max(at, 0));
  const domain = domainToASCII(typed.slice(at + 1)).toLowerCase();
  const isAddress = local.length <= LONGEST_LOCAL_PART && LOCAL_PART.test(local) && DOMAIN.test(domain);
  const address = `${local}@${domain}`;
  if (!isAddress || address.length > LONGEST_EMAIL) {
    return refuse(
      'email-invalid',
      'This is not an e-mail address that can be written to. It looks like maya@example.org.',
    );
  }
  return { ok: true, address };
}

/** E.164. Only mobile numbers, and only of countries that the operator has opened. */
export function readPhone(text: string, countries: readonly string[]): AddressReading {
  if (countries.length === 0) {
    return refuse('sms-closed', 'SMS is not open on this server. Give an e-mail address instead.');
  }
  const number = parsePhoneNumberFromString(text.normalize('NFKC').trim().slice(0, 40));
  if (!number?.isValid()) {
    return refuse(
      'phone-invalid',
      'This is not a mobile number. Write it with its country code, as in +62 812 3456 7890.',
    );
  }
  if (!number.country || !countries.includes(number.country)) {
    const open = countries.join(', ');
    return refuse(
      'phone-country',
      `Numbers of this country get no SMS from here. Open are: ${open}. Give an e-mail address instead.`,
    );
  }
  return { ok: true, address: number.number };
}

/** One address, however its letters are cased, is one key. */
export const addressKey = (kind: ChannelKind, address: string): string => hash(`${kind}:${address.toLowerCase()}`, 32);

export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1);

/** An address as a page shows it to whoever holds its link: `+62 812 ···· 5530` for numbers, e-mail whole. */
export function maskAddress(kind: ChannelKind, address: string): string {
  if (kind === 'email') return address;
  return `${address.slice(0, 6)} ···· ${address.slice(-4)}`;
}

const refuse = (code: AddressError['code'], message: string): AddressReading => ({
  ok: false,
  error: { code, message },
});
