import type { ReportedMark } from '../chart/reported-marks.ts';
import type { Case } from '../engine/answers.ts';
import type { Expectation, Scenario } from '../scenario/scenario.ts';

/**
 * What was reported of cash and of arrears, at the end of a month that is simulated: marks for the chart of cash. What
 * one creditor is owed at least all are together; what is otherwise said of its arrears is said of the company's where
 * it is the only one with any, in the base case.
 */
export function reportedMarks(scenario: Scenario, base: Case): ReportedMark[] {
  return [...scenario.reported.values()].flatMap((line) => {
    const t = line.to === null ? -1 : line.to - scenario.start;
    if (line.over !== 'plain' || t < 0 || t >= scenario.months) return [];
    const mark = (kind: ReportedMark['kind'], bound: Expectation['about']): ReportedMark[] => {
      const lane = laneOf(line, base, t, kind);
      return lane === null || bound?.number == null ? [] : [{ t, lane, kind, value: bound.number }];
    };
    return [...mark('about', line.about), ...mark('at least', line.atLeast), ...mark('at most', line.atMost)];
  });
}

function laneOf(
  { measure, of }: Expectation,
  base: Case,
  t: number,
  kind: ReportedMark['kind'],
): ReportedMark['lane'] | null {
  if (measure === 'cash' && of === null) return 'cash';
  if (measure !== 'overdue') return null;
  const isOfAll = of === null || kind === 'at least';
  return isOfAll || base.creditors.get(of)?.overdue[t] === base.byMonth.overdue[t] ? 'arrears' : null;
}
