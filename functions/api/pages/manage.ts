/**
 * All of one's own on one page, behind the personal link: words, when, where, elsewhere, what was sent, leave.
 *
 * Every form posts below the link's own path; after a change the page is shown anew, so that a reload repeats nothing.
 */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { html } from 'hono/html';
import * as z from 'zod';
import { requestLink } from '../../../shared/subscribers/personalLink.ts';
import { pause, resume } from '../../../shared/subscribers/settings.ts';
import { ChannelKind, Language, Mode, type Subscriber } from '../../../shared/subscribers/subscriber.ts';
import { changeSubscription, stopWords } from '../../../shared/subscribers/watch.ts';
import { linkAnswer } from '../answers.ts';
import { findByToken, isOperator, networkOf } from '../callers.ts';
import { evenly } from '../evenly.ts';
import { Problem } from '../problems.ts';
import { applyPhone, applySettings, dropPhone } from '../routes/me.ts';
import { confirmNumber, readOneAddress } from '../routes/signUps.ts';
import { acceptProposal, addWords } from '../routes/subscriptions.ts';
import type { ApiEnv, Services } from '../services.ts';
import { languageOf, renderPage } from './layout.ts';
import { endedPage } from './links.ts';
import { readManageView } from './manage/manageView.ts';
import { renderManage } from './manage/renderManage.ts';
import { fieldError, invalid, placeOf } from './parts.ts';
import { pageWords } from './words.ts';

type Ctx = Context<ApiEnv>;
type Form = Record<string, string>;

const text = (longest: number) => z.string().max(longest).catch('');

/** What each form does; a thrown `Problem` is shown beside its field. */
const actions: Record<
  string,
  (subscriber: Subscriber, form: Form, services: Services, context: Ctx) => Promise<unknown>
> = {
  words: (subscriber, form, services) => {
    const { query, mode } = z
      .object({ query: text(4_000), mode: z.enum(['alert', 'digest']).catch('alert') })
      .parse(form);
    return addWords(subscriber, { query, mode }, '#/query', services);
  },
  change: ({ id }, form, { people }) => {
    const mode = Mode.optional().catch(undefined);
    const { query, email, sms, urgent } = z
      .object({ query: text(40), email: mode, sms: mode, urgent: z.literal('on').optional().catch(undefined) })
      .parse(form);
    return changeSubscription(id, query, { modes: { email, sms }, urgent: urgent === 'on' }, people);
  },
  stop: ({ id }, form, { people }) => stopWords(id, text(40).parse(form['query']), people),
  accept: (subscriber, form, services) => acceptProposal(subscriber, text(40).parse(form['query']), services),
  decline: ({ id }, form, { people }) => people.proposals.remove(id, text(40).parse(form['query'])),
  settings: (subscriber, form, services) => {
    const read = z
      .object({
        language: Language.catch(subscriber.language),
        timeZone: text(64),
        digestAt: text(5),
        quietFrom: text(5),
        quietTo: text(5),
      })
      .parse(form);
    const emptyDigests = form['emptyDigests'] === 'on';
    return applySettings(
      subscriber,
      { ...read, emptyDigests, quietFrom: read.quietFrom || null, quietTo: read.quietTo || null },
      services,
    );
  },
  phone: (subscriber, form, services, context) =>
    applyPhone(subscriber, { phone: text(40).parse(form['phone']), network: networkOf(context) }, services),
  'drop-phone': (subscriber, _form, services) => dropPhone(subscriber, services),
  code: async ({ id }, form, services, context) => {
    const channel = await services.people.channels.find(id, ChannelKind.enum.sms);
    return confirmNumber(
      { phone: channel?.address ?? '', code: text(20).parse(form['code']), network: networkOf(context) },
      services,
    );
  },
  pause: ({ id }, _form, { people }) => pause(id, people),
  resume: ({ id }, _form, { people }) => resume(id, people),
};

export function addManagePages(app: OpenAPIHono<ApiEnv>, services: Services): void {
  app.get('/m/:token', async (context) => {
    const found = await findByToken(context.req.param('token'), 'manage', services);
    return found ? show(context, found.subscriber, services) : endedPage(context);
  });

  app.post('/m/:token/:action', async (context) => {
    const { token, action } = context.req.param();
    const found = await findByToken(token, 'manage', services);
    const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (!found || !act) return endedPage(context);
    const form = await context.req.parseBody();
    const typed = Object.fromEntries(
      Object.entries(form).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
    try {
      await act(found.subscriber, typed, services, context);
      return context.redirect(`/m/${token}?done=${action}`, 303);
    } catch (error) {
      if (error instanceof Problem) return show(context, found.subscriber, services, { problem: error, typed });
      throw error;
    }
  });

  app.get('/manage', (context) => showLost(context));
  app.post('/manage', async (context) => {
    const form = z.object({ email: text(400), phone: text(40) }).parse(await context.req.parseBody());
    try {
      const address = readOneAddress(form.email, form.phone, services.config.smsCountries);
      const caller = { network: networkOf(context), isOperator: isOperator(context, services) };
      await evenly(caller.isOperator, services, () => requestLink(address, caller, services.people));
      return showSent(context, linkAnswer(address.address));
    } catch (error) {
      if (error instanceof Problem) return showLost(context, error, form.email);
      throw error;
    }
  });
}

async function show(
  context: Ctx,
  subscriber: Subscriber,
  services: Services,
  fault?: { problem: Problem; typed: Form },
) {
  const language = languageOf(context, subscriber.language);
  const view = await readManageView(subscriber, language, services);
  const main = renderManage(view, { done: context.req.query('done'), ...fault });
  const footer = pageWords(language).personalFooter;
  const options = { language, isPersonal: true, status: fault ? (422 as const) : (200 as const) };
  const { title } = view.words;
  return renderPage(context, { title, current: 'manage', main, footer, isTranslated: true }, options);
}

function showLost(context: Ctx, problem?: Problem, email = '') {
  const place = placeOf(problem, '#/email');
  const main = html`<div class="one">
    <div class="hd"><h1>Manage</h1></div>
    <p>Your page opens with the link at the end of every message from Siaga.</p>
    <form class="box" action="/manage" method="post">
      <label for="e">No link at hand? Have it sent again</label>
      <div class="line">
        <input id="e" name="email" type="email" autocomplete="email" value="${email}" ${invalid(place, 'ee')} /><button
          class="go"
        >
          Send the link
        </button>
      </div>
      ${fieldError(place, 'ee')}
    </form>
  </div>`;
  const language = languageOf(context);
  return renderPage(
    context,
    { title: 'Manage', current: 'manage', main },
    { language, isPersonal: true, status: problem ? 422 : 200 },
  );
}

function showSent(context: Ctx, { title, text: words }: { title: string; text: string }) {
  const main = html`<div class="one">
    <div class="hd"><h1>${title}</h1></div>
    <pre>${words}</pre>
  </div>`;
  return renderPage(
    context,
    { title, current: 'manage', main },
    { language: languageOf(context), isPersonal: true, status: 202 },
  );
}
