import { describe, expect, test } from 'vitest';
import { cashChart } from '../../src/chart/cash-chart.ts';
import { rowText } from '../../src/chart/cells.ts';
import type { CashChart } from '../../src/chart/chart-input.ts';
import { type FanChart, fanChart } from '../../src/chart/fan-chart.ts';
import { widenedCash, widenedFan } from '../../src/chart/widened.ts';

const JANUARY = 2024 * 12;

/** Two months from March on. */
const CASH: CashChart = {
  start: JANUARY + 2,
  openingCash: 8,
  cash: Float64Array.of(6, 4),
  overdue: Float64Array.of(0, 2),
  reserve: null,
  baseline: null,
  events: [{ t: 1, kind: 'zero-cash', label: 'zero cash' }],
  cursor: null,
  currency: 'USD',
};

const all = (value: number): Float64Array => new Float64Array(2).fill(value);
const FAN: FanChart = {
  start: JANUARY + 2,
  opening: { p5: 8, p25: 8, p50: 8, p75: 8, p95: 8 },
  cash: { p5: all(2), p25: all(4), p50: all(5), p75: all(6), p95: all(8) },
  survival: Float64Array.of(1, 0.5),
  base: { opening: 8, cash: Float64Array.of(6) },
  overdue: Float64Array.of(3),
  baseline: null,
  reserve: null,
  events: [],
  cursor: 1,
  isStale: false,
  currency: 'USD',
};

const drawnCash = (chart: CashChart, width = 21): string[] => cashChart(chart, width, 8, 'ascii').map(rowText);
const drawnFan = (chart: FanChart): string[] => fanChart(chart, 21, 8, 'ascii').map(rowText);

describe('a chart over more months than its own', () => {
  const shared = { start: JANUARY, months: 5, cash: 8, arrears: 4 };

  test('is blank before it opens and after its end; it opens at its opening balance', () => {
    const { common, ...chart } = widenedCash(CASH, shared);
    expect(chart.cash).toEqual(Float64Array.of(0, 0, 6, 4, 0));
    expect(chart.overdue).toEqual(Float64Array.of(0, 0, 0, 2, 0));
    expect([chart.start, chart.events[0]!.t, common!.opensAt]).toEqual([JANUARY, 3, 2]);
    expect(drawnCash({ ...chart, common: common! })).toEqual([
      '             Z       ',
      '$8+       #:     cash',
      '  |       ###::.     ',
      '  |       #######    ',
      '  |       #######    ',
      '$0+Jan 2024--+Apr----',
      '  |          %%%     ',
      '$4+                  ',
    ]);
  });

  test('of many worlds too, each series as far as the case has lived', () => {
    const chart = widenedFan(FAN, shared);
    expect(chart.survival).toEqual(Float64Array.of(0, 0, 1, 0.5, 0));
    expect(chart.base).toEqual({ opening: 8, cash: Float64Array.of(0, 0, 6) });
    expect(chart.overdue).toEqual(Float64Array.of(0, 0, 3));
    expect(chart.cursor).toBe(3);
    for (const row of drawnFan({ ...chart, cursor: null }).slice(0, 5)) expect(row.slice(3, 9).trim()).toBe('');
  });

  test('has its axes where the other chart has them, whatever it shows itself', () => {
    const most = { ...shared, cash: 100, arrears: 50 };
    const axis = (rows: readonly string[]): string[] => rows.map((row) => row.slice(0, 5));
    const poor = drawnCash(widenedCash(CASH, most));
    const idle = drawnCash(widenedCash({ ...CASH, overdue: new Float64Array(2), events: [] }, most));
    const rich = drawnCash(widenedCash({ ...CASH, cash: all(100), overdue: all(50) }, most));
    expect(axis(poor)).toEqual(axis(rich));
    expect(axis(idle)).toEqual(axis(rich));
    expect(axis(drawnFan(widenedFan({ ...FAN, overdue: null }, most)))).toEqual(axis(rich));
    expect(axis(rich).join()).toContain('$100');
  });

  test('is as it was over its own months', () => {
    const own = { start: CASH.start, months: 2, cash: 0, arrears: 0 };
    const { common, ...chart } = widenedCash(CASH, own);
    expect(chart).toEqual({ ...CASH });
    const { common: _, ...fan } = widenedFan(FAN, own);
    expect(fan).toEqual(FAN);
    expect(common).toMatchObject({ opensAt: 0, endsAt: 2 });
  });
});
