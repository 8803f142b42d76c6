import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runCli } from './captured.ts';
import { oddsFile, oddsScenario } from './odds-file.ts';

const { file, at } = oddsFile(8);

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
    expect(Object.keys(object.by_month)).toEqual(['month', 'alive', 'cash', 'overdue', 'owed', 'net_burn', 'survival']);
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
    expect(Object.keys(some.by_month)).toEqual(['month', 'alive', 'gross_burn', 'survival']);
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
    const checked = at('checked.yaml');
    writeFileSync(checked, `${oddsScenario(8)}checks: {late: {measure: runway, at_least: 2, worlds: 64}}\n`);
    const check = await runCli(['check', checked, '--sampler', 'sobol']);
    expect(check.stdout).toContain('holds  late: runway at least 2 over 64 worlds, sampler sobol;');
    const { files } = JSON.parse((await runCli(['check', checked, '--sampler', 'sobol', '--json'])).stdout);
    expect(files[0].checks[0]).toMatchObject({ name: 'late', sampler: 'sobol', holds: true });
  });

  test.each([
    [['--worlds', '0'], /--worlds:1:1/],
    [['--worlds', 'many'], /--worlds:1:1/],
    [['--worlds', '9..3'], /--worlds:1:1/],
    [['--worlds', '4294967296'], /from 1 to 4294967295/],
    [['--world', '-1'], /--world:1:1: error: a whole number from 0 to 4294967295 is expected \[usage\]/],
    [['--world', '4294967296'], /--world:1:1/],
    [['--world', '5', '--worlds', '10'], /--world and --worlds do not go together \[usage\]/],
    [['--worlds', '10', '--json', '--measures', 'cash,burn'], /--measures:1:6/],
    [
      ['--measures', 'cahs'],
      /no measure "cahs" by month; did you mean "cash"\?[\s\S]*--worlds and --json are not given/,
    ],
    [['--measures', 'all'], /--measures:1:1: error: .*--worlds and --json are not given \[usage\]/],
    [['--measures', 'cash', '--json'], /--measures:1:1: error: .*--worlds is not given \[usage\]/],
    [['--measures', 'cash', '--worlds', '10'], /--measures:1:1: error: .*--json is not given \[usage\]/],
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

describe('run --world', () => {
  test('prints one of the worlds as a case, and what is drawn in it', async () => {
    const [world, among] = [await json('--world', '41'), await json('--worlds', '41..41', '--measures', 'all')];
    expect(world).toMatchObject({ command: 'run', worlds: 0, seed: 5, world: 41, sampler: 'random' });
    // Among others a world that has failed has no figure: it counts as worse than any.
    const lived = world.by_month.month.indexOf(world.measures.failure.month) + 1;
    for (const measure of ['cash', 'net_burn', 'owed']) {
      const { p50 } = among.by_month[measure];
      expect(world.by_month[measure].slice(0, lived)).toEqual(p50.slice(0, lived));
      expect(p50.slice(lived)).toEqual(Array(p50.length - lived).fill(null));
    }
    expect(world.measures.failure.month).toBe(among.measures.failure.month.p50);
    const { pay, noise, 'funding.investor.amount': amount, 'funding.investor.probability': comes } = world.draws;
    expect(world.by_month.net_burn[0]).toBeCloseTo(pay.value * noise.values[0], 9);
    expect(pay.median).toBe(30);
    expect(Math.sign(pay.percentile - 50)).toBe(Math.sign(pay.value - 30));
    expect(noise.values).toHaveLength(8);
    expect(comes.arrives).toBe(comes.value < 0.5);
    const raised = world.measures.failure.month < '2024-04' || !comes.arrives ? 0 : amount.value;
    expect(world.by_month.equity_raised[3]).toBe(raised);
    expect((await json('--world', '41', '--sampler', 'sobol')).draws.pay.value).not.toBe(pay.value);
  });

  test('tells a person which world it is, and what is drawn', async () => {
    const { pay } = (await json('--world', '41')).draws;
    const { stdout, status } = await runCli(['run', file, '--world', '41']);
    expect(status).toBe(0);
    expect(stdout).toContain('World 41 of seed 5: one possible future, not the base case');
    expect(stdout).toMatch(/^Zero cash/m);
    const row = (name: string) => stdout.split('\n').find((line) => line.startsWith(name))!;
    expect(row('pay')).toMatch(new RegExp(`^pay +${pay.value.toPrecision(3)} +p${Math.round(pay.percentile)} +30$`));
    expect(row('noise')).toMatch(/^noise +[\d.]+%, from 9[\d.]+% to 10[\d.]+% +100%$/);
    expect(row('investor, amount')).toMatch(/^investor, amount +[\d.]+ +p\d+ +80$/);
    expect(row('investor comes')).toMatch(/^investor comes +(yes|no) +yes$/);
    for (const line of stdout.split('\n')) expect([...line].length).toBeLessThanOrEqual(100);
  });

  test('shows months as months, several distributions apart, and what funding depends on', async () => {
    const other = at('other.yaml');
    writeFileSync(
      other,
      `runway: 1
start: 2024-01
months: 8
cash: 100
assumptions: {sum: "uniform(0, 1) + uniform(1000, 3000)", chance: bernoulli(50%)}
funding: {angel: {amount: 5, month: "whole(2, 4)", probability: 40% + 20% * chance}}
`,
    );
    const { draws } = JSON.parse((await runCli(['run', other, '--world', '3', '--json'])).stdout);
    expect(Object.keys(draws)).toEqual([
      'sum 1',
      'sum 2',
      'chance',
      'funding.angel.month',
      'funding.angel.probability',
    ]);
    expect(draws['funding.angel.month'].month).toBe(`2024-0${1 + draws['funding.angel.month'].value}`);
    expect(draws['funding.angel.probability'].arrives).toBeNull();
    const { stdout } = await runCli(['run', other, '--world', '3']);
    expect(stdout).toMatch(/^sum \(1\) +0?[\d.]+ +p\d+ +0\.5$/m);
    expect(stdout).toMatch(/^sum \(2\) +\$[\d.]+k +p\d+ +\$2k$/m);
    expect(stdout).toMatch(/^angel, month +(Mar|Apr|May) 2024 +p(33|67|100) +Apr 2024$/m);
    expect(stdout).toMatch(/^angel comes +if over [\d.]+% likely +if over 50% likely$/m);
  });

  test('without anything drawn the answer is the base case, and says so', async () => {
    const sure = at('sure.yaml');
    writeFileSync(sure, 'runway: 1\nstart: 2024-01\nmonths: 3\ncash: 100\ncosts: {rent: 5}\n');
    const { stdout } = await runCli(['run', sure, '--world', '9']);
    expect(stdout).toContain('Nothing is uncertain here: every world is the base case.');
    const [world, base] = [
      (await runCli(['run', sure, '--world', '9', '--json'])).stdout,
      (await runCli(['run', sure, '--json'])).stdout,
    ];
    expect(JSON.parse(world).by_month).toEqual(JSON.parse(base).by_month);
    expect(JSON.parse(world).draws).toEqual({});
  });
});
