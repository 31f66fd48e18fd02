/**
 * Our own words, in the three languages. One word for each thing: your words, story, alert, digest, outlet. Indonesian
 * says Anda, Spanish usted. What other people wrote is never translated.
 */
import type { Language } from '../../subscribers/subscriber.ts';

export interface Words {
  /** Of the languages that Intl knows, the one that writes dates and plurals as we do. */
  locale: string;
  field: Record<'title' | 'text' | 'source' | 'author' | 'category' | 'lang', string>;
  why: string;
  yourWords: string;
  alsoIn: string;
  allOutlets: string;
  stories: Plural;
  outlets: Plural;
  articles: Plural;
  more: Plural;
  andMore: Plural;
  hours: Plural;
  inOneMinute: string;
  held: (from: string, to: string) => string;
  whileQuiet: (stories: string, words: string) => string;
  storiesFor: (stories: string, words: string) => string;
  urgentHint: string;
  digestTitle: string;
  hoursFrom: (hours: string, from: string) => string;
  nothingHere: string;
  noneIn30Days: string;
  sharedWithAbove: string;
  nothingFor: (words: string) => string;
  /** Queries, in the readers' word for them. */
  yourWordsCount: Plural;
  nothingMatched: (hours: string, from: string) => string;
  lastMatch: (when: string, count: string) => string;
  emptyAsked: string;
  moreOnPage: string;
  onTheWeb: string;
  stopWords: string;
  pause: string;
  manage: string;
  manageSome: string;
  leave: string;
  leaveHint: string;
  amazon: string;
}

/** By the categories of Intl.PluralRules; `#` is the number. */
export interface Plural {
  one?: string;
  other: string;
}

const en: Words = {
  locale: 'en',
  field: { title: 'title', text: 'text', source: 'outlet', author: 'author', category: 'category', lang: 'language' },
  why: 'Why',
  yourWords: 'your words',
  alsoIn: 'also in',
  allOutlets: 'All outlets, in order:',
  stories: { one: '# story', other: '# stories' },
  outlets: { one: '# outlet', other: '# outlets' },
  articles: { one: '# article', other: '# articles' },
  more: { other: '# more' },
  andMore: { other: 'and # more' },
  hours: { one: '# hour', other: '# hours' },
  inOneMinute: 'in one minute',
  held: (from, to) => `Held in your quiet hours: ${from} to ${to}`,
  whileQuiet: (stories, words) => `While it was quiet: ${stories} for ${words}`,
  storiesFor: (stories, words) => `${stories} for ${words}`,
  urgentHint: 'Should some words wake you? Mark them urgent: they break through.',
  digestTitle: 'Your digest',
  hoursFrom: (hours, from) => `${hours} from ${from}`,
  nothingHere: 'nothing',
  noneIn30Days: 'None in 30 days.',
  sharedWithAbove: 'All of it stands above.',
  nothingFor: (words) => `nothing for your ${words}`,
  yourWordsCount: { one: 'words', other: '# words' },
  nothingMatched: (hours, from) => `Nothing matched in the ${hours} since ${from}.`,
  lastMatch: (when, count) => `last match ${when}; ${count} in 30 days`,
  emptyAsked: 'You asked for this message on empty days too. "Manage" ends that.',
  moreOnPage: 'more on the page below',
  onTheWeb: 'On the web, as RSS, JSON or CSV:',
  stopWords: 'Stop these words:',
  pause: 'Pause everything:',
  manage: 'Manage:',
  manageSome: 'Manage, or stop some:',
  leave: 'Not you? Leave:',
  leaveHint: 'One button there deletes all that is kept about this address.',
  amazon: 'Amazon adds one more link below. It ends all e-mail from Siaga.',
};

const id: Words = {
  locale: 'id',
  field: { title: 'judul', text: 'isi', source: 'media', author: 'penulis', category: 'kategori', lang: 'bahasa' },
  why: 'Mengapa',
  yourWords: 'kata Anda',
  alsoIn: 'juga di',
  allOutlets: 'Semua media, berurutan:',
  stories: { other: '# berita' },
  outlets: { other: '# media' },
  articles: { other: '# artikel' },
  more: { other: '# lagi' },
  andMore: { other: 'dan # lagi' },
  hours: { other: '# jam' },
  inOneMinute: 'dalam satu menit',
  held: (from, to) => `Ditahan selama jam tenang Anda: ${from} sampai ${to}`,
  whileQuiet: (stories, words) => `Selama jam tenang: ${stories} untuk ${words}`,
  storiesFor: (stories, words) => `${stories} untuk ${words}`,
  urgentHint: 'Perlu dibangunkan untuk kata tertentu? Tandai sebagai mendesak.',
  digestTitle: 'Ringkasan Anda',
  hoursFrom: (hours, from) => `${hours} sejak ${from}`,
  nothingHere: 'tidak ada',
  noneIn30Days: 'Tidak ada dalam 30 hari.',
  sharedWithAbove: 'Semuanya sudah tercantum di atas.',
  nothingFor: (words) => `tidak ada untuk ${words} Anda`,
  yourWordsCount: { other: '# kata' },
  nothingMatched: (hours, from) => `Tidak ada yang cocok dalam ${hours} sejak ${from}.`,
  lastMatch: (when, count) => `terakhir cocok ${when}; ${count} dalam 30 hari`,
  emptyAsked: 'Anda meminta pesan ini juga pada hari kosong. "Kelola" mengakhirinya.',
  moreOnPage: 'selebihnya di halaman di bawah',
  onTheWeb: 'Di web, sebagai RSS, JSON, atau CSV:',
  stopWords: 'Hentikan kata ini:',
  pause: 'Jeda semuanya:',
  manage: 'Kelola:',
  manageSome: 'Kelola, atau hentikan sebagian:',
  leave: 'Bukan Anda? Keluar:',
  leaveHint: 'Satu tombol di sana menghapus semua data tentang alamat ini.',
  amazon: 'Tautan Amazon di bawah ini menghentikan semua surel dari Siaga.',
};

const es: Words = {
  locale: 'es',
  field: { title: 'título', text: 'texto', source: 'medio', author: 'autor', category: 'categoría', lang: 'idioma' },
  why: 'Por qué',
  yourWords: 'sus palabras',
  alsoIn: 'también en',
  allOutlets: 'Todos los medios, en orden:',
  stories: { one: '# noticia', other: '# noticias' },
  outlets: { one: '# medio', other: '# medios' },
  articles: { one: '# artículo', other: '# artículos' },
  more: { other: '# más' },
  andMore: { other: 'y # más' },
  hours: { one: '# hora', other: '# horas' },
  inOneMinute: 'en un minuto',
  held: (from, to) => `Retenido en sus horas de silencio: ${from} a ${to}`,
  whileQuiet: (stories, words) => `En sus horas de silencio: ${stories} para ${words}`,
  storiesFor: (stories, words) => `${stories} para ${words}`,
  urgentHint: '¿Deben despertarle algunas palabras? Márquelas como urgentes.',
  digestTitle: 'Su resumen',
  hoursFrom: (hours, from) => `${hours} desde ${from}`,
  nothingHere: 'nada',
  noneIn30Days: 'Ninguna en 30 días.',
  sharedWithAbove: 'Todo está ya más arriba.',
  nothingFor: (words) => `nada para sus ${words}`,
  yourWordsCount: { one: 'palabras', other: '# palabras' },
  nothingMatched: (hours, from) => `Nada coincidió en las ${hours} desde ${from}.`,
  lastMatch: (when, count) => `última coincidencia ${when}; ${count} en 30 días`,
  emptyAsked: 'Usted pidió este mensaje también en días vacíos. "Administrar" lo termina.',
  moreOnPage: 'más en la página de abajo',
  onTheWeb: 'En la web, como RSS, JSON o CSV:',
  stopWords: 'Dejar estas palabras:',
  pause: 'Pausar todo:',
  manage: 'Administrar:',
  manageSome: 'Administrar, o dejar algunas:',
  leave: '¿No es usted? Salir:',
  leaveHint: 'Un botón allí borra todo lo que se guarda de esta dirección.',
  amazon: 'El enlace que Amazon añade abajo anula todos los correos de Siaga.',
};

const WORDS: Record<Language, Words> = { en, id, es };

export const wordsIn = (language: Language): Words => WORDS[language];

/** `3 stories`, with the number as the language writes it. */
export function count({ locale }: Words, plural: Plural, number: number): string {
  const { plurals, numbers } = rulesOf(locale);
  const text = plurals.select(number) === 'one' ? (plural.one ?? plural.other) : plural.other;
  return text.replace('#', numbers.format(number));
}

interface Rules {
  plurals: Intl.PluralRules;
  numbers: Intl.NumberFormat;
}

const known = new Map<string, Rules>();

function rulesOf(locale: string): Rules {
  const rules = known.get(locale) ?? { plurals: new Intl.PluralRules(locale), numbers: new Intl.NumberFormat(locale) };
  known.set(locale, rules);
  return rules;
}

/** As the first word of a line. */
export const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
