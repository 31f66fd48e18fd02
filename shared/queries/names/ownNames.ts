/**
 * Names in many languages that CLDR lacks. Operators add to a line, or a line of their own.
 *
 * `names` are found like those of CLDR; a comma stands between two. `acronyms` are found in just these letters, in
 * articles of every language unless languages follow: `AS id ?` only in these (`?` where nobody knows it), `UN -fr es` not
 * in these, where it is a word; `US !en` not in a text of these languages that is all in capitals.
 */
export interface OwnName {
  /** An ISO 3166 region, to add to its CLDR names, or an id of its own: capital letters, since stored queries hold it. */
  id: string;
  names?: string;
  acronyms?: string;
  /** By language: short names that mean it in articles of that language alone. */
  only?: Readonly<Record<string, string>>;
  /** Entities whose names count as well. */
  includes?: readonly string[];
}

export const OWN_NAMES: readonly OwnName[] = [
  {
    id: 'NATO',
    names: `NATO, OTAN, NAVO, НАТО, ΝΑΤΟ, 北约, 北約, 北大西洋公约组织, 北大西洋公約組織, 北大西洋条約機構, ناتو, الناتو, حلف شمال الأطلسي, 나토,
      북대서양조약기구, नाटो, ন্যাটো, நேட்டோ, నాటో, นาโต, นาโต้, נאט"ו, נאטו, نیٹو, Khối NATO,
      North Atlantic Treaty Organization, North Atlantic Treaty Organisation, Pakta Pertahanan Atlantik Utara,
      Organización del Tratado del Atlántico Norte, Organisation du traité de l’Atlantique nord, حلف الناتو`,
  },
  {
    id: 'EU',
    names: `Europäischen Union, Евросоюз, Євросоюз, EU諸国, یورپی یونین, ஐரோப்பிய ஒன்றியம், Liên hiệp châu Âu, ईयू, อียู`,
    acronyms: 'EU -pt ro gl es ca, UE, Ue it, ЕС, ЄС, ΕΕ, AB tr, ЕУ sr mk',
  },
  {
    id: 'UN',
    names: `Vereinten Nationen, Pertubuhan Bangsa-Bangsa Bersatu, ยูเอ็น, האו"ם, או"ם, Liên Hiệp Quốc, ஐ.நா,
      Organisation des Nations unies, Organización de las Naciones Unidas, Organização das Nações Unidas,
      Organizzazione delle Nazioni Unite`,
    acronyms:
      'UN -fr es it ro ca gl oc, ONU, Onu it fr es pt ca ro, UNO !es, Uno de, PBB, ООН, ΟΗΕ, OSN, ONZ, LHQ, VN nl af, BM tr, FN sv nb da, YK fi, ENSZ',
  },
  {
    id: 'US',
    names: `EE.UU., EEUU, United States of America, Vereinigten Staaten, Vereinigte Staaten von Amerika,
      Vereinigten Staaten von Amerika, États-Unis d’Amérique, Estados Unidos da América, Estados Unidos de América,
      Stati Uniti d’America, Stany Zjednoczone Ameryki, Spojené státy americké, Verenigde Staten van Amerika,
      Соединённые Штаты Америки, Сполучені Штати Америки, Америка, Amerika, Ameryka, Αμερική, 米国, 美利坚合众国, 미합중국,
      아메리카합중국, أميركا, الولايات المتحدة الأمريكية, الولايات المتحدة الأميركية, ایالات متحده آمریکا, امریکہ,
      संयुक्त राज्य अमेरिका, আমেরিকা, যুক্তরাষ্ট্র, అమెరికా, อเมริกา, अमरीका`,
    acronyms:
      'US !en, USA, Usa it fr nl, США, EUA, ABD, SUA, AS id ms jv ?, VS nl, VSA af, America -es pt ca gl, AMERICA -es pt ca gl, ABŞ, САЩ, САД sr mk',
  },
  {
    id: 'GB',
    names: `Britain, Great Britain, Inggris, Britania Raya, Gran Bretaña, Grande-Bretagne, Großbritannien,
      Vereinigten Königreich, Gran Bretagna, Grã-Bretanha, Groot-Brittannië, Velká Británie, Británie,
      Marea Britanie, Nagy-Britannia, İngiltere, Соединённое Королевство, Британія, Βρετανία, Μεγάλη Βρετανία,
      بريطانيا, انگلیس, انگلستان, برطانیہ, הממלכה המאוחדת, ब्रिटेन, ব্রিটেন, பிரிட்டன், బ్రిటన్, อังกฤษ, यूके,
      Britania, Britanya`,
    acronyms: 'UK, GB cs pl pt, VK nl, RU es ca gl',
    only: { vi: 'Anh' },
  },
  {
    id: 'RU',
    names: `Russian Federation, Federasi Rusia, Российская Федерация, Російська Федерація, Federación Rusa,
      Federação Russa, Fédération de Russie, Russische Föderation, Liên bang Nga, ரஷியா, 俄国, 俄國, Federacja Rosyjska`,
    acronyms: 'РФ',
  },
  {
    id: 'CN',
    names: `People's Republic of China, Republik Rakyat Tiongkok, Republik Rakyat Cina, Volksrepublik China,
      República Popular China, República Popular da China, République populaire de Chine,
      Китайская Народная Республика, 中华人民共和国, 中華人民共和國, 中国大陆, 中國大陸, 中華人民共和国, جمهورية الصين الشعبية, 중화인민공화국`,
    acronyms: 'RRT id, RRC id, КНР, PRC !en',
  },
  {
    id: 'TW',
    names:
      'Republic of China, 中华民国, 中華民國, 臺灣, Chinese Taipei, 中華台北, Taipei China, טאיוואן, 中国台湾, 타이완',
  },
  { id: 'HK', names: '中国香港, 中國香港, هونج كونج, हांगकांग, हॉन्ग कॉन्ग' },
  { id: 'JP', only: { vi: 'Nhật' } },
  { id: 'TR', names: 'Turkey, テュルキエ, 터키, तुर्की, துருக்கி, టర్కీ, ترکیے, תורכיה, तुर्कीये' },
  {
    id: 'KOREA',
    names: `Korea, Corea, Corée, Coreia, Kore, Корея, Κορέα, كوريا, کره, कोरिया, เกาหลี, 韓半島, 한반도, 코리아, 朝鲜半岛, 朝鮮半島, 朝鮮半岛,
      韩朝`,
    includes: ['KR', 'KP'],
  },
  {
    id: 'KR',
    names: `Korsel, Republic of Korea, Republik Korea, Южная Корея, 남한, 韓國, 南韩, 大韩民国, 大韓民國, 大韓民国, דרום קוריאה, Nam Hàn,
      Nam Triều Tiên, தென்கொரியா`,
    acronyms: 'ROK',
  },
  {
    id: 'KP',
    names: `Korut, Северная Корея, 조선민주주의인민공화국, 朝鮮, 北韩, 朝鲜民主主义人民共和国, צפון קוריאה, Bắc Triều Tiên, Bắc Hàn, வடகொரியா`,
    acronyms: 'DPRK, КНДР, RPDC',
  },
  {
    id: 'CD',
    names: `Congo, Kongo, Конго, 刚果, 剛果, コンゴ, 콩고, الكونغو, DR Congo, D.R. Congo,
      RD Congo, RD Kongo, DR Kongo, DRCongo, Democratic Republic of the Congo,
      Democratic Republic of Congo, Republik Demokratik Kongo, République démocratique du Congo,
      República Democrática do Congo, Repubblica Democratica del Congo, Demokratische Republik Kongo,
      Demokratischen Republik Kongo, Democratische Republiek Congo, Demokratik Kongo Cumhuriyeti,
      Демократическая Республика Конго, ДР Конго, 刚果民主共和国, 剛果民主共和國, 民主刚果, 콩고민주공화국, 민주콩고, 콩고 민주공화국, DR콩고,
      الكونغو الديمقراطية, جمهورية الكونغو الديمقراطية, جمهوری دموکراتیک کنگو, Cộng hòa Dân chủ Congo, CHDC Congo,
      کنگو, कांगो`,
    acronyms: 'DRC, RDC, ДРК !ru',
  },
  {
    id: 'CG',
    names: `Republic of the Congo, Republic of Congo, Republik Kongo, République du Congo, República del Congo,
      Repubblica del Congo, Республика Конго, 刚果共和国, 剛果共和國, 콩고공화국, 콩고 공화국, جمهورية الكونغو`,
  },
  {
    id: 'CZ',
    names: `Czech Republic, Republik Ceko, República Checa, République tchèque, Tschechische Republik,
      Tschechischen Republik, Repubblica Ceca, Republika Czeska, Česká republika, Чешская Республика,
      جمهورية التشيك, 捷克共和国, チェコ共和国, تشيكيا, جمهوری چک, צכיה, Çek Cumhuriyeti, Cộng hòa Séc, República Tcheca`,
  },
  {
    id: 'CI',
    names: `Ivory Coast, Pantai Gading, Costa de Marfil, Elfenbeinküste, Берег Слоновой Кости, Wybrzeże Kości Słoniowej,
      کوت دیفوار`,
  },
  {
    id: 'NL',
    names: `Holland, The Netherlands, Holanda, Ολλανδία, Голландия, Голландія, Olanda, نیدرلینڈز, ہالینڈ, नीदरलैंड्स,
      ฮอลแลนด์, Nizozemí, Niderlandy`,
  },
  {
    id: 'DE',
    names: `Bundesrepublik Deutschland, Federal Republic of Germany, Republik Federal Jerman, ФРГ, ஜேர்மனி, ФРН`,
    acronyms: 'RFA fr es, BRD de',
  },
  { id: 'FR', names: 'République française' },
  { id: 'IN', names: 'Bharat, हिंदुस्तान, हिन्दुस्तान, ہندوستان, انڈیا' },
  { id: 'IL', names: 'ইসরায়েল, ইসরাইল, इस्राइल, इसराइल, इस्राएल, इज़रायल' },
  { id: 'PS', names: 'பாலத்தீனம், State of Palestine, फ़लस्तीन, फलस्तीन, பாலஸ்தீன்' },
  {
    id: 'SA',
    only: { id: 'Saudi', ms: 'Saudi' },
    names: `السعودية, 沙特, 沙乌地阿拉伯, 沙烏地, サウジ, 사우디, סעודיה, சவூதி அரேபியா, ซาอุฯ, ซาอุดิอาระเบีย, Ả Rập Saudi, Saudi-Arabië,
      சவூதி`,
    acronyms: 'KSA',
  },
  {
    id: 'AE',
    names: `Emirates, Vereinigten Arabischen Emiraten, Vereinigten Arabischen Emirate, الإمارات, امارات, 阿联酋, 阿聯酋, 阿聯,
      아랍에미리트연합, Эмираты, یو اے ای, איחוד האמירויות, האמירויות, यूएई, আরব আমিরাত, ยูเออี, Emiratos, Emirados,
      Émirats, Emiraten, Emiraty, Емірати`,
    acronyms: 'UAE, ОАЭ, ОАЕ, ΗΑΕ, UEA, EAU, VAE de nl, BAE tr, ZEA pl, SAE cs',
  },
  { id: 'EG', names: 'ইজিপ্ট, মিসর' },
  {
    id: 'ZA',
    names: `Afsel, 남아프리카공화국, 남아공, 南ア, Южная Африка, Південна Африка, Jižní Afrika, República de Sudáfrica,
      தென்னாப்பிரிக்கா`,
    acronyms: 'ЮАР, RPA pl, JAR cs, ПАР uk, RSA',
  },
  { id: 'HU', names: 'المجر, Hongaria' },
  {
    id: 'BY',
    names: `Белоруссия, Weißrussland, Belarusia, Wit-Rusland, Vitryssland, بيلاروسيا, 벨로루시, Byelorussia, Belorussia,
      روسيا البيضاء`,
  },
  { id: 'MD', names: 'Молдавия, Moldawien, 摩尔达维亚, مولدافيا' },
  { id: 'SY', names: 'سورية' },
  { id: 'AU', names: '호주, 豪州, आस्ट्रेलिया, அவுஸ்திரேலியா, 澳大利亞' },
  { id: 'NZ', names: '纽西兰, 新西蘭, نيوزيلاندا', acronyms: 'NZ' },
  { id: 'IT', only: { vi: 'Ý' } },
  { id: 'GR', names: 'গ্রিস' },
  { id: 'ES', names: 'اسپین, سپین' },
  { id: 'CH', names: 'سوئٹزرلینڈ, சுவிட்சர்லாந்து, שוויץ, சுவிஸ், Thụy Sỹ' },
  { id: 'MM', names: 'মিয়ানমার, 버마, เมียนมาร์' },
  { id: 'AF', names: 'अफ़ग़ानिस्तान, ஆப்கானிஸ்தான், ஆப்கானித்தான், 아프간' },
  { id: 'LK', names: 'Srilanka' },
  { id: 'MY', names: '大马, 大馬, ملائیشیا' },
  { id: 'LA', names: 'Lao PDR' },
  { id: 'KZ', names: '哈萨克' },
  { id: 'KG', names: 'Kirgizia, Kirgisien, قرغيزستان, 吉尔吉斯' },
  { id: 'TM', names: 'Туркмения' },
  { id: 'GE', names: 'グルジア, 그루지야, גיאורגיה' },
  { id: 'SZ', names: 'Swaziland' },
  { id: 'MK', names: 'Macedonia, Makedonia, Mazedonien, Macédoine, Македония, Македонія, 马其顿, مقدونيا' },
  { id: 'TL', names: 'East Timor, Timor Timur' },
  {
    id: 'VA',
    names: `Holy See, Vatican, Vaticano, Vaticaan, Takhta Suci, Santa Sede, Saint-Siège, Heiliger Stuhl, Heiligen Stuhl,
      Святой Престол, 教廷, バチカン, 바티칸, 교황청, Tòa Thánh, ותיקן, Vatikanen`,
  },
  { id: 'GM', names: 'The Gambia' },
  { id: 'BS', names: 'The Bahamas' },
  { id: 'PH', names: 'Pilipinas, الفيليبين, फिलीपींस, फिलीपीन' },
  { id: 'PG', acronyms: 'PNG en' },
  { id: 'IE', names: 'Republic of Ireland, Republik Irlandia, République d’Irlande' },
  {
    id: 'BA',
    names:
      'Bosnie, Bosnië, Bosnien, Босния, Боснія, 波黑, البوسنة, بوسنی, 波斯尼亚, 波士尼亞, ボスニア, 보스니아, בוסניה',
  },
  { id: 'CF', names: 'أفريقيا الوسطى, Centrafrique', acronyms: 'ЦАР, CAR !en, RCA es pt fr it' },
  { id: 'DK', names: 'الدنمارك, الدانمارك' },
  { id: 'PE', names: 'البيرو' },
  { id: 'BD', names: 'بنجلاديش, बांग्ला देश, வங்கதேசம், வங்காளதேசம்' },
  { id: 'ZW', names: 'زمبابوي' },
  { id: 'ME', names: 'مونتينيغرو' },
  { id: 'OM', names: 'سلطنة عمان' },
  { id: 'AR', names: 'ارجنٹائن' },
  { id: 'SE', names: 'שבדיה' },
  { id: 'NO', names: 'נורבגיה' },
  { id: 'IQ', names: 'इराक़' },
  { id: 'TH', names: 'ประเทศไทย' },
  { id: 'UZ', names: '乌兹别克, 우즈벡' },
  { id: 'MN', names: '蒙古国, 蒙古國, 몽고' },
  { id: 'DO', names: '多明尼加' },
  { id: 'VN', names: 'ヴェトナム, Вєтнам, Viêtnam' },
  { id: 'VC', names: 'Saint Vincent, St. Vincent, St. Vincent and the Grenadines' },
  { id: 'KN', names: 'Saint Kitts, St. Kitts' },
  { id: 'ST', names: 'Sao Tome' },
  { id: 'ASEAN', names: 'ASEAN, АСЕАН, 东盟, 東盟, 東協, 東南アジア諸国連合, อาเซียน, 아세안, آسیان, आसियान' },
  { id: 'OPEC', names: 'OPEC, OPEP, ОПЕК, 欧佩克, 石油输出国组织, 石油輸出国機構, أوبك, اوپک' },
  {
    id: 'WHO',
    names: `World Health Organization, World Health Organisation, Organisasi Kesehatan Dunia,
      Pertubuhan Kesihatan Sedunia, Organización Mundial de la Salud, Organisation mondiale de la santé,
      Organização Mundial da Saúde, Organizzazione mondiale della sanità, Weltgesundheitsorganisation,
      Wereldgezondheidsorganisatie, Всемирная организация здравоохранения, Всесвітня організація охорони здоров’я,
      Tổ chức Y tế Thế giới, منظمة الصحة العالمية, سازمان جهانی بهداشت, 世界卫生组织, 世界衛生組織, 世卫组织, 世卫, 世衛, 世界保健機関,
      세계보건기구, डब्ल्यूएचओ, विश्व स्वास्थ्य संगठन`,
    acronyms: 'WHO !en, OMS, Oms it, ВОЗ, ВООЗ, DSÖ, ΠΟΥ el',
  },
  {
    id: 'IMF',
    names: `International Monetary Fund, Dana Moneter Internasional, Fondo Monetario Internacional,
      Fonds monétaire international, Fundo Monetário Internacional, Fondo monetario internazionale,
      Internationaler Währungsfonds, Internationalen Währungsfonds, Internationale Währungsfonds,
      Международный валютный фонд, Міжнародний валютний фонд, صندوق النقد الدولي, صندوق بین‌المللی پول, 国际货币基金组织,
      國際貨幣基金, 国際通貨基金, 국제통화기금`,
    acronyms: 'IMF, FMI, Fmi it, МВФ, IWF, MFW, ΔΝΤ',
  },
  {
    id: 'GVII',
    names: 'G7, Group of Seven, Большая семёрка, مجموعة السبع, 七国集团, 七國集團, 七大工業国, 주요 7개국',
  },
  { id: 'GXX', names: 'G20, Group of Twenty, Большая двадцатка, مجموعة العشرين, 二十国集团, 二十國集團, 주요 20개국' },
  { id: 'BRICS', names: 'BRICS, БРИКС, БРІКС, بريكس, 金砖国家, 金砖, 金磚國家, 金磚, 브릭스, ब्रिक्स' },
];
