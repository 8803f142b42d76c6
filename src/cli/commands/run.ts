import { type Diagnostic, Faults } from '../../diagnostic/diagnostic.ts';
import { askCase, compile } from '../../engine/ask.ts';
import { readSource } from '../../host/read.ts';
import { runJson } from '../../report/json.ts';
import { caseMonths } from '../../report/month-records.ts';
import { runPage } from '../../report/run-page.ts';
import type { Io } from '../io.ts';
import { load, type ScenarioOptions } from '../load.ts';
import { isForPeople, pageOf, printJson, printPage, printRecords, type RunFormat } from '../print.ts';

export interface RunOptions extends ScenarioOptions {
  readonly worlds?: string;
  readonly world?: string;
  readonly measures?: string;
  readonly format?: RunFormat;
  readonly json?: boolean;
}

export const formatOf = ({ json, format = 'table' }: Pick<RunOptions, 'json' | 'format'>): RunFormat =>
  json === true ? 'json' : format;

/**
 * One case: headline, chart, month table, creditors; with --world another than the base case, with --worlds its odds.
 */
export async function runCommand(io: Io, file: string, options: RunOptions): Promise<number> {
  const loaded = load(readSource(file), options);
  await together(options);
  if (options.world !== undefined) {
    const { runWorld } = await import('./world.ts');
    return runWorld(io, loaded, { world: options.world, format: formatOf(options) });
  }
  if (options.worlds !== undefined) {
    const { runWorlds } = await import('./worlds.ts');
    return runWorlds(io, loaded, { ...options, worlds: options.worlds, format: formatOf(options) });
  }
  const { scenario, settings } = loaded;
  const result = askCase(compile(scenario), settings);
  const format = formatOf(options);
  if (format === 'json') printJson(io, runJson(scenario, result, settings));
  else if (isForPeople(format)) printPage(io, format, runPage(scenario, result, settings, pageOf(io).glyphs));
  else printRecords(io, format, caseMonths(scenario, result));
  return 0;
}

/** Throws Faults where options contradict each other, or one needs another that is not there. */
async function together({ world, worlds, measures, ...rest }: RunOptions): Promise<void> {
  const isForMachines = !isForPeople(formatOf(rest));
  const faults: Diagnostic[] = [];
  const refuse = (option: string, text: string, message: string, hint: string): void => {
    const place = { source: { name: option, text }, start: 0, end: text.length };
    faults.push({ severity: 'error', code: 'usage', place, message, hint });
  };
  if (world !== undefined && worlds !== undefined) {
    const message = 'one world, or the odds of many: --world and --worlds do not go together';
    refuse('--world', world, message, 'one of many is a range of one, as in --worlds 4711..4711');
  }
  if (measures !== undefined && (worlds === undefined || !isForMachines)) {
    const { readMeasures } = await import('./worlds.ts');
    if (measures.trim() !== 'all') readMeasures({ name: '--measures', text: measures }, faults);
    const missing = worlds === undefined ? (isForMachines ? '--worlds is' : '--worlds and --json are') : '--json is';
    const message = `it chooses what --json or --format csv tells of many worlds, and ${missing} not given`;
    refuse('--measures', measures, message, 'as in --worlds 10000 --json --measures cash,survival');
  }
  if (faults.length > 0) throw new Faults(faults);
}
