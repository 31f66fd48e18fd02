/**
 * Our own words on pages, in the three languages. Indonesian says Anda, Spanish usted; one word for each thing, as in
 * messages. What an outlet wrote is never translated.
 */
import type { Language } from '../../../shared/subscribers/subscriber.ts';

export interface PageWords {
  toContent: string;
  pages: string;
  language: string;
  news: string;
  sources: string;
  manage: string;
  footer: string;
  personalFooter: string;
  kept: string;
  stop: { title: string; ask: (words: string) => string; button: string; done: (words: string) => string };
  pause: { title: string; ask: string; button: string; done: string };
  resume: { title: string; ask: string; button: string; done: string };
  leave: { title: string; ask: string; button: string; done: string };
  manageLink: string;
  ended: { title: string; text: string };
}

const en: PageWords = {
  toContent: 'To the content',
  pages: 'Pages',
  language: 'Language',
  news: 'News',
  sources: 'Sources',
  manage: 'Manage',
  footer: 'Siaga keeps headlines and excerpts for 30 days and links to the outlets.',
  personalFooter: 'This page opens with the link in your messages; keep it to yourself.',
  kept: 'What is kept about you',
  stop: {
    title: 'Stop these words',
    ask: (words) => `Nothing more will be sent to you for ${words}.`,
    button: 'Stop',
    done: (words) => `${words} is stopped. Nothing more will be sent for it.`,
  },
  pause: {
    title: 'Pause everything',
    ask: 'Nothing will be sent until you go on. What comes meanwhile is gathered.',
    button: 'Pause',
    done: 'Paused. Nothing will be sent until you go on.',
  },
  resume: {
    title: 'Everything is paused',
    ask: 'Go on: what came meanwhile follows within a minute, or with the next digest.',
    button: 'Go on',
    done: 'Messages go on.',
  },
  leave: {
    title: 'Leave Siaga',
    ask: 'Ends every message on every channel and deletes all that is kept about you. Backups keep it for 35 days.',
    button: 'Leave',
    done: 'You have left. Nothing more will be sent, and what was kept about you is being deleted.',
  },
  manageLink: 'Manage your words',
  ended: {
    title: 'This link has ended',
    text: 'What it stood for was stopped or left before. A new link is sent to an address that is signed up: on the page “Manage”.',
  },
};

const id: PageWords = {
  toContent: 'Ke isi halaman',
  pages: 'Halaman',
  language: 'Bahasa',
  news: 'Berita',
  sources: 'Sumber',
  manage: 'Kelola',
  footer: 'Siaga menyimpan judul dan kutipan selama 30 hari dan menautkan ke media.',
  personalFooter: 'Halaman ini dibuka dengan tautan dalam pesan Anda; simpanlah untuk diri sendiri.',
  kept: 'Yang disimpan tentang Anda',
  stop: {
    title: 'Hentikan kata ini',
    ask: (words) => `Tidak ada lagi yang dikirim kepada Anda untuk ${words}.`,
    button: 'Hentikan',
    done: (words) => `${words} dihentikan. Tidak ada lagi yang dikirim untuknya.`,
  },
  pause: {
    title: 'Jeda semuanya',
    ask: 'Tidak ada yang dikirim sampai Anda melanjutkan. Yang datang sementara itu dikumpulkan.',
    button: 'Jeda',
    done: 'Dijeda. Tidak ada yang dikirim sampai Anda melanjutkan.',
  },
  resume: {
    title: 'Semuanya sedang dijeda',
    ask: 'Lanjutkan: yang datang sementara itu menyusul dalam semenit, atau dengan ringkasan berikutnya.',
    button: 'Lanjutkan',
    done: 'Pesan dilanjutkan.',
  },
  leave: {
    title: 'Keluar dari Siaga',
    ask: 'Mengakhiri semua pesan di semua saluran dan menghapus semua yang disimpan tentang Anda. Cadangan menyimpannya 35 hari.',
    button: 'Keluar',
    done: 'Anda telah keluar. Tidak ada lagi yang dikirim, dan yang disimpan tentang Anda sedang dihapus.',
  },
  manageLink: 'Kelola kata Anda',
  ended: {
    title: 'Tautan ini sudah berakhir',
    text: 'Yang diwakilinya sudah dihentikan. Tautan baru dikirim ke alamat yang terdaftar: di halaman “Kelola”.',
  },
};

const es: PageWords = {
  toContent: 'Al contenido',
  pages: 'Páginas',
  language: 'Idioma',
  news: 'Noticias',
  sources: 'Fuentes',
  manage: 'Gestionar',
  footer: 'Siaga guarda titulares y extractos durante 30 días y enlaza con los medios.',
  personalFooter: 'Esta página se abre con el enlace de sus mensajes; no lo comparta.',
  kept: 'Lo que se guarda sobre usted',
  stop: {
    title: 'Dejar estas palabras',
    ask: (words) => `No se le enviará nada más por ${words}.`,
    button: 'Dejar',
    done: (words) => `${words} queda sin vigilar. No se enviará nada más por ello.`,
  },
  pause: {
    title: 'Pausar todo',
    ask: 'No se enviará nada hasta que usted continúe. Lo que llegue mientras tanto se reúne.',
    button: 'Pausar',
    done: 'En pausa. No se enviará nada hasta que usted continúe.',
  },
  resume: {
    title: 'Todo está en pausa',
    ask: 'Continuar: lo que llegó mientras tanto sigue en un minuto, o con el próximo resumen.',
    button: 'Continuar',
    done: 'Los mensajes continúan.',
  },
  leave: {
    title: 'Salir de Siaga',
    ask: 'Termina todos los mensajes en todos los canales y borra todo lo que se guarda sobre usted. Las copias de seguridad lo guardan 35 días.',
    button: 'Salir',
    done: 'Usted ha salido. No se enviará nada más, y lo que se guardaba sobre usted se está borrando.',
  },
  manageLink: 'Gestionar sus palabras',
  ended: {
    title: 'Este enlace ha terminado',
    text: 'Lo que representaba ya se dejó. Un enlace nuevo se envía a una dirección registrada: en la página “Gestionar”.',
  },
};

const all: Record<Language, PageWords> = { en, id, es };

export const pageWords = (language: Language): PageWords => all[language];
