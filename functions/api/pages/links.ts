/**
 * The links under every message: stop these words, pause everything, leave. Each is a sentence and one button.
 *
 * Looking changes nothing, since mail programs look at links too; the button posts to the very address that was opened,
 * so its secret is all that it needs, and no other page can press it.
 */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { html } from 'hono/html';
import { leave } from '../../../shared/subscribers/leave.ts';
import { pause, resume } from '../../../shared/subscribers/settings.ts';
import type { Language, Subscriber } from '../../../shared/subscribers/subscriber.ts';
import { stopWords } from '../../../shared/subscribers/watch.ts';
import { findByToken } from '../callers.ts';
import type { ApiEnv, Services } from '../services.ts';
import { type Html, languageOf, renderPage } from './layout.ts';
import { type PageWords, pageWords } from './words.ts';

type Ctx = Context<ApiEnv>;

export function addLinkPages(app: OpenAPIHono<ApiEnv>, services: Services): void {
  const { people } = services;
  addStopPage(app, services);

  app.get('/p/:token', async (context) => {
    const found = await findByToken(context.req.param('token'), 'pause', services);
    if (!found) return endedPage(context);
    const { words, language } = speak(context, found.subscriber);
    const isPaused = found.subscriber.pausedAt !== undefined;
    const { title, ask, button } = isPaused ? words.resume : words.pause;
    return show(context, language, title, question(ask, button, isPaused ? 'resume' : 'pause'));
  });

  app.post('/p/:token', async (context) => {
    const found = await findByToken(context.req.param('token'), 'pause', services);
    if (!found) return endedPage(context);
    const { words, language } = speak(context, found.subscriber);
    const { wish } = await context.req.parseBody();
    const isResume = wish === 'resume';
    await (isResume ? resume(found.subscriber.id, people) : pause(found.subscriber.id, people));
    const { title, done } = isResume ? words.resume : words.pause;
    return show(context, language, isResume ? done : title, answer(done, manageLink(found.subscriber, words)));
  });

  app.get('/l/:token', async (context) => {
    const found = await findByToken(context.req.param('token'), 'leave', services);
    if (!found) return endedPage(context);
    const { words, language } = speak(context, found.subscriber);
    return show(context, language, words.leave.title, question(words.leave.ask, words.leave.button, 'leave'));
  });

  app.post('/l/:token', async (context) => {
    const found = await findByToken(context.req.param('token'), 'leave', services);
    if (!found) return endedPage(context);
    const { words, language } = speak(context, found.subscriber);
    await leave(found.subscriber.id, people);
    return show(context, language, words.leave.title, answer(words.leave.done));
  });
}

function addStopPage(app: OpenAPIHono<ApiEnv>, services: Services): void {
  const { people } = services;
  const findWords = async (token: string) => {
    const found = await findByToken(token, 'stop', services);
    const subscription = found?.query && (await people.subscriptions.find(found.subscriber.id, found.query));
    return found && subscription ? { subscriber: found.subscriber, subscription } : null;
  };

  app.get('/x/:token', async (context) => {
    const found = await findWords(context.req.param('token'));
    if (!found) return endedPage(context);
    const { words, language } = speak(context, found.subscriber);
    return show(
      context,
      language,
      words.stop.title,
      question(words.stop.ask(found.subscription.text), words.stop.button, 'stop', manageLink(found.subscriber, words)),
    );
  });

  app.post('/x/:token', async (context) => {
    const found = await findWords(context.req.param('token'));
    if (!found) return endedPage(context);
    const { words, language } = speak(context, found.subscriber);
    await stopWords(found.subscriber.id, found.subscription.query, people);
    return show(
      context,
      language,
      words.stop.title,
      answer(words.stop.done(found.subscription.text), manageLink(found.subscriber, words)),
    );
  });
}

function speak(context: Ctx, subscriber: Subscriber): { language: Language; words: PageWords } {
  const language = languageOf(context, subscriber.language);
  return { language, words: pageWords(language) };
}

const manageLink = ({ manageToken }: Subscriber, words: PageWords): Html =>
  html`<p class="soft"><a href="/m/${manageToken}">${words.manageLink}</a></p>`;

const question = (ask: string, button: string, wish: string, after?: Html): Html =>
  html`<p>${ask}</p>
    <form method="post">
      <input type="hidden" name="wish" value="${wish}" />
      <p><button class="go">${button}</button></p>
    </form>
    ${after ?? ''}`;

const answer = (done: string, after?: Html): Html =>
  html`<p>${done}</p>
    ${after ?? ''}`;

function show(context: Ctx, language: Language, title: string, body: Html) {
  const main = html`<div class="one">
    <div class="hd"><h1>${title}</h1></div>
    ${body}
  </div>`;
  const footer = pageWords(language).personalFooter;
  return renderPage(
    context,
    { title, current: 'manage', main, footer, isTranslated: true },
    { language, isPersonal: true },
  );
}

/** The same for a link that was never given, was used, or whose owner left. */
export function endedPage(context: Ctx) {
  const language = languageOf(context);
  const { ended, manage } = pageWords(language);
  const main = html`<div class="one">
    <div class="hd"><h1>${ended.title}</h1></div>
    <p>${ended.text}</p>
    <p><a href="/manage">${manage}</a></p>
  </div>`;
  return renderPage(
    context,
    { title: ended.title, current: 'manage', main, isTranslated: true },
    { language, isPersonal: true, status: 404 },
  );
}
