import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ARRAY_ENGINES, rangeOfShard, readShard } from '../../src/cli/shard-option.ts';
import { readPart, writePart } from '../../src/host/part-file.ts';
import { runCli } from './captured.ts';
import { oddsFile, oddsScenario } from './odds-file.ts';

const { folder, file, at } = oddsFile(6);

/** Makes every part of a run; their files. */
async function partsOf(name: string, of: number, args: readonly string[]): Promise<string[]> {
  const paths = Array.from({ length: of }, (_, i) => at(`${name}-${i + 1}.runway`));
  for (const [i, path] of paths.entries()) {
    const { status, stdout, stderr } = await runCli([...args, '--shard', `${i + 1}/${of}`, '-o', path]);
    expect([status, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(new RegExp(`shard ${i + 1} of ${of}, (?:no )?(?:worlds|variants)`));
  }
  return paths;
}

const shuffled = (paths: readonly string[]): string[] => [...paths.slice(2), ...paths.slice(0, 2)];

describe('run --shard', () => {
  const run = (): string[] => ['run', file, '--worlds', '4000..6999', '--set', 'layoffs=10%'];

  test('and join print, byte for byte, what one run prints, in any format and order of the parts', async () => {
    const paths = await partsOf('run', 3, run());
    for (const format of ['table', 'json']) {
      const whole = await runCli([...run(), '--format', format]);
      expect(await runCli(['join', ...shuffled(paths), '--format', format]), format).toEqual(whole);
    }
  });

  test('do so with the measures that were asked for, and of points that are spread evenly', async () => {
    for (const measures of ['cash,survival', 'all']) {
      const args = ['run', file, '--worlds', '1500', '--sampler', 'sobol', '--measures', measures];
      const paths = await partsOf(`measures-${measures.length}`, 2, args);
      const whole = await runCli([...args, '--json']);
      expect(await runCli(['join', ...paths, '--json'])).toEqual(whole);
    }
  });

  test('hold the file of the bank that they go on from, and are joined by no other', async () => {
    const bank = at('bank.csv');
    const write = (balance: number) =>
      writeFileSync(
        bank,
        ['Date,Description,Amount,Balance', `2024-01-15,Payroll,-30,${balance}`, `2024-02-02,Rent,-1,${balance - 1}`]
          .map((line) => `${line}\n`)
          .join(''),
      );
    const args = [...run(), '--actuals', bank, '--from', '2024-02'];
    write(70);
    const [one, two] = (await partsOf('bank', 2, args)) as [string, string];
    const whole = await runCli(args);
    expect(whole.status).toBe(0);
    write(60);
    const [other] = (await partsOf('other', 2, args)) as [string];
    rmSync(bank);
    rmSync(`${bank}.rules.yaml`);
    expect(await runCli(['join', one, two])).toEqual(whole);
    expect((await runCli(['join', other, two])).stderr).toMatch(/bank-2\.runway is of another file of the bank/);
    expect(existsSync(`${bank}.rules.yaml`)).toBe(false);
  });

  test('writes the same bytes again, and nothing beside them', async () => {
    const [path] = await partsOf('again', 1, ['run', file, '--worlds', '1000']);
    const before = readFileSync(path!);
    await partsOf('again', 1, ['run', file, '--worlds', '1000']);
    expect(readFileSync(path!).equals(before)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes('tmp'))).toEqual([]);
  });

  test('simulates again the series of which a percentile lies where parts have only counted', async () => {
    const paths = await partsOf('lost', 2, run());
    for (const path of paths) forget(path, 3);
    const { status, stdout, stderr } = await runCli(['join', ...paths, '--json']);
    expect(stderr).toMatch(
      /^runway: a percentile of cash lies outside of what the parts keep; it is simulated here\n$/,
    );
    expect([status, stdout]).toEqual([0, (await runCli([...run(), '--json'])).stdout]);
  });
});

/** Writes a part anew, with one column of which all values are counted and none is kept. */
function forget(path: string, column: number): void {
  const part = readPart(path);
  const header = part.header as { body: { columns: { cuts: object; atLeast: number[]; kept: number }[] } };
  const { columns } = header.body;
  const start = columns.slice(0, column).reduce((n, { kept }) => n + 8 * kept, 0);
  const end = start + 8 * columns[column]!.kept;
  const rest = [part.body(0, start), part.body(end, part.bodyBytes - end)];
  Object.assign(columns[column]!, { cuts: { places: [], regions: [0], kept: 0 }, atLeast: [], kept: 0 });
  writePart(path, header, rest);
}

describe('compare --shard', () => {
  test.each([
    ['base cases', []],
    ['worlds', ['--worlds', '300']],
    ['the best', ['--worlds', '50', '--sort', 'survival', '--top', '3']],
    ['the best by a figure', ['--sort', 'min(cash)@2024-02..2024-04', '--top', '4']],
    ['the best by a figure over worlds', ['--worlds', '50', '--sort', 'owed("staff")@2024-04', '--top', '3']],
  ])('and join print what one comparison prints: %s', async (name, options) => {
    const args = ['compare', file, '--grid', 'layoffs=0%:80%:10%', ...options];
    const paths = await partsOf(name.replaceAll(' ', '-'), 4, args);
    for (const format of ['table', 'json']) {
      expect(await runCli(['join', ...shuffled(paths), '--format', format]), format).toEqual(
        await runCli([...args, '--format', format]),
      );
    }
  });

  test('shares out the variants of several files, and more shards than variants', async () => {
    const other = at('other.yaml');
    writeFileSync(other, oddsScenario(6).replace('cash: 100', 'cash: 140'));
    const args = ['compare', file, other, '--worlds', '40'];
    const paths = await partsOf('files', 3, args);
    expect(await runCli(['join', ...paths])).toEqual(await runCli(args));
  });
});

describe('join refuses', () => {
  const small = (...args: string[]): string[] => ['run', file, '--worlds', '2100', ...args];

  test('refuses parts that are missing, double, of another question or scenario, or no parts', async () => {
    const paths = await partsOf('whole', 3, small());
    const [one, two, three] = paths as [string, string, string];
    const [stranger] = (await partsOf('seed', 3, small('--seed', '6'))) as [string];
    const [split] = (await partsOf('split', 2, small())) as [string];
    const twice = at('twice.runway');
    writeFileSync(twice, readFileSync(two));
    const said = async (...some: string[]) => {
      const { status, stdout, stderr } = await runCli(['join', ...some]);
      expect([status, stdout]).toEqual([2, '']);
      return stderr;
    };
    expect(await said(one, three)).toMatch(/of 3 shards 1 is missing: 2 \[usage\]/);
    expect(await said(two)).toMatch(/of 3 shards 2 are missing: 1, 3 \[usage\]/);
    expect(await said(one, two, three, twice)).toMatch(/twice\.runway and .*whole-2\.runway are both shard 2 of 3/);
    expect(await said(two, stranger, three)).toMatch(/seed-1\.runway answers another question than .*whole-2/);
    expect(await said(one, split)).toMatch(/split-1\.runway is one of 2 shards, and .*whole-1\.runway one of 3/);
    writeFileSync(file, `${oddsScenario(6)}# later\n`);
    const [changed] = (await partsOf('changed', 3, small())) as [string];
    writeFileSync(file, oddsScenario(6));
    expect(await said(one, two, changed)).toMatch(/changed-1\.runway is of another scenario than .*whole-1/);
    expect(await said(file, at('gone'), folder, one, stranger)).toMatch(
      /odds\.yaml: it is no part of a run.*gone: there is no such file.*: it is a folder.*seed-1\.runway answers/s,
    );
    expect(await said(one, one)).toMatch(/whole-1\.runway is named twice/);
  });

  test('a part of which any byte was changed, or the end is not there', async () => {
    const [path] = (await partsOf('damaged', 1, small())) as [string];
    const bytes = readFileSync(path);
    for (const place of [20, bytes.length >> 1, bytes.length - 40, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[place] = changed[place]! ^ 1;
      writeFileSync(path, changed);
      expect((await runCli(['join', path])).stderr, `${place}`).toMatch(/damaged: its digest is not that of its bytes/);
    }
    writeFileSync(path, bytes.subarray(0, bytes.length - 100));
    expect((await runCli(['join', path])).status).toBe(2);
  });

  test('a part of another version', async () => {
    const [path] = (await partsOf('version', 1, small())) as [string];
    const part = readPart(path);
    writePart(path, { ...(part.header as object), version: '0.0.1' }, [part.body(0, part.bodyBytes)]);
    expect((await runCli(['join', path])).stderr).toMatch(/was written by version 0\.0\.1 of the program, and this is/);
    writePart(path, { ...part.header, version: undefined }, []);
    expect((await runCli(['join', path])).stderr).toMatch(/was written by version unknown of the program/);
    writePart(path, null as unknown as object, []);
    expect((await runCli(['join', path])).stderr).toMatch(/version-1\.runway: it does not say of what it is a part/);
  });
});

describe('--shard', () => {
  const FREE = { inputs: [], needed: null, refused: [] };
  const shardOf = (shard: string, env: Record<string, string> = {}) =>
    readShard({ shard, output: 'x' }, env, FREE).shard;

  test('auto takes the number that an engine of arrays gives', () => {
    expect(ARRAY_ENGINES).toHaveLength(8);
    for (const { task, count, first, last } of ARRAY_ENGINES) {
      const from = typeof first === 'number' ? first : 1;
      const env = {
        [task]: String(from + 2),
        ...(count === null ? {} : { [count]: '40' }),
        ...(typeof first === 'string' ? { [first]: '1' } : {}),
        ...(last === undefined ? {} : { [last]: '40' }),
      };
      expect(shardOf('auto/40', env), task).toEqual({ number: 3, of: 40 });
      if (count !== null) expect(shardOf('auto', env), task).toEqual({ number: 3, of: 40 });
      else expect(() => shardOf('auto', env), task).toThrow(/does not tell how many tasks there are/);
    }
  });

  test('auto refuses tasks that are not shards', () => {
    const slurm = (id: number, min: number, max: number, count: number) => ({
      SLURM_ARRAY_TASK_ID: `${id}`,
      SLURM_ARRAY_TASK_MIN: `${min}`,
      SLURM_ARRAY_TASK_MAX: `${max}`,
      SLURM_ARRAY_TASK_COUNT: `${count}`,
    });
    expect(shardOf('auto', slurm(0, 0, 39, 40))).toEqual({ number: 1, of: 40 });
    // Two tasks of 40 are run again: without their number they would be taken for a whole.
    expect(() => shardOf('auto', slurm(7, 3, 7, 2))).toThrow(/this task is no shard/);
    expect(shardOf('auto/40', slurm(7, 3, 7, 2))).toEqual({ number: 7, of: 40 });
    expect(() => shardOf('auto/40', { SLURM_ARRAY_TASK_ID: '41' })).toThrow(/this task is no shard/);
    expect(() => shardOf('auto/40', { SGE_TASK_ID: 'undefined' })).toThrow(/no engine has numbered this task/);
  });

  test.each([
    [['--shard', '3/40'], /--shard:1:1: error: a shard is written to a file, and -o is not given/],
    [
      ['-o', 'x.runway'],
      /-o:1:1: error: run writes rows of worlds, or a part of them, and neither --per-world nor --shard is given/,
    ],
    [['--shard', '0/4', '-o', 'x'], /--shard:1:1: error: a shard is a number from 1/],
    [['--shard', '5/4', '-o', 'x'], /--shard:1:1: error: a shard is a number from 1/],
    [['--shard', '3', '-o', 'x'], /--shard:1:1: error: a shard is a number from 1/],
    [['--shard', 'auto', '-o', 'x'], /no engine has numbered this task: none of SLURM_ARRAY_TASK_ID/],
    [['--shard', '1/4', '-o', 'x', '--json'], /--json does not go with it/],
    [['--shard', '1/4', '-o', 'x', '--format', 'csv'], /--format does not go with it/],
    [['--shard', '1/4', '-o', at('none/x')], /-o:1:1: error: there is no folder .*none/],
    [['--shard', '1/4', '-o', folder], /-o:1:1: error: it is a folder/],
    [['--shard', '1/4', '-o', file], /-o:1:1: error: it is a file that is read here, and would be lost/],
  ])('%j is refused', async (args, said) => {
    const { status, stdout, stderr } = await runCli(['run', file, '--worlds', '10', ...args]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(said);
  });

  test('needs worlds', async () => {
    const one = await runCli(['run', file, '--shard', '1/4', '-o', at('x.runway')]);
    expect([one.status, one.stderr]).toEqual([2, expect.stringMatching(/of many worlds, and --worlds is not given/)]);
  });

  test('shares out whole pieces, as evenly as can be, without a gap', () => {
    for (const [count, piece, of] of [
      [10_001, 1024, 7],
      [5, 1, 9],
      [4_000_000_000, 1024, 997],
    ] as const) {
      const shares = Array.from({ length: of }, (_, i) => rangeOfShard(count, piece, { number: i + 1, of }));
      let end = 0;
      for (const share of shares) {
        expect(share.first).toBe(end);
        expect(share.first % piece === 0 || share.first === count).toBe(true);
        end += share.count;
      }
      expect(end).toBe(count);
      const sizes = shares.map((share) => Math.ceil(share.count / piece));
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }
  });
});
