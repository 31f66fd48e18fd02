/** Names that are also something else, and what shows which is meant. All folded, as `tokenize` leaves them. */

/** Ordinary words where they are written small: these names need a capital letter, as do all of up to four letters. */
export const SMALL_WORDS = new Set(
  (
    'anguila anguilla antarctique argentine barem benin bermuda bermudas bermudy burma butan catar chiny china ' +
    'chine cipro canarias curacao dania ecuador equador equateur filipina filipinas filippine franca guinea ' +
    'guinee gwinea japan japon jersey kajmany kanada katar komory liwan macao malta malte meksyk misir monaco ' +
    'morocco panama philippines polska reuniao riunione salvador suisse sudan tonga turki umman wlochy yaman ' +
    'бутан катар комори литва макао панама тонга'
  ).split(' '),
);

/** Adjectives in languages that come from Latin (*la capital siria*), where they need a capital as well. */
export const ADJECTIVES = new Set(
  (
    'argentina armenia bosnia dominica eritrea estonia etiopia honduras india indonesia libano libia micronesia ' +
    'mongolia nigeria noruega palestina serbia servia siria suiza suica svizzera ucraina vaticano vietnam'
  ).split(' '),
);
export const WITH_ADJECTIVES = new Set(['es', 'it', 'pt', 'gl', 'ca']);

/**
 * In which languages a name of others is another thing, also with a capital letter: a word, a first name, a city. The
 * first line is for articles whose language nobody knows.
 */
export const SOMETHING_ELSE: Readonly<Record<string, string>> = {
  '':
    'bahama bangladeshi brasilia britannia chili chine cipro columbia gana georgie granada grenade guadalupe ' +
    'indie ira island israeli lao mauricio norfolk pakistani reunion somali suede yemeni',
  en:
    'argentine ascension bahama bangladeshi brasilia britannia chili chine cipro columbia dominique filipina ' +
    'georgie granada grenade guadalupe helena indie ira island israeli lao maldive maurice mauricio norfolk ' +
    'pakistani reunion salvador somali suede swiss yemeni',
  es:
    'chine columbia filipina gana germania indie ira island israeli jordan pakistani polen salvador servia swiss ' +
    'usa yemeni',
  fr:
    'algerien armenien australien bolivien bosnien brasilien chad georgia georgien indien indonesien indie ira ' +
    'island italien jordan jordanien libyen norfolk syrien tunisien usa',
  de: 'chad dominique georgia indie ira israeli jordan malte maurice norfolk salvador somali swiss',
  it: 'argentine chad chili gana granada indie jordan salvador',
  nl: 'chad dominique georgia indie island jordan maurice salvador',
  pt: 'cina columbia filipina germania indie ira jordan polen salvador usa',
  pl: 'chad dominique figi filipina georgia germania island jordan kina maurice salvador',
  cs: 'chad dominique georgia indie jordan kina maurice salvador',
  tr: 'chad georgia indie japon jordan kina polen salvador',
  sv: 'chad dania danska finska georgia grenade indie jordan polska salvador',
  da: 'chad georgia indie salvador',
  nb: 'chad georgia indie salvador',
  hu: 'chad georgia indie jordan',
  ro: 'georgia chad indie jordan',
  fi: 'chad indie',
  id: 'gana indie ira island jordan maurice salvador',
  ms: 'gana indie ira island maurice salvador',
  fa: 'روس تركي شام',
  ru: 'грек чех швед болгар монгол',
};

/** Names of nothing but a pronoun or a preposition elsewhere; nobody means an island by them. */
export const NEVER = new Set(['man', 'islands', 'la reunion']);

export interface Doubt {
  /** Within three words of these another thing is meant. */
  not?: string;
  /** Where one of these stands in the text, the country is meant, whatever else does. */
  sure?: string;
  /** Where one of these stands in the text, another thing is meant. */
  other?: string;
  /** Counts only behind one of these, or where the text begins. */
  behind?: string;
  /** Not directly before one of these, as they are written, accents and all. */
  before?: string;
  /** A first name too: before another name it is a person. `often`: also where headlines write every word large. */
  firstName?: 'sometimes' | 'often';
  /** A family name too: behind another name it is a person. */
  familyName?: true;
}

const GEORGIA: Doubt = {
  sure:
    'tbilisi tiflis tbilissi tblisi batumi kutaisi caucasus kaukasus caucase caucaso abkhazia abkhazie ossetia ' +
    'osetia ossetie saakashvili ivanishvili zourabichvili zurabishvili kobakhidze kavelashvili garibashvili ' +
    'kvaratskhelia georgian',
  other: 'atlanta savannah fulton gwinnett dekalb kemp raffensperger ossoff warnock loeffler bulldogs florida alabama',
  not:
    'augusta macon cobb columbus marietta perdue abrams willis greene carolina tennessee meloni trump voters senate senator sen gov ' +
    'governor county republican republicans gop democrats sheriff usa peach peaches inmate hurricane tornado stanway ' +
    'primary jury keeffe',
  firstName: 'sometimes',
};

const TURKEY: Doubt = {
  not:
    'roast roasted roasting thanksgiving sandwich sandwiches breast breasts stuffing stuffed gravy cranberry ' +
    'recipe recipes wild dinner farm farms farmers ham cook cooked cooking carve carving thaw thawing brine ' +
    'brined fry fried frying frozen smoked leftover leftovers butterball pardon pardons pardoned leg legs trot ' +
    'burger burgers meatballs soup bacon hunting hunters hunter poultry bird cold tofurky oven pounds lb jerky ' +
    'giblets drumstick chicken pork beef bourbon',
};

/** By the folded name. */
export const DOUBTS: Readonly<Record<string, Doubt>> = {
  chad: {
    not: 'daybell hanging wolf hurley boseman dimpled pregnant kroeger michael ochocinco',
    firstName: 'sometimes',
  },
  chile: { not: 'pepper peppers sauce verde rojo relleno rellenos salsa powder colorado poblano ancho' },
  china: { not: 'porcelain teacup teacups tableware plates shop bone mieville crockery cabinet' },
  georgia: GEORGIA,
  georgie: GEORGIA,
  guinea: { not: 'pig pigs fowl fowls worm gulf new' },
  japan: { not: 'lacquer' },
  jersey: { not: 'new shirt timnas city shore yellow jerseys number retired turnpike' },
  jordan: {
    not:
      'michael air nike nba bulls jim peterson pickford henderson spieth peele vernon river valley almond ayew ' +
      'belfort bardella love poole clarkson chiles neely deandre sneakers sneaker brand eddie barbara katie stolz ' +
      'burroughs addison montgomery binnington packers warriors everton hailey basin louis duane',
    firstName: 'sometimes',
    familyName: true,
  },
  turkey: TURKEY,
  holland: { not: 'tom dominic tunnel park zendaya spider agnieszka' },
  israel: { not: 'adesanya folau kamakawiwo kamakawiwoole gonzalez' },
  cuba: { not: 'gooding mark libre' },
  granada: {
    not: 'gana liga cf alhambra andalucia nazari alcaldesa alcalde universidad malaga sevilla junta sierra provincia',
  },
  monaco: { not: 'baviera bayern oktoberfest bavarese bavaresi' },
  maurice: { firstName: 'often' },
  dominique: { firstName: 'often' },
  salvador: { firstName: 'often', not: 'san bahia allende illa' },
  montserrat: { firstName: 'often', not: 'abadia abbey monasterio monestir' },
  kuba: { firstName: 'sometimes' },
  lebanon: { not: 'pennsylvania tennessee ohio oregon indiana county missouri' },
  того: {
    not: 'кто что чтобы же как после из для до кого чего без вместо более кроме от стоит свыше ради самого чем помимо',
  },
  малі: { not: 'підприємства міста села діти групи форми бізнеси підприємці' },
  mali: { not: 'krize kriz tablo tablolar destek yil disiplin musavir rapor isler losinj' },
  misir: { not: 'fiyati fiyatlari unu tarlasi silaj patlagi' },
  ao: { before: 'khoác dài mưa thun sơ giáp phao len quan đạo tắm phông' },
  phap: { before: 'luật lệnh lý y sư danh điển nhân' },
  duc: { before: 'tính hạnh giáo phật mẹ chúa thánh cha ông' },
  my: { before: 'phẩm thuật nhân viện latinh tâm linh nghệ' },
  y: { before: 'kiến nghĩa tưởng định thức tế tứ chí thích' },
  anh: { before: 'em trai ấy chị hùng tuấn hoàng quốc minh ta cả hai chàng' },
  nhat: { before: 'định thiết' },
  reunion: { not: 'class family school cast band special tour' },
  panama: { not: 'florida' },
  jamaica: { not: 'queens' },
  // The adjective “financial” in Arabic, Persian and Urdu.
  مالي: {
    behind:
      'في من الي شمال جنوب وسط رئيس جمهورية جيش حكومة دولة عاصمة اخبار شرق غرب در از كشور ارتش دولت به با ريس جمهور و بين مع عن',
  },
  // Amman is written like Oman.
  عمان: { not: 'الاردن الاردنية الاردني العاصمة اردن' },
  // The evening in Urdu.
  شام: { not: 'اج كل صبح بجے كو وقت عروسي روز دوپہر جمعرات جمعہ اتوار پير منگل بدھ ہفتہ' },
  // Means, sidewalk and extradition, arrogance.
  수단: {
    not: '모든 동원 동원해 생존 교통 통신 유일한 다른 강력한 이용 활용 결제 방어 최후 최후의 정치적 주요 중요한 수익 압박 이동',
  },
  인도: {
    not: '위 위를 걷다 걷던 보행 보행자 차도 돌진 덮쳐 덮친 범죄인 요청 신병 송환 신병을 승용차 승용차가 차량 차량이 범인',
  },
  오만: { not: '편견 태도 독선 불손 오만불손' },
  가나: { not: '초콜릿 초콜렛' },
};
