/** One's own page, whole. */
import { html } from 'hono/html';
import { maskAddress } from '../../../../shared/subscribers/address.ts';
import type { Proposal } from '../../../../shared/subscribers/subscriber.ts';
import type { Problem } from '../../problems.ts';
import type { Html } from '../layout.ts';
import { fieldError, invalid, placeOf } from '../parts.ts';
import type { ManageView } from './manageView.ts';
import { renderSent } from './renderSent.ts';
import { renderElsewhere, renderTimes, renderWhere } from './renderSettings.ts';
import { renderWords } from './renderWords.ts';

export interface ManageState {
  /** What was just done. */
  done?: string | undefined;
  problem?: Problem;
  /** What stood in the form that was refused. */
  typed?: Record<string, string>;
}

export function renderManage(view: ManageView, { done = '', problem, typed = {} }: ManageState): Html {
  const { subscriber, subscriptions, words } = view;
  return html`${renderHead(view)} ${renderSaid(view, done, problem)}
    ${view.proposals.map((proposal) => renderProposal(proposal, view))}
    ${renderAsk(view, problem, typed['query'] ?? '')}
    ${subscriptions.length === 0 ? html`<p>${words.nothingYet}</p>` : renderWords(view)}
    <div class="cols">
      ${renderTimes(view, problem)}${renderWhere(view, problem, typed['phone'] ?? '')}${renderElsewhere(view)}
    </div>
    ${renderSent(view)}
    <div class="leave">
      <p>
        <b>${words.leave.title}</b> ${words.leave.text} <a href="/l/${subscriber.leaveToken}">${words.leave.link}</a>
      </p>
    </div>`;
}

function renderHead({ subscriber, channels, base, words, times, now }: ManageView): Html {
  const isPaused = subscriber.pausedAt !== undefined;
  const addresses = channels.map(({ kind, address }) => maskAddress(kind, address)).join(', ');
  const time = `${times.full(now.getTime())} ${times.shortZone(now.getTime())}`;
  return html`<div class="hd">
    <h1>${words.title}</h1>
    <span class="soft">${addresses} · ${words.now(time)}</span>
    <form class="tabs" method="post" action="${base}/${isPaused ? 'resume' : 'pause'}">
      <button>${isPaused ? words.goOn : words.pauseAll}</button>
    </form>
  </div>`;
}

/** What was done, what was refused as a whole, and that everything rests. */
function renderSaid({ subscriber, words }: ManageView, done: string, problem: Problem | undefined): Html {
  const isSaid = !problem && Object.hasOwn(words.done, done);
  return html`${isSaid ? html`<p class="notice" role="status">${words.done[done]}</p>` : ''}
  ${problem?.errors.length === 0 ? html`<p class="notice no" role="alert">${problem.message}</p>` : ''}
  ${subscriber.pausedAt === undefined ? '' : html`<p class="notice wa">${words.paused}</p>`}`;
}

function renderProposal({ query, text, mode }: Proposal, { base, words }: ManageView): Html {
  const { before, after, drop } = words.proposed;
  return html`<div class="notice">
    <p>${before} <span class="q">${text}</span> ${after(words.modes[mode])}</p>
    <div class="line">
      <form method="post" action="${base}/accept">
        <input type="hidden" name="query" value="${query}" /><button>${words.watch}</button>
      </form>
      <form method="post" action="${base}/decline">
        <input type="hidden" name="query" value="${query}" />
        <button class="link">${drop}<span class="vh"> ${text}</span></button>
      </form>
    </div>
  </div>`;
}

function renderAsk({ base, words }: ManageView, problem: Problem | undefined, typed: string): Html {
  const place = placeOf(problem, '#/query');
  return html`<form class="ask" method="post" action="${base}/words">
    <label for="w">${words.watchMore}</label>
    <div class="line">
      <input class="words" id="w" name="query" maxlength="1000" required value="${typed}" ${invalid(place, 'we')} />
      <select name="mode" aria-label="${words.when}">
        <option value="alert">${words.modes.alert}</option>
        <option value="digest">${words.modes.digest}</option>
      </select>
      <button class="go">${words.watch}</button>
    </div>
    ${fieldError(place, 'we')}
  </form>`;
}
