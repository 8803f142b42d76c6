import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../src/chart/cells.ts';
import { rowText, rowWidth, run } from '../../src/chart/cells.ts';
import { cut, fitRow, plainText, trimRow, wrap } from '../../src/chart/text.ts';

describe('plainText', () => {
  it('makes one line of single columns that steers no terminal', () => {
    expect(plainText('a\tb\r\nc')).toBe('a b c');
    expect(plainText('\u001b]0;owned\u0007x')).toBe(']0;owned x');
    expect(plainText('e\u0301te\u0301')).toBe('\u00e9t\u00e9');
    expect(plainText('\u202eabc\u200b')).toBe('abc');
    expect(plainText('資金 🚀')).toBe('?? ?');
    expect(plainText('Lay off staff — 20 %')).toBe('Lay off staff — 20 %');
  });
});

describe('wrap', () => {
  it('breaks at blanks, and inside a word that is longer than a line', () => {
    expect(wrap('from then on somebody must wait', 12)).toEqual(['from then on', 'somebody', 'must wait']);
    expect(wrap('abcdefgh ij', 3)).toEqual(['abc', 'def', 'gh', 'ij']);
    expect(wrap('', 5)).toEqual(['']);
  });

  it('loses nothing and fits', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 40 }), (raw, width) => {
        const text = plainText(raw);
        const lines = wrap(text, width);
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });
});

describe('rows', () => {
  it('are cut and filled to a width', () => {
    const row: Row = [run('ab', 'bad'), run('cd')];
    expect(fitRow(row, 3)).toEqual([run('ab', 'bad'), run('c')]);
    expect(rowText(fitRow(row, 6))).toBe('abcd  ');
    expect(rowWidth(fitRow(row, 0))).toBe(0);
  });

  it('lose the blanks at their end', () => {
    expect(trimRow([run('a '), run('b  ', 'bad'), run('   ')])).toEqual([run('a '), run('b', 'bad')]);
    expect(trimRow([run('  ')])).toEqual([]);
  });

  it('show that they are cut', () => {
    expect([cut('abcdef', 6), cut('abcdefg', 6), cut('abc', 2)]).toEqual(['abcdef', 'abcd..', 'ab']);
  });
});
