/** The words of one's own page, in the three languages. */
import type { DeliveryState } from '../../../../shared/delivery/delivery.ts';
import type { Language, Mode } from '../../../../shared/subscribers/subscriber.ts';

export interface ManageWords {
  title: string;
  now: (time: string) => string;
  pauseAll: string;
  goOn: string;
  paused: string;
  watchMore: string;
  when: string;
  watch: string;
  nothingYet: string;
  proposed: { before: string; after: (mode: string) => string; drop: string };
  modes: Record<Mode, string>;
  columns: {
    words: string;
    how: string;
    days: (days: number) => string;
    perDay: string;
    last: string;
    actions: string;
  };
  urgent: string;
  change: string;
  stop: string;
  never: string;
  storiesInDays: (stories: number, days: number) => string;
  digestAt: string;
  quietFrom: string;
  quietTo: string;
  timeZone: string;
  language: string;
  emptyDigests: string;
  save: string;
  where: string;
  states: { pending: string; verified: string };
  code: string;
  confirm: string;
  addPhone: string;
  add: string;
  removePhone: string;
  elsewhere: string;
  digestNow: string;
  privateFeed: string;
  feedNote: string;
  sent: string;
  sentNothing: string;
  sentNote: string;
  email: string;
  sentStates: Record<DeliveryState, string>;
  leave: { title: string; text: string; link: string };
  done: Record<string, string>;
}

const en: ManageWords = {
  title: 'Your words',
  now: (time) => `now ${time}`,
  pauseAll: 'Pause everything',
  goOn: 'Go on',
  paused: 'Everything is paused.',
  watchMore: 'Watch more words',
  when: 'When',
  watch: 'Watch',
  nothingYet: 'You watch nothing yet.',
  proposed: {
    before: 'Somebody asked with your address for',
    after: (mode) => `(${mode}). It is not watched unless you say so.`,
    drop: 'Drop',
  },
  modes: { alert: 'alert', digest: 'digest', off: 'off' },
  columns: {
    words: 'Words',
    how: 'How',
    days: (days) => `Last ${days} days`,
    perDay: 'Stories a day',
    last: 'Last match',
    actions: 'Actions',
  },
  urgent: 'urgent',
  change: 'Change',
  stop: 'Stop',
  never: 'never',
  storiesInDays: (stories, days) => `${stories} stories in ${days} days`,
  digestAt: 'Digest every day at',
  quietFrom: 'Quiet from',
  quietTo: 'to',
  timeZone: 'Time zone',
  language: 'Language of messages',
  emptyDigests: 'A digest even when nothing matched',
  save: 'Save',
  where: 'Where',
  states: { pending: 'waits for its confirmation', verified: 'confirmed' },
  code: 'Code from the text message',
  confirm: 'Confirm',
  addPhone: 'Add a phone, for SMS',
  add: 'Add',
  removePhone: 'Remove the number',
  elsewhere: 'Elsewhere',
  digestNow: 'Your digest, until now',
  privateFeed: 'Private feed',
  feedNote: 'Whoever has the feed’s address can read your matches, and change nothing.',
  sent: 'What was sent',
  sentNothing: 'Nothing yet.',
  sentNote: '“Accepted” is all that Amazon tells: it does not report whether an e-mail arrived.',
  email: 'E-mail',
  sentStates: { due: 'due', accepted: 'accepted', empty: 'nothing to say', unknown: 'unknown', dropped: 'dropped' },
  leave: {
    title: 'Leave.',
    text: 'Ends every message on every channel and deletes all that is kept about you.',
    link: 'Leave Siaga…',
  },
  done: {
    words: 'These words are watched from now on.',
    change: 'Changed.',
    stop: 'Stopped. Nothing more will be sent for these words.',
    accept: 'These words are watched from now on.',
    decline: 'Dropped.',
    settings: 'Saved.',
    phone: 'If this number can be added, a code is on its way to it.',
    'drop-phone': 'The number is removed.',
    code: 'The number is verified.',
    verified: 'The number is verified.',
    pause: 'Paused. Nothing will be sent until you go on.',
    resume: 'Messages go on.',
  },
};

const id: ManageWords = {
  title: 'Kata Anda',
  now: (time) => `sekarang ${time}`,
  pauseAll: 'Jeda semuanya',
  goOn: 'Lanjutkan',
  paused: 'Semuanya sedang dijeda.',
  watchMore: 'Pantau kata lain',
  when: 'Kapan',
  watch: 'Pantau',
  nothingYet: 'Anda belum memantau apa pun.',
  proposed: {
    before: 'Seseorang dengan alamat Anda meminta',
    after: (mode) => `(${mode}). Tidak dipantau kecuali Anda menyetujuinya.`,
    drop: 'Buang',
  },
  modes: { alert: 'seketika', digest: 'ringkasan', off: 'mati' },
  columns: {
    words: 'Kata',
    how: 'Cara',
    days: (days) => `${days} hari terakhir`,
    perDay: 'Berita sehari',
    last: 'Terakhir cocok',
    actions: 'Tindakan',
  },
  urgent: 'mendesak',
  change: 'Ubah',
  stop: 'Hentikan',
  never: 'belum pernah',
  storiesInDays: (stories, days) => `${stories} berita dalam ${days} hari`,
  digestAt: 'Ringkasan setiap hari pukul',
  quietFrom: 'Hening dari',
  quietTo: 'sampai',
  timeZone: 'Zona waktu',
  language: 'Bahasa pesan',
  emptyDigests: 'Ringkasan juga bila tidak ada yang cocok',
  save: 'Simpan',
  where: 'Di mana',
  states: { pending: 'menunggu konfirmasi', verified: 'terkonfirmasi' },
  code: 'Kode dari SMS',
  confirm: 'Konfirmasi',
  addPhone: 'Tambah nomor untuk SMS',
  add: 'Tambah',
  removePhone: 'Hapus nomor',
  elsewhere: 'Di tempat lain',
  digestNow: 'Ringkasan Anda sampai sekarang',
  privateFeed: 'Feed pribadi',
  feedNote: 'Siapa pun yang memiliki alamat feed ini dapat membaca berita Anda, tetapi tidak dapat mengubah apa pun.',
  sent: 'Yang telah dikirim',
  sentNothing: 'Belum ada.',
  sentNote: '“Diterima” adalah semua yang diberitahukan Amazon: tidak dilaporkan apakah surel sampai.',
  email: 'Surel',
  sentStates: {
    due: 'menunggu',
    accepted: 'diterima',
    empty: 'tidak ada isi',
    unknown: 'tidak diketahui',
    dropped: 'tidak dikirim',
  },
  leave: {
    title: 'Keluar.',
    text: 'Mengakhiri semua pesan di semua saluran dan menghapus semua yang disimpan tentang Anda.',
    link: 'Keluar dari Siaga…',
  },
  done: {
    words: 'Kata ini dipantau mulai sekarang.',
    change: 'Diubah.',
    stop: 'Dihentikan. Tidak ada lagi yang dikirim untuk kata ini.',
    accept: 'Kata ini dipantau mulai sekarang.',
    decline: 'Dibuang.',
    settings: 'Disimpan.',
    phone: 'Bila nomor ini dapat ditambahkan, sebuah kode sedang dikirim kepadanya.',
    'drop-phone': 'Nomor dihapus.',
    code: 'Nomor terkonfirmasi.',
    verified: 'Nomor terkonfirmasi.',
    pause: 'Dijeda. Tidak ada yang dikirim sampai Anda melanjutkan.',
    resume: 'Pesan dilanjutkan.',
  },
};

const es: ManageWords = {
  title: 'Sus palabras',
  now: (time) => `ahora ${time}`,
  pauseAll: 'Pausar todo',
  goOn: 'Continuar',
  paused: 'Todo está en pausa.',
  watchMore: 'Vigilar más palabras',
  when: 'Cuándo',
  watch: 'Vigilar',
  nothingYet: 'Usted aún no vigila nada.',
  proposed: {
    before: 'Alguien pidió con su dirección',
    after: (mode) => `(${mode}). No se vigila si usted no lo dice.`,
    drop: 'Descartar',
  },
  modes: { alert: 'al instante', digest: 'resumen', off: 'no' },
  columns: {
    words: 'Palabras',
    how: 'Cómo',
    days: (days) => `Últimos ${days} días`,
    perDay: 'Noticias al día',
    last: 'Última coincidencia',
    actions: 'Acciones',
  },
  urgent: 'urgente',
  change: 'Cambiar',
  stop: 'Dejar',
  never: 'nunca',
  storiesInDays: (stories, days) => `${stories} noticias en ${days} días`,
  digestAt: 'Resumen cada día a las',
  quietFrom: 'Silencio de',
  quietTo: 'a',
  timeZone: 'Zona horaria',
  language: 'Idioma de los mensajes',
  emptyDigests: 'Un resumen también cuando nada coincidió',
  save: 'Guardar',
  where: 'Dónde',
  states: { pending: 'espera su confirmación', verified: 'confirmado' },
  code: 'Código del SMS',
  confirm: 'Confirmar',
  addPhone: 'Añadir un teléfono, para SMS',
  add: 'Añadir',
  removePhone: 'Quitar el número',
  elsewhere: 'En otros lugares',
  digestNow: 'Su resumen hasta ahora',
  privateFeed: 'Canal privado',
  feedNote: 'Quien tenga la dirección del canal puede leer sus coincidencias, y no puede cambiar nada.',
  sent: 'Lo enviado',
  sentNothing: 'Nada todavía.',
  sentNote: '«Aceptado» es todo lo que dice Amazon: no informa de si un correo llegó.',
  email: 'Correo',
  sentStates: {
    due: 'pendiente',
    accepted: 'aceptado',
    empty: 'sin contenido',
    unknown: 'desconocido',
    dropped: 'no enviado',
  },
  leave: {
    title: 'Salir.',
    text: 'Termina todos los mensajes en todos los canales y borra todo lo que se guarda sobre usted.',
    link: 'Salir de Siaga…',
  },
  done: {
    words: 'Estas palabras se vigilan desde ahora.',
    change: 'Cambiado.',
    stop: 'Terminado. No se enviará nada más por estas palabras.',
    accept: 'Estas palabras se vigilan desde ahora.',
    decline: 'Descartado.',
    settings: 'Guardado.',
    phone: 'Si este número se puede añadir, un código va de camino.',
    'drop-phone': 'El número se quitó.',
    code: 'El número está verificado.',
    verified: 'El número está verificado.',
    pause: 'En pausa. No se enviará nada hasta que usted continúe.',
    resume: 'Los mensajes continúan.',
  },
};

const all: Record<Language, ManageWords> = { en, id, es };

export const manageWords = (language: Language): ManageWords => all[language];
