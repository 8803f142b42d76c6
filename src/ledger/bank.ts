/** A file of a bank, or of a bookkeeping program, read as actuals. */
import { Faults, type Source } from '../diagnostic/diagnostic.ts';
import type { Month } from '../formula/month.ts';
import { formatMonth } from '../formula/month.ts';
import type { Actual, Scenario } from '../scenario/scenario.ts';
import { type BankMonths, monthsOfBank } from './bank-months.ts';
import { readPayments } from './payments.ts';
import { NO_RULES, readRules, rulesText } from './rules.ts';

export interface ReadBank extends BankMonths {
  /** Text of the rules to write beside the file, where there are none yet; else null. */
  readonly newRules: string | null;
}

/**
 * Questions that a bank file leaves open, with rules (to be written where there are none) in which the user can answer
 * them.
 */
export class OpenRules extends Faults {
  constructor(
    faults: Faults['diagnostics'],
    readonly newRules: string | null,
  ) {
    super([...faults]);
  }
}

/**
 * Reads a bank file. `rules`: the rules beside it, null where there are none; `rulesName`: their file's name. Throws
 * Faults, and OpenRules where only the rules can answer what the file leaves open.
 */
export function readBank(csv: Source, rules: Source | null, rulesName: string, scenario: Scenario): ReadBank {
  const own = rules === null ? NO_RULES : readRules(rules);
  const { payments, guessed, open } = readPayments(csv, own, rulesName, scenario.currency);
  const newRules = rules === null ? rulesText(csv.name.split(/[\\/]/).at(-1)!, guessed) : null;
  if (payments === null) throw new OpenRules(open, newRules);
  const decided = { ...own, decimal: own.decimal ?? guessed.decimal };
  return { ...monthsOfBank(payments, decided, scenario, rules ?? { name: rulesName, text: '' }), newRules };
}

/** The scenario with more actuals; where both have a figure, the scenario's own stays. */
export function withActuals(
  scenario: Scenario,
  more: ReadonlyMap<Month, Actual>,
): { readonly scenario: Scenario; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const all = new Map(scenario.actuals);
  for (const [month, actual] of more) {
    const own = all.get(month);
    for (const [name, { value }] of actual.figures) {
      const stated = own?.figures.get(name)?.value;
      if (stated === undefined || stated === value) continue;
      notes.push(`${name} of ${formatMonth(month)} is ${value}, and the scenario says ${stated}, which stands`);
    }
    all.set(month, { ...actual, ...own, figures: new Map([...actual.figures, ...(own?.figures ?? [])]) });
  }
  const actuals = new Map([...all].sort(([a], [b]) => a - b));
  return { scenario: { ...scenario, actuals }, notes };
}
