import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthLabels, monthScale, scaleOf } from '../../src/chart/month-scale.ts';
import { valueAxis } from '../../src/chart/ticks.ts';

describe('value axis', () => {
  it('ends at a round number on an edge of a row', () => {
    expect(valueAxis(18.9e6, 8)).toEqual({
      top: 20e6,
      ticks: [
        { value: 10e6, row: 4 },
        { value: 20e6, row: 8 },
      ],
    });
    expect(valueAxis(4, 3)).toEqual({ top: 4, ticks: [{ value: 4, row: 3 }] });
  });

  it('has no ticks where there is nothing', () => {
    expect(valueAxis(0, 8)).toEqual({ top: 1, ticks: [] });
  });

  it('reaches the data, wastes less than half, and puts each tick where its value is', () => {
    const max = fc.tuple(fc.double({ min: 1, max: 10, noNaN: true }), fc.integer({ min: -6, max: 15 }));
    fc.assert(
      fc.property(max, fc.integer({ min: 1, max: 60 }), ([mantissa, power], rows) => {
        const most = mantissa * 10 ** power;
        const { top, ticks } = valueAxis(most, rows);
        expect(top).toBeGreaterThanOrEqual(most * (1 - 1e-6));
        expect(top).toBeLessThan(most * 2);
        expect(ticks.length).toBeGreaterThan(0);
        expect(ticks.length).toBeLessThanOrEqual(Math.min(rows, 30));
        for (const { value, row } of ticks) {
          expect(row).toBeGreaterThan(0);
          expect(row).toBeLessThanOrEqual(rows);
          expect((top * row) / rows / value).toBeCloseTo(1, 9);
        }
      }),
    );
  });
});

describe('month scale', () => {
  it('gives every column a month and every month a column', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 240 }), fc.integer({ min: 1, max: 240 }), (months, columns) => {
        const scale = scaleOf(months, columns);
        for (let t = 0; t < months; t++) {
          expect(scale.first(t)).toBeLessThanOrEqual(scale.last(t));
          for (const column of [scale.first(t), scale.last(t)]) {
            expect(scale.from(column)).toBeLessThanOrEqual(t);
            expect(scale.to(column)).toBeGreaterThanOrEqual(t);
          }
        }
        expect(scale.from(0)).toBe(0);
        expect(scale.to(columns - 1)).toBe(months - 1);
      }),
    );
  });

  it('makes months equally wide where that costs little room', () => {
    expect(monthScale(24, 75).columns).toBe(72);
    expect(monthScale(24, 71).columns).toBe(71);
  });
});

describe('month labels', () => {
  it('names quarters, and January by its year', () => {
    const labels = monthLabels(2023 * 12 + 9, monthScale(24, 72));
    expect(labels.map((l) => l.text)).toEqual(['Oct 2023', '2024', 'Apr', 'Jul', 'Oct', '2025', 'Apr', 'Jul']);
    expect(labels.map((l) => l.column)).toEqual([0, 9, 18, 27, 36, 45, 54, 63]);
  });

  it('never overlap, whatever the start, the horizon and the room', () => {
    const start = fc.integer({ min: 1900 * 12, max: 2199 * 12 });
    fc.assert(
      fc.property(
        start,
        fc.integer({ min: 1, max: 240 }),
        fc.integer({ min: 1, max: 200 }),
        (first, months, columns) => {
          let end = 0;
          for (const { column, text } of monthLabels(first, monthScale(months, columns))) {
            expect(column).toBeGreaterThanOrEqual(end);
            end = column + (column === 0 ? 0 : 1) + text.length;
          }
          expect(end).toBeLessThanOrEqual(columns);
        },
      ),
    );
  });
});
