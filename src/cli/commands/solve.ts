import { solve } from '../../analysis/solve.ts';
import { readVaried } from '../../analysis/vary.ts';
import { type Diagnostic, Faults } from '../../diagnostic/diagnostic.ts';
import { compile } from '../../engine/ask.ts';
import { readSource } from '../../host/read.ts';
import { solveJson } from '../../report/solve-json.ts';
import { solveText } from '../../report/solve-text.ts';
import { type HeldOptions, readHeld } from '../held.ts';
import { withAsking } from '../held-asking.ts';
import type { Io } from '../io.ts';
import { load, type ScenarioOptions } from '../load.ts';
import { pageOf, printJson, printPage } from '../print.ts';

export interface SolveOptions extends ScenarioOptions, HeldOptions {
  readonly vary?: string;
  readonly range?: string;
  readonly json?: boolean;
}

/** Variants of a solution, about: the scan, and what narrows a crossing or two. */
const VARIANTS = 130;

/** The least change of one lever, assumption or funding that reaches a target. */
export async function runSolve(io: Io, file: string, options: SolveOptions): Promise<number> {
  const loaded = load(readSource(file), options);
  const { scenario, settings } = loaded;
  const model = compile(scenario);
  const faults: Diagnostic[] = [];
  const { held, worlds } = readHeld(loaded, options, faults);
  const range = options.range === undefined ? null : { name: '--range', text: options.range };
  const varied = collected(faults, () =>
    options.vary === undefined
      ? missing(faults, '--vary', 'what is to be changed is not said', 'as in --vary raise')
      : readVaried(model, settings, { name: '--vary', text: options.vary }, range),
  );
  if (options.until === undefined)
    missing(faults, '--until', 'what is to be reached is not said', 'as in --until "survival >= 80%"');
  if (varied === null || held === null || faults.length > 0) throw new Faults(faults);
  const answer = await withAsking(io, model, worlds, VARIANTS, async (asking) => ({
    ...{ scenario, settings, held, worlds },
    solution: await solve(asking, held, varied),
    simulated: asking.simulated,
  }));
  if (options.json === true) printJson(io, solveJson(answer));
  else printPage(io, 'table', solveText(answer, pageOf(io).glyphs));
  return 0;
}

/** An option that has to be there. */
function missing(faults: Diagnostic[], option: string, why: string, hint: string): null {
  faults.push({ severity: 'error', code: 'usage', place: null, message: `${option} is missing: ${why}`, hint });
  return null;
}

/** What is read; null where that throws Faults, which are then among the others. */
function collected<T>(faults: Diagnostic[], read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    faults.push(...error.diagnostics);
    return null;
  }
}
