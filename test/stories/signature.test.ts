import { describe, expect, it } from 'vitest';
import { signatureOf } from '../../shared/stories/signature.ts';

const base = {
  title: 'Rusia dan NATO buka lagi saluran telepon',
  link: 'https://www.samudra.example/dunia/saluran',
  outletFamily: 'samudra.example',
};
const areCopies = (changes: Partial<typeof base>): boolean => {
  const first = new Set(signatureOf(base));
  return signatureOf({ ...base, ...changes }).some((one) => first.has(one));
};

describe('two articles are copies', () => {
  it.each([
    [
      'the same link with tracking',
      { title: 'Lain sama sekali judulnya', link: `${base.link}?utm_source=rss&fbclid=1` },
    ],
    [
      'the same link without www, with a slash',
      { title: 'Lain sama sekali judulnya', link: 'http://samudra.example/dunia/saluran/' },
    ],
    ['the same title at another link', { link: 'https://samudra.example/rss/99' }],
    [
      'the same title in other case and punctuation',
      { link: 'https://samudra.example/rss/99', title: 'RUSIA dan NATO: buka lagi saluran telepon!' },
    ],
  ])('%s', (_rule, changes) => expect(areCopies(changes)).toBe(true));
});

describe('two articles are not copies', () => {
  it.each([
    ['another title and link', { title: 'Lain sama sekali judulnya', link: 'https://samudra.example/2' }],
    ['the same title in another family', { link: 'https://pelita.example/1', outletFamily: 'pelita.example' }],
    ['a parameter that names the page', { title: 'Lain sama sekali judulnya', link: `${base.link}?id=2` }],
  ])('%s', (_rule, changes) => expect(areCopies(changes)).toBe(false));

  it('by a link to a front page, or a title that repeats by nature', () => {
    const one = { title: 'Opini', link: 'https://samudra.example/', outletFamily: 'samudra.example' };
    expect(signatureOf(one)).toEqual([]);
  });
});
