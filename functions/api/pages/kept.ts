/** What is kept about people, in plain words. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { html } from 'hono/html';
import type { ApiEnv } from '../services.ts';
import { languageOf, renderPage } from './layout.ts';

export function addKeptPage(app: OpenAPIHono<ApiEnv>): void {
  app.get('/kept', (context) => {
    const main = html`<div class="one">
      <div class="hd"><h1>What is kept about you</h1></div>
      <ul class="rows">
        <li>Your addresses, your words, your language, time zone and times.</li>
        <li>
          For 35 days, which stories your words met; for 400 days, what was sent, when, and whether Amazon accepted it.
        </li>
        <li>For an hour or a day, how often your network and your address asked for something, as hashes.</li>
      </ul>
      <p>
        It is used for these messages only. Amazon Web Services sends them, in the operator’s account, and knows the
        addresses for that. There are no cookies, and no page loads anything from elsewhere.
      </p>
      <p>
        Leaving deletes all of it within minutes. Backups keep it for 35 days more. An address that never confirms is
        forgotten after two days, one that left by Amazon’s own link after a week.
      </p>
      <p>All that is kept can be read: <code>GET /v1/me</code>, or the page behind your personal link.</p>
    </div>`;
    return renderPage(
      context,
      { title: 'What is kept about you', main },
      { language: languageOf(context), isPersonal: false },
    );
  });
}
