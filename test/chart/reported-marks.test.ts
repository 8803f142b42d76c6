import { expect, test } from 'vitest';
import { cashChart } from '../../src/chart/cash-chart.ts';
import { rowText } from '../../src/chart/cells.ts';
import type { CashChart } from '../../src/chart/chart-input.ts';
import { type FanChart, fanChart } from '../../src/chart/fan-chart.ts';
import type { Glyphs } from '../../src/chart/glyphs.ts';
import type { ReportedMark } from '../../src/chart/reported-marks.ts';
import { widenedCash } from '../../src/chart/widened.ts';

const flat = (value: number) => Float64Array.of(value, value, value, value);
const reported: ReportedMark[] = [
  { t: 0, lane: 'cash', kind: 'about', value: 8 },
  { t: 2, lane: 'cash', kind: 'at least', value: 2 },
  { t: 1, lane: 'arrears', kind: 'at most', value: 4 },
  // Figures reported of months that are not drawn have no mark.
  { t: 9, lane: 'cash', kind: 'about', value: 1 },
];
const CASH: CashChart = {
  ...{ start: 2024 * 12, openingCash: 4, cash: flat(4), overdue: flat(2), reserve: null, baseline: null },
  ...{ reported, events: [], cursor: null, currency: 'USD' },
};
const FAN: FanChart = {
  ...{ start: 2024 * 12, opening: { p5: 1, p25: 2, p50: 3, p75: 4, p95: 5 }, survival: flat(1), base: null },
  cash: { p5: flat(1), p25: flat(2), p50: flat(3), p75: flat(4), p95: flat(5) },
  ...{ overdue: flat(2), baseline: null, reserve: null, reported, events: [], cursor: null, isStale: false },
  currency: 'USD',
};
const cash = (chart: CashChart, height: number, glyphs: Glyphs) => cashChart(chart, 11, height, glyphs).map(rowText);

test('a mark stands in the last column of its month, at its height; the axes reach it', () => {
  expect(cash(CASH, 7, 'blocks')).toEqual([
    '$8┤ ◎      ',
    '  │        ',
    '  │████████',
    '  │█████≥██',
    '$0┼Jan 2024',
    '  │████████',
    '$4┤   ≤    ',
  ]);
});

test('beside bands too; without arrears there is no lane for theirs', () => {
  const rows = fanChart(FAN, 11, 7, 'ascii').map(rowText);
  expect(rows[0]).toBe('$8+ @      ');
  expect(rows[3]![8]).toBe('>');
  expect(rows.at(-1)).toBe('$4+   <    ');
  const alone = fanChart({ ...FAN, overdue: null }, 11, 7, 'ascii').map(rowText);
  expect(alone.join('')).not.toContain('<');
});

test('the legend names the marks that are drawn, and no others', () => {
  const legend = (chart: FanChart) => fanChart(chart, 80, 14, 'blocks').map(rowText).slice(-2).join(' ');
  expect(legend(FAN)).toContain('◎ ≥ ≤ reported');
  expect(legend({ ...FAN, overdue: null })).toContain('◎ ≥ reported');
  expect(legend({ ...FAN, reported: [] })).not.toContain('reported');
});

test('a chart over more months has the marks in their own', () => {
  const wide = widenedCash(CASH, { start: 2023 * 12 + 10, months: 6, cash: 8, arrears: 4 });
  const rows = cashChart(wide, 15, 7, 'blocks').map(rowText);
  expect(rows.find((row) => row.includes('◎'))!.indexOf('◎')).toBe(3 + 2 * 2 + 1);
});
