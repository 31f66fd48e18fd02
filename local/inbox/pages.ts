/** The pages of the inbox. */
import type { OutgoingMessage } from '../endpoint/index.ts';
import { Markup, linked, markup } from './markup.ts';
import { STYLE } from './style.ts';
import {
  after,
  countEmail,
  countSms,
  dateTimeOf,
  KINDS,
  kindName,
  placeOf,
  plural,
  timeOf,
  traceOf,
  type Kind,
  type NumberedMessage,
  type Post,
} from './view.ts';

/** Seconds after which the list looks for new messages by itself. An opened message stays as it is. */
const REFRESH_SECONDS = 5;
/** Most messages in one list: it is a tool, and a page must stay one. */
const MOST_LISTED = 200;

export interface InboxPage {
  post: Post;
  kind: Kind | undefined;
  /** The message that is open. */
  open: NumberedMessage | undefined;
  /** The list itself was asked for, and shows the newest message. */
  isList: boolean;
  now: Date;
  state: string;
}

export function renderInbox({ post, kind, open, isList, now, state }: InboxPage): string {
  const shown = post.messages.filter((entry) => !kind || entry.kind === kind).slice(0, MOST_LISTED);
  const content = markup`<div class="head"><h1>Inbox</h1>
<span class="soft">What would be sent. Nothing leaves this machine.</span>
<nav aria-label="Kind">${filters(post, kind)}</nav></div>
<div class="${isList ? 'post' : 'post opened'}"><ul class="list">
${post.waiting.map((message) => ask(message, now))}
${shown.map((entry) => row(entry, kind, entry === open))}
</ul>
${open ? article(open) : markup`<p class="empty">Nothing sent yet. What is sent appears here by itself.</p>`}</div>`;
  const kept = `Messages stay in ${state} until you delete it.`;
  return page(isList, content, `${kept} With SMTP_URL set, e-mail goes to that server too.`);
}

const page = (refreshes: boolean, content: Markup, footer: string): string =>
  markup`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
${refreshes && markup`<meta http-equiv="refresh" content="${REFRESH_SECONDS}">`}<title>Inbox · Siaga</title>
<style>${new Markup(STYLE)}</style></head>
<body><a class="skip" href="#main">To the content</a>
<header class="top"><div class="wrap"><a class="brand" href="/">Siaga</a>
<nav aria-label="Pages"><a href="/">News</a><a href="/sources">Sources</a><a href="/manage">Manage</a>
<a href="/inbox" aria-current="page">Inbox</a><a href="/docs">API</a></nav>
</div></header>
<main id="main" class="wrap">${content}</main>
<footer><div class="wrap">${footer}</div></footer></body>
</html>
`.text;

function filters(post: Post, kind: Kind | undefined): Markup[] {
  const link = (href: string, text: string, isCurrent: boolean): Markup =>
    markup`<a href="${href}"${isCurrent && current}>${text}</a>`;
  const ofKind = (each: Kind): Markup => {
    const count = post.messages.filter((entry) => entry.kind === each).length;
    return link(`/inbox?kind=${each}`, `${kindName[each]} ${count}`, each === kind);
  };
  return [link('/inbox', `All ${post.messages.length}`, !kind), ...KINDS.map(ofKind)];
}

const current = markup` aria-current="true"`;

function ask({ id, subject, to, confirmation }: OutgoingMessage, now: Date): Markup {
  const hours = Math.max(0, Math.ceil((confirmation!.expiresAt.getTime() - now.getTime()) / 3_600_000));
  return markup`<li class="ask">
<p><b>${subject}</b><br><span class="soft">E-mail to ${to} · ${plural(hours, 'hour')} left</span></p>
<form method="post" action="/inbox/confirm/${id}"><button class="go">Confirm subscription</button></form></li>`;
}

function row({ number, kind, message }: NumberedMessage, filter: Kind | undefined, isOpen: boolean): Markup {
  const { to, at, subject, body, state } = message;
  const address = `/inbox/${number}${filter ? `?kind=${filter}` : ''}`;
  return markup`<li${isOpen && markup` class="current"`}><a href="${address}"${isOpen && current}>
<span class="meta"><b>${kindName[kind]}</b> to ${to}<time datetime="${at.toISOString()}">${timeOf(at)}</time></span>
<span class="subject" dir="auto">${kind === 'email' ? subject : body}</span>
${state === 'refused' && markup`<span class="meta bad">Refused</span>`}
${kind === 'sms' && markup`<span class="meta">${countSms(message)}</span>`}</a></li>`;
}

function article({ number, kind, message }: NumberedMessage): Markup {
  const { to, at, subject, body, footer, from, state, reason } = message;
  const counts = { email: countEmail, sms: countSms, webhook: () => '' }[kind](message);
  const sender = { email: `${from} <no-reply@sns.amazonaws.com>`, sms: 'SMS', webhook: 'Webhook' }[kind];
  return markup`<article class="message"><h2 dir="auto">${kind === 'email' ? subject : `${kindName[kind]} to ${to}`}</h2>
<p class="meta">${sender} to ${to} · ${dateTimeOf(at)}<br>${counts}</p>
${state === 'refused' && markup`<p class="bad">Refused by SNS: ${reason ?? 'no reason given'}</p>`}
<pre dir="auto">${linked(body.trimEnd())}${footer !== '' && theirs(footer)}</pre>
${way(message)}
<p class="soft"><a href="/inbox/${number}/request">Raw request to SNS</a>${delivery(message)}${story(message)}</p>
${leaving(number, kind, message)}</article>`;
}

const theirs = (footer: string): Markup => markup`\n\n<span class="theirs">${linked(footer.trim())}</span>`;

const delivery = ({ attributes }: OutgoingMessage): Markup | undefined => {
  const id = attributes['delivery']?.StringValue;
  return id ? markup` · Delivery ${id}` : undefined;
};

const story = (message: OutgoingMessage): Markup | undefined => {
  const trace = traceOf(message);
  return trace && markup` · <a href="/s/${trace.story}">Story</a>`;
};

/** What the owner of the address can do without Siaga being told. */
function leaving(number: number, kind: Kind, { state }: OutgoingMessage): Markup | undefined {
  if (state === 'refused' || kind === 'webhook') return undefined;
  const words = kind === 'email' ? 'Follow Amazon’s unsubscribe link' : 'Answer STOP';
  return markup`<form method="post" action="/inbox/${number}/leave"><button class="link">${words}</button></form>`;
}

function way(message: OutgoingMessage): Markup | undefined {
  const trace = traceOf(message);
  if (!trace) return undefined;
  const { story: id, published, seen, stored, matched, queries, outlet, stories = 1 } = trace;
  const step = (time: string, words: string): Markup =>
    markup`<li><b>${time}</b><span class="meta">${words}</span></li>`;
  return markup`<h3>How it came here${stories > 1 && `: the first of ${stories} stories`}</h3>
<ol class="way">${[
    published !== null && step(timeOf(published), 'published'),
    step(timeOf(seen), `seen in ${outlet}`),
    stored != null && step(after(seen, stored), `stored, story ${id}`),
    matched != null && step(after(seen, matched), `matched ${queries.join(', ')}`),
    step(after(seen, message.at.getTime()), message.state === 'sent' ? 'accepted' : 'refused'),
  ]}</ol>
${place(message)}`;
}

/** Where the words stood, with the marks that the message writes as asterisks. */
function place(message: OutgoingMessage): Markup | undefined {
  const found = placeOf(message);
  const parts = found
    ?.split('*')
    .map((part, index) => (index % 2 === 1 ? markup`<mark>${part}</mark>` : markup`${part}`));
  return parts && markup`<p class="place" dir="auto">${parts}</p>`;
}
