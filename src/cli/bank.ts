import { existsSync } from 'node:fs';
import { Faults, type Source } from '../diagnostic/diagnostic.ts';
import { readSource } from '../host/read.ts';
import { writeNew } from '../host/write-new.ts';
import { OpenRules, readBank, withActuals } from '../ledger/bank.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { usage } from './usage.ts';

/**
 * The scenario with the months of a bank file among its actuals. Rules beside the file say how to read it; they are
 * written where there are none. Throws Faults.
 */
export function withBank(scenario: Scenario, path: string): Scenario {
  const source = bankSource(path);
  const rulesPath = `${path}.rules.yaml`;
  const rules = existsSync(rulesPath) ? readSource(rulesPath) : null;
  try {
    const { actuals, notes, newRules } = readBank(source, rules, rulesPath, scenario);
    const merged = withActuals(scenario, actuals);
    const wrote = written(rulesPath, newRules);
    const bank = { file: path, notes: [...notes, ...merged.notes], wrote };
    return { ...merged.scenario, overridden: { ...scenario.overridden, bank } };
  } catch (error) {
    if (error instanceof OpenRules) written(rulesPath, error.newRules);
    throw error;
  }
}

/** The text of a bank file. Throws Faults where it cannot be read, or is standard input. */
export function bankSource(path: string): Source {
  if (path !== '-') return readSource(path);
  const message = 'a file of the bank has its rules beside it, and standard input has no name';
  throw new Faults([usage(message, 'write it to a file')]);
}

/** A sentence on the rules written, or on why they were not; null where there were none to write. */
function written(path: string, text: string | null): string | null {
  if (text === null) return null;
  const created = writeNew(path, text);
  if (created.kind === 'failed') return created.why;
  return created.kind === 'written' ? `how it is read stands in ${path}, and is yours to change` : null;
}
