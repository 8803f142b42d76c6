import { existsSync } from 'node:fs';
import { Faults, type Source } from '../diagnostic/diagnostic.ts';
import { readSource } from '../host/read.ts';
import { writeNew } from '../host/write-new.ts';
import { OpenRules, readBank, withActuals } from '../ledger/bank.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { usage } from './usage.ts';

/** A bank file, and the rules for reading it; null where there are none beside it yet. */
export interface BankFile {
  readonly bank: Source;
  readonly rules: Source | null;
}

const rulesOf = (path: string): string => `${path}.rules.yaml`;

/** Throws Faults where the file or its rules cannot be read. */
export function readBankFile(path: string): BankFile {
  if (path === '-') {
    const message = 'a file of the bank has its rules beside it, and standard input has no name';
    const hint = 'write it to a file';
    throw new Faults([usage(message, hint)]);
  }
  const rules = existsSync(rulesOf(path)) ? readSource(rulesOf(path)) : null;
  return { bank: readSource(path), rules };
}

/**
 * The scenario with the months of a bank file among its actuals. Rules beside the file say how to read it; they are
 * written where there are none. Where `read` is given, the file and its rules are not read again. Throws Faults.
 */
export function withBank(scenario: Scenario, path: string, read?: BankFile): Scenario {
  const { bank: source, rules } = read ?? readBankFile(path);
  const rulesPath = rulesOf(path);
  try {
    const { actuals, notes, newRules } = readBank(source, rules, rulesPath, scenario);
    const merged = withActuals(scenario, actuals);
    const wrote = read === undefined ? written(rulesPath, newRules) : null;
    const bank = { file: path, notes: [...notes, ...merged.notes], wrote };
    return { ...merged.scenario, overridden: { ...scenario.overridden, bank } };
  } catch (error) {
    if (error instanceof OpenRules) written(rulesPath, error.newRules);
    throw error;
  }
}

/** A sentence on the rules written, or on why they were not; null where there were none to write. */
function written(path: string, text: string | null): string | null {
  if (text === null) return null;
  const created = writeNew(path, text);
  if (created.kind === 'failed') return created.why;
  return created.kind === 'written' ? `how it is read stands in ${path}, and is yours to change` : null;
}
