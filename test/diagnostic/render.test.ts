import { describe, expect, test } from 'vitest';
import { CODES } from '../../src/diagnostic/codes.ts';
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts';
import { didYouMean, listed, nearest } from '../../src/diagnostic/nearest.ts';
import { positionOf, renderDiagnostic, renderDiagnostics } from '../../src/diagnostic/render.ts';

const at = (text: string, start: number, end: number, hint?: string): Diagnostic => ({
  severity: 'error',
  code: 'usage',
  place: { source: { name: 'f', text }, start, end },
  message: 'wrong',
  ...(hint === undefined ? {} : { hint }),
});
const caretOf = (diagnostic: Diagnostic): [excerpt: string, caret: string] => {
  const [, excerpt, caret] = renderDiagnostic(diagnostic).split('\n');
  return [excerpt!, caret!];
};

describe('a position', () => {
  test('counts lines and columns from 1, up to the end of the text', () => {
    const source = { name: 'f', text: 'ab\ncd\n\ne' };
    const all = Array.from({ length: 9 }, (_, i) => positionOf(source, i)).map(
      ({ line, column }) => `${line}:${column}`,
    );
    expect(all).toEqual(['1:1', '1:2', '1:3', '2:1', '2:2', '2:3', '3:1', '4:1', '4:2']);
  });

  test('counts as editors do, in units of UTF-16', () => {
    expect(positionOf({ name: 'f', text: '🚀x' }, 2)).toEqual({ line: 1, column: 3 });
  });
});

describe('a fault as it is shown', () => {
  test('has its place, its excerpt with the stretch marked, and how to mend it', () => {
    expect(renderDiagnostic(at('one\ntwo three\n', 8, 13, 'write two'))).toBe(
      'f:2:5: error: wrong [usage]\n  2 | two three\n    |     ^^^^^\n  write two',
    );
  });

  test('has no excerpt without a place or a text', () => {
    expect(renderDiagnostic({ ...at('', 0, 0), place: null })).toBe('error: wrong [usage]');
    expect(renderDiagnostic(at('', 0, 0))).toBe('f:1:1: error: wrong [usage]');
  });

  test('marks one column at least, and no more than its first line', () => {
    expect(caretOf(at('abc', 1, 1))[1]).toBe('    |  ^');
    expect(caretOf(at('abc\ndef', 1, 7))[1]).toBe('    |  ^^');
    expect(caretOf(at('abc', 3, 3))).toEqual(['  1 | abc', '    |    ^']);
    expect(caretOf(at('abc\r\ndef', 0, 3))).toEqual(['  1 | abc', '    | ^^^']);
  });

  test('stands under its word, behind a tab too', () => {
    const [excerpt, caret] = caretOf(at('\tab cd', 4, 6));
    expect(excerpt.slice(caret.indexOf('^'))).toBe('cd');
  });

  test('shows a window of a long line, with the stretch in it', () => {
    for (const start of [0, 50, 500, 995]) {
      const text = `${'x'.repeat(start)}HERE${'y'.repeat(1000 - start)}`;
      const [excerpt, caret] = caretOf(at(text, start, start + 4));
      expect(excerpt.length).toBeLessThanOrEqual(120);
      expect(excerpt.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('HERE');
    }
  });

  test('sends no control characters to the terminal', () => {
    const text = 'a\u001b[31m\u0007\u009b\u0000b\u2028c';
    const shown = renderDiagnostic({ ...at(text, 0, 1), message: `found ${text}`, hint: text });
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/);
  });
});

describe('many faults', () => {
  test('come in the order of the text, a blank line between', () => {
    const shown = renderDiagnostics([at('ab', 1, 2), at('ab', 0, 1)]);
    expect(shown.split('\n\n').map((one) => one.split(' ')[0])).toEqual(['f:1:1:', 'f:1:2:']);
  });

  test('are cut, and counted', () => {
    const many = Array.from({ length: 110 }, (_, i) => at('x'.repeat(110), i, i + 1));
    expect(renderDiagnostics(many).split('\n\n')).toHaveLength(101);
    expect(renderDiagnostics(many)).toMatch(/… and 10 more \[too-many\]$/);
    expect(renderDiagnostics(many, 110)).not.toContain('more');
  });

  test('of several files stay together by file', () => {
    const of = (name: string, start: number): Diagnostic => ({
      ...at('abc', start, start + 1),
      place: { source: { name, text: 'abc' }, start, end: start + 1 },
    });
    const shown = renderDiagnostics([of('one', 0), of('one', 2), of('two', 1)]);
    expect(shown.split('\n\n').map((text) => text.split(' ')[0])).toEqual(['one:1:1:', 'one:1:3:', 'two:1:2:']);
  });
});

describe('the nearest word', () => {
  test.each([
    ['overdu', ['due', 'overdue', 'overdue_months'], 'overdue'],
    ['Normal', ['normal', 'lognormal'], 'normal'],
    ['cahs', ['cash', 'costs'], 'cash'],
    ['layofs', ['layoffs', 'raise'], 'layoffs'],
    ['something', ['else'], null],
    ['x'.repeat(10_000), ['x'], null],
    ['', ['ab'], null],
    ['pow', ['log', 'min', 'max'], null],
    ['a', [], null],
  ])('to %s among %j is %s', (written, known, word) => {
    expect(nearest(written, known)).toBe(word);
  });

  test('is asked for, or nothing is', () => {
    expect(didYouMean('cahs', ['cash'])).toBe('; did you mean "cash"?');
    expect(didYouMean('zzz', ['cash'])).toBe('');
  });

  test('is one of a list that is cut after sixteen', () => {
    expect(listed([])).toBe('none');
    expect(listed(['a', 'b'])).toBe('a, b');
    expect(listed(Array.from({ length: 20 }, (_, i) => `n${i}`))).toMatch(/, n15, …$/);
  });
});

test('every code says what it means, in a phrase without a final stop', () => {
  for (const [code, means] of Object.entries(CODES)) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(means.endsWith('.'), code).toBe(false);
    expect(means.length, code).toBeGreaterThan(15);
  }
});
