import { compile, simulateCase } from '../../engine/engine.ts';
import { runJson } from '../../report/json.ts';
import { runText } from '../../report/run-text.ts';
import { type Io, readSource } from '../io.ts';
import { load, type ScenarioOptions } from '../load.ts';
import { pageOf, printJson, printRows } from '../print.ts';

export interface RunOptions extends ScenarioOptions {
  readonly worlds?: string;
  readonly measures?: string;
  readonly json?: boolean;
}

/** One case: headline, chart, month table, creditors; with --worlds its odds. */
export async function run(io: Io, file: string, options: RunOptions): Promise<number> {
  const loaded = load(readSource(file), options);
  if (options.worlds !== undefined) {
    const { runWorlds } = await import('./worlds.ts');
    return runWorlds(io, loaded, { ...options, worlds: options.worlds });
  }
  const { scenario, settings } = loaded;
  const result = simulateCase(compile(scenario), settings);
  if (options.json === true) printJson(io, runJson(scenario, result, settings));
  else printRows(io, runText(scenario, result, settings, pageOf(io)));
  return 0;
}
