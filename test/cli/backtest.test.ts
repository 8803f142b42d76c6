import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './captured.ts';

/** Sales are 90 to 110 a month; a third of a year brings 300 or so, and what was reported is told of below. */
const FILE = `runway: 1
name: Sales
start: 2024-01
months: 12
cash: 1k
assumptions: {noise: "uniform(90, 110)"}
revenue: {sales: noise}
costs: {pay: {amount: 200, to: staff}}
creditors: {staff: {critical: true}}
reported:
  q_one: {label: Sales of the quarter, measure: revenue, from: 2024-01, to: 2024-03, about: 306}
  half: {measure: revenue, from: 2024-01, to: 2024-06, about: 700, note: The big order.}
  cash_may: {measure: cash, at: 2024-05, at_least: 600}
  alive: {measure: failure, at_least: 2024-06}
  late: {measure: cash, at: 2026-01, about: 0}
`;
let folder = '';
const path = (name: string): string => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-'));
  writeFileSync(path('sales.yaml'), FILE);
  writeFileSync(path('bare.yaml'), FILE.slice(0, FILE.indexOf('reported:')));
});
afterAll(() => rmSync(folder, { recursive: true }));

const lines = async (...args: string[]): Promise<string[]> => {
  const { status, stdout, stderr } = await runCli(['backtest', ...args]);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout.split('\n').map((line) => line.trimEnd());
};

describe('backtest', () => {
  test('says of each line what it was, what the scenario gives, and how that was told', async () => {
    const text = (await lines(path('sales.yaml'), '--worlds', '400')).join('\n');
    expect(text).toMatch(/Sales of the quarter +Q1 2024 +\$306 +\$300 +\$27\d +\$(299|30\d) +\$32\d +inside/);
    expect(text).toMatch(/half +Jan-Jun 2024 +\$700 +\$600 .* outside/);
    expect(text).toMatch(/cash may +May 2024 +>= \$600 +\$500 .* missed 0%/);
    expect(text).toMatch(/alive +>= Jun 2024 .* met 100%/);
    expect(text).toMatch(/late +Jan 2026 +\$0 +open/);
    // Misses are told in full, with what the file notes of them.
    expect(text).toMatch(
      /Not as reported\n- half: \$700 was reported; the 90% band is \$5\d\d to \$6\d\d\. The big order\./,
    );
    expect(text).toContain('- cash may: >= $600 was reported; 0% of worlds agree, the median is $');
    expect(text).toContain('90% band       1 of 2 inside (');
    expect(text).toContain('Bounds         1 of 2 met');
  });

  test('several files have one score; one of which nothing was reported says so', async () => {
    const text = (await lines(path('sales.yaml'), path('bare.yaml'), path('sales.yaml'), '--worlds', '50')).join('\n');
    expect(text).toContain('Nothing was reported of it: the file has no `reported`.');
    expect(text).toContain('Score over 3 files');
    expect(text).toContain('2 of 4 inside (');
    expect(await lines(path('bare.yaml'))).not.toContain('Score');
  });

  test('for machines: the file of each line, and a score for each file and for all', async () => {
    const { stdout } = await runCli(['backtest', path('sales.yaml'), '--worlds', '100', '--json', '--seed', '9']);
    const found = JSON.parse(stdout);
    expect(found).toMatchObject({ format: 1, command: 'backtest', files: [{ worlds: 100, seed: 9 }] });
    expect(found.files[0].score).toEqual(found.score);
    expect(found.score).toMatchObject({ inside: 1, of: 2, coverage: 0.5, expected: 0.9, bounds: { met: 1, of: 2 } });
    expect(found.reported[0]).toMatchObject({
      file: path('sales.yaml'),
      name: 'q_one',
      from: '2024-01',
      to: '2024-03',
    });
    expect(found.reported[0].simulated.p5).toBeLessThan(found.reported[0].simulated.p95);
    expect(found.reported[4]).toMatchObject({ name: 'late', base: null, simulated: null, verdict: null, score: null });
  });

  test('of the base case a bound is met or missed, and a figure needs worlds', async () => {
    const text = (await lines(path('sales.yaml'), '--worlds', '0')).join('\n');
    expect(text).toMatch(/Sales of the quarter +Q1 2024 +\$306 +\$300 +needs worlds/);
    expect(text).toMatch(/cash may +May 2024 +>= \$600 +\$500 +missed/);
    expect(text).toContain('- cash may: >= $600 was reported; the base case has $500.');
  });

  test('a number of worlds that is none is refused', async () => {
    const { status, stderr } = await runCli(['backtest', path('sales.yaml'), '--worlds', 'many']);
    expect(status).toBe(2);
    expect(stderr).toContain('--worlds:1:1: error: a whole number from 0 to 1000000 is expected [usage]');
  });
});
