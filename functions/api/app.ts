/**
 * The whole of HTTP: the JSON API under /v1 and the pages, one router.
 *
 * A GET changes nothing, whatever link it follows: programs open links in mails before people do. What changes something
 * is a POST whose secret stands in its own path or form, so no cookie and no foreign page can trigger it.
 */
import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { Problem, problemBody, PROBLEMS, type ProblemPlace } from './problems.ts';
import { addFeedRoutes } from './routes/feeds.ts';
import { addMeRoutes } from './routes/me.ts';
import { addSignUpRoutes } from './routes/signUps.ts';
import { addSubscriptionRoutes } from './routes/subscriptions.ts';
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
  });
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

  app.notFound((context) => {
    const problem = new Problem('not-found', 'This path is not known. The API is described at /docs.');
    return context.json(problemBody(problem, publicUrl, context.req.path), 404, problemJson);
  });
  app.onError((error, context) => {
    const problem = toProblem(error, services);
    return context.json(problemBody(problem, publicUrl, context.req.path), PROBLEMS[problem.code].status, problemJson);
  });
  return app;
}

const problemJson = { 'Content-Type': 'application/problem+json' };

/** What nobody foresaw is logged whole and told without its details. */
function toProblem(error: unknown, { log }: Services): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HTTPException && error.status === 400) {
    return new Problem('json-invalid', 'The body cannot be read as JSON. Check its quotes, commas and braces.');
  }
  log.error('A request failed', { error });
  return new Problem('internal', 'It has been noted. Try again; what was accepted before is kept.');
}

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
