import { describe, expect, it } from 'vitest';
import { openTerminal, shorten } from '../../local/terminal.ts';

function capture({ isTTY = false, columns = 80 } = {}) {
  const written: string[] = [];
  const output = { isTTY, columns, write: (text: string | Uint8Array) => written.push(String(text)) > 0 };
  return { terminal: openTerminal(output, () => 4.94), written };
}

describe('the terminal', () => {
  it('puts the seconds since the start before an event', () => {
    const { terminal, written } = capture();
    terminal.event('all started');
    expect(written).toEqual(['   4.9 s  all started\n']);
  });

  it('keeps the live line last, and cuts it to the width', () => {
    const { terminal, written } = capture({ isTTY: true, columns: 30 });
    terminal.live('  4 feeds · 39 articles · 1 match · 1 message');
    terminal.say('news');
    expect(written).toEqual(['\r\x1b[2K  4 feeds · 39 articles · 1 m', '\r\x1b[2Knews\n  4 feeds · 39 articles · 1 m']);
  });

  it('writes no live line where it could not be written anew', () => {
    const { terminal, written } = capture();
    terminal.live('  4 feeds');
    terminal.say('news');
    expect(written).toEqual(['news\n']);
  });

  it('obeys no control character that a headline brings', () => {
    const { terminal, written } = capture();
    terminal.say('a\x1b[2Jb\nc\u202ed\x07e');
    expect(written).toEqual(['a [2Jb c d e\n']);
  });

  it.each([
    ['short', 'short'],
    ['exactly ten', 'exactly t…'],
    ['Rusia dan NATO', 'Rusia dan…'],
    ['👩‍🚀👩‍🚀👩‍🚀👩‍🚀', '👩‍🚀👩‍🚀👩‍🚀…'],
  ])('shortens %s to ten characters', (text, short) => {
    expect(shorten(text, 10)).toBe(short);
  });
});
