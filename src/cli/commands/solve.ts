import { solve } from '../../analysis/solve.ts';
import { readVaried } from '../../analysis/vary.ts';
import { grouped } from '../../chart/money.ts';
import { type Diagnostic, Faults } from '../../diagnostic/diagnostic.ts';
import { compile } from '../../engine/ask.ts';
import { readSource } from '../../host/read.ts';
import { solveJson } from '../../report/solve-json.ts';
import { solveText } from '../../report/solve-text.ts';
import { withTrials } from '../asking.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { load, type ScenarioOptions } from '../load.ts';
import { pageOf, printJson, printPage } from '../print.ts';
import { readTargetAsked, type TargetOptions } from '../target-option.ts';
import { caught, missing } from '../usage.ts';

export interface SolveOptions extends ScenarioOptions, TargetOptions {
  readonly vary?: string;
  readonly range?: string;
  readonly json?: boolean;
}

/** Approximate number of variants, for the progress bar: the scan, and narrowing a crossing or two. */
const VARIANTS = 130;

/** `solve`: the least change of one lever, assumption or funding with which a target holds. */
export async function runSolve(io: Io, file: string, options: SolveOptions): Promise<number> {
  const loaded = load(readSource(file), options);
  const { scenario, settings } = loaded;
  const model = compile(scenario);
  const faults: Diagnostic[] = [];
  const { held, worlds } = readTargetAsked(loaded, options, faults);
  const range = options.range === undefined ? null : { name: '--range', text: options.range };
  const { vary, until } = options;
  if (vary === undefined) faults.push(missing('--vary', 'what is to be changed is not said', 'as in --vary raise'));
  const source = { name: '--vary', text: vary ?? '' };
  const varied = vary === undefined ? null : caught(() => readVaried(model, settings, source, range), faults);
  if (until === undefined)
    faults.push(missing('--until', 'what is to be reached is not said', 'as in --until "survival >= 80%"'));
  if (varied === null || held === null || faults.length > 0) throw new Faults(faults);
  const found = await withTrials(io, { model, worlds, about: VARIANTS, stops: true }, async (asking) => ({
    solution: await solve(asking, held, varied),
    simulated: asking.simulated,
  }));
  const { solution, simulated } = found;
  if (solution === null) {
    io.stderr.write('Stopped before any value was tried.\n');
    return EXIT.interrupted;
  }
  const answer = { scenario, settings, held, worlds, solution, simulated };
  if (options.json === true) printJson(io, solveJson(answer));
  else printPage(io, 'table', solveText(answer, pageOf(io).glyphs));
  if (!solution.isStopped) return EXIT.done;
  io.stderr.write(`Stopped: ${grouped(solution.tried.length)} values were tried.\n`);
  return EXIT.interrupted;
}
