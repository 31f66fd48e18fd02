import { describe, expect, it } from 'vitest';
import { evaluate } from '../../shared/queries/evaluate.ts';
import { parseQuery, readCanonical } from '../../shared/queries/parseQuery.ts';
import type { Matchable } from '../../shared/queries/query.ts';
import { createIndex } from '../../shared/queries/queryIndex.ts';

const article = (changes: Partial<Matchable>): Matchable => ({
  title: '',
  text: '',
  source: '',
  lang: '',
  author: '',
  categories: [],
  ...changes,
});

/** What was found, joined by `|`; null for no match. The index must say the same. */
function find(text: string, about: string | Partial<Matchable>, lang = ''): string | null {
  const reading = parseQuery(text);
  if (!reading.ok) throw new Error(reading.error.message);
  const asked = article(typeof about === 'string' ? { title: about, lang } : about);
  const hits = evaluate(reading.query, asked);
  const index = createIndex();
  index.add(readCanonical(reading.query.canonical));
  expect(index.match(asked)).toEqual(hits ? [{ query: reading.query.id, hits }] : []);
  return hits && hits.map((hit) => hit.text).join('|');
}

describe('a word is a whole word', () => {
  it.each([
    ['ISIS', 'ISIS mundur dari kota', 'ISIS'],
    ['ISIS', 'Krisis dan crisis', null],
    ['constructor', 'Team picks a constructor', 'constructor'],
    ['Rusia', 'Rusianya Rusiawi', null],
    ['sanksi*', 'Sanksinya dan SANKSI', 'Sanksinya|SANKSI'],
    ['sanksi*', 'persanksian', null],
    ['19', 'COVID-19', '19'],
    ['G20', 'KTT G20 dan G 20', 'G20'],
  ])('%s in “%s”', (query, text, found) => expect(find(query, text)).toBe(found));
});

describe('case, width and accents are folded, with the exceptions a language needs', () => {
  it.each([
    ['Diaz Canel', 'Miguel Díaz-Canel', 'Díaz|Canel'],
    ['régime', 'Le regime', 'regime'],
    ['regime', 'le re\u0301gime', 're\u0301gime'],
    ['nato', 'ＮＡＴＯ', 'ＮＡＴＯ'],
    ['ロシア', 'ﾛｼｱ', 'ﾛｼｱ'],
    ['istanbul', 'İSTANBUL', 'İSTANBUL'],
    ['Diyarbakir', 'Diyarbakır', 'Diyarbakır'],
    ['strasse', 'Die Straße', 'Straße'],
    ['Straße', 'STRASSE', 'STRASSE'],
    ['lodz', 'Łódź', 'Łódź'],
    ['oresund', 'Øresund', 'Øresund'],
    ['dong', 'đồng', 'đồng'],
    ['елка', 'Ёлка', 'Ёлка'],
    ['йод', 'и\u0306од', 'и\u0306од'],
    ['иод', 'йод', null],
    ['روسيا', 'رُوسِيَا', 'رُوسِيَا'],
    ['روسيا', 'روســيا', 'روســيا'],
    ['احمد', 'أحمد', 'أحمد'],
    ['Αθηνα', 'ΑΘΉΝΑΣ Αθήνα', 'Αθήνα'],
    ['かき', 'がき', null],
    ['ガラス', 'ｶﾞﾗｽ', 'ｶﾞﾗｽ'],
    ['हिन्दी', 'हिन्द', null],
    ['2026', '٢٠٢٦', '٢٠٢٦'],
    ['한국', '한국'.normalize('NFD'), '한국'.normalize('NFD')],
  ])('%s in “%s”', (query, text, found) => expect(find(query, text)).toBe(found));
});

describe('hyphens and apostrophes join and split', () => {
  it.each([
    ['Rusia', 'Perang Rusia-Ukraina', 'Rusia'],
    ['"Rusia-Ukraina"', 'Perang Rusia-Ukraina', 'Rusia-Ukraina'],
    ['"Rusia-Ukraina"', 'Perang Rusia–Ukraina', 'Rusia–Ukraina'],
    ['"Rusia Ukraina"', 'Perang Rusia-Ukraina', 'Rusia-Ukraina'],
    ['Rusia-Ukraina', 'Rusia Ukraina', 'Rusia Ukraina'],
    ['Rusia-Ukraina', 'Rusia dan Ukraina', null],
    ['obrien', 'O’Brien', 'O’Brien'],
    ["O'Brien", 'OBrien', 'OBrien'],
    ['email', 'e-mail', 'e-mail'],
    ['e-mail', 'Email', 'Email'],
    ['NATO', 'NATO-nya', 'NATO'],
    ['Putin', 'Putin’s', 'Putin'],
    ['Ukraine', "l'Ukraine", 'Ukraine'],
    ['COVID-19', 'COVID–19', 'COVID–19'],
    ['COVID-19', '19 kasus COVID', null],
    ['20192020', '2019-2020', null],
    ['בית ספר', 'בית־ספר', 'בית|ספר'],
  ])('%s in “%s”', (query, text, found) => expect(find(query, text)).toBe(found));
});

describe('a hyphenated word is found in its parts where no more than a hyphen, an apostrophe or spaces part them', () => {
  it.each([
    ['Rusia-Ukraina', 'Rusia  Ukraina', 'Rusia  Ukraina'],
    ['Rusia-Ukraina', 'Rusia\n\u00a0Ukraina', 'Rusia\n\u00a0Ukraina'],
    ['Rusia-Ukraina', 'Rusia – Ukraina', 'Rusia – Ukraina'],
    ['Rusia-Ukraina', 'Rusia- Ukraina', 'Rusia- Ukraina'],
    ['rock-n-roll', "Rock 'n' Roll", "Rock 'n' Roll"],
    ['COVID-19', 'COVID, 19 orang', null],
    ['COVID-19', 'COVID. 19 orang', null],
    ['COVID-19', 'COVID.19', null],
    ['COVID-19', 'COVID: 19 orang', null],
    ['COVID-19', '(COVID) 19 orang', null],
    ['COVID-19', 'COVID — 19', null],
    ['COVID-19', 'COVID--19', null],
    ['COVID-19', 'COVID - - 19', null],
    ['COVID-19', 'COVID/19', null],
    ['COVID-19', 'COVID "19"', null],
    ['"COVID-19 di Rusia"', 'COVID 19 di Rusia', 'COVID 19 di Rusia'],
    ['"COVID-19 di Rusia"', 'COVID, 19 di Rusia', null],
    ['"Rusia Ukraina"', 'Rusia, Ukraina', 'Rusia, Ukraina'],
  ])('%s in “%s”', (query, text, found) => expect(find(query, text)).toBe(found));
});

describe('letters with dots are one word, and only as a whole', () => {
  it.each([
    ['US', 'U.S. troops', 'U.S.'],
    ['US', 'di U.S', 'U.S'],
    ['US', 'U.S.S.R. dan U.S.A.', null],
    ['IS', 'I.S.I.S.', null],
    ['UN', 'U.N.E.S.C.O.', null],
    ['USSR', 'U.S.S.R. runtuh', 'U.S.S.R.'],
    ['SHIELD', 'S.H.I.E.L.D.', 'S.H.I.E.L.D.'],
    ['abcdefghijkl', 'a.b.c.d.e.f.g.h.i.j.k.l', 'a.b.c.d.e.f.g.h.i.j.k.l'],
    ['abcdefghijklm', 'a.b.c.d.e.f.g.h.i.j.k.l.m', null],
    ['JK', 'J.K.Rowling', 'J.K.'],
    ['JK', 'J. K. Rowling', null],
    ['35', '3.5 persen', null],
    ['U.S.', 'US troops', 'US'],
    ['U.S.', 'U.S. troops', 'U.S.'],
    ['U.S.', 'U S', null],
    ['U.S.', 'U.S.S.R.', null],
    ['=U.S.', 'US and us, u.s. too', 'US'],
    ['U.K.', 'UK', 'UK'],
    ['"U.S. troops"', 'US troops, U.S. troops', 'US troops|U.S. troops'],
    ['J.R.R. Tolkien', 'JRR Tolkien', 'JRR|Tolkien'],
    ['US-China', 'U.S.-China talks', 'U.S.-China'],
    ['U.S.-China', 'US-China talks', 'US-China'],
    ['China', 'U.S.-China talks', 'China'],
    ['exUSSR', 'ex-U.S.S.R', null],
    ['exUS', 'ex-U.S', 'ex-U.S'],
  ])('%s in “%s”', (query, text, found) => expect(find(query, text)).toBe(found));
});

describe('Hebrew abbreviations and Persian compounds', () => {
  it.each([
    ['צהל', 'חיילי צה״ל נהרגו', 'צה״ל'],
    ['צהל', 'חיילי צה"ל נהרגו', 'צה"ל'],
    ['צה"ל', 'חיילי צה״ל נהרגו', 'צה״ל'],
    ['צה״ל', 'חיילי צה"ל נהרגו', 'צה"ל'],
    ['"חיילי צה"ל"', 'חיילי צה"ל נהרגו', 'חיילי צה"ל'],
    ['ארה"ב OR רוסיה', 'נשיא ארה״ב', 'ארה״ב'],
    ['צה', 'הוא אמר "צה"', 'צה'],
    ['می‌شود', 'می شود', 'می شود'],
    ['"می شود"', 'می‌شود', 'می‌شود'],
    ['میشود', 'می‌شود', 'می‌شود'],
    ['خبرگزاری', 'خبرگزاری‌ها', 'خبرگزاری'],
    ['Auflage', 'Auf\u200clage', 'Auf\u200clage'],
  ])('%s in “%s”', (query, text, found) => expect(find(query, text)).toBe(found));
});

describe('Indonesian clitics are taken where they are asked for', () => {
  it.each([
    ['Rusia', 'Rusialah yang menang', null],
    ['Rusia+', 'Rusialah yang menang, juga Rusia', 'Rusialah|Rusia'],
    ['Rusia+', 'Rusianyalah', 'Rusianyalah'],
    ['Rusia+', 'Rusiawan', null],
    ['"Rusia+ menang"', 'Rusiapun menang', 'Rusiapun menang'],
    ['masa', 'masalah', null],
  ])('%s in “%s”', (query, text, found) => expect(find(query, text)).toBe(found));
});

describe('scripts without spaces are cut into words', () => {
  it.each([
    ['俄罗斯', '俄罗斯总统普京在北约峰会上', '俄罗斯'],
    ['北约峰会', '俄罗斯总统普京在北约峰会上', '北约峰会'],
    ['泽连斯基', '乌克兰总统泽连斯基表示', '泽连斯基'],
    ['京都', '東京都知事', null],
    ['京都', '京都で会談', '京都'],
    ['ロシア', 'ロシア軍が', 'ロシア'],
    ['รัสเซีย', 'ประธานาธิบดีรัสเซียพบกับนาโต', 'รัสเซีย'],
    ['俄*', '俄罗斯', '俄罗斯'],
    ['俄罗斯', '白俄罗斯总统', null],
    ['白俄罗斯', '白俄罗斯总统', '白俄罗斯'],
    ['俄罗斯', '明白俄罗斯的立场', '俄罗斯'],
    ['人民', '人民币汇率创新高', null],
    ['法院', '最高人民法院发布新规', '法院'],
    ['新幹線', '山陽新幹線で車両故障', '新幹線'],
    ['ปูติน', 'ทรัมป์พบปูตินที่อะแลสกา', 'ปูติน'],
    ['印度', '印度尼西亚总统', null],
    ['几内亚', '赤道几内亚和几内亚比绍', null],
    ['苏丹', '南苏丹总统', null],
    ['苏丹', '越南苏丹', '苏丹'],
    ['京都', '日本东京都发生地震', null],
    ['东京', '日本东京都发生地震', '东京'],
    ['东京都', '东京都知事', '东京都'],
    ['スーダン', '南スーダンで', null],
    ['ไทย', 'ประเทศไทยส่งออก', 'ไทย'],
    ['ประเทศไทย', 'ประเทศไทยส่งออก', 'ประเทศไทย'],
    ['กรุงเทพ', 'กรุงเทพฯ น้ำท่วม', 'กรุงเทพ'],
    ['สหรัฐ', 'สหรัฐฯโจมตีอิหร่าน', 'สหรัฐ'],
    ['สหรัฐฯ', 'สหรัฐโจมตีอิหร่าน', 'สหรัฐ'],
    ['สหรัฐ', 'สหรัฐอาหรับเอมิเรตส์', null],
    ['น้ำ', 'น้ำท่วม', 'น้ำ'],
    ['二〇二六年', '二〇二六年', '二〇二六年'],
    ['葛', '葛\u{e0100}', '葛\u{e0100}'],
  ])('%s in “%s”', (query, text, found) => expect(find(query, text)).toBe(found));
});

describe('a Korean noun is found with its particles', () => {
  it.each([
    ['러시아', '러시아가 우크라이나를', '러시아'],
    ['러시아', '러시아어 수업', null],
    ['러시아', '러시아에는 러시아로부터 러시아입니다', '러시아|러시아|러시아'],
    ['미국', '미국으로부터 미국이라는 미국뿐', '미국|미국|미국'],
    ['코모로', '코모로의 뉴스', '코모로'],
    ['니카라과', '니카라과의 뉴스', '니카라과'],
    ['NATO', 'NATO가 러시아와', 'NATO'],
    ['나', '나는', null],
    ['러시아', '러시아가'.normalize('NFD'), '러시아'.normalize('NFD')],
  ])('%s in “%s”', (query, text, found) => expect(find(query, text)).toBe(found));
});

describe('phrases, windows, exact letters', () => {
  it.each([
    ['"krisis rudal"', 'Krisis rudal Kuba', 'Krisis rudal'],
    ['"krisis rudal"', 'Rudal krisis', null],
    ['"krisis rud*"', 'krisis rudalnya', 'krisis rudalnya'],
    ['"Rusia NATO"~2', 'Rusia dan aliansi NATO', 'Rusia|NATO'],
    ['"Rusia NATO"~1', 'Rusia dan aliansi NATO', null],
    ['"Rusia NATO"~2', 'NATO kepada Rusia', 'NATO|Rusia'],
    ['"Rusia Rusia"~3', 'Rusia menang', null],
    ['"Rusia Rusia"~1', 'Rusia lawan Rusia', 'Rusia|Rusia'],
    ['"Rusia Rusia"~1', 'Rusia tidak lawan Rusia', null],
    ['"Rusia Rusia NATO"~1', 'Rusia NATO lalu Rusia', 'Rusia|NATO|Rusia'],
    ['"Rusia Rusia NATO"~9', 'Rusia NATO', null],
    ['"Rusia NATO"~1', 'Rusia di sini, lalu NATO dan Rusia, NATO', 'NATO|Rusia|NATO'],
    ['"Rusia NATO"~1', 'NATO x Rusia x NATO x x x Rusia', 'NATO|Rusia|NATO'],
    ['"COVID-19 Rusia"~1', 'COVID 19 di Rusia', 'COVID 19|Rusia'],
    ['"~Rusia NATO"~1', 'NATO dan Russia', 'NATO|Russia'],
    ['"~Rusia NATO"', 'Россия НАТО, Russia NATO', 'Russia NATO'],
    ['=WHO', 'WHO tells who', 'WHO'],
    ['=WHO', 'who tells Who', null],
    ['="~Rusia NATO"', 'Russia nato, Russia NATO', 'Russia NATO'],
    ['="World Health"', 'World Health, world health', 'World Health'],
    ['Rusia OR NATO', 'NATO dan Rusia', 'NATO|Rusia'],
    ['Rusia -NATO', 'NATO dan Rusia', null],
    ['Rusia OR -NATO', 'Kuba', ''],
    ['Rusia OR -NATO', 'NATO', null],
    ['Kuba (Rusia OR -NATO)', 'Kuba', 'Kuba'],
  ])('%s in “%s”', (query, text, found) => expect(find(query, text)).toBe(found));

  it('a phrase does not go on from the title to the text', () => {
    expect(find('"krisis rudal"', { title: 'Krisis', text: 'rudal' })).toBeNull();
    expect(find('krisis rudal', { title: 'Krisis', text: 'rudal' })).toBe('Krisis|rudal');
  });
});

describe('fields', () => {
  const about = {
    title: 'Rusia',
    text: 'NATO',
    source: 'Warta Khatulistiwa',
    author: 'Sari Dewi',
    lang: 'pt-BR',
    categories: ['dunia', 'politik luar negeri'],
  };
  it.each([
    ['title:Rusia', 'Rusia'],
    ['title:NATO', null],
    ['text:NATO', 'NATO'],
    ['source:khatulistiwa', 'Khatulistiwa'],
    ['khatulistiwa', null],
    ['author:"sari dewi"', 'Sari Dewi'],
    ['category:"luar negeri"', 'luar negeri'],
    ['category:"dunia politik"', null],
    ['lang:pt', 'pt-BR'],
    ['lang:pt-br', 'pt-BR'],
    ['lang:pt-PT', null],
    ['lang:p*', undefined],
    ['title:(NATO OR Rusia) lang:pt', 'Rusia|pt-BR'],
  ])('%s', (query, found) => {
    if (found === undefined) expect(() => find(query, about)).toThrow('not the code of a language');
    else expect(find(query, about)).toBe(found);
  });
});

describe('a language by any of its codes', () => {
  it.each([
    ['lang:he', 'iw', 'iw'],
    ['lang:iw', 'he-IL', 'he-IL'],
    ['lang:id', 'in_ID', 'in_ID'],
    ['lang:in', 'id', 'id'],
    ['lang:yi', 'ji', 'ji'],
    ['lang:id', 'ind', 'ind'],
    ['lang:id', 'bahasa indonesia', null],
  ])('%s is %s', (query, lang, found) => expect(find(query, '', lang)).toBe(found));
});

describe('names in every language', () => {
  it.each([
    ['~Rusia', 'Россия и НАТО', '', 'Россия'],
    ['~Rusia', '俄罗斯总统', '', '俄罗斯'],
    ['~Rusia', 'Rusland en de NAVO', '', 'Rusland'],
    ['~俄罗斯', 'Rusia', '', 'Rusia'],
    ['~NATO', 'OTAN', '', 'OTAN'],
    ['~"Amerika Serikat"', 'The United States', '', 'United States'],
    ['~AS', 'AS dan Tiongkok', 'id', 'AS'],
    ['~Burma', 'Myanmar', '', 'Myanmar'],
    ['~RU', 'Russia', '', 'Russia'],
    ['~Rusia', '러시아는 오늘', 'ko', '러시아'],
    ['~EU', 'La UE aprueba', '', 'UE'],
    ['~UN', 'Совбез ООН', '', 'ООН'],
    ['title:~Rusia -~NATO', 'Russia', '', 'Russia'],
  ])('%s in “%s” (%s)', (query, text, lang, found) => expect(find(query, text, lang)).toBe(found));

  it.each([
    ['~Turkey', 'Roast turkey for all', 'en'],
    ['~Turkey', 'Thanksgiving Turkey recipe', 'en'],
    ['~Jordan', 'Michael Jordan returns', 'en'],
    ['~Georgia', 'Fulton County, Georgia', 'en'],
    ['~Chad', 'a chad on the ballot', 'en'],
    ['~Italia', 'pan y vino', 'es'],
    ['~Ghana', 'Gana la selección', 'es'],
    ['~Islandia', 'Bali Island', 'en'],
    ['~UN', 'un homme', 'fr'],
    ['~AS', 'as dan roda', 'id'],
    ['~Rusia', 'Nga', 'en'],
  ])('%s is not in “%s” (%s), where the word means something else', (query, text, lang) => {
    expect(find(query, text, lang)).toBeNull();
  });
});
