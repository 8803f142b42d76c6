import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowText, rowWidth } from '../../src/chart/cells.ts';
import type { Glyphs } from '../../src/chart/glyphs.ts';
import type { SurvivalChart } from '../../src/chart/survival-chart.ts';
import { survivalChart } from '../../src/chart/survival-chart.ts';
import { shareAxis } from '../../src/chart/ticks.ts';

const JANUARY = 2024 * 12;

/** Shares of worlds that fail in each month, survival following from them. */
function input(failing: readonly number[], cursor: number | null = null): SurvivalChart {
  let alive = 1;
  const survival = Float64Array.from(failing, (share) => {
    alive = Math.max(alive - share, 0);
    return alive;
  });
  return { start: JANUARY, survival, failing: Float64Array.from(failing), cursor };
}

const drawn = (chart: SurvivalChart, width: number, height: number, glyphs: Glyphs): string[] =>
  survivalChart(chart, width, height, glyphs).map(rowText);

describe('small charts, worked out by hand', () => {
  it('ASCII: all live through January, half fail in February, half in March', () => {
    expect(drawn(input([0, 0.5, 0.5, 0]), 13, 5, 'ascii')).toEqual([
      '100%+##      ',
      '    |##::    ',
      '    |####    ',
      '  0%+Jan 2024',
      ' 50%+  %%%%  ',
    ]);
  });

  it('blocks: a quarter fails in each month', () => {
    expect(drawn(input([0.25, 0.25, 0.25, 0.25]), 13, 7, 'blocks')).toEqual([
      '100%┤        ',
      '    │██      ',
      ' 50%┤████    ',
      '    │██████  ',
      '  0%┼Jan 2024',
      '    │████████',
      ' 25%┤████████',
    ]);
  });

  it('no world fails: survival alone, whole', () => {
    expect(drawn(input([0, 0, 0, 0]), 13, 4, 'blocks')).toEqual([
      '100%┤████████',
      '    │████████',
      '    │████████',
      '  0%┼Jan 2024',
    ]);
  });

  it('names both lanes and says what they are', () => {
    const rows = drawn(input([0, 0.5, 0.25, 0]), 60, 14, 'blocks');
    expect(rows[0]).toMatch(/ alive *$/);
    expect(rows.at(-2)).toMatch(/ failing *$/);
    expect(rows.at(-1)?.trimEnd()).toBe(" █ alive at the month's end  █ fails in the month, below");
  });
});

describe('an axis of shares', () => {
  it.each([
    [1, [[1, 1]]],
    [3, [[1, 3]]],
    [
      4,
      [
        [0.5, 2],
        [1, 4],
      ],
    ],
    [
      8,
      [
        [0.25, 2],
        [0.5, 4],
        [0.75, 6],
        [1, 8],
      ],
    ],
  ])('over %d rows ends at exactly all', (rows, ticks) => {
    expect(shareAxis(rows)).toEqual({ top: 1, ticks: ticks.map(([value, row]) => ({ value, row })) });
  });

  it('over no rows has no ticks', () => {
    expect(shareAxis(0).ticks).toEqual([]);
  });
});

describe('any chart', () => {
  it('takes exactly the room it is given', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const chart = fc
      .record({ failing: fc.array(share, { minLength: 1, maxLength: 240 }), cursor: fc.option(fc.nat(250)) })
      .map(({ failing, cursor }) => input(failing, cursor));
    const size = fc.tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 60 }));
    const anyGlyphs = fc.constantFrom('braille' as const, 'blocks' as const, 'ascii' as const);
    fc.assert(
      fc.property(chart, size, anyGlyphs, (what, [width, height], glyphs) => {
        const drawing = survivalChart(what, width, height, glyphs);
        expect(drawing.length).toBe(height);
        for (const row of drawing) expect(rowWidth(row)).toBe(width);
        if (glyphs === 'ascii') expect(drawing.map(rowText).join('')).toMatch(/^[\u0020-\u007e]*$/);
      }),
    );
  });
});
