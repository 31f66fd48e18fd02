/**
 * What every page has: header, one main part, a footer of one line; and the headers that keep a hostile headline, a
 * curious proxy and a foreign frame out. No page runs a script.
 */
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { hash } from '../../../shared/platform/ids.ts';
import { Language } from '../../../shared/subscribers/subscriber.ts';
import { STYLE } from './style.ts';
import { type PageWords, pageWords } from './words.ts';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The name changes with the content, so it may be kept for ever. */
export const STYLE_PATH = `/style-${hash(STYLE, 8)}.css`;

const SECURITY = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
} as const;

export interface Page {
  title: string;
  /** Where in the header it stands. */
  current?: 'news' | 'sources' | 'manage' | 'api';
  main: Html;
  /** Whether our words in `main` are in the page's language; English otherwise, and said to be. */
  isTranslated?: boolean;
  footer?: string;
}

/** `cache`: whether others may keep the page for a minute; a personal page is kept by nobody. */
export interface PageOptions {
  language: Language;
  isPersonal: boolean;
  status?: 200 | 202 | 400 | 401 | 403 | 404 | 409 | 413 | 422 | 500 | 503;
}

export function renderPage(context: Context, page: Page, { language, isPersonal, status = 200 }: PageOptions) {
  const cache = isPersonal || status !== 200 ? 'no-store' : 'public, max-age=30';
  for (const [name, value] of Object.entries({ ...SECURITY, 'Cache-Control': cache, Vary: 'Accept-Language' })) {
    context.header(name, value);
  }
  if (isPersonal) context.header('X-Robots-Tag', 'noindex');
  return context.html(layout(page, context.req.path, language, pageWords(language)), status);
}

function layout(
  { title, current, main, footer, isTranslated = false }: Page,
  path: string,
  language: Language,
  words: PageWords,
): Html {
  const link = (href: string, name: string, key: Page['current']): Html =>
    html`<a href="${href}?lang=${language}" ${current === key ? html` aria-current="page"` : ''}>${name}</a>`;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Siaga</title>
        <link rel="stylesheet" href="${STYLE_PATH}" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <a class="skip" href="#main">${words.toContent}</a>
        <header>
          <div class="wrap">
            <a class="brand" href="/?lang=${language}">Siaga</a>
            <nav aria-label="${words.pages}">
              ${link('/', words.news, 'news')}${link('/sources', words.sources, 'sources')}${link('/manage', words.manage, 'manage')}${link('/docs', 'API', 'api')}
            </nav>
            <nav class="lang" aria-label="${words.language}">
              ${Language.options.map((one) => languageLink(one, language, path))}
            </nav>
          </div>
        </header>
        <main id="main" class="wrap" ${isTranslated || language === 'en' ? '' : html` lang="en"`}>${main}</main>
        <footer>
          <div class="wrap">${footer ?? words.footer} <a href="/kept?lang=${language}">${words.kept}</a></div>
        </footer>
      </body>
    </html>`;
}

const NAMES: Record<Language, string> = { en: 'English', id: 'Bahasa Indonesia', es: 'Español' };

function languageLink(one: Language, current: Language, path: string): Html {
  const isCurrent = one === current ? html` aria-current="true"` : '';
  // Two slashes at the beginning would lead to another host.
  return html`<a href="${path.replace(/^[/\\]+/, '/')}?lang=${one}" lang="${one}" title="${NAMES[one]}" ${isCurrent}
    >${one.toUpperCase()}</a
  >`;
}

/** As asked by `?lang`, else the subscriber's, else the first of the browser's that we speak. */
export function languageOf(context: Context, own?: Language): Language {
  const asked = Language.safeParse(context.req.query('lang'));
  if (asked.success) return asked.data;
  if (own) return own;
  const wanted = (context.req.header('accept-language') ?? '')
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase());
  return Language.options.find((one) => one === wanted.find((two) => Language.safeParse(two).success)) ?? 'en';
}
