/** A sign-up as a form or a program sends it, read whole: either a sign-up, or everything that is wrong with it. */
import { parseQuery } from '../../shared/queries/parseQuery.ts';
import type { QueryError } from '../../shared/queries/query.ts';
import { type Address, type AddressReading, readEmail, readPhone } from '../../shared/subscribers/address.ts';
import { checkSettings, type SettingsChange } from '../../shared/subscribers/settings.ts';
import {
  type ChannelKind,
  DEFAULT_SETTINGS,
  type ModesChange,
  type Settings,
} from '../../shared/subscribers/subscriber.ts';
import type { Wish } from '../../shared/subscribers/watch.ts';
import { Problem, type ProblemCode, type ProblemPlace } from './problems.ts';

export interface SignUpForm extends Omit<SettingsChange, 'quietFrom' | 'quietTo'> {
  quietFrom?: string | undefined;
  quietTo?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  subscriptions: readonly WordsForm[];
}

export interface WordsForm {
  query: string;
  /** For every channel; `alert` when nothing is said. */
  mode?: 'alert' | 'digest' | undefined;
  modes?: ModesChange | undefined;
  urgent?: boolean | undefined;
}

export interface ReadSignUp {
  addresses: Address[];
  words: Wish[];
  settings: Settings;
}

/** Throws a `Problem` that names every place. */
export function readSignUp(form: SignUpForm, smsCountries: readonly string[]): ReadSignUp {
  const faults = new Faults();
  const addresses: Address[] = [];
  const add = (kind: ChannelKind, pointer: string, reading: AddressReading | null): void => {
    if (reading?.ok) addresses.push({ kind, address: reading.address });
    else if (reading) faults.add(reading.error.code, { pointer, detail: reading.error.message });
  };
  add('email', '#/email', form.email?.trim() ? readEmail(form.email) : null);
  add('sms', '#/phone', form.phone?.trim() ? readPhone(form.phone, smsCountries) : null);
  if (addresses.length === 0 && faults.isEmpty) {
    faults.add('address-missing', { pointer: '#/email', detail: 'Give an e-mail address, a mobile number, or both.' });
  }
  const words = form.subscriptions.flatMap((one, index) => {
    const reading = readWords(one, `#/subscriptions/${index}/query`, addresses);
    if (reading instanceof Problem) faults.addProblem(reading);
    return reading instanceof Problem ? [] : [reading];
  });
  const settings = readSettings(form, faults);
  faults.throwIfAny();
  return { addresses, words, settings };
}

/** Words as somebody wants to watch them, or the problem with them. */
export function readWords(
  { query: text, mode = 'alert', modes, urgent }: WordsForm,
  pointer: string,
  addresses: readonly Pick<Address, 'kind'>[],
): Wish | Problem {
  const reading = parseQuery(text);
  if (!reading.ok) return queryProblem(text, reading.error, pointer);
  const chosen = modes ?? Object.fromEntries(addresses.map(({ kind }) => [kind, mode]));
  return { query: reading.query, text: text.trim(), modes: chosen, ...(urgent !== undefined && { urgent }) };
}

export function queryProblem(
  text: string,
  { code, message, position, length, suggestion }: QueryError,
  pointer: string,
): Problem {
  const found = text.slice(position, position + length);
  const place = {
    pointer,
    code,
    position,
    length,
    found,
    detail: message,
    ...(suggestion !== undefined && { suggestion }),
  };
  return new Problem('query-syntax', message, { errors: [place], query: text });
}

function readSettings(form: SignUpForm, faults: Faults): Settings {
  const { language, timeZone, digestAt, emptyDigests, quietFrom, quietTo } = form;
  const change: SettingsChange = {
    timeZone: timeZone ?? null,
    digestAt: digestAt ?? null,
    quietFrom: quietFrom ?? null,
    quietTo: quietTo ?? null,
  };
  for (const { code, field, message } of checkSettings(change, {}))
    faults.add(code, { pointer: `#/${field}`, detail: message });
  return {
    language: language ?? DEFAULT_SETTINGS.language,
    timeZone: timeZone ?? DEFAULT_SETTINGS.timeZone,
    digestAt: digestAt ?? DEFAULT_SETTINGS.digestAt,
    emptyDigests: emptyDigests ?? DEFAULT_SETTINGS.emptyDigests,
    ...(quietFrom && quietTo && { quietFrom, quietTo }),
  };
}

/** Collects what is wrong; the first fault names the whole. */
class Faults {
  readonly #places: ProblemPlace[] = [];
  #first: { code: ProblemCode; query: string | undefined } | undefined;

  get isEmpty(): boolean {
    return this.#places.length === 0;
  }

  add(code: ProblemCode, place: ProblemPlace, query?: string): void {
    this.#first ??= { code, query };
    this.#places.push({ ...place, code: place.code ?? code });
  }

  addProblem({ code, errors, query }: Problem): void {
    for (const place of errors) this.add(code, place, query);
  }

  throwIfAny(): void {
    if (!this.#first) return;
    const { code, query } = this.#first;
    throw new Problem(code, this.#places.map(({ detail }) => detail).join(' '), {
      errors: this.#places,
      ...(query !== undefined && { query }),
    });
  }
}
