import { cashChart } from '../../chart/cash-chart.ts';
import { type Row, run } from '../../chart/cells.ts';
import { cut, plainText, wrap } from '../../chart/text.ts';
import { caseChart } from '../../report/case-events.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { standing } from '../outcome.ts';
import type { Baseline, State } from '../state.ts';
import { panel } from './panel.ts';

/** Cash and arrears over the months, with what happens when, over the pinned result. */
export function chart(state: State, width: number, height: number): Row[] {
  const { baseline, glyphs } = state;
  const against = baseline === null ? '' : ` against ${cut(plainText(baseline.label), 30)}`;
  const title = [run('Cash'), run(against, 'baseline')];
  return panel(body(state, width - 2, height - 2), width, height, { title, glyphs });
}

function body(state: State, width: number, height: number): Row[] {
  const now = standing(state);
  if (now === null) return [];
  const { result, faults } = now.outcome;
  if (result === null) {
    return faults.flatMap((fault) => wrap(fault.message, width - 2).map((line): Row => [run(` ${line}`, 'bad')]));
  }
  const { scenario } = state.loaded!;
  const baseline = state.baseline === null ? null : aligned(state.baseline, scenario);
  const cursor = state.pane === 'table' && state.tab === 'months' ? state.month : null;
  return cashChart({ ...caseChart(scenario, result, now.settings), baseline, cursor }, width, height, state.glyphs);
}

/** The pinned cash in this scenario's months; 0 where it has none. */
function aligned(baseline: Baseline, scenario: Scenario): Float64Array {
  const shift = scenario.start - baseline.start;
  return Float64Array.from({ length: scenario.months }, (_, t) => baseline.result.byMonth.cash[t + shift] ?? 0);
}
