/** What a sign-up and a lost link are answered: the same words for every address, known or new, so that nobody learns more. */
import type { Address } from '../../shared/subscribers/address.ts';

export interface ApiAnswer {
  title: string;
  text: string;
}

export function signUpAnswer(addresses: readonly Address[]): ApiAnswer {
  const email = addresses.find(({ kind }) => kind === 'email');
  const phone = addresses.find(({ kind }) => kind === 'sms');
  return {
    title: email ? 'Check your inbox' : 'Check your phone',
    text: [email && emailAnswer(email.address), phone && phoneAnswer(phone.address)].filter(Boolean).join('\n\n'),
  };
}

const emailAnswer = (address: string): string => `If ${address} can be signed up, a message is on its way to it:

  From: Siaga <no-reply@sns.amazonaws.com>
  Subject: AWS Notification - Subscription Confirmation

It looks technical: Amazon sends it for us, in English only.
Open "Confirm subscription" in it within 48 hours.
A welcome usually follows within two minutes, with your link to manage all.

Nothing after ten minutes? Look in the spam folder.
You can ask again tomorrow: an address gets one such message a day.`;

const phoneAnswer = (
  address: string,
): string => `If ${address} can be signed up, a code of six digits is on its way to it.
It is valid for ten minutes. Type it in to confirm the number.`;

export const linkAnswer = (address: string): ApiAnswer => ({
  title: 'Check your messages',
  text: `If ${address} is signed up and confirmed, a message with its personal link is on its way.
An address gets one such message a day.`,
});
