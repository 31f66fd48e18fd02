/** The log of what was sent. What SNS accepted is called accepted, never delivered: it does not say. */
import { html } from 'hono/html';
import type { DeliveryState } from '../../../../shared/delivery/delivery.ts';
import type { Html } from '../layout.ts';
import type { ManageView } from './manageView.ts';

const STYLES: Record<DeliveryState, string> = {
  due: 'wa',
  accepted: 'ok',
  empty: 'soft',
  unknown: 'wa',
  dropped: 'no',
};

export function renderSent(view: ManageView): Html {
  const { sent, words } = view;
  if (sent.length === 0) {
    return html`<h2>${words.sent}</h2>
      <p class="soft">${words.sentNothing}</p>`;
  }
  return html`<h2>${words.sent}</h2>
    <table>
      <tbody>
        ${sent.map((record) => renderRecord(record, view))}
      </tbody>
    </table>
    <p class="soft">${words.sentNote}</p>`;
}

function renderRecord(record: ManageView['sent'][number], { words, times }: ManageView): Html {
  const { at, channel, subject, state, reason } = record;
  return html`<tr>
    <td>${times.day(at)} ${times.time(at)}</td>
    <td>${channel === 'email' ? words.email : 'SMS'}</td>
    <td class="wide">${subject}</td>
    <td><span class="${STYLES[state]}">${words.sentStates[state]}</span> <span class="soft">${reason ?? ''}</span></td>
  </tr>`;
}
