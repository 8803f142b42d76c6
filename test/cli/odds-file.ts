import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/**
 * A scenario's text: wages of some 30 drawn by world and month; an investor who comes in April with probability 1/2.
 */
export const oddsScenario = (months: number): string => `runway: 1
name: Odds
start: 2024-01
months: ${months}
cash: 100
seed: 5
assumptions: {pay: "normal(30, 6)", noise: "monthly(uniform(90%, 110%))"}
levers: {layoffs: {value: 0%, range: [0%, 80%]}}
costs: {wages: {amount: pay * noise * (1 - layoffs), to: staff}}
creditors: {staff: {critical: true, priority: 1}}
funding: {investor: {amount: "lognormal(80, 0.3)", month: 2024-04, probability: 50%}}
`;

/** That scenario as a file in a folder of its own, which is removed after all tests of the file. */
export function oddsFile(months: number): { folder: string; file: string; at(name: string): string } {
  const folder = mkdtempSync(join(tmpdir(), 'runway-odds-'));
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('odds.yaml'), oddsScenario(months));
  afterAll(() => rmSync(folder, { recursive: true }));
  return { folder, file: at('odds.yaml'), at };
}
