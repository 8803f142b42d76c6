import { Faults } from '../../src/diagnostic/diagnostic.ts';
import { askCase, compile } from '../../src/engine/ask.ts';
import { constantValue } from '../../src/formula/constant.ts';
import { parseFormula } from '../../src/formula/parse.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';

/**
 * The values of formulas in January 2024, by the engine: sales are 100 a month, the creditor cloud has 50 in arrears
 * and 20 not yet due, the lever cut is in force from April on, and series_b comes in June. A line below zero counts as
 * zero, so each value is taken as two lines.
 */
export function valuesOf(formulas: readonly string[]): number[] {
  const assumptions = formulas.map((formula, i) => `  x${i}: ${JSON.stringify(formula)}\n`).join('');
  const lines = formulas.map((_, i) => `  plus${i}: x${i}\n  minus${i}: -x${i}\n`).join('');
  const text = `runway: 1
start: 2024-01
months: 1
cash: 1000
creditors: {cloud: {overdue: 50, due: [20]}}
levers: {cut: {value: 0, from: 2024-04}}
funding: {series_b: {amount: 5, month: 2024-06}}
assumptions:
${assumptions}revenue:
  sales: 100
${lines}`;
  const { scenario, diagnostics } = readScenario({ name: 'test', text });
  if (scenario === null) throw new Faults(diagnostics);
  const { lines: found } = askCase(compile(scenario), leverSettings(scenario));
  return formulas.map((_, i) => found.get(`plus${i}`)![0]! - found.get(`minus${i}`)![0]!);
}

export const monthValue = (formula: string): number => valuesOf([formula])[0]!;

/** The value of a constant formula, without the engine. */
export function constantOf(formula: string): number {
  const { node, faults } = parseFormula(formula);
  if (node === null) throw new Error(`${formula}: ${faults.map(({ message }) => message).join('; ')}`);
  const value = constantValue(node);
  if (value === null) throw new Error(`${formula} is not constant`);
  return value;
}
