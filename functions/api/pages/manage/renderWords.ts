/** The table of words: how each is sent, what it found, and a button to change or stop it. */
import { html } from 'hono/html';
import { Mode } from '../../../../shared/subscribers/subscriber.ts';
import type { Html } from '../layout.ts';
import { bars } from '../parts.ts';
import { DAYS, type ManageView } from './manageView.ts';

export function renderWords(view: ManageView): Html {
  const { columns } = view.words;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">${columns.words}</th>
        <th scope="col">${columns.how}</th>
        <th scope="col">${columns.days(DAYS)}</th>
        <th scope="col" class="num">${columns.perDay}</th>
        <th scope="col">${columns.last}</th>
        <th scope="col"><span class="vh">${columns.actions}</span></th>
      </tr>
    </thead>
    <tbody>
      ${view.subscriptions.map((subscription) => renderRow(subscription, view))}
    </tbody>
  </table>`;
}

function renderRow({ query, text, modes, urgent, found }: ManageView['subscriptions'][number], view: ManageView): Html {
  const { base, channels, words, times } = view;
  const total = found.days.reduce((sum, count) => sum + count, 0);
  const choices = channels.map(
    ({ kind }) =>
      html`<label>${kind === 'email' ? words.email : 'SMS'} ${modeChoice(kind, modes[kind] ?? 'off', view)}</label>`,
  );
  const isUrgent = urgent ? html` checked` : '';
  return html`<tr>
    <th scope="row"><span class="q">${text}</span></th>
    <td class="wide">
      <form class="line" method="post" action="${base}/change">
        <input type="hidden" name="query" value="${query}" />${choices}
        <label><input type="checkbox" name="urgent" ${isUrgent} />${words.urgent}</label>
        <button class="link">${words.change}<span class="vh"> ${text}</span></button>
      </form>
    </td>
    <td>${bars(found.days, words.storiesInDays(total, DAYS), { width: 98, height: 22 })}</td>
    <td class="num" data-before="${words.columns.perDay}">${Math.round((total / DAYS) * 10) / 10}</td>
    <td data-before="${words.columns.last}">${found.lastAt === null ? words.never : times.weekTime(found.lastAt)}</td>
    <td>
      <form method="post" action="${base}/stop">
        <input type="hidden" name="query" value="${query}" />
        <button class="link">${words.stop}<span class="vh"> ${text}</span></button>
      </form>
    </td>
  </tr>`;
}

function modeChoice(kind: string, chosen: Mode, { words }: ManageView): Html {
  const options = Mode.options.map((mode) => {
    const isChosen = mode === chosen ? html` selected` : '';
    return html`<option value="${mode}" ${isChosen}>${words.modes[mode]}</option>`;
  });
  return html`<select name="${kind}">
    ${options}
  </select>`;
}
