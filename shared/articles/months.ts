/**
 * Names of months as feeds write them, by their beginnings: the longest that fits counts (`mar`, but `marras` in
 * Finnish). One that ends with a dot is only the whole word: `vas.` is February in Lithuania, `vasárnap` a Sunday in
 * Hungary. Accents are nothing here. Where two languages give a name to different months (`lip` is June in Croatia, July
 * in Poland), it is that of the more feeds, and the longer forms of the other are told apart.
 *
 * test/articles/months.test.ts holds them against what `Intl` knows of each language.
 */
const BEGINNINGS: readonly string[] = [
  // Days of the week that begin like one.
  'mardi marted martes marti. marte. pazar subota kolmap dissab',
  'jan jaa ene gen ian xan yan sij sty led oca sau urt tammi ιαν янв яну јан січ сту ינו ينا كانون_الثاني جان ژان جنو जनव जन. জানু มกร มค.',
  'feb fev peb veeb vasari vas. lut uno sub velj shk ots helmi φεβ фев феб лют פבר فبر شبا فيف فور فرو फरव फ़र ফেব กุม กพ.',
  'mar mrt mrz maart mac bre ozu kov maalis μαρ мар бер сак מרץ מרס مار اذا मार মার มีน มีค.',
  'apr abr avr kwi dub nis pri bal tra api huhti απρ апр кві кра אפר ابر نيس افر آور اپر अप्र এপ্র เมษ เมย.',
  'may mei mai mag maj kve svi geg touko μαι май мая маи мај трав מאי ماي ايا مه. مئی. मई. মে. พฤษ พค.',
  'jun juin giu iun iyun iyn juun cze cer cvn haz xun lipnj lipanj bir qer eka kesa ιουν июн юни јун черв чэр יונ يون حزي جوا ژوئن جون जून জুন มิถ มิย.',
  'jul juil lug iul iyul iyl juul lip cervenec cervenc cvc tem xul srpnj srpanj lie korr uzt heina ιουλ июл юли јул лип ліп יול يول تمو جوي ژوئی جول जुल জুল กรก กค.',
  'aug agu ago agt ags aou ag. avg avq ogo sie srp kol rugp gush abu elo αυγ авг серп жні אוג اغس اب. اوت اگس अगस अग. আগ สิง สค.',
  'sep set szep sent wrz zar eyl ruj rugs shta sht. ira syys σεπ сен сеп вер ספט سبتم ايل سپت ستم सित সেপ กัน กย.',
  'oct okt out ott paz rij eki spa tet urr loka οκτ окт жов кас אוק اكت تشرين_الاول اکت अक् অক্ট ตุล ตค.',
  'nov nop noi noy lis kas stu lap nen aza marras νοε ноя нов ное лис ліс נוב نوف تشرين_الثاني نوا نوم नवं नवम नव. নভে พฤศ พย.',
  'dec des dic dez dis dek dets gru pro ara dhj abe joulu δεκ дек дец груд сне דצמ ديس كانون_الاول دسا دسم दिस ডিস ธัน ธค.',
];

/** Without accents and hamzas. What is written with them apart (й, ї, آ) comes to the same. */
const plain = (name: string): string =>
  /^[a-z]+$/.test(name) ? name : name.normalize('NFD').replace(/[\u0300-\u036F\u0653-\u0655]/g, '');

const BY_BEGINNING = new Map<string, number>();
const BY_WORD = new Map<string, number>();
BEGINNINGS.forEach((names, index) => {
  for (const name of plain(names).split(' ')) {
    const [word, isWhole] = [name.replace('.', '').replace('_', ' '), name.endsWith('.')];
    const months = isWhole ? BY_WORD : BY_BEGINNING;
    if (!months.has(word)) months.set(word, index);
  }
});
const LONGEST = Math.max(...[...BY_BEGINNING.keys()].map(({ length }) => length));
const SHORTEST = Math.min(...[...BY_BEGINNING.keys()].map(({ length }) => length));

/** 1 to 12; 0 when it is none. Hebrew writes `in October` as one word. */
export function monthOf(name: string): number {
  const word = plain(name.toLowerCase()).replace(/^ב(?=\p{L}{3})/u, '');
  const whole = BY_WORD.get(word);
  if (whole !== undefined) return whole;
  for (let length = Math.min(LONGEST, word.length); length >= SHORTEST; length--) {
    const month = BY_BEGINNING.get(word.slice(0, length));
    if (month !== undefined) return month;
  }
  return 0;
}
