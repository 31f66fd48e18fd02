/** Signing up, typing a code, asking for a lost link: what a stranger may do. */
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { readEmail, readPhone } from '../../../shared/subscribers/address.ts';
import { verifyCode } from '../../../shared/subscribers/confirm.ts';
import { requestLink } from '../../../shared/subscribers/personalLink.ts';
import { signUp } from '../../../shared/subscribers/signUp.ts';
import { linkAnswer, signUpAnswer } from '../answers.ts';
import { isOperator, networkOf } from '../callers.ts';
import { evenly } from '../evenly.ts';
import { Problem } from '../problems.ts';
import { readSignUp } from '../readSignUp.ts';
import { Answer, SignUpBody } from '../schemas.ts';
import type { ApiEnv, Services } from '../services.ts';
import { body, json, problems } from './shapes.ts';

const signUpRoute = createRoute({
  method: 'post',
  path: '/v1/subscribers',
  summary: 'Sign up an address for words',
  description:
    'The answer is the same whether the address is new, known, or over a limit. Nothing is sent before it is confirmed.',
  request: body(SignUpBody),
  responses: { 202: json(Answer, 'If the address can be signed up, it is asked to confirm'), ...problems },
});

const codeRoute = createRoute({
  method: 'post',
  path: '/v1/subscribers/verify',
  summary: 'Confirm a number by the code that was sent to it',
  request: body(z.strictObject({ phone: z.string().max(40), code: z.string().max(20) })),
  responses: { 200: json(z.object({ manageToken: z.string() }), 'The number is verified'), ...problems },
});

const linkRoute = createRoute({
  method: 'post',
  path: '/v1/links',
  summary: 'Have the personal link sent again',
  request: body(z.strictObject({ email: z.string().max(400).optional(), phone: z.string().max(40).optional() })),
  responses: { 202: json(Answer, 'If the address is signed up, its link is on its way'), ...problems },
});

export function addSignUpRoutes(app: OpenAPIHono<ApiEnv>, services: Services): void {
  const { people, config } = services;

  app.openapi(signUpRoute, async (context) => {
    const read = readSignUp(context.req.valid('json'), config.smsCountries);
    const caller = { network: networkOf(context), isOperator: isOperator(context, services) };
    await evenly(caller.isOperator, services, () => signUp({ ...read, ...caller }, config.pendingMost, people));
    return context.json(signUpAnswer(read.addresses), 202);
  });

  app.openapi(codeRoute, async (context) => {
    const { phone, code } = context.req.valid('json');
    return context.json(
      { manageToken: await confirmNumber({ phone, code, network: networkOf(context) }, services) },
      200,
    );
  });

  app.openapi(linkRoute, async (context) => {
    const { email, phone } = context.req.valid('json');
    const address = readOneAddress(email, phone, config.smsCountries);
    const caller = { network: networkOf(context), isOperator: isOperator(context, services) };
    await evenly(caller.isOperator, services, () => requestLink(address, caller, people));
    return context.json(linkAnswer(address.address), 202);
  });
}

/** The manage token of whose number it is. */
export async function confirmNumber(
  { phone, code, network }: { phone: string; code: string; network: string },
  { people, config }: Services,
): Promise<string> {
  const number = readPhone(phone, config.smsCountries);
  const id = number.ok ? await verifyCode({ phone: number.address, code, network }, people) : null;
  const subscriber = id && (await people.subscribers.find(id));
  if (subscriber) return subscriber.manageToken;
  const detail = 'The code is wrong, older than ten minutes, or was tried five times. Sign up again to get a new one.';
  throw new Problem('code-refused', detail, { errors: [{ pointer: '#/code', detail }] });
}

export function readOneAddress(email: string | undefined, phone: string | undefined, countries: readonly string[]) {
  const kind = email?.trim() ? 'email' : 'sms';
  const pointer = kind === 'email' ? '#/email' : '#/phone';
  if (!email?.trim() && !phone?.trim()) {
    const detail = 'Give the e-mail address or the mobile number that is signed up.';
    throw new Problem('address-missing', detail, { errors: [{ pointer: '#/email', detail }] });
  }
  const reading = kind === 'email' ? readEmail(email ?? '') : readPhone(phone ?? '', countries);
  if (reading.ok) return { kind, address: reading.address } as const;
  const { code, message } = reading.error;
  throw new Problem(code, message, { errors: [{ pointer, detail: message, code }] });
}
