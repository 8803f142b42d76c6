import { neededGrowth } from '../../analysis/growth.ts';
import type { Case } from '../../engine/answers.ts';
import type { Model } from '../../engine/ask.ts';
import { runJson } from '../../report/json.ts';
import { runwaysJson, runwaysPage } from '../../report/runways.ts';
import type { Settings } from '../../scenario/override.ts';
import type { Io } from '../io.ts';
import { accountsOfDays } from '../month-asked.ts';
import { isForPeople, pageOf, printJson, printPage, type RunFormat } from '../print.ts';

/** `run --runway`: the runway by its definitions, as a page, or as keys added to the JSON of `run`. */
export function printRunways(io: Io, model: Model, settings: Settings, result: Case, format: RunFormat): void {
  const { scenario } = model;
  const growth = neededGrowth(model, settings);
  if (isForPeople(format)) {
    printPage(io, format, runwaysPage(scenario, result, growth, pageOf(io).glyphs === 'ascii'));
    return;
  }
  const run = runJson(scenario, result, settings, accountsOfDays(model, settings));
  printJson(io, { ...run, runways: runwaysJson(scenario, result, growth) });
}
