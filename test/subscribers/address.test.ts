/** Which addresses are taken at the door, and as what they are kept. */
import { describe, expect, it } from 'vitest';
import { addressKey, readEmail, readPhone } from '../../shared/subscribers/address.ts';

const addressOf = (reading: ReturnType<typeof readEmail>): string =>
  reading.ok ? reading.address : reading.error.code;

describe('e-mail', () => {
  it.each([
    ['maya@example.org', 'maya@example.org'],
    ['  maya@Example.ORG ', 'maya@example.org'],
    ['Maya.Sari+siaga@example.org', 'Maya.Sari+siaga@example.org'],
    ["o'brien@example.co.uk", "o'brien@example.co.uk"],
    ['maya@müller.example', 'maya@xn--mller-kva.example'],
    ['maya@例え.テスト', 'maya@xn--r8jz45g.xn--zckzah'],
  ])('%s is kept as %s', (text, address) => expect(addressOf(readEmail(text))).toBe(address));

  it.each([
    ['nothing', ''],
    ['no @', 'maya.example.org'],
    ['no domain', 'maya@'],
    ['no name', '@example.org'],
    ['a domain without a dot', 'maya@localhost'],
    ['an IP address', 'maya@127.0.0.1'],
    ['an IP literal', 'maya@[127.0.0.1]'],
    ['two dots', 'maya..sari@example.org'],
    ['a dot at the end', 'maya.@example.org'],
    ['two addresses', 'maya@example.org,budi@example.org'],
    ['a name before it', 'Maya <maya@example.org>'],
    ['a line break', 'maya@example.org\r\nBcc: budi@example.org'],
    ['a line break inside', 'ma\nya@example.org'],
    ['a quoted name, which SNS does not take', '"maya sari"@example.org'],
    ['letters that SNS does not take', 'mäya@example.org'],
    ['too long a name', `${'m'.repeat(65)}@example.org`],
    ['too long a domain', `maya@${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example`],
  ])('%s is refused', (_case, text) => expect(addressOf(readEmail(text))).toBe('email-invalid'));

  it('is one address however its letters are cased', () => {
    expect(addressKey('email', 'Maya@example.org')).toBe(addressKey('email', 'maya@example.org'));
    expect(addressKey('email', 'maya@example.org')).not.toBe(addressKey('email', 'budi@example.org'));
  });
});

describe('phone', () => {
  it.each([
    ['+62 812 5550 5530', '+6281255505530'],
    ['+62-812-5550-5530', '+6281255505530'],
    ['＋６２ 812 5550 5530', '+6281255505530'],
    ['+34 612 345 678', '+34612345678'],
  ])('%s is kept as %s', (text, address) => expect(addressOf(readPhone(text, ['ID', 'ES']))).toBe(address));

  it.each([
    ['no country code', '0812 5550 5530', 'phone-invalid'],
    ['a landline', '+62 21 5550 553', 'phone-invalid'],
    ['too short', '+62 812', 'phone-invalid'],
    ['words', 'my phone', 'phone-invalid'],
    ['a premium number', '+34 803 123 456', 'phone-invalid'],
    ['a country that is not open', '+49 1512 3456789', 'phone-country'],
  ])('%s is refused', (_case, text, code) => expect(addressOf(readPhone(text, ['ID', 'ES']))).toBe(code));

  it('is closed until an operator opens a country', () => {
    expect(addressOf(readPhone('+62 812 5550 5530', []))).toBe('sms-closed');
  });
});
