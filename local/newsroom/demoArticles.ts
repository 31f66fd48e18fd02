/**
 * The invented news of the demo: outlets, events and places that do not exist or never happened.
 *
 * The written ones come first; after them headlines are put together, each a new one, for as long as the demo runs.
 */
export interface DemoOutlet {
  title: string;
  slug: string;
  lang: string;
}

export interface DemoArticle {
  /** Place of its outlet in `DEMO_OUTLETS`. */
  outlet: number;
  title: string;
  summary: string;
}

export const DEMO_OUTLETS: readonly DemoOutlet[] = [
  { title: 'Harian Samudra', slug: 'harian-samudra', lang: 'id' },
  { title: 'Warta Khatulistiwa', slug: 'warta-khatulistiwa', lang: 'id' },
  { title: 'La Hoja de Caracas', slug: 'la-hoja-de-caracas', lang: 'es' },
  { title: 'The Harbour Post', slug: 'the-harbour-post', lang: 'en' },
];

const [SAMUDRA, WARTA, HOJA, HARBOUR] = [0, 1, 2, 3] as const;

/** How many stand in the feeds before anybody reads them. */
export const OLD_ARTICLES = 38;

const WRITTEN: readonly (readonly [number, string, string])[] = [
  [
    SAMUDRA,
    'Rusia dan NATO buka lagi saluran telepon darurat',
    'Utusan Rusia di Jenewa menyebut saluran itu diuji pekan depan bersama perwira NATO dan dua pengamat netral.',
  ],
  [
    SAMUDRA,
    'Panen garam di pesisir utara naik seperlima',
    'Petambak menyebut angin timur yang panjang; harga di tingkat gudang belum berubah.',
  ],
  [
    HOJA,
    'Caracas y La Habana firman un trueque de combustible',
    'Venezuela entregará gasóleo a cambio de equipos médicos, según el texto que leyeron ambos ministros.',
  ],
  [
    WARTA,
    'Tanker Venezuela tertahan di Selat Malaka',
    'Kapal berbendera Panama itu membawa minyak dari Venezuela dan menunggu surat asal muatan yang baru.',
  ],
  [
    HARBOUR,
    'Night ferry to the outer islands runs again',
    'After three weeks in dry dock the Lintang sails at nine, with forty more berths than before.',
  ],
  [
    HARBOUR,
    'NATO and Russia swap lists of ships in the Black Sea',
    'Each side names the vessels it keeps there, an observer says; in Indonesian papers the talks run under "Rusia NATO".',
  ],
  [
    HOJA,
    'Venezuela sube su meta de crudo para 2027',
    'El plan prevé reabrir cuatro pozos en el lago y dos muelles de carga antes de junio.',
  ],
  [
    WARTA,
    'Rusia larang ekspor gandum ke tiga anggota NATO',
    'Larangan berlaku enam bulan; pedagang di tiga negara NATO itu mencari pemasok di selatan.',
  ],
  [
    SAMUDRA,
    'Museum bahari buka ruang peta laut lama',
    'Empat puluh peta tangan dari dua abad dapat dilihat, sebagian untuk pertama kali.',
  ],
  [
    HOJA,
    'Reabren dos cruces de frontera al tráfico de carga',
    'Los camiones de Venezuela podrán pasar de seis a seis; el resto del horario queda para peatones.',
  ],
  [
    HARBOUR,
    'Harbour pilots ask for a second tower',
    'They count eleven near misses in fog since March and want eyes on the north channel.',
  ],
  [
    SAMUDRA,
    'Menteri Rusia batal hadir di sidang NATO soal kutub',
    'Kursi Rusia kosong pada hari pertama; NATO menyatakan undangan tetap berlaku.',
  ],
  [
    WARTA,
    'Bus air kota coba jalur malam',
    'Tiga perahu melayani delapan dermaga sampai tengah malam selama uji coba sebulan.',
  ],
  [
    HOJA,
    'Un coro de trescientas voces canta en el puerto',
    'Ensayaron por barrios durante un año y se oyeron juntos por primera vez el domingo.',
  ],
  [
    HARBOUR,
    'Venezuela sends three cargo ships through the new locks',
    'The convoy took nine hours; the lock keepers had planned for twelve.',
  ],
  [
    SAMUDRA,
    'Rusia undang pengamat NATO ke latihan di Laut Barents',
    'Undangan itu yang pertama dalam enam tahun; NATO akan menjawab sebelum akhir bulan.',
  ],
];

const PORTS = [
  'Teluk Arang',
  'Puerto Lanza',
  'Karang Biru',
  'Bahía Serena',
  'Northgate',
  'Tanjung Sari',
  'San Telmo',
  'Muara Lama',
  'Eastness',
  'Cabo Gris',
];
const GOODS = ['garam', 'kopi', 'beras', 'kayu', 'gula', 'cengkih', 'karet'];
const CARGAS = ['café', 'cacao', 'azúcar', 'harina', 'madera', 'sal', 'acero'];

type Pattern = (number: number, port: string) => Omit<DemoArticle, 'outlet'> & { outlet: number };

/** Quiet news: nothing that the demo's reader watches. */
const QUIET: readonly Pattern[] = [
  (n, port) => ({
    outlet: SAMUDRA,
    title: `Dermaga ${n} di ${port} selesai diperbaiki`,
    summary: `Kapal ${GOODS[n % 7]} dapat bersandar lagi mulai Senin.`,
  }),
  (n, port) => ({
    outlet: WARTA,
    title: `${port} terima muatan ${GOODS[n % 7]} ke-${n} tahun ini`,
    summary: 'Bongkar muat berlangsung dua hari, kata kepala pelabuhan.',
  }),
  (n, port) => ({
    outlet: HOJA,
    title: `${port} descarga ${n} toneladas de ${CARGAS[n % 7]}`,
    summary: 'La cuadrilla trabajó hasta la madrugada sin incidentes.',
  }),
  (n, port) => ({
    outlet: HARBOUR,
    title: `Lightship ${n} returns to ${port}`,
    summary: 'The refit took two weeks less than the yard had asked for.',
  }),
];

/** News that it watches for, in turn with the quiet ones. */
const LOUD: readonly Pattern[] = [
  (n, port) => ({
    outlet: SAMUDRA,
    title: `Rusia dan NATO gelar putaran ke-${n} perundingan di ${port}`,
    summary: `Utusan Rusia dan NATO membahas jarak aman antarkapal.`,
  }),
  (n, port) => ({
    outlet: HOJA,
    title: `Venezuela envía el buque número ${n} hacia ${port}`,
    summary: `Lleva ${CARGAS[n % 7]} y vuelve con repuestos.`,
  }),
  (n, port) => ({
    outlet: WARTA,
    title: `Kapal ke-${n} dari Venezuela tiba di ${port}`,
    summary: `Muatan ${GOODS[n % 7]} diperiksa sehari penuh.`,
  }),
];

/** The `index`th article of the demo, from 0; the first `OLD_ARTICLES` are old. */
export function demoArticle(index: number): DemoArticle {
  if (index < OLD_ARTICLES) return make(QUIET, index);
  const fresh = index - OLD_ARTICLES;
  const written = WRITTEN[fresh];
  if (written) return { outlet: written[0], title: written[1], summary: written[2] };
  return index % 2 === 0 ? make(LOUD, index) : make(QUIET, index);
}

const make = (patterns: readonly Pattern[], index: number): DemoArticle =>
  patterns[index % patterns.length]!(index + 3, PORTS[(index * 7) % PORTS.length]!);
