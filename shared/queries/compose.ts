/**
 * Puts letters together that a text writes in pieces, where the whole is another letter than its base: й, が, ﾊﾞ, Hangul
 * in single sounds. Most texts have none, and are left alone.
 */

export interface Composed {
  text: string;
  /** Offset in the composed text → offset in the original, for every offset up to the length. */
  offsets: Int32Array;
}

const ACCENTS = String.raw`[\u0300-\u036f\u0653-\u0655]`;
const VOICING = String.raw`[\u3099\u309a\uff9e\uff9f]`;
const SYLLABLE = String.raw`[\u1100-\u115f]+[\u1160-\u11a7]*[\u11a8-\u11ff]*`;
const IN_PIECES = new RegExp(String.raw`${ACCENTS}|${VOICING}|[\u1100-\u11ff]`);
const KANA = String.raw`[\p{scx=Hiragana}\p{scx=Katakana}]`;
const HAS_VOICING = new RegExp(VOICING);
const CLUSTERS = new RegExp(String.raw`${SYLLABLE}|(?!${VOICING})${KANA}${VOICING}+|\p{L}${ACCENTS}+`, 'gu');

/** Null when there is nothing to put together. */
export function composeText(text: string): Composed | null {
  if (!IN_PIECES.test(text)) return null;
  const offsets: number[] = [];
  let composed = '';
  let done = 0;
  const copyUntil = (index: number): void => {
    composed += text.slice(done, index);
    for (; done < index; done++) offsets.push(done);
  };
  for (const { 0: cluster, index } of text.matchAll(CLUSTERS)) {
    copyUntil(index);
    const whole = cluster.normalize(HAS_VOICING.test(cluster) ? 'NFKC' : 'NFC');
    composed += whole;
    done = index + cluster.length;
    /** What did not become one with the first letter stands at the end. */
    for (let unit = 0; unit < whole.length; unit++) offsets.push(unit === 0 ? index : done - whole.length + unit);
  }
  copyUntil(text.length);
  return { text: composed, offsets: Int32Array.from([...offsets, text.length]) };
}
