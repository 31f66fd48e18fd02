/** Our own words in the messages around an address. */
import type { Language } from '../../subscribers/subscriber.ts';

export interface NoticeWords {
  onAlertFor: (words: string) => string;
  confirmed: string;
  alert: string;
  digest: (time: string) => string;
  off: string;
  change: string;
  keepLink: string;
  linkSubject: string;
  linkAsked: string;
}

const en: NoticeWords = {
  onAlertFor: (words) => `You are on alert for ${words}`,
  confirmed: 'This address is confirmed. From now on you get:',
  alert: 'alert, within a minute',
  digest: (time) => `digest, every day at ${time}`,
  off: 'not by e-mail',
  change: 'Change words, times, quiet hours, or leave:',
  keepLink: 'Keep that link to yourself: whoever has it can change what you get.',
  linkSubject: 'Your link to manage all of it',
  linkAsked: 'Somebody, probably you, asked for the link that changes what this address gets:',
};

const id: NoticeWords = {
  onAlertFor: (words) => `Anda kini siaga untuk ${words}`,
  confirmed: 'Alamat ini sudah dikonfirmasi. Mulai sekarang Anda menerima:',
  alert: 'seketika, dalam satu menit',
  digest: (time) => `ringkasan, setiap hari pukul ${time}`,
  off: 'tidak lewat surel',
  change: 'Ubah kata, waktu, jam tenang, atau keluar:',
  keepLink: 'Simpan tautan itu sendiri: siapa pun yang memilikinya bisa mengubahnya.',
  linkSubject: 'Tautan Anda untuk mengelola semuanya',
  linkAsked: 'Seseorang, mungkin Anda, meminta tautan untuk mengubah kiriman ke alamat ini:',
};

const es: NoticeWords = {
  onAlertFor: (words) => `Usted está al tanto de ${words}`,
  confirmed: 'Esta dirección está confirmada. Desde ahora recibe:',
  alert: 'al instante, en un minuto',
  digest: (time) => `resumen, cada día a las ${time}`,
  off: 'no por correo',
  change: 'Cambiar palabras, horas, silencio, o salir:',
  keepLink: 'No comparta ese enlace: quien lo tenga puede cambiar lo que usted recibe.',
  linkSubject: 'Su enlace para administrarlo todo',
  linkAsked: 'Alguien, quizá usted, pidió el enlace que cambia lo que recibe esta dirección:',
};

const WORDS: Record<Language, NoticeWords> = { en, id, es };

export const noticeWordsIn = (language: Language): NoticeWords => WORDS[language];
