/**
 * Deciding before subscribing: what the words would have found, then where it should go. The page after the form says
 * the same for every address.
 */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { html } from 'hono/html';
import * as z from 'zod';
import { parseQuery } from '../../../shared/queries/parseQuery.ts';
import type { ParsedQuery } from '../../../shared/queries/query.ts';
import { signUp } from '../../../shared/subscribers/signUp.ts';
import { Language } from '../../../shared/subscribers/subscriber.ts';
import { signUpAnswer } from '../answers.ts';
import { isOperator, networkOf } from '../callers.ts';
import { evenly } from '../evenly.ts';
import { Problem } from '../problems.ts';
import { queryProblem, readSignUp } from '../readSignUp.ts';
import { confirmNumber } from '../routes/signUps.ts';
import type { ApiEnv, Services } from '../services.ts';
import { type Html, languageOf, renderPage } from './layout.ts';
import { fieldError, invalid, placeOf } from './parts.ts';
import { aDay, MANY_A_DAY, type Preview, previewOf, renderPreview } from './preview.ts';
import { languageOptions, zoneField } from './zones.ts';

type Ctx = Context<ApiEnv>;

const text = (longest: number) => z.string().max(longest).catch('');

/** Whatever a form sends is text; what is not there is empty. */
const SignUpForm = z.object({
  q: text(4_000),
  mode: z.enum(['alert', 'digest']).catch('alert'),
  email: text(400),
  phone: text(40),
  timeZone: text(64),
  language: Language.catch('en'),
  digestAt: text(5),
});
type SignUpForm = z.infer<typeof SignUpForm>;

export function addSignUpPages(app: OpenAPIHono<ApiEnv>, services: Services): void {
  app.get('/sign-up', async (context) => {
    const language = languageOf(context);
    const q = (context.req.query('q') ?? '').slice(0, 4_000);
    return showSignUp(context, SignUpForm.parse({ q, language, timeZone: 'UTC', digestAt: '07:00' }), services);
  });

  app.post('/sign-up', async (context) => {
    const form = SignUpForm.parse(await context.req.parseBody());
    const caller = { network: networkOf(context), isOperator: isOperator(context, services) };
    try {
      const { q, mode, email, phone, timeZone, language, digestAt } = form;
      const subscriptions = [{ query: q, mode }];
      const times = { timeZone: timeZone || 'UTC', digestAt: digestAt || '07:00' };
      const read = readSignUp({ email, phone, subscriptions, language, ...times }, services.config.smsCountries);
      const { config, people } = services;
      await evenly(caller.isOperator, services, () => signUp({ ...read, ...caller }, config.pendingMost, people));
      return showAnswer(
        context,
        read.addresses.find(({ kind }) => kind === 'sms')?.address,
        signUpAnswer(read.addresses),
      );
    } catch (error) {
      if (error instanceof Problem) return showSignUp(context, form, services, error);
      throw error;
    }
  });

  app.post('/sign-up/code', async (context) => {
    const form = z.object({ phone: text(40), code: text(20) }).parse(await context.req.parseBody());
    try {
      const token = await confirmNumber({ ...form, network: networkOf(context) }, services);
      return context.redirect(`/m/${token}?done=verified`, 303);
    } catch (error) {
      if (error instanceof Problem)
        return showAnswer(context, form.phone, { title: 'Check your phone', text: '' }, error);
      throw error;
    }
  });
}

async function showSignUp(context: Ctx, form: SignUpForm, services: Services, problem?: Problem) {
  const language = languageOf(context);
  const reading = form.q.trim() ? parseQuery(form.q) : null;
  const query = reading?.ok ? reading.query : null;
  const fault =
    problem ?? (reading && !reading.ok ? queryProblem(form.q, reading.error, '#/subscriptions/0/query') : undefined);
  const preview = query && (await previewOf(query, services));
  const main = html`<div class="hd"><h1>What your words would have found</h1></div>
    <div class="grid">
      <section>${askForm(form.q, fault)}${preview && query ? renderPreview(preview, query) : ''}</section>
      <aside>${query && preview ? addressForm(form, query, preview, services, fault) : ''}</aside>
    </div>`;
  const status = fault ? 422 : 200;
  return renderPage(
    context,
    { title: 'Sign up', current: 'news', main },
    { language, isPersonal: problem !== undefined, status },
  );
}

function askForm(q: string, problem?: Problem): Html {
  const place = placeOf(problem, '#/subscriptions/0');
  return html`<form class="ask" action="/sign-up" method="get">
    <label for="w">Words to watch</label>
    <div class="line">
      <input
        class="words"
        id="w"
        name="q"
        type="text"
        maxlength="1000"
        value="${q}"
        required${invalid(place, 'we')}
      /><button>Show</button>
    </div>
    ${fieldError(place, 'we', (text) => `/sign-up?q=${encodeURIComponent(text)}`)}
    <p class="soft">
      All words, whole, in any case, with or without accents. Also: "a phrase", OR, -without, sanksi*, ~Rusia for its
      names in every language.
    </p>
  </form>`;
}

function addressForm(
  form: SignUpForm,
  query: ParsedQuery,
  preview: Preview,
  { config }: Services,
  problem?: Problem,
): Html {
  const [email, phone, zone, time] = ['#/email', '#/phone', '#/timeZone', '#/digestAt'].map((pointer) =>
    placeOf(problem, pointer),
  );
  const wantsDigest = form.mode === 'digest' || (!problem && aDay(preview) > MANY_A_DAY);
  const checked = (isChecked: boolean): Html => (isChecked ? html` checked` : html``);
  const phoneField =
    config.smsCountries.length === 0
      ? ''
      : html`<div class="f">
          <label for="p">Phone, for SMS</label
          ><input
            id="p"
            name="phone"
            type="tel"
            autocomplete="tel"
            placeholder="+62 …"
            value="${form.phone}"
            ${invalid(phone, 'pe')}
          />${fieldError(phone, 'pe')}
          <p class="soft">With the country code. Open are: ${config.smsCountries.join(', ')}.</p>
        </div>`;
  return html`<form class="box" action="/sign-up" method="post">
    <h2>Have these sent to you</h2>
    <input type="hidden" name="q" value="${form.q}" />
    <p class="soft">Words: <span class="q">${query.canonical}</span></p>
    <fieldset>
      <legend>When</legend>
      <div class="r">
        <input type="radio" name="mode" id="m1" value="alert" ${checked(!wantsDigest)} /><label for="m1">Alert</label>
        <span class="soft">each story once, within a minute of reading it</span>
      </div>
      <div class="r">
        <input type="radio" name="mode" id="m2" value="digest" ${checked(wantsDigest)} /><label for="m2">Digest</label>
        <span class="soft">one message a day, silent when nothing matched</span>
      </div>
      <div class="line">
        <label for="t">Digest at</label
        ><input id="t" name="digestAt" type="time" value="${form.digestAt}" ${invalid(time, 'te')} />
      </div>
      ${fieldError(time, 'te')}
    </fieldset>
    <fieldset>
      <legend>Where: one or more</legend>
      <div class="f">
        <label for="e">E-mail</label
        ><input
          id="e"
          name="email"
          type="email"
          autocomplete="email"
          value="${form.email}"
          ${invalid(email, 'ee')}
        />${fieldError(email, 'ee')}
      </div>
      ${phoneField}
    </fieldset>
    <div class="f">
      <label for="z">Time zone</label>${zoneField(form.timeZone, invalid(zone, 'ze'))}${fieldError(zone, 'ze')}
    </div>
    <div class="f">
      <label for="l">Language of messages</label
      ><select id="l" name="language">
        ${languageOptions(form.language)}
      </select>
    </div>
    <button class="go">Watch these words</button>
    <p class="soft">
      Each address is asked to confirm first; until then nothing else is sent to it. Every message carries the link that
      stops it.
    </p>
  </form>`;
}

/** `phone`: a code is (perhaps) on its way to it. */
function showAnswer(
  context: Ctx,
  phone: string | undefined,
  answer: { title: string; text: string },
  problem?: Problem,
) {
  const place = placeOf(problem, '#/code');
  const code =
    phone === undefined
      ? ''
      : html`<form class="box" action="/sign-up/code" method="post">
          <input type="hidden" name="phone" value="${phone}" /> <label for="c">Code from the text message</label>
          <div class="line">
            <input
              id="c"
              name="code"
              inputmode="numeric"
              autocomplete="one-time-code"
              maxlength="10"
              ${invalid(place, 'ce')}
            /><button>Confirm</button>
          </div>
          ${fieldError(place, 'ce')}
        </form>`;
  const main = html`<div class="one">
    <div class="hd"><h1>${answer.title}</h1></div>
    ${answer.text ? html`<pre>${answer.text}</pre>` : ''}${code}
  </div>`;
  const language = languageOf(context);
  return renderPage(
    context,
    { title: answer.title, main },
    { language, isPersonal: true, status: problem ? 422 : 202 },
  );
}
