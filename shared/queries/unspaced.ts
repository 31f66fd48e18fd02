/**
 * Cuts text of a script without spaces into words, by Unicode's dictionary and a short table of names that it cuts
 * wrongly: 俄罗斯 must not be found in 白俄罗斯, and 东京 must be found in 东京都.
 */

/** One word each, or the words between bars. Counted where a word begins as they do. */
const NAMES = [
  '白俄罗斯 印度尼西亚 西印度 东京|都 南苏丹 南蘇丹 几内亚比绍 幾內亞比索 幾內亞比紹 赤道几内亚 巴布亚新几内亚 巴布亞紐幾內亞',
  '美属萨摩亚 美屬薩摩亞 北马里亚纳 北馬利安納 聖馬利諾 南スーダン ギニアビサウ ニューギニア アルバニア 米領サモア アメリカ領サモア',
  '人民币 人民幣 人民|法院 清华|大学 清華|大學 彈道|飛彈 山陽|新幹線 東海道|新幹線 東北|新幹線 チリソース エビチリ ปูติน',
  '東インド ประเทศ|ไทย สหรัฐ|อเมริกา สหรัฐอาหรับเอมิเรตส์ ซูดานใต้ อเมริกันซามัว กินีบิสเซา อิเควทอเรียลกินี',
].flatMap((names) => names.split(' ').map((name) => name.split('|')));

const ANY_NAME = new RegExp(NAMES.map((parts) => parts.join('')).join('|'), 'g');
const PARTS = new Map(NAMES.map((parts) => [parts.join(''), parts]));

/** The words of a run, one after the other. */
export function cutWords(run: string): Iterable<{ segment: string }> {
  const words = segmenter().segment(run);
  return run.search(ANY_NAME) === -1 ? words : withNames(run, words);
}

function withNames(run: string, words: Intl.Segments): { segment: string }[] {
  const ends = new Set<number>();
  for (const { segment, index } of words) ends.add(index + segment.length);
  for (const { 0: name, index } of run.matchAll(ANY_NAME)) {
    if (index > 0 && !ends.has(index)) continue;
    for (let inside = index + 1; inside < index + name.length; inside++) ends.delete(inside);
    let end = index;
    for (const part of PARTS.get(name)!) ends.add((end += part.length));
  }
  const sorted = [...ends].sort((one, other) => one - other);
  return sorted.map((end, index) => ({ segment: run.slice(sorted[index - 1] ?? 0, end) }));
}

let cutter: Intl.Segmenter | undefined;
/** ICU takes the dictionary from the script, whatever the locale. Made when first needed: most news has spaces. */
const segmenter = (): Intl.Segmenter => (cutter ??= new Intl.Segmenter('en', { granularity: 'word' }));
