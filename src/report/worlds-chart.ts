import type { ChartEvent } from '../chart/chart-events.ts';
import type { FanChart } from '../chart/fan-chart.ts';
import type { Case, Endings, Worlds } from '../engine/answers.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { caseEvents } from './case-events.ts';
import { reportedMarks } from './reported-marks.ts';
import { lastMonth } from './words.ts';
import { seriesOf } from './worlds-series.ts';

/**
 * Events over many worlds: funding, loans and levers as in the base case; zero cash and failure in their median months.
 */
export function worldsEvents(scenario: Scenario, worlds: Worlds, base: Case, levers: Settings): ChartEvent[] {
  const { zeroCash, failure } = worlds.measures;
  return [...outlasting(scenario, base, levers), ...marks(zeroCash.p50, failure.p50, (what) => `${what}, median`)];
}

/** Events of the base case: as `worldsEvents`, with its own zero cash and failure. */
export function baseEvents(scenario: Scenario, base: Case, levers: Settings): ChartEvent[] {
  const { zeroCash, failure } = base.measures;
  return [...outlasting(scenario, base, levers), ...marks(zeroCash, failure?.t ?? null, (what) => what)];
}

/** Events of funding, loans and levers, also after the base case has failed: worlds that outlive it have them. */
const outlasting = (scenario: Scenario, base: Case, levers: Settings): ChartEvent[] =>
  caseEvents(scenario, { ...base, measures: { ...base.measures, zeroCash: null, failure: null } }, levers);

const marks = (zeroCash: number | null, failure: number | null, called: (what: string) => string): ChartEvent[] => [
  ...(zeroCash === null ? [] : [{ t: zeroCash, kind: 'zero-cash' as const, label: called('zero cash') }]),
  ...(failure === null ? [] : [{ t: failure, kind: 'failure' as const, label: called('failure') }]),
];

/**
 * The fan chart of a run over worlds, with the base case up to its end, without cursor. The run must have kept the
 * series `cash`.
 */
export function worldsChart(scenario: Scenario, worlds: Endings, base: Case, events: readonly ChartEvent[]): FanChart {
  const { p5, p25, p50, p75, p95 } = worlds.openingCash;
  const end = lastMonth(base.measures.failure, scenario.months);
  return {
    start: scenario.start,
    opening: { p5: p5 ?? 0, p25: p25 ?? 0, p50: p50 ?? 0, p75: p75 ?? 0, p95: p95 ?? 0 },
    cash: seriesOf(worlds, 'cash'),
    survival: worlds.survival,
    base: { opening: base.opening.cash, cash: base.byMonth.cash.subarray(0, end + 1) },
    overdue: null,
    baseline: null,
    reserve: base.reserve,
    reported: reportedMarks(scenario, base),
    events,
    cursor: null,
    isStale: false,
    currency: scenario.currency,
  };
}
