import { compile, simulateCase } from '../../engine/engine.ts';
import { runJson } from '../../report/json.ts';
import { runText } from '../../report/run-text.ts';
import { type Io, readSource } from '../io.ts';
import { load, type ScenarioOptions } from '../load.ts';
import { pageOf, printJson, printRows } from '../print.ts';

/** One case: headline, chart, month table, creditors. */
export function run(io: Io, file: string, options: ScenarioOptions & { json?: boolean }): number {
  const { scenario, settings } = load(readSource(file), options);
  const result = simulateCase(compile(scenario), settings);
  if (options.json === true) printJson(io, runJson(scenario, result, settings));
  else printRows(io, runText(scenario, result, settings, pageOf(io)));
  return 0;
}
