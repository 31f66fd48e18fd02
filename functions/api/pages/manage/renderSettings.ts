/** When, where, and elsewhere. */
import { html } from 'hono/html';
import { maskAddress } from '../../../../shared/subscribers/address.ts';
import { readTokenOf } from '../../../../shared/subscribers/readToken.ts';
import type { Channel } from '../../../../shared/subscribers/subscriber.ts';
import type { Problem } from '../../problems.ts';
import type { Html } from '../layout.ts';
import { fieldError, invalid, placeOf } from '../parts.ts';
import { languageOptions, zoneField } from '../zones.ts';
import type { ManageView } from './manageView.ts';

export function renderTimes({ subscriber, base, words }: ManageView, problem: Problem | undefined): Html {
  const { language, timeZone, digestAt, quietFrom = '', quietTo = '', emptyDigests } = subscriber;
  const [zone, digest, from, to] = ['#/timeZone', '#/digestAt', '#/quietFrom', '#/quietTo'].map((pointer) =>
    placeOf(problem, pointer),
  );
  const isEmpty = emptyDigests ? html` checked` : '';
  return html`<form method="post" action="${base}/settings">
    <h2>${words.when}</h2>
    <div class="f line">
      <label for="t">${words.digestAt}</label>
      <input id="t" name="digestAt" type="time" value="${digestAt}" ${invalid(digest, 'de')} />
    </div>
    ${fieldError(digest, 'de')}
    <div class="f line">
      <label for="a">${words.quietFrom}</label>
      <input id="a" name="quietFrom" type="time" value="${quietFrom}" ${invalid(from, 'fe')} />
      <label for="b">${words.quietTo}</label>
      <input id="b" name="quietTo" type="time" value="${quietTo}" ${invalid(to, 'oe')} />
    </div>
    ${fieldError(from ?? to, from ? 'fe' : 'oe')}
    <div class="f"><label for="z">${words.timeZone}</label>${zoneField(timeZone, invalid(zone, 'ze'))}</div>
    ${fieldError(zone, 'ze')}
    <div class="f">
      <label for="l">${words.language}</label>
      <select id="l" name="language">
        ${languageOptions(language)}
      </select>
    </div>
    <div class="f r">
      <input type="checkbox" id="m" name="emptyDigests" ${isEmpty} /><label for="m">${words.emptyDigests}</label>
    </div>
    <button>${words.save}</button>
  </form>`;
}

export function renderWhere(view: ManageView, problem: Problem | undefined, typed: string): Html {
  const { channels, hasSms, base, words } = view;
  const phone = channels.find(({ kind }) => kind === 'sms');
  const drop = html`<form method="post" action="${base}/drop-phone">
    <button class="link">${words.removePhone}</button>
  </form>`;
  return html`<section>
    <h2>${words.where}</h2>
    <ul class="rows">
      ${channels.map((channel) => renderChannel(channel, view))}
    </ul>
    ${phone?.state === 'pending' ? renderCode(view, problem) : ''} ${phone && channels.length > 1 ? drop : ''}
    ${!phone && hasSms ? renderAddPhone(view, problem, typed) : ''}
  </section>`;
}

function renderChannel({ kind, address, state }: Channel, { words }: ManageView): Html {
  const isVerified = state === 'verified';
  const name = isVerified ? words.states.verified : words.states.pending;
  return html`<li>${maskAddress(kind, address)} <span class="${isVerified ? 'ok' : 'wa'}">${name}</span></li>`;
}

function renderCode({ base, words }: ManageView, problem: Problem | undefined): Html {
  const place = placeOf(problem, '#/code');
  return html`<form method="post" action="${base}/code">
    <label for="c">${words.code}</label>
    <div class="line">
      <input
        id="c"
        name="code"
        inputmode="numeric"
        autocomplete="one-time-code"
        maxlength="10"
        ${invalid(place, 'ce')}
      />
      <button>${words.confirm}</button>
    </div>
    ${fieldError(place, 'ce')}
  </form>`;
}

function renderAddPhone({ base, words }: ManageView, problem: Problem | undefined, typed: string): Html {
  const place = placeOf(problem, '#/phone');
  return html`<form method="post" action="${base}/phone">
    <label for="p">${words.addPhone}</label>
    <div class="line">
      <input id="p" name="phone" type="tel" autocomplete="tel" value="${typed}" ${invalid(place, 'pe')} />
      <button>${words.add}</button>
    </div>
    ${fieldError(place, 'pe')}
  </form>`;
}

export function renderElsewhere({ subscriber, words }: ManageView): Html {
  const feed = `/f/${readTokenOf(subscriber)}`;
  return html`<section>
    <h2>${words.elsewhere}</h2>
    <ul class="rows">
      <li><a href="/d/now/${subscriber.manageToken}">${words.digestNow}</a></li>
      <li>
        ${words.privateFeed}: <a href="${feed}.rss">RSS</a> · <a href="${feed}.atom">Atom</a> ·
        <a href="${feed}.json">JSON Feed</a>
      </li>
    </ul>
    <p class="soft">${words.feedNote}</p>
  </section>`;
}
