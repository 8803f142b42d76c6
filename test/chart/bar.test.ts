import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bar, slider, sparkline } from '../../src/chart/bar.ts';
import { rowText, rowWidth } from '../../src/chart/cells.ts';

const anyGlyphs = fc.constantFrom('braille' as const, 'blocks' as const, 'ascii' as const);
const number = fc.double({ min: -1e12, max: 1e12, noNaN: true });

describe('slider', () => {
  it.each([
    [0, '●────'],
    [0.25, '━●───'],
    [0.5, '━━●──'],
    [1, '━━━━●'],
    [1.2, '━━━━▶'],
    [-1, '◀────'],
  ])('%d of 0 to 1', (value, text) => {
    expect(rowText(slider(value, 0, 1, 5, 'blocks'))).toBe(text);
  });

  it('has an ASCII form', () => {
    expect(rowText(slider(0.5, 0, 1, 5, 'ascii'))).toBe('==O--');
    expect(rowText(slider(2, 0, 1, 5, 'ascii'))).toBe('====>');
  });

  it('stands at the left of a range without extent', () => {
    expect(rowText(slider(3, 3, 3, 4, 'blocks'))).toBe('●───');
  });
});

describe('bar', () => {
  it('fills by eighths of a column', () => {
    expect(rowText(bar(1, 4, 4, 'blocks'))).toBe('█   ');
    expect(rowText(bar(1.5, 4, 4, 'blocks'))).toBe('█▌  ');
    expect(rowText(bar(9, 4, 4, 'blocks'))).toBe('████');
  });

  it('is blank for nothing alone', () => {
    expect(rowText(bar(0, 4, 4, 'blocks'))).toBe('    ');
    expect(rowText(bar(1e-9, 4, 4, 'blocks'))).toBe('▏   ');
    expect(rowText(bar(1e-9, 4, 4, 'ascii'))).toBe('#   ');
    expect(rowText(bar(0, 0, 4, 'ascii'))).toBe('    ');
  });
});

describe('sparkline', () => {
  it('is blank at nothing and full at the most', () => {
    expect(rowText(sparkline([8, 4, 1, 0.01, 0], 6, 'blocks'))).toBe('█▄▁▁  ');
  });

  it('starts from the least where that is below zero', () => {
    expect(rowText(sparkline([-4, 0, 4], 3, 'blocks'))).toBe(' ▄█');
  });

  it('keeps what stands out where months share a column', () => {
    const series = Array.from({ length: 40 }, (_, t) => (t === 13 ? 0 : 8));
    expect(rowText(sparkline(series, 4, 'blocks'))).toBe('█ ██');
  });
});

it('all take exactly the width they are given', () => {
  fc.assert(
    fc.property(
      number,
      number,
      number,
      fc.array(number),
      fc.integer({ min: 0, max: 90 }),
      anyGlyphs,
      (v, a, b, all, width, glyphs) => {
        expect(rowWidth(slider(v, a, b, width, glyphs))).toBe(width);
        expect(rowWidth(bar(v, a, width, glyphs))).toBe(width);
        expect(rowWidth(sparkline(all, width, glyphs))).toBe(width);
      },
    ),
  );
});
