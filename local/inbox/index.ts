/**
 * The inbox: what was sent, what was refused, and what waits for somebody to confirm it, as pages of this machine.
 *
 * It shows secrets (links that manage subscriptions, codes), so it answers only to this machine's own names, and takes
 * a POST only from its own pages.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LocalClock } from '../clock.ts';
import type { Outbox } from '../endpoint/index.ts';
import type { Handle } from '../http.ts';
import { renderInbox } from './pages.ts';
import { STYLE } from './style.ts';
import { KINDS, sortPost, type Kind, type NumberedMessage } from './view.ts';

export interface InboxOptions {
  outbox: Outbox;
  clock: LocalClock;
  /** The state folder as people know it. */
  state: string;
  /** Somebody followed the link in a confirmation. */
  onConfirm: () => void;
}

const styleHash = createHash('sha256').update(STYLE).digest('base64');

const HEADERS = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  // Not `no-referrer`: that would make the Origin of our own forms `null`.
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

export function createInbox(options: InboxOptions): Handle {
  return (request, response) => {
    const { host = '' } = request.headers;
    if (!LOOPBACK.test(host)) return sendText(response, 421, 'The inbox answers to 127.0.0.1 and localhost only.');
    const url = new URL(request.url ?? '/', `http://${host}`);
    const path = url.pathname.replace(/^\/inbox\/?/, '');
    if (request.method === 'POST') {
      if (!isOwn(request, url)) return sendText(response, 403, 'Only the pages of the inbox may do that.');
      return act(path, options, response);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return sendText(response, 405, 'GET or POST.');
    return show(path, url, options, response);
  };
}

/** Browsers say where a form comes from; what is no browser cannot be tricked into sending one. */
function isOwn({ headers }: IncomingMessage, url: URL): boolean {
  return headers.origin === undefined || headers.origin === url.origin;
}

function show(path: string, url: URL, { outbox, clock, state }: InboxOptions, response: ServerResponse): void {
  const post = sortPost(outbox.list());
  const kind = KINDS.find((each) => each === url.searchParams.get('kind'));
  const [number = '', detail] = path.split('/');
  const open = number === '' ? newest(post.messages, kind) : find(post.messages, number);
  if (number !== '' && !open) return sendText(response, 404, 'There is no such message.');
  if (detail === 'request' && open) return sendText(response, 200, JSON.stringify(open.message.request, null, 2));
  if (detail !== undefined) return sendText(response, 404, 'There is nothing here.');
  const isList = number === '';
  send(response, 200, 'text/html; charset=utf-8', renderInbox({ post, kind, open, isList, now: clock.now(), state }));
}

function act(path: string, { outbox, onConfirm }: InboxOptions, response: ServerResponse): void {
  const [first = '', second = ''] = path.split('/');
  if (first === 'confirm') {
    if (!outbox.confirm(second)) return sendText(response, 410, 'This confirmation has expired. Sign up again.');
    onConfirm();
    return redirect(response, '/inbox');
  }
  const found = find(sortPost(outbox.list()).messages, first);
  if (!found || second !== 'leave') return sendText(response, 404, 'There is nothing here.');
  if (found.kind === 'sms') outbox.optOut(found.message.to);
  else outbox.unsubscribe(found.message.id);
  redirect(response, `/inbox/${found.number}`);
}

const newest = (messages: readonly NumberedMessage[], kind: Kind | undefined): NumberedMessage | undefined =>
  messages.find((entry) => !kind || entry.kind === kind);

const find = (messages: readonly NumberedMessage[], number: string): NumberedMessage | undefined =>
  messages.find((entry) => String(entry.number) === number);

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { ...HEADERS, 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

const sendText = (response: ServerResponse, status: number, text: string): void =>
  send(response, status, 'text/plain; charset=utf-8', `${text}\n`);

const redirect = (response: ServerResponse, to: string): void =>
  void response.writeHead(303, { ...HEADERS, location: to }).end();
