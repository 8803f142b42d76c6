import { type Diagnostic, Faults } from '../../diagnostic/diagnostic.ts';
import { askAccounts, askCase, compile, drawnValues, drawWorld } from '../../engine/ask.ts';
import { caseMonths } from '../../report/month-records.ts';
import { openedMonth } from '../../report/opened-month.ts';
import { worldJson } from '../../report/world-json.ts';
import { worldLine, worldPage } from '../../report/world-page.ts';
import type { Io } from '../io.ts';
import { LAST_WORLD, type LoadedRun, readFully } from '../load.ts';
import { accountsOfDays } from '../month-asked.ts';
import { isForPeople, pageOf, printJson, printPage, printRecords, type RunFormat } from '../print.ts';

/** `run --world N`: one drawn world as a case, with its draws. */
export function runWorld(
  io: Io,
  { scenario, settings, sampler }: LoadedRun,
  { world: text, format, t }: { readonly world: string; readonly format: RunFormat; readonly t: number | null },
): number {
  const faults: Diagnostic[] = [];
  const number = readFully('--world', text, 0, LAST_WORLD, faults);
  if (number === null) throw new Faults(faults);
  const model = compile(scenario);
  const numbers = drawWorld(model, scenario.seed, number, sampler);
  const result = askCase(model, settings, numbers);
  const world = { number, seed: scenario.seed, sampler, drawn: drawnValues(model, numbers) };
  if (t !== null && isForPeople(format)) {
    const month = { scenario, result, accounts: askAccounts(model, settings, numbers) };
    printPage(io, format, openedMonth(month, t, pageOf(io).glyphs === 'ascii', [worldLine(world)]));
  } else if (format === 'json')
    printJson(io, worldJson(scenario, world, result, settings, accountsOfDays(model, settings, numbers)));
  else if (isForPeople(format)) printPage(io, format, worldPage(scenario, world, result, settings, pageOf(io).glyphs));
  else printRecords(io, format, caseMonths(scenario, result));
  return 0;
}
