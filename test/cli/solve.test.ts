import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './captured.ts';

/** Three months of wages; the angel of April is worth two more, and a cut of the wages as much as it is. */
const FILE = `runway: 1
name: Burn
start: 2024-01
months: 6
cash: 100
assumptions: {due: "uniform(20, 40)"}
levers:
  cut: {value: 0%, range: [0%, 100%], step: 5%, delay: 2, label: Cut wages}
  raise: {value: 0, range: [0, 100], from: 2024-02}
costs: {wages: {amount: due * (1 - cut), to: staff}}
creditors: {staff: {critical: true}}
funding: {angel: {amount: raise, month: 2024-04}}
plans: {both: {set: {cut: 30%, raise: 20}}}
`;
let folder = '';
let file = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-'));
  file = join(folder, 'burn.yaml');
  writeFileSync(file, FILE);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const json = async (...args: string[]) => {
  const { status, stdout, stderr } = await runCli([...args, '--json']);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout);
};
const lines = async (...args: string[]): Promise<string[]> => (await runCli(args)).stdout.split('\n');

describe('solve', () => {
  test('of the base case there is no interval, and a base case is one world', async () => {
    const found = await json('solve', file, '--vary', 'cut', '--until', 'failure >= 2024-06');
    expect(found).toMatchObject({ format: 1, command: 'solve', worlds: 0, seed: 1 });
    expect(found.target).toEqual({ text: 'failure >= 2024-06', measure: 'failure', at_least: '2024-06' });
    // Wages of 30 times five months must be no more than 100: a cut of a third.
    expect(found.least).toEqual({ value: 0.3334, share: 1, unsure: null });
    expect(found.on_step).toEqual({ value: 0.35, share: 1, unsure: null });
    expect(found.simulated).toBe(found.tried.values + 1);
    expect(found.sampler).toBeUndefined();
  });

  test('a share is asked of a thousand worlds, a confidence too', async () => {
    const share = await json('solve', file, '--vary', 'cut', '--until', 'survival >= 80%');
    expect(share).toMatchObject({ worlds: 1000, sampler: 'random' });
    expect(share.target.confidence).toBeUndefined();
    expect(share.least.interval[0]).toBeLessThan(share.least.share);
    const sure = await json('solve', file, '--vary', 'cut', '--until', 'runway >= 4', '--confidence', '90%');
    expect(sure).toMatchObject({ worlds: 1000, target: { confidence: 0.9 } });
    const sobol = await json('solve', file, '--vary', 'cut', '--until', 'survival >= 80%', '--sampler', 'sobol');
    expect(sobol.least.interval).toBeUndefined();
    expect(sobol.least.unsure).toBeNull();
  });

  test('tells what nothing reaches, and how near it gets', async () => {
    const args = ['solve', file, '--vary', 'raise', '--until', 'cash@2024-06 >= 100', '--set', 'cut=0%'];
    const found = await json(...args);
    expect(found).toMatchObject({ holds: [], least: null, on_step: null, best: { value: 100, share: 0, gap: 80 } });
    expect((await lines(...args)).find((line) => line.startsWith('Least change'))).toBe(
      'Least change   nothing tried from 0 to 100 reaches it; the nearest is 100, $80 away',
    );
  });

  test('says when the lever would have to be decided', async () => {
    const text = await lines('solve', file, '--vary', 'cut', '--until', 'failure >= 2024-06');
    expect(text).toContain('In force       from Jan 2024; decided by Nov 2023, which is past');
  });
});

describe('deadlines', () => {
  test('the answer begins as run does, and every lever and plan has its months', async () => {
    const found = await json('deadlines', file, '--until', 'failure >= 2024-06', '--set', 'cut=40%@2024-01');
    expect(found).toMatchObject({ format: 1, command: 'deadlines', plan: null, worlds: 0 });
    expect(found.in_force.cut).toEqual({ value: 0.4, from: '2024-01' });
    const [cut, raise] = found.levers;
    // 100 pays three months of 30; with 40% off from the second month on it is 30 + 4 × 18, which is too much.
    expect(cut).toMatchObject({
      name: 'cut',
      value: 0.4,
      status: 'too_late',
      latest_from: '2024-01',
      decide_by: '2023-11',
    });
    expect(cut.months_left).toBe(-2);
    expect(cut.by_month).toHaveLength(6);
    // With 40% off the angel is not needed.
    expect(raise).toMatchObject({ name: 'raise', value: 100, status: 'not_needed' });
    expect(found.plans[0]).toMatchObject({ name: 'both', by_shift: expect.any(Array) });
    expect(found.simulated).toBe(1 + 7 + 7 + 7);
  });

  test('without a target it tells of survival, or of months lived', async () => {
    const found = await json('deadlines', file);
    expect(found).toMatchObject({ target: null, worlds: 1000 });
    expect(found.now.months_alive).toBeGreaterThan(2);
    expect(found.levers[0]).toMatchObject({ name: 'cut', asked: 'survival', status: 'open' });
    const text = await lines('deadlines', file);
    expect(text.some((line) => /^Cut wages: decide by Feb 2024, or lose \d+(\.\d)? points\.$/.test(line))).toBe(true);
  });

  test('a wrong target and a wrong confidence are told together', async () => {
    const { status, stdout, stderr } = await runCli([
      'deadlines',
      file,
      '--until',
      'runwai >= 3',
      '--confidence',
      '120',
    ]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('there is no measure "runwai"; did you mean "runway"?');
    expect(stderr).toContain('--confidence:1:1: error: a share of worlds is above 0% and at most 100% [bad-value]');
  });

  test('a confidence where none is meant is refused', async () => {
    const refused = async (...args: string[]) => (await runCli(['deadlines', file, ...args])).stderr;
    expect(await refused('--confidence', '80%')).toContain('no target is given');
    expect(await refused('--confidence', '80%', '--until', 'survival >= 5%')).toContain('itself a share');
    expect(await refused('--confidence', '80%', '--until', 'runway >= 5', '--worlds', '0')).toContain(
      'is the base case',
    );
  });
});

test('the price of one more month is left out where it is too small to show', async () => {
  const { stdout } = await runCli(['deadlines', 'scenarios/stability-ai-2023-10.yaml', '--worlds', '100']);
  expect(stdout).toContain('No outside compute: decide by Jan 2024, or half of what it gains is gone.');
  expect(stdout).not.toMatch(/lose (<|>|-|0 )/);
});
