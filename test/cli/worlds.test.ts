import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './captured.ts';

/** Each month wages of 30, give or take; an investor who comes in May with probability one half. */
const SCENARIO = `runway: 1
name: Odds
start: 2024-01
months: 8
cash: 100
seed: 5
assumptions: {pay: "normal(30, 6)", noise: "monthly(uniform(90%, 110%))"}
levers: {layoffs: {value: 0%, range: [0%, 80%]}}
costs: {wages: {amount: pay * noise * (1 - layoffs), to: staff}}
creditors: {staff: {critical: true, priority: 1}}
funding: {investor: {amount: "lognormal(80, 0.3)", month: 2024-04, probability: 50%}}
`;

let folder = '';
let file = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-'));
  file = join(folder, 'odds.yaml');
  writeFileSync(file, SCENARIO);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function json(...args: string[]) {
  const { status, stdout, stderr } = await runCli(['run', file, '--json', ...args]);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

describe('run --worlds', () => {
  test('prints the odds: mean and percentiles by month, survival, months with the share that never has them', async () => {
    const object = await json('--worlds', '500');
    expect(object).toMatchObject({ format: 1, command: 'run', worlds: 500, seed: 5, plan: null });
    expect(Object.keys(object.by_month)).toEqual(['month', 'cash', 'overdue', 'owed', 'net_burn', 'survival']);
    expect(object.by_month.survival).toHaveLength(8);
    expect(Object.keys(object.by_month.cash)).toEqual(['mean', 'p5', 'p25', 'p50', 'p75', 'p95']);
    const { failure, default_alive, zero_cash } = object.measures;
    expect(failure.month.never).toBeCloseTo(object.by_month.survival.at(-1), 12);
    expect(failure.cause).toBe('unpaid:staff');
    expect(zero_cash.p5).toMatch(/^2024-/);
    expect(default_alive).toBeLessThan(0.05);
    expect(object.causes).toEqual([{ cause: 'unpaid:staff', share: 1, median_month: expect.stringMatching(/^2024-/) }]);
  });

  test('gives the same bytes again, and others with another seed', async () => {
    const bytes = async (...args: string[]) =>
      (await runCli(['run', file, '--json', '--worlds', '300', ...args])).stdout;
    expect(await bytes()).toBe(await bytes());
    expect(await bytes('--seed', '5')).toBe(await bytes());
    expect(await bytes('--seed', '6')).not.toBe(await bytes());
  });

  test('meets the same futures under every plan: half the wages, in every world later', async () => {
    const [base, cut] = [await json('--worlds', '200'), await json('--worlds', '200', '--set', 'layoffs=50%')];
    expect(cut.measures.runway.p5).toBeGreaterThan(base.measures.runway.p5);
    for (const [t, share] of base.by_month.survival.entries()) {
      expect(cut.by_month.survival[t]).toBeGreaterThanOrEqual(share);
    }
  });

  test('takes a range, whose worlds are those of the whole run', async () => {
    const one = await json('--worlds', '41..41');
    expect(one.worlds).toBe(1);
    const among = await json('--worlds', '41..43');
    expect(among.by_month.cash.mean).not.toEqual(one.by_month.cash.mean);
    expect(one.by_month.cash.p5).toEqual(one.by_month.cash.p95);
  });

  test('prints the measures that are asked for, and lines and creditors with all', async () => {
    const some = await json('--worlds', '50', '--measures', 'gross_burn, survival');
    expect(Object.keys(some.by_month)).toEqual(['month', 'gross_burn', 'survival']);
    expect(some.lines).toBeUndefined();
    const all = await json('--worlds', '50', '--measures', 'all');
    expect(Object.keys(all.lines)).toEqual(['wages']);
    expect(Object.keys(all.creditors.staff)).toContain('suspended');
    expect(Object.keys(all.by_month)).toContain('equity');
  });

  test('tells a person the odds, and what ends it', async () => {
    const { status, stdout } = await runCli(['run', file, '--worlds', '400']);
    expect(status).toBe(0);
    expect(stdout).toContain('400 worlds');
    expect(stdout).toMatch(/^Survival .*95% interval/m);
    expect(stdout).toContain('Causes of death');
    for (const line of stdout.split('\n')) expect([...line].length).toBeLessThanOrEqual(100);
  });

  test('draws as --sampler says, and says so', async () => {
    const [random, sobol] = [await json('--worlds', '256'), await json('--worlds', '256', '--sampler', 'sobol')];
    expect([random.sampler, sobol.sampler]).toEqual(['random', 'sobol']);
    expect(sobol.by_month.cash.p50).not.toEqual(random.by_month.cash.p50);
    const { stdout } = await runCli(['run', file, '--worlds', '256', '--sampler', 'sobol']);
    expect(stdout).toContain('seed 5, sampler sobol');
    expect(stdout).toMatch(/^Survival +[\d.]+% of worlds live through Aug 2024$/m);
    const checked = join(folder, 'checked.yaml');
    writeFileSync(checked, `${SCENARIO}checks: {late: {measure: runway, at_least: 2, worlds: 64}}\n`);
    const check = await runCli(['check', checked, '--sampler', 'sobol']);
    expect(check.stdout).toContain('holds  late: runway at least 2 over 64 worlds, sampler sobol;');
    const { files } = JSON.parse((await runCli(['check', checked, '--sampler', 'sobol', '--json'])).stdout);
    expect(files[0].checks[0]).toMatchObject({ name: 'late', sampler: 'sobol', holds: true });
  });

  test.each([
    [['--worlds', '0'], /--worlds:1:1/],
    [['--worlds', 'many'], /--worlds:1:1/],
    [['--worlds', '9..3'], /--worlds:1:1/],
    [['--worlds', '2000000'], /1000000/],
    [['--worlds', '10', '--measures', 'cash,burn'], /--measures:1:6/],
    [['--worlds', '10', '--sampler', 'halton'], /--sampler:1:1: error: there is no sampler "halton"/],
    [['--seed', '-1'], /--seed:1:1/],
    [['--worlds', '5', '--seed', '1.5'], /--seed:1:1/],
  ])('%j is refused', async (args, text) => {
    const { status, stdout, stderr } = await runCli(['run', file, ...args]);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(text);
  });
});
