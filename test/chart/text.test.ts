import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../src/chart/cells.ts';
import { rowText, rowWidth, run } from '../../src/chart/cells.ts';
import { cut, fitRow, plainText, trimRow, wrap } from '../../src/chart/text.ts';
import { betweenColumns, columnsIn, columnsOf, endWithin } from '../../src/diagnostic/columns.ts';

describe('plainText', () => {
  it('makes one line that steers no terminal, and writes out what would', () => {
    expect(plainText('a\tb\r\nc')).toBe('a b c');
    expect(plainText('\u001b]0;owned\u0007x')).toBe('\\u001b]0;owned\\u0007x');
    expect(plainText('a\u00a0\u3000b')).toBe('a b');
    expect(plainText('e\u0301te\u0301')).toBe('\u00e9t\u00e9');
    expect(plainText('\u202eabc\u200b\u2028\ufeff\ud800')).toBe('\\u202eabc\\u200b\\u2028\\ufeff\\ud800');
    expect(plainText('\u{e0041}')).toBe('\\u{e0041}');
    expect(plainText('資金 🚀 เงินสด')).toBe('資金 🚀 เงินสด');
    expect(plainText('Lay off staff — 20 %')).toBe('Lay off staff — 20 %');
  });
});

describe('plainText of emoji and marks', () => {
  it('shows the parts of an emoji that is joined, which take two columns each in every terminal', () => {
    expect(plainText('👩🏽\u200d🚀 ❤\ufe0f 1\ufe0f\u20e3 👍🏿')).toBe('👩🚀 ❤ 1\u20e3 👍');
    expect(plainText('a\u200d🚀')).toBe('a\\u200d🚀');
    expect(plainText('🚀\u200db')).toBe('🚀\\u200db');
  });

  it('gives a mark that stands alone a place, and builds no towers', () => {
    expect(plainText(' \u0301a \u0301')).toBe('\u25cc\u0301a \u25cc\u0301');
    expect(columnsOf(plainText(`x${'\u0335'.repeat(50)}`))).toBe(1);
    expect(plainText(`x${'\u0335'.repeat(50)}`)).toHaveLength(5);
  });
});

describe('wide characters', () => {
  it('take two columns, and are never halved', () => {
    expect(columnsOf('資金 🚀')).toBe(7);
    expect([cut('資金資金', 8), cut('資金資金', 7), cut('資金資金', 5), cut('資金', 1)]).toEqual([
      '資金資金',
      '資金..',
      '資..',
      '',
    ]);
    expect(rowText(fitRow([run('a資金')], 4))).toBe('a資 ');
    expect(fitRow([run('資金')], 6)).toEqual([run('資金'), run('  ')]);
    expect(wrap('資金資金 ab', 5)).toEqual(['資金', '資金', 'ab']);
    expect(wrap('資a', 1)).toEqual(['資', 'a']);
    expect([endWithin('a資金', 3), endWithin('a資金', 4), endWithin('ab', 5)]).toEqual(['金', '資金', 'ab']);
  });

  it('have two columns in a row, the second of which is empty', () => {
    expect(betweenColumns('a資金b', 2, 4)).toBe('  ');
    expect(betweenColumns('a資金b', 1, 9)).toBe('資金b');
    const cells = columnsIn('a資e\u0335');
    expect(cells).toEqual(['a', '資', '', 'e\u0335']);
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
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (raw, width) => {
        const text = plainText(raw);
        const lines = wrap(text, width);
        for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(Math.max(width, 2));
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
