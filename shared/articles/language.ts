/**
 * The language of an article whose feed does not say it: by its script, and within a script by the small words that
 * every sentence of a language holds.
 *
 * Three kilobytes that know fourteen Latin languages, Indonesian and Malay apart. Libraries of trigrams were measured on
 * the same titles and are wrong as often (docs/decisions.md). When the words of two languages are equally many, or none
 * is known, it is not known: an empty answer is better than a wrong one.
 */
type Language = string;

/** Scripts that one language writes, the narrower first: what holds kana is Japanese, whatever else it holds. */
const SCRIPTS: readonly (readonly [RegExp, Language])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Bengali}/gu, 'bn'],
  [/\p{Script=Tamil}/gu, 'ta'],
  [/\p{Script=Telugu}/gu, 'te'],
  [/\p{Script=Georgian}/gu, 'ka'],
  [/\p{Script=Armenian}/gu, 'hy'],
  [/\p{Script=Khmer}/gu, 'km'],
  [/\p{Script=Myanmar}/gu, 'my'],
  [/\p{Script=Devanagari}/gu, 'hi'],
  [/[іїєґ]/giu, 'uk'],
  [/\p{Script=Cyrillic}/gu, 'ru'],
  [/[ٹڈڑںےھ]/gu, 'ur'],
  [/[پچژگک]/gu, 'fa'],
  [/\p{Script=Arabic}/gu, 'ar'],
];

/** Of the narrow ones a few letters are enough to tell, of the whole a part that is more than a quoted name. */
const ENOUGH_OF_SCRIPT = 0.3;
const NARROW = new Set(['ja', 'uk', 'ur', 'fa']);

const WORDS: Record<Language, string> = {
  id: 'yang di dan untuk dengan dari ini itu akan tidak pada ke dalam bisa juga saat oleh sudah adalah karena lagi telah tak kata usai jadi soal para warga harga polisi hari tahun presiden jelang senin selasa rabu kamis jumat sabtu minggu naik dua baru korban diduga hingga sebagai lebih mulai depan kalah menang tangkap tiba bahas bertemu pemerintah terkait mantan pagi jalan turun ratusan ribuan ribu per larang periksa meluas melemah tembus rumah banjir gempa kasus anak orang wanita pria kota negara mulai masih sebut ungkap minta resmi begini berikut cara bagaimana mengapa',
  ms: 'yang di dan untuk dengan dari ini itu akan tidak pada ke dalam boleh juga oleh telah adalah kerana tahun kata baharu kerajaan ialah hadapan ahad isnin rakyat tahan polis suspek kes umum langkah daripada beliau turut dua bagi menteri perdana seramai lelaki',
  es: 'el la los las de del que en y un una por con para se su sus al es no lo más como pero sobre tras entre este esta hay fue son ha han sin desde años año hasta según contra ante gobierno miles personas país',
  pt: 'o a os as de do da dos das que em e um uma por com para se no na nos nas ao é não mais como mas sobre após entre este esta foi são tem sem desde ano anos até segundo contra pelo pela diz governo sul deixam',
  en: 'the of and to in a is for on with as at by from that it an be are was were this has have will not who what how after over says new we us but about as when amid its his her their more than',
  fr: 'le la les de des du et en un une à au aux pour par sur dans que qui est avec ne pas se ce cette son sa ses plus mais après contre entre sont été deux nous vous il elle',
  de: 'der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über so zum war haben vor zur gegen was wir zwei will',
  it: 'il lo la i gli le di del della dei delle che e in un una per con non si su al alla da dal nel nella è sono più come ma dopo tra fra contro ha hanno anche per questo dell all sciopero',
  nl: 'de het een en van in te dat op voor met zijn is niet aan er om ook als bij door naar heeft uit nog wil over tegen wordt na deze die wat we twee weten meer worden',
  tr: 've bir bu için ile da de çok daha olarak olan sonra kadar gibi ne en yeni yılı yıl iki değil var oldu dedi ancak türkiye karşı kaybetti hayatını',
  pl: 'w i na z do się nie to o że jest po za od dla jak przez przy ale czy roku są już był oraz ze co nowe nowy będzie przed',
  vi: 'và của là các cho không được một có với trong người những để tại đã về từ khi ra năm đến này sẽ mới bị',
  sv: 'och i att en det som på är av för med den till inte har de om ett var från efter under vid ska kan nu mot nya',
  ro: 'și de la în a cu pe din nu care pentru că o un este au fost mai după sunt prin despre către între nou lui al',
};

const LANGUAGES_OF = new Map<string, Language[]>();
for (const [language, words] of Object.entries(WORDS)) {
  for (const word of new Set(words.split(' '))) LANGUAGES_OF.set(word, [...(LANGUAGES_OF.get(word) ?? []), language]);
}

/** Letters and endings that one language has among those above, or two near ones. */
const MARKS: readonly (readonly [RegExp, ...Language[]])[] = [
  [/\b(?:me|di|ber|ter|pe|ke|se)\p{L}{3,}(?:kan|an|nya|i)\b|\b(?:meng|peng|mem|meny|pem)\p{L}{3,}/gu, 'id', 'ms'],
  [/[ñ¿¡]|ci[oó]n(?:es)?\b|[íó]\p{L}*s\b/gu, 'es'],
  [/[ãõ]|ç(?:ão|ões)\b|inh[oa]s?\b/gu, 'pt'],
  [/zion[ei]\b|\p{L}{3,}(?:tt[aeio]|zz[aeio]|gli[aeo])\b|\bl['’]\p{L}+/gu, 'it'],
  [/[êèœ]|\p{L}{2,}(?:eux|aux|és|ées?)\b|\b[dlnsj]['’]/gu, 'fr'],
  [/ß|\p{L}{3,}(?:ung|keit|heit|schaft)(?:en)?\b|sch\p{L}/gu, 'de'],
  [/ij|ieuw|\p{L}+(?:aa|oo|uu)[^aeiou\P{L}]/gu, 'nl'],
  [/\p{L}{3,}(?:ing|ed)\b|\bth\p{L}+|\p{L}gh\p{L}*/gu, 'en'],
  [/[ğış]/gu, 'tr'],
  [/[ąęłńśźż]|[cs]z\p{L}/gu, 'pl'],
  [/[ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/gu, 'vi'],
  [/å/gu, 'sv'],
  [/[șț]|ă/gu, 'ro'],
];

const LONGEST_LOOK = 600;
const MOST_MARKS = 4;

/** BCP 47; empty when it cannot be told. */
export function detectLanguage(text: string): Language {
  const look = text.slice(0, LONGEST_LOOK).toLowerCase();
  return byScript(look) ?? byWords(look);
}

function byScript(text: string): Language | undefined {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return '';
  for (const [script, language] of SCRIPTS) {
    const share = (text.match(script)?.length ?? 0) / letters;
    if (share > (NARROW.has(language) ? 0.02 : ENOUGH_OF_SCRIPT)) return language;
  }
  return undefined;
}

function byWords(text: string): Language {
  const scores = new Map<Language, number>();
  const add = (language: Language, score: number): void =>
    void scores.set(language, (scores.get(language) ?? 0) + score);
  // What few languages share tells more.
  for (const word of text.match(/[\p{L}\p{M}]+/gu) ?? []) {
    const languages = LANGUAGES_OF.get(word) ?? [];
    for (const language of languages) add(language, 1 / languages.length);
  }
  for (const [mark, ...languages] of MARKS) {
    const count = Math.min(text.match(mark)?.length ?? 0, MOST_MARKS);
    for (const language of languages) add(language, count / 2);
  }
  const [first, second] = [...scores].toSorted(([, one], [, other]) => other - one);
  return first && first[1] > (second?.[1] ?? 0) ? first[0] : '';
}
