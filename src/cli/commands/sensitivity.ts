import { sensitivity } from '../../analysis/sensitivity.ts';
import { type Diagnostic, Faults } from '../../diagnostic/diagnostic.ts';
import { compile } from '../../engine/ask.ts';
import { readSource } from '../../host/read.ts';
import { sensitivityJson } from '../../report/sensitivity-json.ts';
import { sensitivityPage } from '../../report/sensitivity-page.ts';
import { withAsker } from '../asking.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { load, readFully, type ScenarioOptions } from '../load.ts';
import { readMeasureOption } from '../measure-option.ts';
import { pageOf, printJson, printPage } from '../print.ts';

export interface SensitivityOptions extends ScenarioOptions {
  readonly measure?: string;
  readonly worlds?: string;
  readonly json?: boolean;
}

const WORLDS = '1000';
/** Fewer worlds are refused: shares and intervals would mean nothing. */
const LEAST_WORLDS = 100;
const MOST_WORLDS = 100_000;

/** Names of the parts, for the progress bar. */
const CALLED: Readonly<Record<string, string>> = {
  tornado: 'one input at a time',
  run: 'worlds',
  knowing: 'plans',
  shares: 'shares of the variance',
  shapley: 'Shapley effects',
};

/**
 * `sensitivity`: what moves a figure, and what failed worlds had in common. Interrupted, it prints the parts found so
 * far.
 */
export async function sensitivityCommand(io: Io, file: string, options: SensitivityOptions): Promise<number> {
  const loaded = load(readSource(file), options);
  const { scenario, settings, sampler } = loaded;
  const faults: Diagnostic[] = [];
  const explained = readMeasureOption(scenario, options.measure, faults);
  const count = readFully('--worlds', options.worlds ?? WORLDS, LEAST_WORLDS, MOST_WORLDS, faults);
  if (explained === null || count === null || faults.length > 0) throw new Faults(faults);
  const model = compile(scenario);
  const worlds = { first: 0, count, seed: scenario.seed, sampler };
  let said = '';
  const onRun = (part: string, done: number, of: number): void => {
    said = of === 1 ? CALLED[part]! : `${CALLED[part]}: ${Math.floor((100 * done) / of)}%`;
  };
  const found = await withAsker(
    io,
    () => said,
    ({ ask }) => sensitivity({ ask, model, settings, explained, worlds, onRun }),
  );
  const answer = { scenario, settings, explained, worlds, found };
  if (options.json === true) printJson(io, sensitivityJson(answer));
  else printPage(io, 'table', sensitivityPage(answer, pageOf(io).glyphs));
  return found.isStopped ? EXIT.interrupted : EXIT.done;
}
