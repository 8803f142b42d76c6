import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const PROGRAM = join(import.meta.dirname, '../../dist/runway.js');

/** So many measures and months that the worlds below are run part after part: memory grows between the parts. */
const SCENARIO = `
runway: 1
start: 2024-01
months: 48
assumptions:
  opening: lognormal(600k, 0.5)
  bill: lognormal(30k, 0.2)
  drift: monthly(normal(2%, 3%))
cash: opening
revenue:
  sales: prev(sales, 20k) * (1 + drift)
costs:
  pay: {amount: 40k, to: staff}
  cloud_bill: {amount: bill, to: cloud}
creditors:
  staff: {priority: 1, critical: true}
  cloud: {terms: net 30, patience: 6, then: petition}
`;

/** A digest of what the program prints of so many worlds, all measures; `before` are arguments of Node's own. */
function digest(worlds: number, months: number, before: readonly string[]): string {
  const words = [...before, PROGRAM, 'run', '-', '--months', `${months}`, '--worlds', `${worlds}`];
  const printed = execFileSync(process.execPath, [...words, '--json', '--measures', 'all'], {
    input: SCENARIO,
    maxBuffer: 64e6,
  });
  return createHash('sha256').update(printed).digest('hex');
}

const WITHOUT = ['--import', 'data:text/javascript,delete globalThis.WebAssembly'];

describe('without WebAssembly', () => {
  test.each([
    [12_000, 48],
    [40_000, 16],
  ])('%i worlds of %i months give the same bytes', (worlds, months) => {
    expect(digest(worlds, months, WITHOUT)).toBe(digest(worlds, months, []));
  });
});
