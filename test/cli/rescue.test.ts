import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './captured.ts';

const SHOP = `runway: 1
name: Shop
start: 2024-01
months: 8
cash: 100k
assumptions: {sales: 'normal(20k, 3k)', rent: 6k}
levers:
  cut: {label: Cut wages, value: 0%, range: [0%, 60%], step: 20%, pain: 6, delay: 1, from: 2024-02}
  lend: {value: 0, range: [0, 60k], step: 20k, pain: 3, from: 2024-03}
  fixed: {value: 1}
revenue: {sold: sales}
costs: {wages: {amount: 36k * (1 - cut), to: staff}, office: rent}
creditors: {staff: {critical: true}}
funding: {loan: {amount: lend, month: 2024-03}}
plans: {lean: {set: {cut: 40%, lend: 20k}}, loan: {set: {lend: 20k}}}
`;
const folder = mkdtempSync(join(tmpdir(), 'runway-rescue-'));
const file = join(folder, 'shop.yaml');
const other = join(folder, 'older.yaml');
const later = join(folder, 'later.yaml');

beforeAll(() => {
  writeFileSync(file, SHOP);
  writeFileSync(other, SHOP.replace('rent: 6k', 'rent: 9k').replace('36k *', '35k *'));
  writeFileSync(later, SHOP.replaceAll('2024', '2025').replace('currency', 'x'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('runway rescue', () => {
  test('for machines: begins as run does, ends with the worlds', async () => {
    const { status, stdout, stderr } = await runCli([
      'rescue',
      file,
      '--until',
      'survival >= 80%',
      '--worlds',
      '300',
      '--seed',
      '4',
      '--json',
    ]);
    expect([status, stderr]).toEqual([0, '']);
    const answer = JSON.parse(stdout);
    expect(Object.keys(answer).slice(0, 7)).toEqual([
      'format',
      'command',
      'scenario',
      'plan',
      'levers',
      'worlds',
      'seed',
    ]);
    expect(Object.keys(answer).at(-1)).toBe('simulated');
    expect(answer).toMatchObject({
      command: 'rescue',
      worlds: 300,
      seed: 4,
      reached: true,
      method: 'exhaustive',
      space: 16,
    });
    expect(answer.target).toEqual({ text: 'survival >= 80%', measure: 'survival', at_least: 0.8 });
    expect(answer.fixed).toEqual({ fixed: 'no_range' });
    expect(answer.best.fresh).toEqual({
      seed: 5,
      worlds: 20000,
      share: answer.best.share,
      interval: answer.best.interval,
    });
    expect(answer.best.share).toBeGreaterThanOrEqual(0.8);
    expect(answer.bound).toBe(answer.best.pain);
    expect(answer.frontier.at(-1)).toMatchObject({ pain: answer.best.pain, share: answer.best.share });
  });

  test('the same seed, the same answer', async () => {
    const args = ['rescue', file, '--until', 'survival >= 60%', '--worlds', '200', '--json'];
    expect((await runCli(args)).stdout).toBe((await runCli(args)).stdout);
  });

  test('for people: no row is wider than the page', async () => {
    const args = [
      'rescue',
      file,
      '--until',
      'min(cash)@2024-01..2024-08 >= 5k',
      '--confidence',
      '70%',
      '--worlds',
      '200',
    ];
    for (const columns of [60, 100]) {
      const { stdout } = await runCli(args, { columns });
      expect(stdout).toContain('The least painful set');
      expect(
        Math.max(...stdout.split('\n').map((line) => line.replace(/\x1b\[[\d;]*m/g, '').length)),
      ).toBeLessThanOrEqual(columns);
    }
  });

  test('a target that cannot be reached is reported as such, with the best set there is', async () => {
    const { status, stdout } = await runCli([
      'rescue',
      file,
      '--until',
      'survival >= 99%',
      '--only',
      'lend',
      '--worlds',
      '200',
    ]);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /No set of the levers reaches survival >= 99%; the best reaches [\d.]+% of 20,000 fresh\s+worlds/,
    );
    expect(stdout).toContain('Left out: Cut wages; fixed.');
  });

  test.each([
    [['--until', 'survivel >= 80%'], 'did you mean "survival"'],
    [['--until', 'survival >= 80%', '--confidence', '90%'], 'the target is a share of worlds itself'],
    [['--until', 'runway >= 6', '--confidence', '90'], 'write 90%'],
    [['--until', 'survival >= 80%', '--only', 'cut,lent'], 'there is no lever "lent"; did you mean "lend"?'],
    [['--until', 'survival >= 80%', '--only', 'cut', '--without', 'lend'], '--only and --without do not go together'],
    [
      ['--until', 'survival >= 80%', '--from', '2024-02..2024-09'],
      '2024-09 is not simulated: months go from 2024-01 to 2024-08',
    ],
    [['--until', 'survival >= 80%', '--from', '2024-05..2024-02'], 'these months end before they begin'],
    [['--until', 'survival >= 80%', '--accept', 'bound', '--sampler', 'sobol'], 'have no interval'],
    [['--until', 'survival >= 80%', '--worlds', 'many'], 'a whole number from 0 to 100000 is expected'],
    [[], "required option '--until <target>' not specified"],
  ])('%j is refused', async (options, message) => {
    const { status, stdout, stderr } = await runCli(['rescue', file, ...options]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  test('all faults of the options at once', async () => {
    const { stderr } = await runCli([
      'rescue',
      file,
      '--until',
      'x >= 1',
      '--only',
      'y',
      '--from',
      'z',
      '--worlds',
      '-1',
    ]);
    for (const part of ['--until:1', '--only:1', '--from:1', '--worlds:1']) expect(stderr).toContain(part);
  });
});

describe('runway explain', () => {
  test('for machines: parts sum to the change', async () => {
    const { status, stdout, stderr } = await runCli(['explain', file, '--plan', 'lean', '--worlds', '300', '--json']);
    expect([status, stderr]).toEqual([0, '']);
    const answer = JSON.parse(stdout);
    expect(Object.keys(answer).slice(0, 7)).toEqual([
      'format',
      'command',
      'scenario',
      'plan',
      'levers',
      'worlds',
      'seed',
    ]);
    expect(answer).toMatchObject({
      command: 'explain',
      plan: 'lean',
      against: null,
      measure: 'months_alive',
      method: 'exact',
    });
    expect(answer.simulated).toBe(4 * 300);
    const sum = answer.parts.reduce((total: number, { value }: { value: number }) => total + value, 0);
    expect(sum).toBeCloseTo(answer.change, 9);
    expect(answer.result - answer.base).toBeCloseTo(answer.change, 9);
  });

  test('against another plan only what differs is a part', async () => {
    const { stdout } = await runCli([
      'explain',
      file,
      '--plan',
      'lean',
      '--against',
      'loan',
      '--worlds',
      '100',
      '--json',
    ]);
    expect(JSON.parse(stdout).parts.map(({ lever }: { lever: string }) => lever)).toEqual(['cut']);
  });

  test('against another version of the file: its numbers, and the rest', async () => {
    const { stdout } = await runCli([
      'explain',
      file,
      '--against',
      other,
      '--measure',
      'cash@2024-02',
      '--worlds',
      '100',
      '--json',
    ]);
    const parts = JSON.parse(stdout).parts.map(({ assumption, rest, value }: Record<string, unknown>) => [
      assumption ?? rest,
      value,
    ]);
    // Rent is 3k less in each of two months, wages 1k more.
    expect(parts).toEqual([
      ['rent', expect.closeTo(6000, 6)],
      ['the rest', expect.closeTo(-2000, 6)],
    ]);
  });

  test('for people: survival and dates first where a side lives', async () => {
    const { stdout } = await runCli(['explain', file, '--plan', 'lean', '--worlds', '200']);
    expect(stdout.indexOf('Alive at the end')).toBeLessThan(
      stdout.indexOf('Months lived within the next 8 (never counts as 8)'),
    );
    expect(stdout).toContain('Cut wages');
  });

  test.each([
    [[], 'nothing is changed: a plan is explained, --plan NAME'],
    [['--plan', 'lean', '--against', 'lean'], 'the two set every lever alike'],
    [['--plan', 'lean', '--against', 'loann'], 'there is no plan "loann"; did you mean "loan"?'],
    [['--plan', 'lean', '--against', './none.yaml'], './none.yaml'],
    [['--plan', 'lean', '--measure', 'cash'], 'cash is a measure by month, and no month is given'],
    [['--plan', 'lean', '--worlds', '1e9'], 'a whole number from 0 to 100000 is expected'],
  ])('%j is refused', async (options, message) => {
    const { status, stdout, stderr } = await runCli(['explain', file, ...options]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  test('files that begin in different months are no versions of one', async () => {
    const { status, stderr } = await runCli(['explain', file, '--against', later]);
    expect(status).toBe(2);
    expect(stderr).toContain('the two have another start, 2024-01 and 2025-01');
  });
});
