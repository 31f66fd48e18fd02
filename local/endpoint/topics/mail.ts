/** E-mail as SNS words it, and on request handed to a real server. */
import type { Subscription } from './subscriptions.ts';

const SENDER = 'no-reply@sns.amazonaws.com';
export const CONFIRMATION_SUBJECT = 'AWS Notification - Subscription Confirmation';
export const NO_SUBJECT = 'AWS Notification Message';

export function confirmationBody({ topic, token, endpoint }: Subscription, url: string): string {
  const query = new URLSearchParams({ TopicArn: topic, Token: token, Endpoint: endpoint });
  return [
    'You have chosen to subscribe to the topic:',
    topic,
    '',
    'To confirm this subscription, click or visit the link below (If this was in error no action is necessary):',
    'Confirm subscription',
    `${url}/confirmation.html?${query}`,
  ].join('\n');
}

export function unsubscribeFooter({ arn, endpoint }: Subscription, url: string): string {
  const query = new URLSearchParams({ SubscriptionArn: arn, Endpoint: endpoint });
  return [
    '--',
    'If you wish to stop receiving notifications from this topic, please click or visit the link below to unsubscribe:',
    `${url}/unsubscribe.html?${query}`,
  ].join('\n');
}

export interface Mail {
  from: string;
  to: string;
  subject: string;
  text: string;
}

export type SendMail = (mail: Mail) => Promise<void>;

/** nodemailer is loaded only by those who gave a server. */
export async function createMailer(smtpUrl: string): Promise<SendMail> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport(smtpUrl);
  return async ({ from, to, subject, text }) => {
    await transport.sendMail({ from: { name: from, address: SENDER }, to, subject, text });
  };
}
