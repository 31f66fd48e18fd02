/**
 * What has the name of a country in its own name and is something else, or part of another country. The longest name
 * that stands at a place is the one that is meant.
 */
export const OTHER_THINGS = `
  Northern Ireland, Irlandia Utara, Ireland Utara, Irlande du Nord, Nordirland, Noord-Ierland, Irlanda del Norte, Irlanda do Norte,
  Irlanda del Nord, Irlandia Północna, Irlandii Północnej, Severní Irsko, Kuzey İrlanda, Bắc Ireland, Bắc Ailen, Северная Ирландия,
  Північна Ірландія, Βόρεια Ιρλανδία, أيرلندا الشمالية, ايرلندا الشمالية, ایرلند شمالی, צפון אירלנד, उत्तरी आयरलैंड,
  ไอร์แลนด์เหนือ, 北爱尔兰, 北愛爾蘭, 北アイルランド, 북 아일랜드,
  New Mexico, Nuevo México, Novo México, Nouveau-Mexique, Neu-Mexiko, Nuovo Messico, Nieuw-Mexico, Nowy Meksyk, Нью-Мексико,
  نيو مكسيكو, نیو مکزیکو, 新墨西哥, ニューメキシコ, 뉴 멕시코,
  South Georgia, University of Georgia, state of Georgia, Georgia Tech, Georgia State, Georgia Power, Georgia on My Mind, Georgia Secretary of State, estado de Georgia, estado da Geórgia,
  État de Géorgie, Stato della Georgia, negara bagian Georgia, negeri Georgia, bang Georgia, ولاية جورجيا, ایالت جورجیا, 喬治亞州, 乔治亚州, 佐治亚州,
  格鲁吉亚州, ジョージア州, 조지아 주, รัฐจอร์เจีย,
  Latin America, South America, North America, Central America, America Latina, Amérique latine, Captain America, Miss America, Copa America,
  Bank of America, America's Cup, America Ferrera, Sud America, Nord America, America Centrale, America del Sud, America del Nord,
  Amerika Latin, Amerika Selatan, Amerika Utara, Amerika Tengah, Latin Amerika, Güney Amerika, Kuzey Amerika, Orta Amerika, Latinská Amerika,
  Jižní Amerika, Severní Amerika, Střední Amerika, Latijns-Amerika, Zuid-Amerika, Noord-Amerika, Midden-Amerika, Latin-Amerika, Sør-Amerika,
  Nord-Amerika, Dél-Amerika, Észak-Amerika, Ameryka Łacińska, Ameryka Południowa, Ameryka Północna, Mỹ Latinh, Bắc Mỹ, Nam Mỹ, Trung Mỹ,
  châu Mỹ, Латинская Америка, Южная Америка, Северная Америка, Центральная Америка, Латинська Америка, Південна Америка, Північна Америка,
  Λατινική Αμερική, Νότια Αμερική, Βόρεια Αμερική, أمريكا اللاتينية, أمريكا الجنوبية, أمريكا الشمالية, أمريكا الوسطى, أميركا اللاتينية,
  أميركا الجنوبية, أميركا الشمالية, أميركا الوسطى, लैटिन अमेरिका, दक्षिण अमेरिका, उत्तरी अमेरिका, उत्तर अमेरिका, ละตินอเมริกา, อเมริกาใต้,
  อเมริกาเหนือ, ラテンアメリカ, 南アメリカ, 北アメリカ, 中央アメリカ, 라틴 아메리카,
  Gulf of Guinea, Golfo de Guinea, Golfe de Guinée, Golf von Guinea, Teluk Guinea, Golfo da Guiné, Гвинейский залив, New Guinea, Nueva Guinea,
  Nouvelle-Guinée, Nova Guiné, Nieuw-Guinea, Nuova Guinea, Новая Гвинея, Нова Гвінея, 新几内亚, 新幾內亞, ニューギニア, 뉴 기니,
  Kim Jong Un, Kim Jong-un, AS Roma, AS Monaco, AS Saint-Étienne, AS FAR, AS Vita, Us Weekly, Bayern Monaco, Monaco di Baviera, Credit Suisse, Crédit Suisse,
  Rosa Luxemburg, Rosa-Luxemburg, océan Indien, East India, West India, Cold Turkey, Wild Turkey, Turkey Day, Turkey Hill, Bone China, Fine China,
  Niger Delta, Delta du Niger, Niger State, Inner Mongolia, Mongolia Dalam, Mongolie-Intérieure, Mongolie intérieure, Innere Mongolei, Inneren Mongolei,
  Mongolia Interior, Mongólia Interior, Внутренняя Монголия, 内蒙古, 內蒙古, 内モンゴル, East Palestine, Jamaica Plain, Jamaica Bay, Jamaica Queens,
  Panama City Beach, Lebanon County, Lebanon Valley, Emirates Stadium, Emirates FA Cup, San Salvador, Île-de-France,
  Anatole France, Chủ Nhật, East Azerbaijan, West Azerbaijan, آذربایجان شرقی, آذربایجان غربی,
  马里兰, 馬里蘭, 马里乌波尔, 馬里烏波爾, 约旦河, 約旦河, 印度洋, 印度教, 印度支那, 西印度, 古巴比伦, 古巴比倫, 东印度公司, 尼日尔河, 文莱苏丹, 汶萊蘇丹, 柔佛苏丹,
  奥斯曼苏丹, 荷兰猪, 荷兰豆, 土耳其浴, インド洋, 南スーダン, بلاد الشام`;
