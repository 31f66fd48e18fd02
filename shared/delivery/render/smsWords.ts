/** Our own words in SMS: as few as possible. What is not in GSM-7 is folded, as everything is. */
import type { Language } from '../../subscribers/subscriber.ts';

export interface SmsWords {
  several: (count: number, inMinute: boolean) => string;
  first: string;
  digest: (count: number) => string;
  stop: string;
  code: (code: string) => string;
  /** Once after verifying. */
  stopLink: (words: string, cap: number, link: string, canReply: boolean) => string;
  link: (link: string) => string;
  /** The texts of the day are used up. */
  cap: (cap: number, digestAt: string, link: string, hasEmail: boolean) => string;
}

const en: SmsWords = {
  several: (count, inMinute) => `${count} stories${inMinute ? ' in a minute' : ''}`,
  first: 'First',
  digest: (count) => `${count} ${count === 1 ? 'story' : 'stories'}`,
  stop: 'Stop:',
  code: (code) =>
    `Siaga code: ${code}. Valid 10 minutes. Nobody from Siaga will ask you for it. Not you? Ignore this: without the code nothing is sent.`,
  stopLink: (words, cap, link, canReply) =>
    `Siaga: this number now gets alerts for ${words}, at most ${cap} a day. To stop: ${canReply ? 'reply STOP or ' : ''}${link}`,
  link: (link) => `Siaga: your link to change or stop what you get. Keep it to yourself: ${link}`,
  cap: (cap, digestAt, link, hasEmail) =>
    `Siaga: ${cap} texts today, your limit. What follows comes in your ${hasEmail ? 'e-mail ' : ''}digest at ${digestAt}. Texts go on tomorrow. ${link}`,
};

const id: SmsWords = {
  several: (count, inMinute) => `${count} berita${inMinute ? ' dalam semenit' : ''}`,
  first: 'Pertama',
  digest: (count) => `${count} berita`,
  stop: 'Stop:',
  code: (code) =>
    `Kode Siaga: ${code}. Berlaku 10 menit. Siaga tidak akan memintanya. Bukan Anda? Abaikan: tanpa kode ini tidak ada yang dikirim.`,
  stopLink: (words, cap, link, canReply) =>
    `Siaga: nomor ini kini menerima ${words}, paling banyak ${cap} sehari. Berhenti: ${canReply ? 'balas STOP atau ' : ''}${link}`,
  link: (link) => `Siaga: tautan Anda untuk mengubah atau menghentikan pesan. Simpan sendiri: ${link}`,
  cap: (cap, digestAt, link, hasEmail) =>
    `Siaga: ${cap} SMS hari ini, batas Anda. Selebihnya ada di ringkasan ${hasEmail ? 'surel ' : ''}pukul ${digestAt}. Besok lanjut. ${link}`,
};

const es: SmsWords = {
  several: (count, inMinute) => `${count} noticias${inMinute ? ' en un minuto' : ''}`,
  first: 'Primera',
  digest: (count) => `${count} ${count === 1 ? 'noticia' : 'noticias'}`,
  stop: 'Salir:',
  code: (code) =>
    `Clave Siaga: ${code}. Vale 10 minutos. Nadie de Siaga la pide. ¿No es usted? Ignore esto: sin la clave no se manda nada.`,
  stopLink: (words, cap, link, canReply) =>
    `Siaga: este número recibe alertas de ${words}, hasta ${cap} al día. Para salir: ${canReply ? 'responda STOP o ' : ''}${link}`,
  link: (link) => `Siaga: su enlace para cambiar o dejar lo que recibe. No lo comparta: ${link}`,
  cap: (cap, digestAt, link, hasEmail) =>
    `Siaga: ${cap} SMS hoy, su límite. Lo demás llega en su resumen ${hasEmail ? 'por correo ' : ''}a las ${digestAt}. Mañana siguen. ${link}`,
};

const WORDS: Record<Language, SmsWords> = { en, id, es };

export const smsWordsIn = (language: Language): SmsWords => WORDS[language];
