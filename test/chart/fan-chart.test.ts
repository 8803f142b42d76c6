import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowText, rowWidth } from '../../src/chart/cells.ts';
import type { EventKind } from '../../src/chart/chart-events.ts';
import { EVENT_KINDS } from '../../src/chart/chart-events.ts';
import type { FanChart } from '../../src/chart/fan-chart.ts';
import { fanChart } from '../../src/chart/fan-chart.ts';
import type { Glyphs } from '../../src/chart/glyphs.ts';

const JANUARY = 2024 * 12;

/** Percentiles p5 to p95 by month, all from an opening of 8. */
function input(percentiles: readonly (readonly number[])[], rest: Partial<FanChart> = {}): FanChart {
  const [p5, p25, p50, p75, p95] = percentiles.map((values) => Float64Array.from(values)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return {
    start: JANUARY,
    opening: { p5: 8, p25: 8, p50: 8, p75: 8, p95: 8 },
    cash: { p5, p25, p50, p75, p95 },
    survival: new Float64Array(p50.length).fill(1),
    base: null,
    overdue: null,
    baseline: null,
    reserve: null,
    events: [],
    cursor: null,
    isStale: false,
    currency: 'USD',
    ...rest,
  };
}

const drawn = (chart: FanChart, width: number, height: number, glyphs: Glyphs): string[] =>
  fanChart(chart, width, height, glyphs).map(rowText);

const FAN = [
  [4, 0, 0, 0],
  [6, 4, 2, 0],
  [6, 4, 2, 2],
  [8, 6, 6, 4],
  [8, 8, 8, 8],
];

describe('small fans, worked out by hand', () => {
  const survival = Float64Array.of(1, 1, 0.5, 0);

  it('ASCII: two bands, the median, a base case that ends in February; the share alive on its own scale', () => {
    const base = { opening: 8, cash: Float64Array.of(4, 0) };
    expect(drawn(input(FAN, { survival, base }), 13, 7, 'ascii')).toEqual([
      '  $8+=::.....',
      '    | ==::::.',
      '    | o.==:::',
      '    |  ...===',
      '  $0+Jan 2024',
      '100%+####    ',
      '    |######  ',
    ]);
  });

  it('ASCII: arrears hang where there are any, and the case compared with is a line of its own', () => {
    const base = { opening: 8, cash: Float64Array.of(4, 0) };
    const overdue = Float64Array.of(0, 2);
    const baseline = Float64Array.of(8, 8, 8, 8);
    expect(drawn(input(FAN, { survival, base, overdue, baseline }), 15, 7, 'ascii')).toEqual([
      '$8+==----------',
      '  | o===::::::.',
      '  |  .o.===::::',
      '  |    ....====',
      '$0+Jan 2024----',
      '  |   %%       ',
      '$2+   %%       ',
    ]);
  });

  it('results of another setting are faint: bands, median and share alive', () => {
    const base = { opening: 8, cash: Float64Array.of(4, 0) };
    const roles = (isStale: boolean) =>
      new Set(
        fanChart(input(FAN, { survival, base, isStale }), 13, 7, 'blocks').flatMap((row) => row.map((r) => r.role)),
      );
    expect(roles(false)).toEqual(new Set(['plain', 'muted', 'title', 'cash', 'accent', 'good']));
    expect(roles(true)).toEqual(new Set(['plain', 'muted', 'accent']));
  });

  it('blocks: the same shapes, the reserve where the bands leave it, and what happens when', () => {
    const reserve = Float64Array.of(3, 3, 3, 3);
    const events = [{ t: 2, kind: 'failure' as const, label: 'failure' }];
    expect(drawn(input(FAN, { survival, reserve, events }), 13, 8, 'blocks')).toEqual([
      '         ✗   ',
      '  $8┤━▓▓░░░░░',
      '    │ ━━▓▓▓▓░',
      '    │╌╌╌━━╌╌╌',
      '    │  ░░░━━━',
      '  $0┼Jan 2024',
      '100%┤████    ',
      '    │██████  ',
    ]);
  });

  it('braille: the dense band is whole, the light one has an edge and a dot in four', () => {
    const flat = [1, 3, 4, 5, 8].map((v) => [v, v, v, v]);
    const chart = input(flat, { opening: { p5: 1, p25: 3, p50: 4, p75: 5, p95: 8 } });
    expect(drawn(chart, 13, 7, 'braille')).toEqual([
      '  $8┤⠍⠍⠍⠍⠍⠍⠍⠍',
      '    │⣬⣬⣬⣬⣬⣬⣬⣬',
      '    │━━━━━━━━',
      '    │⠌⠌⠌⠌⠌⠌⠌⠌',
      '  $0┼Jan 2024',
      '100%┤⣿⣿⣿⣿⣿⣿⣿⣿',
      '    │⣿⣿⣿⣿⣿⣿⣿⣿',
    ]);
  });

  it('a fan without spread is the median alone, and the base case that meets it alternates with it', () => {
    const same = [6, 4, 2, 0];
    const chart = input([same, same, same, same, same], { base: { opening: 8, cash: Float64Array.from(same) } });
    expect(drawn(chart, 13, 7, 'blocks').slice(0, 5)).toEqual([
      '  $8┤━       ',
      '    │ ◦━     ',
      '    │   ◦━   ',
      '    │     ◦━ ',
      '  $0┼Jan 2024',
    ]);
  });

  it('one world in a thousand that fails is seen, and so is one that lives', () => {
    const rows = drawn(input(FAN, { survival: Float64Array.of(1, 0.999, 0.001, 0) }), 13, 7, 'blocks');
    expect(rows.slice(5)).toEqual(['100%┤██▇▇    ', '    │████▁▁  ']);
  });

  it('points at a month', () => {
    const rows = fanChart(input(FAN, { cursor: 0 }), 13, 7, 'blocks');
    expect(rows.map((row) => row.filter((r) => r.role === 'selected').map((r) => r.text))).toEqual([
      ['━'],
      [],
      [],
      [],
      ['J'],
      ['█'],
      ['█'],
    ]);
  });
});

describe('the legend', () => {
  it('names bands and lines by their characters', () => {
    const base = { opening: 8, cash: Float64Array.of(4, 0) };
    const chart = input(FAN, { base, reserve: Float64Array.of(1, 1, 1, 1) });
    expect(drawn(chart, 90, 14, 'blocks').at(-1)?.trimEnd()).toBe(
      ' ▓ p25-p75  ░ p5-p95  ━ median  ◦ base case  ╌ reserve  █ alive, below',
    );
    expect(drawn(chart, 90, 14, 'ascii').at(-1)?.trimEnd()).toBe(
      ' : p25-p75  . p5-p95  = median  o base case  ~ reserve  # alive, below',
    );
    expect(drawn(chart, 90, 14, 'braille').at(-1)).toContain(' ⣿ p25-p75  ⠌ p5-p95  ');
  });
});

const amounts = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e12, noNaN: true }), fc.constant(1e-7));
const kinds = Object.keys(EVENT_KINDS) as EventKind[];
/** Percentiles in order, as they are of worlds. */
const five = fc.array(amounts, { minLength: 5, maxLength: 5 }).map((v) => v.sort((a, b) => a - b));
const anyFan = fc.integer({ min: 1, max: 240 }).chain((months) => {
  const each = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { minLength: months, maxLength: months });
  const series = each(amounts).map((v) => Float64Array.from(v));
  return fc
    .record({
      start: fc.integer({ min: 1900 * 12, max: 2199 * 12 }),
      opening: five.map(([p5, p25, p50, p75, p95]) => ({ p5: p5!, p25: p25!, p50: p50!, p75: p75!, p95: p95! })),
      cash: each(five),
      survival: each(fc.double({ min: 0, max: 1, noNaN: true })).map((v) => Float64Array.from(v)),
      base: fc.option(
        fc.record({ opening: amounts, cash: fc.array(amounts, { minLength: 1, maxLength: months }) }).map((base) => ({
          opening: base.opening,
          cash: Float64Array.from(base.cash),
        })),
      ),
      reserve: fc.option(series),
      events: fc.array(
        fc.record({ t: fc.nat(months - 1), kind: fc.constantFrom(...kinds), label: fc.string({ maxLength: 20 }) }),
        { maxLength: 8 },
      ),
      cursor: fc.option(fc.nat(months - 1)),
      currency: fc.constantFrom('USD', 'EUR', 'CHF'),
    })
    .map(({ cash, ...rest }): FanChart => {
      const at = (i: number): number[] => cash.map((percentiles) => percentiles[i]!);
      return { ...input([at(0), at(1), at(2), at(3), at(4)]), ...rest };
    });
});
const anyGlyphs = fc.constantFrom('braille' as const, 'blocks' as const, 'ascii' as const);

describe('any fan', () => {
  it('takes exactly the room it is given', () => {
    const width = fc.integer({ min: 1, max: 200 });
    const height = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(anyFan, width, height, anyGlyphs, (chart, columns, rows, glyphs) => {
        const drawing = fanChart(chart, columns, rows, glyphs);
        expect(drawing.length).toBe(rows);
        for (const row of drawing) expect(rowWidth(row)).toBe(columns);
        if (glyphs === 'ascii') expect(drawing.map(rowText).join('')).toMatch(/^[\u0020-\u007e]*$/);
      }),
    );
  });

  it('shows the median in every column whose month-end has some, within the dense band', () => {
    fc.assert(
      fc.property(anyFan, (chart) => {
        const bare = { ...chart, base: null, reserve: null, cursor: null, events: [] };
        const months = bare.survival.length;
        const rows = drawn(bare, 280, 12, 'blocks').slice(0, 8);
        const axis = rows.findIndex((row) => row.includes('┼'));
        const left = (rows[axis] as string).indexOf('┼') + 1;
        const even = Math.floor((280 - left) / months) * months;
        const columns = even >= 0.85 * (280 - left) ? even : 280 - left;
        bare.cash.p50.forEach((median, t) => {
          const column = left + Math.floor(((t + 1) * columns) / months) - 1;
          const cells = rows.slice(0, axis).map((row) => [...row][column]);
          const at = cells.indexOf('━');
          expect(at >= 0).toBe(median > 0);
          const dense = cells.indexOf('▓');
          if (dense >= 0 && dense < at) expect(cells.slice(dense, at).every((c) => c === '▓')).toBe(true);
        });
      }),
      { numRuns: 60 },
    );
  });
});
