import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './captured.ts';

const SHOP = `runway: 1
name: Shop
start: 2024-01
months: 12
cash: 60k
assumptions:
  sales: {value: 'normal(20k, 4k)', label: "What is sold, a month"}
  loss: {value: 'uniform(2%, 10%)'}
  shock: bernoulli(20%)
  rent: 6k
levers: {cut: {label: Cut wages, value: 0%, range: [0%, 60%], step: 20%}}
revenue: {sold: 'sales * (1 - loss - 30% * shock)'}
costs: {wages: {amount: 20k * (1 - cut), to: staff}, office: {amount: rent, to: landlord}}
creditors: {staff: {critical: true, priority: 1}, landlord: {patience: 2, then: petition}}
funding: {grant: {amount: 10k, month: 2024-04, probability: 40%}}
plans: {lean: {set: {cut: 20%}}}
`;
const folder = mkdtempSync(join(tmpdir(), 'runway-sensitivity-'));
const file = join(folder, 'shop.yaml');
const still = join(folder, 'still.yaml');

beforeAll(() => {
  writeFileSync(file, SHOP);
  writeFileSync(
    still,
    'runway: 1\nstart: 2024-01\nmonths: 3\ncash: 100\nassumptions: {a: "normal(1, 0)"}\ncosts: {all: 5}\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

const sensitivity = (...options: string[]) => runCli(['sensitivity', file, '--worlds', '100', ...options]);

describe('runway sensitivity', () => {
  test('for machines: begins as run does, ends with the worlds', async () => {
    const { status, stdout, stderr } = await sensitivity('--json', '--seed', '4');
    expect([status, stderr]).toEqual([0, '']);
    const answer = JSON.parse(stdout);
    expect(Object.keys(answer).slice(0, 7)).toEqual([
      ...['format', 'command', 'scenario', 'plan', 'levers', 'worlds', 'seed'],
    ]);
    expect(Object.keys(answer).at(-1)).toBe('simulated');
    expect(answer).toMatchObject({ command: 'sensitivity', worlds: 100, seed: 4, measure: 'months_alive' });
    expect(answer.tornado[0]).toEqual({
      ...{ name: expect.any(String), kind: expect.any(String), span: expect.any(String), swing: expect.any(Number) },
      low: { value: expect.any(Number), result: expect.any(Number) },
      high: { value: expect.any(Number), result: expect.any(Number) },
    });
    const [first] = answer.shares;
    expect(first.name).toBe('sales');
    expect(first.first_interval[0]).toBeLessThan(first.first);
    expect(first.total).toBeLessThan(first.total_interval[1]);
    expect(answer.shapley.reduce((sum: number, { share }: { share: number }) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(answer.failed[0]).toMatchObject({ name: 'sales', effect: expect.any(Number) });
    expect(answer.failed[0].among_failed).toBeLessThan(answer.failed[0].among_alive);
    expect(answer.choices.map(({ plan }: { plan: string | null }) => plan)).toEqual([null, 'lean']);
    expect(JSON.stringify(answer)).not.toMatch(/-0[,\]}]/);
  });

  test('for people: each part by its name, in eighty columns', async () => {
    const { status, stdout } = await runCli(['sensitivity', file, '--worlds', '100'], {
      columns: 80,
      env: { NO_COLOR: '1' },
    });
    expect(status).toBe(0);
    for (const said of [
      'What moves: Months lived within the next 12 (never counts as 12)',
      'One at a time, the rest at the base case',
      'Share of the variance over worlds',
      'What to find out next, before a plan is chosen',
      'Why worlds fail: ',
      'What the failed had in common',
      'What is sold, a month',
      'grant: whether it comes',
    ])
      expect(stdout).toContain(said);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('a typical world that it names is opened by run, and dies of that', async () => {
    const { causes } = JSON.parse((await sensitivity('--json')).stdout);
    const [{ cause, typical }] = causes;
    const { stdout } = await runCli(['run', file, '--world', String(typical.world), '--json']);
    expect(JSON.parse(stdout).measures.failure).toEqual({ month: typical.month, cause });
  });

  test('run --worlds says what the failed had in common', async () => {
    const { stdout } = await runCli(['run', file, '--worlds', '500'], { columns: 100, env: { NO_COLOR: '1' } });
    expect(stdout).toMatch(/What those that failed had in common, against those that live \(of 500 worlds\):/);
    expect(stdout).toMatch(/What is sold, a month: less in [\d.>]+% of pairs \([\d.]+% to [\d.>]+%\); [\d.]+k against/);
  });

  test('nothing moves a figure that is the same in every world', async () => {
    const { status, stdout } = await runCli(['sensitivity', still, '--worlds', '100']);
    expect(status).toBe(0);
    expect(stdout).toContain('Nothing moves it over worlds: it is 3 in every one of 100 worlds.');
    expect(stdout).toContain('No world fails by the end of Mar 2024.');
  });

  test.each([
    [['--measure', 'survial'], '--measure:1:1: error: there is no measure "survial"; did you mean "survival"?'],
    [['--measure', 'cash'], '--measure:1:1: error: cash is a measure by month, and no month is given'],
    [['--measure', 'cash@2031-01'], '2031-01 is not simulated'],
    [['--worlds', '20'], '--worlds:1:1: error: a whole number from 100 to 100000 is expected'],
    [['--worlds', '20', '--measure', 'cash'], 'a whole number from 100'],
  ])('%j is refused', async (options, said) => {
    const { status, stdout, stderr } = await runCli(['sensitivity', file, ...options]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(said);
  });
});
