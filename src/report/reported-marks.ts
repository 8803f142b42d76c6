import type { ReportedMark } from '../chart/reported-marks.ts';
import type { Case } from '../engine/answers.ts';
import type { Expectation, Scenario } from '../scenario/scenario.ts';

/**
 * Reported cash and arrears at the end of a month of the horizon, as marks for the chart of cash. Arrears of one
 * creditor are marked only where they say something of all arrears: a lower bound always does; a value or an upper
 * bound does where the base case has arrears with no other creditor.
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
