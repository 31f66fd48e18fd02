/** Which language an article is in, when its feed does not say; and nothing where it cannot be told. */
import { expect, it } from 'vitest';
import { detectLanguage } from '../../shared/articles/language.ts';

it.each([
  ['id', 'Pemerintah larang ekspor bijih nikel mulai Juni'],
  ['id', 'Gempa magnitudo 6,1 guncang Maluku, tidak berpotensi tsunami'],
  ['ms', 'Kerajaan umum langkah baharu untuk rakyat tahun hadapan'],
  ['es', 'Incendio forestal obliga a evacuar a miles de personas'],
  ['es', 'Suben los precios de los alimentos en Caracas'],
  ['pt', 'Chuvas deixam mortos e desabrigados no sul do Brasil'],
  ['en', 'What we know about the talks between NATO and Russia'],
  ['fr', 'La grève des transports se poursuit à Paris'],
  ['de', 'Die Regierung will im nächsten Jahr sparen'],
  ['it', 'Il governo annuncia nuove misure per il prossimo anno'],
  ['nl', 'Kabinet wil volgend jaar fors bezuinigen op het leger'],
  ['tr', 'Hükümet gelecek yıl için yeni önlemler açıkladı'],
  ['pl', 'Rząd zapowiada nowe oszczędności w przyszłym roku'],
  ['vi', 'Chính phủ công bố các biện pháp mới cho năm tới'],
  ['sv', 'Inflationen når högsta nivån på tio år'],
  ['ru', 'Правительство объявило о новых мерах'],
  ['uk', 'Уряд оголосив про нові заходи економії'],
  ['ar', 'الحكومة تعلن إجراءات جديدة للعام المقبل'],
  ['fa', 'تورم به بالاترین سطح در ده سال گذشته رسید'],
  ['ja', '政府は来年の経済対策を発表した'],
  ['zh', '政府宣布明年新的经济措施'],
  ['ko', '정부가 내년 경제 대책을 발표했다'],
  ['hi', 'सरकार ने नए उपायों की घोषणा की'],
  ['th', 'รัฐบาลประกาศมาตรการใหม่'],
  ['en', 'The word 東京 is on the sign of the station'],
])('%s: %s', (language, text) => expect(detectLanguage(text)).toBe(language));

it.each(['', 'NATO', '2026', 'Bayern München 3:1 Juventus Torino'])('not known: %s', (text) =>
  expect(detectLanguage(text)).toBe(''),
);
