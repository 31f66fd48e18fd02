/**
 * The whole of HTTP: the JSON API under /v1 and the pages, one router.
 *
 * A GET changes nothing, whatever link it follows: programs open links in mails before people do. What changes something
 * is a POST whose secret stands in its own path or form, so no cookie and no foreign page can trigger it.
 */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html } from 'hono/html';
import { HTTPException } from 'hono/http-exception';
import { addDigestPages } from './pages/digest.ts';
import { addHomePage } from './pages/home.ts';
import { addKeptPage } from './pages/kept.ts';
import { languageOf, renderPage, STYLE_PATH } from './pages/layout.ts';
import { addLinkPages } from './pages/links.ts';
import { addManagePages } from './pages/manage.ts';
import { addReference } from './pages/reference.ts';
import { addSignUpPages } from './pages/signUp.ts';
import { addSourcesPage } from './pages/sources.ts';
import { addStoryPage } from './pages/story.ts';
import { STYLE } from './pages/style.ts';
import { Problem, problemBody, PROBLEMS, type ProblemPlace } from './problems.ts';
import { addArticleRoutes } from './routes/articles.ts';
import { addDigestRoutes } from './routes/digests.ts';
import { addFeedRoutes } from './routes/feeds.ts';
import { addMeRoutes } from './routes/me.ts';
import { addOpmlRoutes } from './routes/opml.ts';
import { addSignUpRoutes } from './routes/signUps.ts';
import { addSubscriptionRoutes } from './routes/subscriptions.ts';
import { addWebSubRoutes } from './routes/websub.ts';
import type { ApiEnv, Services } from './services.ts';

export const LARGEST_BODY = 64 * 1024;

export function createApp(services: Services): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) throw invalidRequest(result.error.issues);
    },
  });
  const { publicUrl } = services.config;

  app.use(async (context, next) => {
    await next();
    context.header('X-Content-Type-Options', 'nosniff');
    if (context.req.path.startsWith('/v1/') && !context.res.headers.has('Cache-Control'))
      context.header('Cache-Control', 'no-store');
  });
  // What may be larger comes before the limit of everything else.
  addOpmlRoutes(app, services);
  addWebSubRoutes(app, services);
  app.use(
    bodyLimit({
      maxSize: LARGEST_BODY,
      onError: () => {
        throw new Problem('body-too-large', `A request may have ${LARGEST_BODY / 1024} KiB. Send less at once.`);
      },
    }),
  );

  addSignUpRoutes(app, services);
  addMeRoutes(app, services);
  addSubscriptionRoutes(app, services);
  addFeedRoutes(app, services);
  addArticleRoutes(app, services);
  addDigestRoutes(app, services);
  addPages(app, services);

  const answer = (problem: Problem, context: Context<ApiEnv>) =>
    context.req.path.startsWith('/v1/')
      ? context.json(problemBody(problem, publicUrl, context.req.path), PROBLEMS[problem.code].status, problemJson)
      : renderProblem(context, problem);
  app.notFound((context) =>
    answer(new Problem('not-found', 'This path is not known. The API is described at /docs.'), context),
  );
  app.onError((error, context) => answer(toProblem(error, services), context));
  return app;
}

function addPages(app: OpenAPIHono<ApiEnv>, services: Services): void {
  addHomePage(app, services);
  addSignUpPages(app, services);
  addManagePages(app, services);
  addLinkPages(app, services);
  addStoryPage(app, services);
  addDigestPages(app, services);
  addSourcesPage(app, services);
  addKeptPage(app);
  addReference(app, services);
  app.get(STYLE_PATH, (context) =>
    context.body(STYLE, 200, {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': 'public, max-age=31536000, immutable',
    }),
  );
}

function renderProblem(context: Context<ApiEnv>, problem: Problem) {
  const { title, status } = PROBLEMS[problem.code];
  const main = html`<div class="one">
    <div class="hd"><h1>${title}</h1></div>
    <p>${problem.message}</p>
  </div>`;
  return renderPage(context, { title, main }, { language: languageOf(context), isPersonal: false, status });
}

const problemJson = { 'Content-Type': 'application/problem+json' };

/** What nobody foresaw is logged whole and told without its details. */
function toProblem(error: unknown, { log }: Services): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HTTPException && error.status === 400) {
    return new Problem('json-invalid', 'The body cannot be read as JSON. Check its quotes, commas and braces.');
  }
  log.error('A request failed', { error });
  if (isPassing(error))
    return new Problem('try-again', 'A service behind this one did not answer. Try again in a minute.');
  return new Problem('internal', 'It has been noted. Try again; what was accepted before is kept.');
}

/** Throttling, a timeout, a 5xx: the same request may work a minute later. */
const isPassing = (error: unknown): boolean =>
  error instanceof Error && ('$retryable' in error || /Throttl|Timeout|Unavailable/.test(error.name));

/** The issues as zod tells them. */
interface Issue {
  path: PropertyKey[];
  message: string;
}

function invalidRequest(issues: readonly Issue[]): Problem {
  const errors = issues.map(({ path, message }): ProblemPlace => ({
    pointer: ['#', ...path.map(String)].join('/'),
    detail: message,
  }));
  const detail = errors.map(({ pointer, detail }) => `${pointer}: ${detail}.`).join(' ');
  return new Problem('request-invalid', detail, { errors });
}
