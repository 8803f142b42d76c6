/**
 * Plan against actual: what of the gap was a matter of timing, and what stays. A gap of one month that opposite gaps of
 * the three months after it make up was timing: the money came, or went, earlier or later. What they do not make up in
 * that time is permanent. What is younger than that at the last month is open: nobody can tell yet.
 */
import type { Month } from '../formula/month.ts';

/** Months in which a gap has to close to have been timing. */
export const CLOSES_IN = 3;

export interface Planned {
  readonly month: Month;
  readonly plan: number;
  readonly actual: number;
}

/** Gaps are actual less plan. */
export interface Variance {
  /** Over the months: sums of a flow; of a balance what the last month ends with. */
  readonly plan: number;
  readonly actual: number;
  readonly gap: number;
  /** How much of the gaps closed in time, not negative; it is part of no total. */
  readonly timing: number;
  /** The two sum to the gap. */
  readonly permanent: number;
  readonly open: number;
}

/** The variance of a measure in months that ascend, at least one. */
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

/** The gap of each month; of a balance, by how much it differs from the month before: that is what was new in it. */
function stepsOf(months: readonly Planned[], isBalance: boolean): Gap[] {
  let before = 0;
  return months.map(({ month, plan, actual }) => {
    const gap = actual - plan;
    const step = isBalance ? gap - before : gap;
    before = gap;
    return { month, gap: step };
  });
}

/** Sets each gap against the oldest opposite ones that it may still close; gives what was closed, and what is left. */
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
