import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './captured.ts';

/** Cash falls by 60 a month, and by what is drawn: 0 to 20. */
const FILE = `runway: 1
name: Shop
start: 2026-01
months: 6
cash: 1000
assumptions: {drawn: "uniform(0, 20)"}
revenue: {sales: 40}
costs: {wages: {amount: 100, to: staff}, cloud: drawn}
creditors: {staff: {critical: true}}
`;
const ACTUALS = `actuals:
  2026-01: {cash: 930, sales: 40}
  2026-02: {cash: 900, sales: 55}
`;
let folder = '';
let file = '';
const at = (name: string): string => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-'));
  file = at('shop.yaml');
  writeFileSync(file, FILE);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const frozen = (name = 'shop.2026-01.frozen.json') => JSON.parse(readFileSync(at(name), 'utf8'));
const WORLDS = ['--worlds', '500'];

describe('freeze', () => {
  test('keeps the projection beside the file, with what it was made of', async () => {
    const run = await runCli(['freeze', file, ...WORLDS]);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toContain(`Frozen: ${at('shop.2026-01.frozen.json')}`);
    const kept = frozen();
    expect(kept).toMatchObject({ format: 1, command: 'freeze', worlds: 500, seed: 1, plan: null });
    const digest = createHash('sha256').update(FILE).digest('hex');
    expect(kept.frozen).toEqual({ as_of: '2026-01', file: 'shop.yaml', digest, version: expect.any(String) });
    // A month of 60 and of 0 to 20 more: the bands of the first are those of the draw.
    expect(kept.by_month.cash.p50[0]).toBeCloseTo(930, -1);
    expect(kept.by_month.cash.p5[0]).toBeCloseTo(921, -1);
    expect(kept.lines.sales.p95).toEqual([40, 40, 40, 40, 40, 40]);
    expect(kept.creditors.staff.paid.p50[0]).toBe(100);
    expect(kept.causes).toEqual([]);
  });

  test('never writes over another: the same figures are there already, others are refused', async () => {
    const before = readFileSync(at('shop.2026-01.frozen.json'));
    const same = await runCli(['freeze', file, ...WORLDS]);
    expect(same.status).toBe(0);
    expect(same.stdout).toContain('Frozen already, with the same figures');
    const other = await runCli(['freeze', file, ...WORLDS, '--seed', '2']);
    expect(other).toMatchObject({ status: 2, stdout: '' });
    expect(other.stderr).toContain('is there already and holds another projection; it is as it was [usage]');
    expect(readFileSync(at('shop.2026-01.frozen.json'))).toEqual(before);
    expect(readdirSync(folder).sort()).toEqual(['shop.2026-01.frozen.json', 'shop.yaml']);
  });

  test('has a name by the month of --as-of, or the one given, and the measures asked for', async () => {
    const args = ['freeze', file, ...WORLDS, '--as-of', '2026-02', '--measures', 'cash,revenue', '--json'];
    const { status, stdout } = await runCli(args);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ frozen: { as_of: '2026-02' }, new: true, worlds: 500 });
    expect(Object.keys(frozen('shop.2026-02.frozen.json').by_month)).toEqual(['month', 'alive', 'cash', 'revenue']);
    await runCli(['freeze', file, ...WORLDS, '-o', at('kept.json')]);
    expect(frozen('kept.json')).toEqual(frozen());
    rmSync(at('kept.json'));
    rmSync(at('shop.2026-02.frozen.json'));
  });

  test('refuses months that are not simulated, and says where it cannot write', async () => {
    const late = await runCli(['freeze', file, '--as-of', '2027-01']);
    expect(late.status).toBe(2);
    expect(late.stderr).toContain('2027-01 is not simulated: months go from 2026-01 to 2026-06 [bad-dates]');
    const nowhere = await runCli(['freeze', file, ...WORLDS, '-o', at('none/kept.json')]);
    expect(nowhere.status).toBe(74);
    expect(nowhere.stderr).toContain('cannot be written: its folder is not there');
  });
});

describe('score', () => {
  test('needs a projection, and actuals', async () => {
    const none = await runCli(['score', file]);
    expect(none.status).toBe(2);
    expect(none.stderr).toContain('has no actuals to score by');
    writeFileSync(at('other.yaml'), FILE + ACTUALS);
    const unfrozen = await runCli(['score', at('other.yaml')]);
    expect(unfrozen.status).toBe(2);
    expect(unfrozen.stderr).toContain(`runway freeze ${at('other.yaml')} writes one`);
    rmSync(at('other.yaml'));
  });

  test('holds it against the actuals that the file has got since', async () => {
    writeFileSync(file, FILE + ACTUALS);
    const { status, stdout, stderr } = await runCli(['score', file, '--json']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { scores, actuals } = JSON.parse(stdout);
    expect(actuals).toEqual({ months: ['2026-01', '2026-02'] });
    const [{ frozen: mark, measures, half, most }] = scores;
    expect(mark).toMatchObject({ as_of: '2026-01', same_file: false, worlds: 500 });
    // Cash of January is at the median; in February 860 was told, by 842 to 878, and 15 of sales more came in.
    const [cash, sales] = measures;
    expect(cash.measure).toBe('cash');
    expect(cash.months.map(({ where }: { where: string }) => where)).toEqual(['p25 to p75', 'above p95']);
    // Sales were told without doubt: the score is the distance.
    expect(sales.months.map(({ score }: { score: { total: number } }) => score.total)).toEqual([0, 15]);
    expect(sales.variance).toEqual({ plan: 80, actual: 95, gap: 15, timing: 0, permanent: 0, open: 15 });
    expect(most).toMatchObject({ inside: 2, of: 4, share: 0.5 });
    expect(half).toMatchObject({ inside: 2, of: 4 });
  });

  test('leaves out what was known, and what was not frozen, and says so', async () => {
    writeFileSync(file, `${FILE + ACTUALS}  2026-03: {cash: 800, owed("staff"): 0}\n  2026-07: {cash: 700}\n`);
    await runCli(['freeze', file, ...WORLDS, '--as-of', '2026-03', '--measures', 'cash']);
    const { stdout } = await runCli(['score', file, '--frozen', at('shop.2026-03.frozen.json')]);
    expect(stdout).toContain('Frozen as of Mar 2026');
    expect(stdout).toContain('of the file as it is; 500 worlds, seed 1');
    expect(stdout).toContain('Known when it was frozen, and not scored: Jan 2026, Feb 2026.');
    expect(stdout).toContain('Beyond its horizon: Jul 2026.');
    expect(stdout).toContain('Not frozen: owed("staff").');
    // Both that lie beside the file, the oldest first.
    const both = JSON.parse((await runCli(['score', file, '--json'])).stdout);
    expect(both.scores.map((one: { frozen: { as_of: string } }) => one.frozen.as_of)).toEqual(['2026-01', '2026-03']);
  });

  test('does not score where so many worlds had failed that a percentile is missing', async () => {
    const poor = FILE.replace('cash: 1000', 'cash: 180');
    writeFileSync(at('poor.yaml'), poor);
    await runCli(['freeze', at('poor.yaml'), ...WORLDS]);
    writeFileSync(at('poor.yaml'), `${poor}actuals: {2026-01: {cash: 100}, 2026-05: {cash: 10}}\n`);
    const { stdout } = await runCli(['score', at('poor.yaml')]);
    expect(stdout).toContain('cash is not scored in May 2026: so many worlds had failed that a percentile is missing.');
    rmSync(at('poor.yaml'));
  });

  test('refuses what is no projection, and one of another currency', async () => {
    writeFileSync(at('bad.json'), '{"format": 1, "command": "run"}');
    const bad = await runCli(['score', file, '--frozen', at('bad.json')]);
    expect(bad.status).toBe(2);
    expect(bad.stderr).toContain('bad.json is no frozen projection: command:');
    writeFileSync(at('bad.json'), 'no');
    expect((await runCli(['score', file, '--frozen', at('bad.json')])).stderr).toContain('it is not JSON');
    const kept = readFileSync(at('shop.2026-01.frozen.json'), 'utf8');
    writeFileSync(at('bad.json'), kept.replace('"USD"', '"EUR"'));
    const other = await runCli(['score', file, '--frozen', at('bad.json')]);
    expect(other.stderr).toContain('was frozen in EUR, and the scenario is in USD [other-currency]');
  });
});

describe('--actuals and --from', () => {
  const BANK = ['Date,Description,Amount,Balance', '03/01/2026,Sales,40.00,1040.00', '04/02/2026,Wages,-100.00,940.00'];

  test("names that the bank's file leaves open are asked for once, in a file of rules beside it", async () => {
    writeFileSync(file, FILE);
    writeFileSync(at('bank.csv'), `${BANK.join('\n')}\n`);
    const args = ['run', file, '--actuals', at('bank.csv'), '--from', '2026-03', '--json'];
    const open = await runCli(args);
    expect(open).toMatchObject({ status: 2, stdout: '' });
    expect(open.stderr).toContain(`set date: DD/MM/YYYY or date: MM/DD/YYYY in ${at('bank.csv.rules.yaml')}`);
    const rules = readFileSync(at('bank.csv.rules.yaml'), 'utf8');
    writeFileSync(at('bank.csv.rules.yaml'), `${rules.replace('# date: DD', 'date: DD')}last: 2026-02\n`);
    const known = await runCli(args);
    expect(known).toMatchObject({ status: 0, stderr: '' });
    const { scenario, opening, overrides, by_month: byMonth } = JSON.parse(known.stdout);
    expect(scenario).toMatchObject({ start: '2026-03', months: 4 });
    expect(opening.cash).toBe(940);
    expect(byMonth.cash[0]).toBe(940 + 40 - 110);
    expect(overrides).toEqual({
      ...{ actuals: { file: at('bank.csv'), notes: [] }, from: '2026-03', taken_over: ['cash'] },
    });
  });

  test('is said in words, with what was not taken over', async () => {
    const { stdout } = await runCli(['run', file, '--actuals', at('bank.csv'), '--from', '2026-03'], { columns: 200 });
    expect(stdout).toContain(
      'Goes on from Mar 2026; before it, Jan 2026 to Feb 2026: cash from the actuals (not taken over: collections, ' +
        'gross_burn), all else from the base case',
    );
  });

  test('goes with every command that simulates; worlds begin alike', async () => {
    writeFileSync(file, FILE + ACTUALS);
    const worlds = JSON.parse((await runCli(['run', file, '--from', '2026-03', '--worlds', '200', '--json'])).stdout);
    expect(worlds.opening.cash).toEqual({ mean: 900, p5: 900, p25: 900, p50: 900, p75: 900, p95: 900 });
    const target = ['solve', file, '--from', '2026-03', '--vary', 'drawn', '--until', 'cash@2026-06 >= 600', '--json'];
    const solved = JSON.parse((await runCli([...target, '--range', '0..40'])).stdout);
    // Four months from 900 to 600 are 75 a month, of which 60 go anyway.
    expect(solved.holds[0].to).toBeCloseTo(15, 1);
    const same = await runCli(['run', file, '--from', '2026-01', '--json']);
    expect(same.stdout).toBe((await runCli(['run', file, '--json'])).stdout);
  });

  test('funding that has come is not said never to come; the --from of rescue is that of its levers', async () => {
    writeFileSync(
      file,
      `${FILE}funding: {angel: {amount: 50, month: 2026-01}}\nlevers: {cut: {value: 0, range: [0, 10]}}\n${ACTUALS}`,
    );
    const checked = await runCli(['check', file, '--from', '2026-02']);
    expect(checked).toMatchObject({ status: 0, stderr: '' });
    expect(checked.stdout).not.toContain('never-comes');
    const rescued = await runCli([
      'rescue',
      file,
      '--until',
      'cash@2026-06 >= 0',
      '--worlds',
      '0',
      '--from',
      '2026-02..2026-03',
      '--json',
    ]);
    expect(rescued.status).toBe(0);
    expect(JSON.parse(rescued.stdout).scenario.start).toBe('2026-01');
  });

  test('standard input has no rules beside it', async () => {
    const { status, stderr } = await runCli(['run', file, '--actuals', '-']);
    expect(status).toBe(2);
    expect(stderr).toContain('a file of the bank has its rules beside it');
    expect(existsSync(at('-.rules.yaml'))).toBe(false);
  });
});
