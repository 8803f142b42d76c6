import { backtest, backtestNumbers } from '../../analysis/backtest.ts';
import { type Diagnostic, Faults } from '../../diagnostic/diagnostic.ts';
import { askCase, compile } from '../../engine/ask.ts';
import { readSource, refuseSecondInput } from '../../host/read.ts';
import { type Backtested, backtestJson } from '../../report/backtest-json.ts';
import { backtestPage } from '../../report/backtest-page.ts';
import { withTrials } from '../asking.ts';
import type { Io } from '../io.ts';
import { load, readFully, type ScenarioOptions } from '../load.ts';
import { isForPeople, type PageFormat, pageOf, printJson, printPage } from '../print.ts';

export interface BacktestOptions extends ScenarioOptions {
  readonly worlds?: string;
  readonly format?: PageFormat | 'json';
  readonly json?: boolean;
}

const WORLDS = 1000;
const MOST_WORLDS = 1_000_000;

/** `backtest`: reported figures against what each file's scenario gives, and the score over all files. */
export async function runBacktest(io: Io, files: readonly string[], options: BacktestOptions): Promise<number> {
  refuseSecondInput(files);
  const faults: Diagnostic[] = [];
  const count = options.worlds === undefined ? WORLDS : readFully('--worlds', options.worlds, 0, MOST_WORLDS, faults);
  if (faults.length > 0) throw new Faults(faults);
  const tested: Backtested[] = [];
  for (const file of files) tested.push(await testOne(io, file, options, count!));
  const format = options.json === true ? 'json' : (options.format ?? 'table');
  if (isForPeople(format)) printPage(io, format, backtestPage(tested, pageOf(io).glyphs));
  else printJson(io, backtestJson(tested));
  return 0;
}

async function testOne(io: Io, file: string, options: BacktestOptions, count: number): Promise<Backtested> {
  const { scenario, settings, sampler } = load(readSource(file), options);
  const model = compile(scenario);
  const worlds = count === 0 ? null : { first: 0, count, seed: scenario.seed, sampler };
  const result = askCase(model, settings);
  const wanted = backtestNumbers(scenario);
  const about = { file, scenario, settings, worlds };
  if (worlds === null || wanted.length === 0) return { ...about, lines: backtest(scenario, settings, result, null) };
  const lines = await withTrials(io, { model, worlds, about: 1, stops: false }, async (asking) => {
    for await (const numbers of asking.numbers(model, [{ settings }], wanted, () => null))
      return backtest(scenario, settings, result, numbers);
    throw new Error('no variant was asked about');
  });
  return { ...about, lines };
}
