import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cashChart } from '../../src/chart/cash-chart.ts';
import { rowText, rowWidth } from '../../src/chart/cells.ts';
import type { ChartEvent, EventKind } from '../../src/chart/chart-events.ts';
import { EVENT_KINDS } from '../../src/chart/chart-events.ts';
import type { CashChart } from '../../src/chart/chart-input.ts';
import type { Glyphs } from '../../src/chart/glyphs.ts';

const JANUARY = 2024 * 12;

function input(cash: number[], rest: Partial<CashChart> = {}): CashChart {
  return {
    start: JANUARY,
    openingCash: 8,
    cash: Float64Array.from(cash),
    overdue: new Float64Array(cash.length),
    reserve: null,
    baseline: null,
    events: [],
    cursor: null,
    currency: 'USD',
    ...rest,
  };
}

const drawn = (chart: CashChart, width: number, height: number, glyphs: Glyphs): string[] =>
  cashChart(chart, width, height, glyphs).map(rowText);

describe('small charts, worked out by hand', () => {
  it('ASCII: 8 falls by 2 and then 1 a column, 12 levels high', () => {
    expect(drawn(input([6, 4, 2, 0]), 11, 5, 'ascii')).toEqual([
      '$8+#       ', //
      '  |##:     ',
      '  |####:   ',
      '  |######: ',
      '$0+Jan 2024',
    ]);
  });

  it('blocks: cash above, arrears below on their own scale, nothing after the failure in March', () => {
    const events: ChartEvent[] = [
      { t: 1, kind: 'zero-cash', label: 'zero cash' },
      { t: 2, kind: 'failure', label: 'failure' },
    ];
    const chart = input([2, 0, 0, 0], { openingCash: 4, overdue: Float64Array.of(0, 2, 4, 4), events });
    expect(drawn(chart, 11, 7, 'blocks')).toEqual([
      '     ▼ ✗   ',
      '$4┤█     · ',
      '  │█▄     ·',
      '  │██▆   · ',
      '$0┼Jan 2024',
      '  │  ████· ',
      '$4┤    ██ ·',
    ]);
  });

  it('braille: two samples a column, down to nothing at a month-end and up again', () => {
    expect(drawn(input([0, 8]), 11, 5, 'braille')).toEqual([
      '$8┤⣧      ⣼', //
      '  │⣿⣆    ⣼⣿',
      '  │⣿⣿⣆  ⣼⣿⣿',
      '  │⣿⣿⣿⡄⣼⣿⣿⣿',
      '$0┼Jan 2024',
    ]);
  });

  it('lines at the height of the reserve and the baseline, and the month pointed at', () => {
    const chart = input([8, 8, 8, 8], {
      reserve: Float64Array.of(3, 3, 0, 0),
      baseline: Float64Array.of(8, 6, 4, 0),
      cursor: 3,
    });
    const rows = cashChart(chart, 11, 5, 'blocks');
    expect(rows.map(rowText)).toEqual([
      '$8┤◦◦██████', //
      '  │██◦◦████',
      '  │╌╌╌╌◦◦██',
      '  │████████',
      '$0┼Jan 2024',
    ]);
    expect(rows[0]?.find((r) => r.role === 'selected')?.text).toBe('█');
  });

  it('no line hides the last of the cash', () => {
    const chart = input([8, 1, 1, 0], { reserve: Float64Array.of(1, 1, 1, 1) });
    expect(drawn(chart, 11, 5, 'blocks')).toEqual([
      '$8┤██      ', //
      '  │██▂     ',
      '  │███     ',
      '  │╌╌╌▄▄▄▂╌',
      '$0┼Jan 2024',
    ]);
  });

  it('240 months in few columns show both extremes of each', () => {
    const cash = Array.from({ length: 240 }, (_, t) => (t % 2 === 0 ? 8 : 2));
    expect(drawn(input(cash), 11, 5, 'blocks')).toEqual([
      '$8┤░░░░░░░░', //
      '  │░░░░░░░░',
      '  │░░░░░░░░',
      '  │████████',
      '$0┼Jan 2024',
    ]);
  });
});

describe('legend', () => {
  it('tells events with their months where there is room, else what their marks mean', () => {
    const events: ChartEvent[] = [
      { t: 2, kind: 'failure', label: 'failure' },
      { t: 1, kind: 'funding', label: 'Intel' },
    ];
    const chart = input([2, 0, 0, 0], { events });
    expect(drawn(chart, 60, 10, 'blocks').at(-1)?.trimEnd()).toBe(' █ cash  ▲ Intel Feb 2024  ✗ failure Mar 2024');
    expect(drawn(chart, 32, 10, 'blocks').at(-1)?.trimEnd()).toBe(' █ cash  ▲ Intel  ✗ failure');
    expect(drawn(chart, 60, 10, 'ascii').at(-1)?.trimEnd()).toBe(' # cash  F Intel Feb 2024  X failure Mar 2024');
  });

  it('takes labels as one line that steers no terminal', () => {
    const chart = input([2, 0, 0, 0], { events: [{ t: 1, kind: 'lever', label: 'cut\n\u001b[31m 資' }] });
    expect(drawn(chart, 60, 10, 'blocks').at(-1)?.trimEnd()).toBe(' █ cash  ◆ cut \\u001b[31m 資 Feb 2024');
  });
});

const amounts = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e12, noNaN: true }), fc.constant(1e-7));
const kinds = Object.keys(EVENT_KINDS) as EventKind[];
const anyChart = fc.integer({ min: 1, max: 240 }).chain((months) => {
  const series = fc.array(amounts, { minLength: months, maxLength: months }).map((v) => Float64Array.from(v));
  return fc.record({
    start: fc.integer({ min: 1900 * 12, max: 2199 * 12 }),
    openingCash: amounts,
    cash: series,
    overdue: fc.oneof(series, fc.constant(new Float64Array(months))),
    reserve: fc.option(series),
    baseline: fc.option(series),
    events: fc.array(
      fc.record({ t: fc.nat(months - 1), kind: fc.constantFrom(...kinds), label: fc.string({ maxLength: 20 }) }),
      { maxLength: 8 },
    ),
    cursor: fc.option(fc.nat(months - 1)),
    currency: fc.constantFrom('USD', 'EUR', 'CHF'),
  });
});
const anyGlyphs = fc.constantFrom('braille' as const, 'blocks' as const, 'ascii' as const);

describe('any chart', () => {
  it('takes exactly the room it is given', () => {
    const width = fc.integer({ min: 1, max: 200 });
    const height = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(anyChart, width, height, anyGlyphs, (chart, columns, rows, glyphs) => {
        const drawing = cashChart(chart, columns, rows, glyphs);
        expect(drawing.length).toBe(rows);
        for (const row of drawing) expect(rowWidth(row)).toBe(columns);
        if (glyphs === 'ascii') expect(drawing.map(rowText).join('')).toMatch(/^[\u0020-\u007e]*$/);
      }),
    );
  });

  it('is blank over a month-end exactly where there is no cash', () => {
    fc.assert(
      fc.property(anyChart, anyGlyphs, (chart, glyphs) => {
        const bare = { ...chart, reserve: null, baseline: null, cursor: null, events: [] };
        const months = bare.cash.length;
        const rows = drawn({ ...bare, overdue: new Float64Array(months) }, 280, 7, glyphs);
        const axis = rows.at(-1) as string;
        const left = Math.max(axis.indexOf('┼'), axis.indexOf('+')) + 1;
        const bottom = [...(rows.at(-2) as string)];
        const even = Math.floor((280 - left) / months) * months;
        const columns = even >= 0.85 * (280 - left) ? even : 280 - left;
        bare.cash.forEach((cash, t) => {
          const column = left + Math.floor(((t + 1) * columns) / months) - 1;
          const char = bottom[column] as string;
          const end =
            glyphs === 'braille' && char !== ' ' ? (char.codePointAt(0) as number) & 0xb8 : char === ' ' ? 0 : 1;
          expect(end > 0).toBe(cash > 0);
        });
      }),
      { numRuns: 60 },
    );
  });
});

it('marks the least cash within a month below that at its end, and names the mark in the legend', () => {
  const flat = [100, 100, 100];
  const low = input(flat, { openingCash: 100, lowest: Float64Array.of(50, 50, 50) });
  const rows = cashChart(low, 60, 12, 'ascii').map(rowText);
  const marked = rows.flatMap((row, y) => (row.includes('_____') ? [y] : []));
  expect(marked).toHaveLength(1);
  // Half way between nothing and the cash at the ends.
  const axis = rows.findIndex((row) => row.includes('$0'));
  const top = rows.findIndex((row) => row.includes('####'));
  expect(Math.abs(marked[0]! - (axis + top) / 2)).toBeLessThanOrEqual(1);
  expect(rows.at(-1)).toContain('_ lowest within the month');
  const without = cashChart(input(flat), 60, 12, 'ascii').map(rowText);
  expect(without.join('')).not.toContain('_');
});

it('marks cash that comes to 0 within a month, above the axis', () => {
  const low = input([100, 100, 100], { openingCash: 100, lowest: Float64Array.of(50, 0, 50) });
  const rows = cashChart(low, 60, 12, 'ascii').map(rowText);
  const floor = rows[rows.findIndex((row) => row.includes('$0')) - 1]!;
  // February, the middle third of the plot.
  expect(floor).toMatch(/#{10,}_{10,}#{10,}/);
});
