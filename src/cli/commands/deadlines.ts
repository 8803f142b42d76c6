import { deadlines } from '../../analysis/deadlines.ts';
import { type Diagnostic, Faults } from '../../diagnostic/diagnostic.ts';
import { askCase, compile } from '../../engine/ask.ts';
import { readSource } from '../../host/read.ts';
import { deadlinesJson, isPartial } from '../../report/deadlines-json.ts';
import { deadlinesText, partialWords } from '../../report/deadlines-text.ts';
import { applySettings } from '../../scenario/override.ts';
import { withTrials } from '../asking.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { load, type ScenarioOptions } from '../load.ts';
import { pageOf, printJson, printPage } from '../print.ts';
import { readTargetAsked, type TargetOptions } from '../target-option.ts';

export interface DeadlinesOptions extends ScenarioOptions, TargetOptions {
  readonly json?: boolean;
}

/** `deadlines`: by when each lever, and each plan, must be decided. */
export async function runDeadlines(io: Io, file: string, options: DeadlinesOptions): Promise<number> {
  const loaded = load(readSource(file), options);
  const { scenario, settings } = loaded;
  const model = compile(scenario);
  const faults: Diagnostic[] = [];
  const { held, worlds } = readTargetAsked(loaded, options, faults);
  if (faults.length > 0) throw new Faults(faults);
  const set = (options.set ?? []).map((text) => ({ name: '--set', text }));
  const about = (scenario.levers.size + scenario.plans.size) * scenario.months;
  const { found, simulated } = await withTrials(io, { model, worlds, about, stops: true }, async (asking) => ({
    found: await deadlines(asking, held, model, settings, (plan) => applySettings(scenario, plan, set)),
    simulated: asking.simulated,
  }));
  if (found === null) {
    io.stderr.write('Stopped before anything was tried.\n');
    return EXIT.interrupted;
  }
  const { warnings } = askCase(model, settings);
  const answer = { scenario, settings, held, worlds, found, simulated, warnings };
  if (options.json === true) printJson(io, deadlinesJson(answer));
  else printPage(io, 'table', deadlinesText(answer, pageOf(io).glyphs));
  if (!isPartial(found)) return EXIT.done;
  io.stderr.write(`${partialWords(found)}\n`);
  return EXIT.interrupted;
}
