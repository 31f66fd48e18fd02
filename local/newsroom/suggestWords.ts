/** Words worth watching in a folder of recorded feeds: those that occur in several of the headlines that will come. */

/** Long enough to mean something, in the scripts that part words by spaces. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’-]{4,}/gu;

/** Common words of the languages that feeds are often in, of five letters and more. */
const COMMON = new Set(
  `about after again against among because before being between could during every first from their there these thing
  think those through today under until using which while would years should where other bekommt einen einer gegen
  haben immer keine mehrere nicht nach neuen neuer seine sowie unter wegen werden zwischen durch dans cette comme
  entre leurs leurs mais pour quels sont avec depuis desde entre están hasta nuevo nueva para pero sobre también tiene
  todos muito pelo pela mais menos seus suas após contra antes dalam dengan untuk yang adalah akan belum bisa dari
  kepada lebih pada sudah telah tidak`.split(/\s+/),
);

/** The longest words of the headlines that come first, so that an alert is soon there, and then the most frequent ones. */
export function suggestWords(headlines: readonly string[], most: number): string[] {
  const soon = headlines.slice(0, Math.floor(most / 2)).flatMap((headline) => longestOf(wordsOf(headline)));
  return [...new Set([...soon, ...mostFrequent(headlines)])].slice(0, most);
}

const wordsOf = (headline: string): string[] =>
  [...headline.matchAll(WORD)]
    .map(([word]) => word)
    .filter((word) => !COMMON.has(word.toLowerCase()) && !/^\p{N}/u.test(word));

const longestOf = (words: readonly string[]): string[] => words.toSorted((a, b) => b.length - a.length).slice(0, 1);

function mostFrequent(headlines: readonly string[]): string[] {
  const counts = new Map<string, { word: string; count: number }>();
  for (const headline of headlines) {
    for (const [key, word] of new Map(wordsOf(headline).map((each) => [each.toLowerCase(), each]))) {
      const entry = counts.get(key);
      if (entry) entry.count += 1;
      else counts.set(key, { word, count: 1 });
    }
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count).map(({ word }) => word);
}
