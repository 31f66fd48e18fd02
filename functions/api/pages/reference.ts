/** The API as a page, made from its own OpenAPI document: nothing loads from elsewhere. And a page for each problem. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { html } from 'hono/html';
import * as z from 'zod';
import { type ProblemCode, PROBLEMS } from '../problems.ts';
import type { ApiEnv, Services } from '../services.ts';
import { type Html, languageOf, renderPage } from './layout.ts';

const OPENAPI = '3.1.0';

export function addReference(app: OpenAPIHono<ApiEnv>, { config }: Services): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'personalLink', {
    type: 'http',
    scheme: 'bearer',
    description: 'The secret of a personal link: what follows /m/ in it',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'operatorKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'The operator’s key',
  });
  const documentOf = () =>
    app.getOpenAPI31Document({
      openapi: OPENAPI,
      info: {
        title: 'Siaga',
        version: '1',
        description: 'Tells people that the words they care about have appeared in the news.',
      },
      servers: [{ url: config.publicUrl }],
    });

  app.get('/openapi.json', (context) => context.json(documentOf(), 200, { 'Cache-Control': 'public, max-age=300' }));
  app.get('/v1/health', (context) => context.json({ status: 'ok' }, 200, { 'Cache-Control': 'no-store' }));
  app.get('/docs', (context) =>
    renderPage(
      context,
      { title: 'API', current: 'api', main: renderReference(Document.parse(documentOf())) },
      { language: languageOf(context), isPersonal: false },
    ),
  );
  app.get('/problems/:code', (context) => {
    const code = context.req.param('code');
    const language = languageOf(context);
    if (!isProblemCode(code)) return context.notFound();
    const { title, status } = PROBLEMS[code];
    const main = html`<div class="one">
      <div class="hd"><h1>${title}</h1></div>
      <p>
        The API answers <code>${code}</code> with status ${status}. The <code>detail</code> of the answer names the
        place and the way out.
      </p>
      <p><a href="/docs">The API</a></p>
    </div>`;
    return renderPage(context, { title, current: 'api', main }, { language, isPersonal: false });
  });
}

const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(PROBLEMS, code);

/** What the page shows of the document. */
const Operation = z.object({
  summary: z.string().default(''),
  description: z.string().optional(),
  security: z.array(z.record(z.string(), z.unknown())).default([]),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean().default(false),
        schema: z.unknown().optional(),
      }),
    )
    .default([]),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.object({ description: z.string() })),
});
type Operation = z.infer<typeof Operation>;
const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), Operation)) });
type Document = z.infer<typeof Document>;

function renderReference({ paths }: Document): Html {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => renderOperation(method, path, operation)),
  );
  return html`<div class="hd">
      <h1>API</h1>
      <span class="soft"><a href="/openapi.json">openapi.json</a></span>
    </div>
    <p>
      JSON in, JSON out; errors are problems by RFC 9457, whose <code>type</code> leads to a page. Personal routes take
      the secret of a personal link (what follows <code>/m/</code> in it), feeds the operator’s key, as
      <code>Authorization: Bearer …</code>.
    </p>
    ${operations}`;
}

function renderOperation(method: string, path: string, operation: Operation): Html {
  const { summary, description, security, parameters, requestBody, responses } = operation;
  const who = security
    .flatMap((one) => Object.keys(one))
    .map((name) => (name === 'operatorKey' ? 'operator’s key' : 'personal link'));
  const answers = Object.entries(responses).filter(([status]) => status !== 'default');
  return html`<section>
    <h2><code>${method.toUpperCase()} ${path}</code></h2>
    <p>${summary}.${who.length > 0 ? html` <span class="soft">Needs: ${who.join(' or ')}.</span>` : ''}</p>
    ${description ? html`<p class="soft">${description}</p>` : ''}
    ${
      parameters.length > 0
        ? html`<ul>
            ${parameters.map(({ name, in: where, required, schema }) => html`<li><code>${name}</code> <span class="soft">${where}${required ? ', required' : ''}: ${JSON.stringify(schema)}</span></li>`)}
          </ul>`
        : ''
    }
    ${
      requestBody === undefined
        ? ''
        : html`<details>
            <summary>Body</summary>
            <pre>${JSON.stringify(requestBody, null, 2)}</pre>
          </details>`
    }
    <ul>
      ${answers.map(([status, answer]) => html`<li><code>${status}</code> ${answer.description}</li>`)}
    </ul>
  </section>`;
}
