/** Fields for a time zone and a language, the same on every page. */
import { html } from 'hono/html';
import { Language } from '../../../shared/subscribers/subscriber.ts';
import type { Html } from './layout.ts';

const NAMES: Record<Language, string> = { en: 'English', id: 'Bahasa Indonesia', es: 'Español' };

/** A list to choose from, and any other name of the IANA list can be typed. */
export const zoneField = (value: string, attributes: Html): Html =>
  html`<input id="z" name="timeZone" list="zones" autocomplete="off" value="${value}" ${attributes} /><datalist
      id="zones"
    >
      ${Intl.supportedValuesOf('timeZone').map((zone) => html`<option value="${zone}"></option>`)}
    </datalist>`;

export const languageOptions = (chosen: Language): Html[] =>
  Language.options.map(
    (one) => html`<option value="${one}" lang="${one}" ${one === chosen ? html` selected` : ''}>${NAMES[one]}</option>`,
  );
