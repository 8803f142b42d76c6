/**
 * Plan against actual: which part of a gap is timing, and which stays. A gap of one month is timing as far as opposite
 * gaps of the next three months close it: the money came, or went, earlier or later. What they leave is permanent; a
 * gap that is younger than three months at the last month is open.
 */
import type { Month } from '../formula/month.ts';

/** Months within which a gap must close to count as timing. */
export const CLOSES_IN = 3;

/** Plan and actual of a measure in one month. */
export interface Planned {
  readonly month: Month;
  readonly plan: number;
  readonly actual: number;
}

/** Gaps are actual less plan, in the unit of the measure. */
export interface Variance {
  /** Over all months: the sum of a flow, the last value of a balance. */
  readonly plan: number;
  readonly actual: number;
  readonly gap: number;
  /** How much of the gaps closed in time, from 0 up; it is part of no total. */
  readonly timing: number;
  /** `permanent` and `open` sum to `gap`. */
  readonly permanent: number;
  readonly open: number;
}

/** The variance of a measure; `months` ascend and are at least one. */
export function varianceOf(months: readonly Planned[], isBalance: boolean): Variance {
  const last = months.at(-1)!;
  const sum = (of: (one: Planned) => number): number => months.reduce((all, one) => all + of(one), 0);
  const plan = isBalance ? last.plan : sum((one) => one.plan);
  const actual = isBalance ? last.actual : sum((one) => one.actual);
  const { timing, left } = matched(stepsOf(months, isBalance));
  const sumOf = (gaps: readonly Gap[]): number => gaps.reduce((all, { gap }) => all + gap, 0);
  const isOpen = ({ month }: Gap): boolean => last.month - month < CLOSES_IN;
  const open = sumOf(left.filter(isOpen));
  return { plan, actual, gap: actual - plan, timing, permanent: sumOf(left.filter((gap) => !isOpen(gap))), open };
}

interface Gap {
  readonly month: Month;
  gap: number;
}

/**
 * The gap of each month; for a balance the change of the gap since the month before, as an old gap stays in the
 * balance.
 */
function stepsOf(months: readonly Planned[], isBalance: boolean): Gap[] {
  let before = 0;
  return months.map(({ month, plan, actual }) => {
    const gap = actual - plan;
    const step = isBalance ? gap - before : gap;
    before = gap;
    return { month, gap: step };
  });
}

/**
 * Sets each gap against the oldest opposite gaps of at most `CLOSES_IN` months before; returns the sum closed, and what
 * is left of each gap.
 */
function matched(steps: readonly Gap[]): { readonly timing: number; readonly left: readonly Gap[] } {
  const left: Gap[] = [];
  let timing = 0;
  for (const step of steps) {
    const now = { ...step };
    for (const before of left) {
      if (now.gap === 0) break;
      const isOpposite = Math.sign(before.gap) === -Math.sign(now.gap);
      if (!isOpposite || now.month - before.month > CLOSES_IN) continue;
      const closed = Math.min(Math.abs(before.gap), Math.abs(now.gap));
      timing += closed;
      before.gap -= Math.sign(before.gap) * closed;
      now.gap -= Math.sign(now.gap) * closed;
    }
    left.push(now);
  }
  return { timing, left };
}
