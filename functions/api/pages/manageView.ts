/** The manage page as it is read and drawn. */
import { html } from 'hono/html';
import type { DeliveryRecord } from '../../../shared/delivery/delivery.ts';
import { DAY } from '../../../shared/platform/clock.ts';
import { maskAddress } from '../../../shared/subscribers/address.ts';
import { readTokenOf } from '../../../shared/subscribers/readToken.ts';
import {
  type Channel,
  type ChannelKind,
  Mode,
  type Proposal,
  type Subscriber,
  type Subscription,
} from '../../../shared/subscribers/subscriber.ts';
import type { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import type { Html } from './layout.ts';
import { bars, fieldError, invalid, placeOf } from './parts.ts';
import { pageTimes } from './times.ts';
import { languageOptions, zoneField } from './zones.ts';

const DAYS = 14;
const LOGGED = 20;
const MATCHES_COUNTED = 2_000;

interface Found {
  days: number[];
  lastAt: number | null;
}

export interface ManageView {
  subscriber: Subscriber;
  channels: Channel[];
  subscriptions: (Subscription & { found: Found })[];
  proposals: Proposal[];
  sent: (DeliveryRecord & { channel: ChannelKind })[];
  hasSms: boolean;
  now: Date;
}

export async function readManageView(subscriber: Subscriber, services: Services): Promise<ManageView> {
  const { people, news, clock, config } = services;
  const now = clock();
  const [channels, subscriptions, proposals] = await Promise.all([
    people.channels.list(subscriber.id),
    people.subscriptions.list(subscriber.id),
    people.proposals.list(subscriber.id),
  ]);
  const since = new Date(now.getTime() - DAYS * DAY);
  const found = await Promise.all(
    subscriptions.map(({ query }) => news.matches.since(query, since, now, MATCHES_COUNTED)),
  );
  const logs = await Promise.all(
    channels.map(async ({ kind }) => {
      const records = await people.deliveryLog.latest({ subscriber: subscriber.id, channel: kind }, LOGGED);
      return records.map((record) => ({ ...record, channel: kind }));
    }),
  );
  return {
    subscriber,
    channels: channels.filter(({ state }) => state !== 'left'),
    subscriptions: subscriptions.map((subscription, index) => ({
      ...subscription,
      found: countDays(found[index] ?? [], now),
    })),
    proposals,
    sent: logs
      .flat()
      .toSorted((one, other) => other.at - one.at)
      .slice(0, LOGGED),
    hasSms: config.smsCountries.length > 0,
    now,
  };
}

function countDays(matches: readonly { writtenAt: number }[], now: Date): Found {
  const days = Array.from({ length: DAYS }, () => 0);
  for (const { writtenAt } of matches) {
    const age = Math.max(0, Math.floor((now.getTime() - writtenAt) / DAY));
    if (age < DAYS) days[DAYS - 1 - age]! += 1;
  }
  return { days, lastAt: matches.at(-1)?.writtenAt ?? null };
}

export interface ManageState {
  /** What was just done. */
  done?: string | undefined;
  problem?: Problem;
  /** What stood in the form that was refused. */
  typed?: Record<string, string>;
}

const DONE: Record<string, string> = {
  words: 'These words are watched from now on.',
  change: 'Changed.',
  stop: 'Stopped. Nothing more will be sent for these words.',
  accept: 'These words are watched from now on.',
  decline: 'Dropped.',
  settings: 'Saved.',
  phone: 'If this number can be added, a code is on its way to it.',
  'drop-phone': 'The number is removed.',
  code: 'The number is verified.',
  verified: 'The number is verified.',
  pause: 'Paused. Nothing will be sent until you go on.',
  resume: 'Messages go on.',
};

export function renderManage(view: ManageView, { done = '', problem, typed = {} }: ManageState): Html {
  const { subscriber, channels, now } = view;
  const base = `/m/${subscriber.manageToken}`;
  const times = pageTimes('en', subscriber.timeZone);
  const isPaused = subscriber.pausedAt !== undefined;
  const addresses = channels.map(({ kind, address }) => maskAddress(kind, address)).join(', ');
  const said = Object.hasOwn(DONE, done) && !problem ? html`<p class="notice" role="status">${DONE[done]}</p>` : '';
  const field = placeOf(problem, '#/query');
  const general =
    problem && problem.errors.length === 0 ? html`<p class="notice no" role="alert">${problem.message}</p>` : '';
  return html`<div class="hd">
      <h1>Your words</h1>
      <span class="soft">${addresses} · now ${times.full(now.getTime())} ${times.shortZone(now.getTime())}</span>
      <form class="tabs" method="post" action="${base}/${isPaused ? 'resume' : 'pause'}">
        <button>${isPaused ? 'Go on' : 'Pause everything'}</button>
      </form>
    </div>
    ${said}${general}${isPaused ? html`<p class="notice wa">Everything is paused.</p>` : ''}
    ${view.proposals.map((proposal) => renderProposal(proposal, base))}
    <form class="ask" method="post" action="${base}/words">
      <label for="w">Watch more words</label>
      <div class="line">
        <input
          class="words"
          id="w"
          name="query"
          maxlength="1000"
          required
          value="${typed['query'] ?? ''}"
          ${invalid(field, 'we')}
        />
        <select name="mode" aria-label="When">
          <option value="alert">alert</option>
          <option value="digest">digest</option></select
        ><button class="go">Watch</button>
      </div>
      ${fieldError(field, 'we')}
    </form>
    ${view.subscriptions.length === 0 ? html`<p>You watch nothing yet.</p>` : renderTable(view, base)}
    <div class="cols">
      ${renderTimes(view, base, problem)}${renderWhere(view, base, problem, typed)}${renderElsewhere(subscriber)}
    </div>
    ${renderSent(view)}
    <div class="leave">
      <p>
        <b>Leave.</b> Ends every message on every channel and deletes all that is kept about you.
        <a href="/l/${subscriber.leaveToken}">Leave Siaga…</a>
      </p>
    </div>`;
}

const renderProposal = ({ query, text, mode }: Proposal, base: string): Html =>
  html`<div class="notice">
    <p>
      Somebody asked with your address for <span class="q">${text}</span>, as ${mode}. It is not watched unless you say
      so.
    </p>
    <div class="line">
      <form method="post" action="${base}/accept">
        <input type="hidden" name="query" value="${query}" /><button>Watch</button>
      </form>
      <form method="post" action="${base}/decline">
        <input type="hidden" name="query" value="${query}" /><button class="link">
          Drop<span class="vh"> ${text}</span>
        </button>
      </form>
    </div>
  </div>`;

function renderTable(view: ManageView, base: string): Html {
  const times = pageTimes('en', view.subscriber.timeZone);
  const rows = view.subscriptions.map(({ query, text, modes, urgent, found }) => {
    const total = found.days.reduce((sum, count) => sum + count, 0);
    const choices = view.channels.map(
      ({ kind }) =>
        html`<label
          >${kind === 'email' ? 'E-mail' : 'SMS'}
          <select name="${kind}">
            ${Mode.options.map((mode) => html`<option value="${mode}" ${(modes[kind] ?? 'off') === mode ? html` selected` : ''}>${mode}</option>`)}
          </select></label
        >`,
    );
    return html`<tr>
      <th scope="row"><span class="q">${text}</span></th>
      <td>
        <form class="line" method="post" action="${base}/change">
          <input type="hidden" name="query" value="${query}" />${choices}<label
            ><input type="checkbox" name="urgent" ${urgent ? html` checked` : ''} />urgent</label
          ><button class="link">Change<span class="vh"> ${text}</span></button>
        </form>
      </td>
      <td>${bars(found.days, `${total} stories in ${DAYS} days`, { width: 98, height: 22 })}</td>
      <td class="num">${Math.round((total / DAYS) * 10) / 10}</td>
      <td>${found.lastAt === null ? 'never' : times.weekTime(found.lastAt)}</td>
      <td>
        <form method="post" action="${base}/stop">
          <input type="hidden" name="query" value="${query}" /><button class="link">
            Stop<span class="vh"> ${text}</span>
          </button>
        </form>
      </td>
    </tr>`;
  });
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">Words</th>
          <th scope="col">How</th>
          <th scope="col">Last ${DAYS} days</th>
          <th scope="col" class="num">Stories a day</th>
          <th scope="col">Last match</th>
          <th><span class="vh">Actions</span></th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function renderTimes({ subscriber }: ManageView, base: string, problem?: Problem): Html {
  const { language, timeZone, digestAt, quietFrom = '', quietTo = '', emptyDigests } = subscriber;
  const [zone, digest, from, to] = ['#/timeZone', '#/digestAt', '#/quietFrom', '#/quietTo'].map((pointer) =>
    placeOf(problem, pointer),
  );
  return html`<form method="post" action="${base}/settings">
    <h2>When</h2>
    <div class="f line">
      <label for="t">Digest every day at</label
      ><input id="t" name="digestAt" type="time" value="${digestAt}" ${invalid(digest, 'de')} />
    </div>
    ${fieldError(digest, 'de')}
    <div class="f line">
      <label for="a">Quiet from</label
      ><input id="a" name="quietFrom" type="time" value="${quietFrom}" ${invalid(from, 'fe')} /><label for="b">to</label
      ><input id="b" name="quietTo" type="time" value="${quietTo}" ${invalid(to, 'oe')} />
    </div>
    ${fieldError(from ?? to, from ? 'fe' : 'oe')}
    <div class="f">
      <label for="z">Time zone</label>${zoneField(timeZone, invalid(zone, 'ze'))}${fieldError(zone, 'ze')}
    </div>
    <div class="f">
      <label for="l">Language of messages</label
      ><select id="l" name="language">
        ${languageOptions(language)}
      </select>
    </div>
    <div class="f r">
      <input type="checkbox" id="m" name="emptyDigests" ${emptyDigests ? html` checked` : ''} /><label for="m"
        >A digest even when nothing matched</label
      >
    </div>
    <button>Save</button>
  </form>`;
}

function renderWhere(
  { channels, hasSms }: ManageView,
  base: string,
  problem: Problem | undefined,
  typed: Record<string, string>,
): Html {
  const states = {
    pending: html`<span class="wa">waits for its confirmation</span>`,
    verified: html`<span class="ok">confirmed</span>`,
    left: html``,
  };
  const phone = channels.find(({ kind }) => kind === 'sms');
  const [phonePlace, codePlace] = [placeOf(problem, '#/phone'), placeOf(problem, '#/code')];
  const code = html`<form method="post" action="${base}/code">
    <label for="c">Code from the text message</label>
    <div class="line">
      <input
        id="c"
        name="code"
        inputmode="numeric"
        autocomplete="one-time-code"
        maxlength="10"
        ${invalid(codePlace, 'ce')}
      /><button>Confirm</button>
    </div>
    ${fieldError(codePlace, 'ce')}
  </form>`;
  const add = html`<form method="post" action="${base}/phone">
    <label for="p">Add a phone, for SMS</label>
    <div class="line">
      <input
        id="p"
        name="phone"
        type="tel"
        autocomplete="tel"
        placeholder="+62 …"
        value="${typed['phone'] ?? ''}"
        ${invalid(phonePlace, 'pe')}
      /><button>Add</button>
    </div>
    ${fieldError(phonePlace, 'pe')}
  </form>`;
  const drop = html`<form method="post" action="${base}/drop-phone">
    <button class="link">Remove the number</button>
  </form>`;
  return html`<section>
    <h2>Where</h2>
    <ul class="rows">
      ${channels.map(({ kind, address, state }) => html`<li>${maskAddress(kind, address)} ${states[state]}</li>`)}
    </ul>
    ${phone?.state === 'pending' ? code : ''}${phone && channels.length > 1 ? drop : ''}${!phone && hasSms ? add : ''}
  </section>`;
}

function renderElsewhere(subscriber: Subscriber): Html {
  const feed = `/f/${readTokenOf(subscriber)}`;
  return html`<section>
    <h2>Elsewhere</h2>
    <ul class="rows">
      <li><a href="/d/now/${subscriber.manageToken}">Your digest, until now</a></li>
      <li>
        Private feed: <a href="${feed}.rss">RSS</a> · <a href="${feed}.atom">Atom</a> ·
        <a href="${feed}.json">JSON Feed</a>
      </li>
    </ul>
    <p class="soft">Whoever has the feed’s address can read your matches, and change nothing.</p>
  </section>`;
}

const STATES: Record<DeliveryRecord['state'], Html> = {
  due: html`<b class="wa">due</b>`,
  accepted: html`<b class="ok">accepted</b>`,
  empty: html`<span class="soft">nothing to say</span>`,
  unknown: html`<b class="wa">unknown</b>`,
  dropped: html`<b class="no">dropped</b>`,
};

function renderSent({ sent, subscriber }: ManageView): Html {
  if (sent.length === 0)
    return html`<h2>What was sent</h2>
      <p class="soft">Nothing yet.</p>`;
  const times = pageTimes('en', subscriber.timeZone);
  const rows = sent.map(
    ({ at, channel, subject, state, reason, stories }) =>
      html`<tr>
        <td>${times.day(at)} ${times.time(at)}</td>
        <td>${channel === 'email' ? 'e-mail' : 'SMS'}</td>
        <td>${subject || `${stories.length} stories`}</td>
        <td>${STATES[state]}${reason ? html` <span class="soft">${reason}</span>` : ''}</td>
      </tr>`,
  );
  return html`<h2>What was sent</h2>
    <div class="scroll">
      <table>
        <thead class="vh">
          <tr>
            <th>When</th>
            <th>Channel</th>
            <th>What</th>
            <th>State</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
    <p class="soft">“Accepted” is all that Amazon tells: it does not report whether an e-mail arrived.</p>`;
}
