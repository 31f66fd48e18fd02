/** One item of a feed, cleaned; and how far it may go. */
import { describe, expect, it } from 'vitest';
import { cleanItem, summaryOf } from '../../shared/articles/item.ts';
import { fate } from '../../shared/articles/news.ts';
import type { RawItem } from '../../shared/feeds/document/rawFeed.ts';

const now = new Date('2026-11-23T12:00:00Z');
const raw = (changes: Partial<RawItem> = {}): RawItem => ({
  id: '',
  titleHtml: 'Kuba buka arsip',
  link: '',
  summaryHtml: '',
  contentHtml: '',
  dates: [],
  lang: '',
  authorHtml: '',
  categoriesHtml: [],
  image: '',
  ...changes,
});
const clean = (changes: Partial<RawItem>) => cleanItem(raw(changes), now);

describe('texts', () => {
  it('keeps summary and whole text, and each for the other; an article takes the longer', () => {
    const both = clean({ summaryHtml: 'Singkat', contentHtml: '<p>Isi yang panjang</p>' });
    expect(both).toMatchObject({ summary: 'Singkat', text: 'Isi yang panjang' });
    expect(summaryOf(both)).toBe('Isi yang panjang');
    const caption = clean({ summaryHtml: 'Singkat', contentHtml: 'Isi' });
    expect(caption).toMatchObject({ summary: 'Singkat', text: 'Isi' });
    expect(summaryOf(caption)).toBe('Singkat');
    expect(clean({ contentHtml: 'Isi' })).toMatchObject({ summary: 'Isi', text: 'Isi' });
    expect(clean({ summaryHtml: 'Singkat' })).toMatchObject({ summary: 'Singkat', text: 'Singkat' });
  });

  it('takes the beginning of the text for a title that is missing', () => {
    const text = 'Kapal itu tertahan sejak kemarin. '.repeat(10);
    const { title } = clean({ titleHtml: '', summaryHtml: text });
    expect(title).toMatch(/^Kapal itu.*…$/);
    expect(title.length).toBeLessThanOrEqual(100);
    expect(clean({ titleHtml: '<img>' }).title).toBe('');
  });

  it('an article holds 2,000 units of it', () => {
    const item = clean({ summaryHtml: 'kata '.repeat(1_000) });
    expect(item.text).toHaveLength(4_999);
    expect(summaryOf(item).length).toBeLessThanOrEqual(2_000);
  });
});

describe('links and names', () => {
  it.each<[Partial<RawItem>, object]>([
    [{ link: 'javascript:alert(1)' }, { link: '' }],
    [{ image: 'data:image/png;base64,x' }, { image: '' }],
    [{ authorHtml: 'ana@harian-samudra.example (Ana Wijaya)' }, { author: 'Ana Wijaya' }],
    [{ authorHtml: 'Ana &lt;ana@harian-samudra.example&gt;' }, { author: 'Ana' }],
    [{ authorHtml: 'ana@harian-samudra.example' }, { author: '' }],
    [{ categoriesHtml: ['Dunia', 'Dunia', '', 'Per&amp;ang'] }, { categories: ['Dunia', 'Per&ang'] }],
  ])('%j', (changes, expected) => expect(clean(changes)).toMatchObject(expected));
});

describe('when it was published', () => {
  it.each<[string, string[], string | null, boolean]>([
    [
      'the first date that is one',
      ['kemarin', '2026-11-23T10:00:00Z', '2026-11-23T11:00:00Z'],
      '2026-11-23T10:00:00Z',
      false,
    ],
    ['clocks that differ', ['2026-11-23T12:09:00Z'], '2026-11-23T12:00:00Z', false],
    ['the future is now, and marked', ['2026-12-24T00:00:00Z'], '2026-11-23T12:00:00Z', true],
    ['no date', [], null, false],
  ])('%s', (_case, dates, published, isFromFuture) => {
    expect(clean({ dates })).toMatchObject({ published: published && Date.parse(published), isFromFuture });
  });

  it('keeps the date as it was written, whenever it is read', () => {
    const dates = ['2026-12-24T00:00:00Z'];
    expect(clean({ dates }).dated).toBe(Date.parse(dates[0]!));
    expect(clean({ dates: [] }).dated).toBeNull();
  });
});

describe('how far it may go', () => {
  const hour = 3_600_000;
  const ago = (hours: number): number => now.getTime() - hours * hour;
  const seen = now.getTime();

  it.each<[string, Parameters<typeof fate>[0], first: string, later: string]>([
    ['just published', { published: ago(0), isFromFuture: false, seen }, 'alert', 'alert'],
    ['48 hours old', { published: ago(48), isFromFuture: false, seen }, 'alert', 'alert'],
    ['just older', { published: ago(48) - 1, isFromFuture: false, seen }, 'stored', 'late'],
    ['14 days old', { published: ago(14 * 24), isFromFuture: false, seen }, 'stored', 'late'],
    ['just older than that', { published: ago(14 * 24) - 1, isFromFuture: false, seen }, 'stored', 'stored'],
    ['undated', { published: null, isFromFuture: false, seen }, 'stored', 'alert'],
    [
      'undated, edited three days after it was seen',
      { published: null, isFromFuture: false, seen: ago(72) },
      'stored',
      'late',
    ],
    ['from the future', { published: seen, isFromFuture: true, seen }, 'stored', 'alert'],
  ])('%s: on the first poll %s, later %s', (_case, occurrence, first, later) => {
    expect(fate(occurrence, now, true)).toBe(first);
    expect(fate(occurrence, now, false)).toBe(later);
  });
});
