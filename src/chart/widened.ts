import type { Month } from '../formula/month.ts';
import type { CashChart } from './chart-input.ts';
import type { FanChart } from './fan-chart.ts';
import type { Most } from './plot.ts';

/** The months that two charts share, and the least ends of their axes. */
export interface Shared extends Most {
  readonly start: Month;
  readonly months: number;
}

/** The chart of one case over more months than its own, which are among them; the other months are blank. */
export function widenedCash(chart: CashChart, shared: Shared): CashChart {
  const { all, rest } = moved(chart, chart.cash.length, shared);
  const lowest = chart.lowest === undefined ? {} : { lowest: all(chart.lowest) };
  return { ...chart, ...rest, ...lowest, cash: all(chart.cash), overdue: all(chart.overdue) };
}

/** The chart of many worlds over more months than its own, as `widenedCash`. */
export function widenedFan(chart: FanChart, shared: Shared): FanChart {
  const { all, lived, rest } = moved(chart, chart.survival.length, shared);
  const { p5, p25, p50, p75, p95 } = chart.cash;
  return {
    ...chart,
    ...rest,
    cash: { p5: all(p5), p25: all(p25), p50: all(p50), p75: all(p75), p95: all(p95) },
    survival: all(chart.survival),
    base: chart.base === null ? null : { ...chart.base, cash: lived(chart.base.cash) },
    overdue: chart.overdue === null ? null : lived(chart.overdue),
  };
}

function moved(chart: CashChart | FanChart, own: number, { start, months, cash, arrears }: Shared) {
  const opensAt = chart.start - start;
  /** The series at its place among the months shown, `length` long, with 0 before and after its own months. */
  const padded = (series: Float64Array, length: number): Float64Array => {
    const out = new Float64Array(length);
    out.set(series, opensAt);
    return out;
  };
  const all = (series: Float64Array): Float64Array => padded(series, months);
  const lived = (series: Float64Array): Float64Array => padded(series, opensAt + series.length);
  const rest = {
    start,
    reserve: chart.reserve === null ? null : all(chart.reserve),
    baseline: chart.baseline === null ? null : all(chart.baseline),
    ...(chart.reported === undefined
      ? {}
      : { reported: chart.reported.map((mark) => ({ ...mark, t: mark.t + opensAt })) }),
    events: chart.events.map((event) => ({ ...event, t: event.t + opensAt })),
    cursor: chart.cursor === null ? null : chart.cursor + opensAt,
    common: { opensAt, endsAt: opensAt + own, cash, arrears },
  };
  return { all, lived, rest };
}
