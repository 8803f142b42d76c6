/** The months that are past, run once: the base case with the file's own lever values, restated by the actuals. */
import { leverSettings } from '../../scenario/override.ts';
import type { Past, Scenario } from '../../scenario/scenario.ts';
import { MONTHLY, MONTHLY_NAMES } from '../month/measures.ts';
import { compilePast } from '../month/model.ts';
import { fallenSeries, nameSeries, stateSeries } from '../month/past-series.ts';
import { NOTHING_REPLACEABLE } from '../month/replaceable.ts';
import { execute } from './cases.ts';

/**
 * What the first `months` months of a scenario leave to the run that follows. Figures that the actuals give are theirs;
 * all others are the base case's. Throws Faults as a run does.
 */
export function pastOf(scenario: Scenario, months: number): Past {
  const model = compilePast({ ...scenario, months });
  const names = [scenario.assumptions, scenario.levers, scenario.revenue, scenario.costs].flatMap((of) => [
    ...of.keys(),
  ]);
  const flows = MONTHLY_NAMES.filter((name) => MONTHLY[name].kind === 'flow');
  const state = [...model.month.state.keys()];
  const creditors = [...scenario.creditors.keys()];
  const wanted = [...state.map(stateSeries), ...names.map(nameSeries), ...flows, ...creditors.map(fallenSeries)];
  const variant = { settings: leverSettings(scenario) };
  const cases = { model, replaceable: NOTHING_REPLACEABLE, variants: [variant], drawn: null };
  const { series } = execute(cases, { series: wanted, finals: [], tallies: false });
  let at = 0;
  const take = <T>(of: readonly string[], value: (numbers: Float64Array) => T): Map<string, T> =>
    new Map(of.map((name) => [name, value(series[at++]!)]));
  return {
    months,
    state: take(state, (numbers) => numbers.at(-1)!),
    names: take(names, (numbers) => Array.from(numbers)),
    flows: take(flows, (numbers) => Array.from(numbers)),
    fallen: take(creditors, (numbers) => Array.from(numbers)),
  };
}
