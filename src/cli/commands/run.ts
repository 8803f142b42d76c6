import { type Diagnostic, Faults } from '../../diagnostic/diagnostic.ts';
import { askAccounts, askCase, compile } from '../../engine/ask.ts';
import { readSource } from '../../host/read.ts';
import { runJson } from '../../report/json.ts';
import { caseMonths } from '../../report/month-records.ts';
import { openedMonth } from '../../report/opened-month.ts';
import { runPage } from '../../report/run-page.ts';
import type { Io } from '../io.ts';
import { load, type ScenarioOptions } from '../load.ts';
import { accountsOfDays, readMonth } from '../month-asked.ts';
import { isForPeople, pageOf, printJson, printPage, printRecords, type RunFormat } from '../print.ts';
import { asksForRows } from '../rows-option.ts';
import { usageOf } from '../usage.ts';

export interface RunOptions extends ScenarioOptions {
  readonly worlds?: string;
  readonly world?: string;
  readonly month?: string;
  readonly runway?: boolean;
  readonly measures?: string;
  readonly shard?: string;
  readonly output?: string;
  readonly resume?: boolean;
  readonly perWorld?: boolean;
  readonly format?: RunFormat | 'parquet';
  readonly json?: boolean;
}

export const formatOf = ({ json, format = 'table' }: Pick<RunOptions, 'json' | 'format'>): RunFormat =>
  json === true ? 'json' : (format as RunFormat);

/** `run`: one case with headline, chart, months and creditors; with --world a drawn world, with --worlds the odds. */
export async function runCommand(io: Io, file: string, options: RunOptions): Promise<number> {
  const source = readSource(file);
  const loaded = load(source, options);
  if (options.shard !== undefined) {
    const { runShard } = await import('../worlds-part.ts');
    return runShard(io, { file, ...source }, loaded, options);
  }
  if (asksForRows(options)) {
    const { runRows } = await import('../rows-run.ts');
    return runRows(io, { file, ...source }, loaded, options);
  }
  await together(options);
  const t = options.month === undefined ? null : readMonth(options.month, loaded.scenario);
  if (options.world !== undefined) {
    const { runWorld } = await import('./world.ts');
    return runWorld(io, loaded, { world: options.world, format: formatOf(options), t });
  }
  if (options.worlds !== undefined) {
    const { runWorlds } = await import('./worlds.ts');
    return runWorlds(io, loaded, { ...options, worlds: options.worlds, format: formatOf(options) });
  }
  const { scenario, settings } = loaded;
  const model = compile(scenario);
  const result = askCase(model, settings);
  const format = formatOf(options);
  if (options.runway === true) {
    const { printRunways } = await import('./runways.ts');
    printRunways(io, model, settings, result, format);
  } else if (t !== null && isForPeople(format)) {
    const month = { scenario, result, accounts: askAccounts(model, settings) };
    printPage(io, format, openedMonth(month, t, pageOf(io).glyphs === 'ascii'));
  } else if (format === 'json') printJson(io, runJson(scenario, result, settings, accountsOfDays(model, settings)));
  else if (isForPeople(format)) printPage(io, format, runPage(scenario, result, settings, pageOf(io).glyphs));
  else printRecords(io, format, caseMonths(scenario, result));
  return 0;
}

/** Throws Faults where options contradict each other, or one needs another that is missing. */
async function together({ world, worlds, month, runway, measures, ...rest }: RunOptions): Promise<void> {
  const isForMachines = !isForPeople(formatOf(rest));
  const faults: Diagnostic[] = [];
  const refuse = (option: string, text: string, message: string, hint: string): void => {
    faults.push(usageOf(option, text, message, hint));
  };
  if (world !== undefined && worlds !== undefined) {
    const message = 'one world, or the odds of many: --world and --worlds do not go together';
    refuse('--world', world, message, 'one of many is a range of one, as in --worlds 4711..4711');
  }
  if (month !== undefined && worlds !== undefined) {
    const message = 'a month of one world, or the odds of many: --month and --worlds do not go together';
    refuse('--month', month, message, 'one world of many as in --world 4711 --month 2024-03');
  }
  const others = { '--world': world, '--worlds': worlds, '--month': month };
  const beside = Object.entries(others).find(([, value]) => value !== undefined);
  if (runway === true && beside !== undefined) {
    const message = `it tells of the base case as a whole: --runway and ${beside[0]} do not go together`;
    refuse('--runway', '--runway', message, 'leave out the one or the other');
  }
  if (runway === true && ['csv', 'ndjson'].includes(formatOf(rest))) {
    const message = 'it has no records by month, which --format csv and ndjson are made of';
    refuse('--runway', '--runway', message, 'as a table, as md, or with --json');
  }
  if (month !== undefined && isForMachines) {
    const message = 'it opens a month for people to read, and --json and --format csv have all months';
    refuse('--month', month, message, 'leave out the one or the other');
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
