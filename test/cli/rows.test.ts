import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import type { RowFormat } from '../../src/cli/row-encoder.ts';
import { type RowSource, writeRows } from '../../src/cli/write-rows.ts';
import { runCli } from './captured.ts';
import { oddsFile } from './odds-file.ts';

const { folder, file, at } = oddsFile(6);
const IO = { stdout: { write() {} }, stderr: { write() {} }, env: {} } as unknown as Io;

/** Rows of every kind, with what is missing; it breaks before row number `breaks`. */
const source = (breaks: number, digest = 'a'): RowSource => ({
  columns: [
    { key: 'row', kind: 'whole' },
    { key: 'name', kind: 'text' },
    { key: 'figure', kind: 'number' },
    { key: 'month', kind: 'month' },
  ],
  ...{ about: { 'runway.question.sha256': digest }, group: 10, count: 95, digest, isStopped: () => false },
  async *from(first) {
    for (let i = first; i < 95; i++) {
      if (i === breaks) throw new Error('broken');
      yield [[i, i % 3 === 0 ? null : `v${i % 7}, "q"`, i % 5 === 0 ? null : i / 3, i % 4 === 0 ? null : '2024-02']];
    }
  },
});
const asked = (path: string, format: RowFormat, resumes = false) => ({ path, format, resumes, isPerWorld: false });

/** Numbers from 0 to n - 1, the same in every run. */
function chance(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

/** DuckDB, which shares no code with the writer; null where it is not installed for this machine. */
const duck = await import('@duckdb/node-api').catch(() => null);
if (duck === null) console.warn('SKIPPED: no DuckDB on this machine, so no other reader opens the Parquet files');

async function ask(sql: string): Promise<Record<string, unknown>[]> {
  const connection = await (await duck!.DuckDBInstance.create(':memory:')).connect();
  const rows = (await connection.runAndReadAll(sql)).getRowObjectsJson();
  connection.closeSync();
  return rows;
}

describe('a file that is broken off', () => {
  test.each(['csv', 'ndjson', 'parquet'] as const)(
    'is continued to the same bytes, wherever it breaks: %s',
    async (format) => {
      const whole = at(`whole.${format}`);
      await writeRows(IO, asked(whole, format), source(-1), 0);
      const random = chance(format.length);
      for (let round = 0; round < 20; round++) {
        const path = at(`broken-${round}.${format}`);
        let breaks = random(95);
        await expect(writeRows(IO, asked(path, format), source(breaks), 0)).rejects.toThrow('broken');
        while (breaks < 94 && random(3) > 0) {
          // What was being written when the power went.
          if (random(2) === 0) appendFileSync(`${path}.partial`, 'torn');
          if (random(2) === 0) appendFileSync(`${path}.progress`, '{"records": 9, "byt');
          breaks += 1 + random(94 - breaks);
          await expect(writeRows(IO, asked(path, format, true), source(breaks), 0)).rejects.toThrow('broken');
          expect(existsSync(path)).toBe(false);
        }
        await writeRows(IO, asked(path, format, true), source(-1), 0);
        expect(readFileSync(path).equals(readFileSync(whole)), `round ${round}`).toBe(true);
      }
      expect(readdirSync(folder).filter((name) => /partial|progress|lock/.test(name))).toEqual([]);
    },
  );

  test('is neither written over nor continued as another', async () => {
    const path = at('held.parquet');
    await expect(writeRows(IO, asked(path, 'parquet'), source(50), 0)).rejects.toThrow('broken');
    const before = readFileSync(`${path}.partial`);
    const diagnostics = (message: RegExp) => ({ diagnostics: [{ message: expect.stringMatching(message) }] });
    await expect(writeRows(IO, asked(path, 'parquet'), source(-1), 0)).rejects.toMatchObject(
      diagnostics(/was broken off after 50 rows/),
    );
    await expect(writeRows(IO, asked(path, 'parquet', true), source(-1, 'b'), 0)).rejects.toMatchObject(
      diagnostics(/is of another question, scenario, format or version/),
    );
    expect(readFileSync(`${path}.partial`).equals(before)).toBe(true);
    rmSync(`${path}.partial`);
    rmSync(`${path}.progress`);
  });
});

describe.skipIf(duck === null)('DuckDB reads', () => {
  test('every value of every kind, its type, and what the file says of itself', async () => {
    const path = at('kinds.parquet');
    await writeRows(IO, asked(path, 'parquet'), source(-1));
    const types = await ask(`select column_type t from (describe select * from '${path}')`);
    expect(types.map(({ t }) => t)).toEqual(['BIGINT', 'VARCHAR', 'DOUBLE', 'DATE']);
    const rows = await ask(`select row::int r, name, figure, month::varchar m from '${path}'`);
    expect(rows.length).toBe(95);
    for (const { r, name, figure, m } of rows) {
      const i = r as number;
      expect([name, figure, m]).toEqual([
        i % 3 === 0 ? null : `v${i % 7}, "q"`,
        i % 5 === 0 ? null : i / 3,
        i % 4 === 0 ? null : '2024-02-01',
      ]);
    }
    const said = await ask(`select key::varchar k, value::varchar v from parquet_kv_metadata('${path}')`);
    expect(said).toEqual([{ k: 'runway.question.sha256', v: 'a' }]);
    const groups = await ask(`select distinct row_group_id, row_group_num_rows n from parquet_metadata('${path}')`);
    expect(groups.length).toBe(10);
  });

  test('the same from the Parquet, the CSV and the NDJSON of one comparison', async () => {
    const args = ['compare', file, '--grid', 'layoffs=0%:80%:10%', '--worlds', '200'];
    for (const format of ['csv', 'ndjson', 'parquet'])
      expect(await runCli([...args, '-o', at(`grid.${format}`)])).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(at('grid.csv'), 'utf8')).toBe((await runCli([...args, '--format', 'csv'])).stdout);
    const sum = 'count(*)::int n, sum(survival) s, sum(end_cash_mean) c, max(variant) v, sum(layoffs) l';
    const [one] = await ask(`select ${sum} from '${at('grid.parquet')}'`);
    expect(one!.n).toBe(10);
    expect(await ask(`select ${sum} from '${at('grid.csv')}'`)).toEqual([one]);
    expect(await ask(`select ${sum} from '${at('grid.ndjson')}'`)).toEqual([one]);
  });
});

interface WorldRow {
  readonly variant?: string;
  readonly world: number;
  readonly drawn_pay: number;
  readonly drawn_noise_2024_03: number;
  readonly failure: string | null;
  readonly cause: string | null;
  readonly end_cash: number;
}
const worldsIn = (text: string): WorldRow[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('--per-world', () => {
  test('has what run --world has of each, and the odds of run --worlds', async () => {
    const { stdout } = await runCli(['run', file, '--worlds', '40..239', '--per-world', '--format', 'ndjson']);
    const rows = worldsIn(stdout);
    expect(rows.map(({ world }) => world)).toEqual(Array.from({ length: 200 }, (_, i) => 40 + i));
    for (const row of rows.slice(0, 12)) {
      const one = JSON.parse((await runCli(['run', file, '--world', `${row.world}`, '--json'])).stdout);
      expect(row.failure).toBe(one.measures.failure?.month ?? null);
      expect(row.cause).toBe(one.measures.failure?.cause ?? null);
      expect(row.end_cash).toBe(one.by_month.cash.at(-1));
      expect(JSON.stringify(one)).toContain(String(row.drawn_pay));
      expect(JSON.stringify(one)).toContain(String(row.drawn_noise_2024_03));
    }
    const odds = JSON.parse((await runCli(['run', file, '--worlds', '40..239', '--json'])).stdout);
    const alive = rows.filter(({ failure }) => failure === null).length;
    expect(alive / 200).toBe(odds.by_month.survival.at(-1));
  });

  test('has, of a comparison, the same draws in every variant', async () => {
    const args = ['compare', file, '--grid', 'layoffs=0%,40%', '--worlds', '5', '--per-world', '--format', 'ndjson'];
    const rows = worldsIn((await runCli(args)).stdout);
    expect(rows.map(({ variant, world }) => `${variant} ${world}`).slice(4, 6)).toEqual(['base 4', 'layoffs=0% 0']);
    expect(rows.slice(10, 15).map((row) => row.drawn_pay)).toEqual(rows.slice(0, 5).map((row) => row.drawn_pay));
    expect(rows.slice(5, 10).map((row) => row.end_cash)).toEqual(rows.slice(0, 5).map((row) => row.end_cash));
  });
});

test('a file that is in the way of rows, or has to be there, is told of before they are made', async () => {
  const rows = ['run', file, '--worlds', '5', '--per-world', '--format', 'csv', '-o'];
  const text = readFileSync(file, 'utf8');
  symlinkSync(file, at('link.csv'));
  const before = readdirSync(folder);
  for (const [path, said] of [
    [file, /-o:1:1: error: it is a file that is read here, and would be lost/],
    [at('link.csv'), /-o:1:1: error: it is a file that is read here/],
    [folder, /-o:1:1: error: it is a folder/],
    ['/dev/null', /-o:1:1: error: it is no ordinary file/],
    [at('none/x.csv'), /-o:1:1: error: there is no folder .*none/],
    [join(file, 'x.csv'), /-o:1:1: error: no file can be written there: a part of its path is no folder/],
    ['x'.repeat(300), /-o:1:1: error: no file can be written there: its name.* is too long/],
    ['', /-o:1:1: error: no file is named/],
  ] as const) {
    const { status, stderr } = await runCli([...rows, path]);
    expect([status, stderr], path).toEqual([2, expect.stringMatching(said)]);
  }
  expect(readdirSync(folder)).toEqual(before);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('the format that is asked for goes before the name, whose letters may be large', async () => {
  for (const args of [
    ['-o', at('page.html'), '--format', 'csv'],
    ['-o', at('PAGE.CSV')],
  ]) {
    expect((await runCli(['compare', file, ...args])).stdout).toMatch(/: 1 rows of \d+ columns/);
    expect(readFileSync(args[1]!, 'utf8')).toMatch(/^variant,file,plan,/);
  }
  // Written once more, it is called as it was named.
  const named = relative(process.cwd(), at('PAGE.CSV'));
  expect((await runCli(['compare', file, '-o', named])).stdout.startsWith(`${named}: `)).toBe(true);
});

test('an interrupt is seen between rows that are there already', async () => {
  const path = at('seen.csv');
  let isStopped = false;
  const stopping: RowSource = { ...source(-1), isStopped: () => isStopped };
  setImmediate(() => {
    isStopped = true;
  });
  await expect(writeRows(IO, asked(path, 'csv'), stopping, 0, 0)).rejects.toThrow(/^[1-9] of 95 rows are kept/);
  await writeRows(IO, asked(path, 'csv', true), source(-1), 0);
  await writeRows(IO, asked(at('all.csv'), 'csv'), source(-1));
  expect(readFileSync(path).equals(readFileSync(at('all.csv')))).toBe(true);
});

test('a file that has no row yet is made anew', async () => {
  const path = at('early.csv');
  await expect(writeRows(IO, asked(path, 'csv'), source(0), 0)).rejects.toThrow('broken');
  expect(existsSync(`${path}.progress`)).toBe(true);
  await writeRows(IO, asked(path, 'csv'), source(-1, 'b'), 0);
  expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(97);
});

test.each([
  [['run', '--per-world', '--format', 'csv'], /--per-world:1:1: error: a row for each world, and --worlds is not/],
  [['run', '--worlds', '5', '--per-world'], /rows are written as csv, ndjson, parquet, and --format is not given/],
  [['compare', '--format', 'parquet'], /--format:1:1: error: Parquet is for a file, and -o is not given/],
  [['compare', '-o', 'x.txt'], /neither --format nor the file's name says which/],
  [['compare', '--resume'], /--resume:1:1: error: it continues a file, and -o is not given/],
  [['compare', '-o', 'x.csv', '--resume', '--sort', 'low'], /the best are known when all variants are done/],
  [['compare', '-o', 'x.csv', '--json'], /--json and -o do not go together/],
  [['run', '--worlds', '5', '--per-world', '--month', '2024-01', '--format', 'csv'], /--month and --per-world do not/],
  [['run', '--worlds', '5', '--shard', '1/2', '-o', 'x', '--per-world'], /--per-world does not go with it/],
])('%j is refused', async ([command, ...rest], said) => {
  const { status, stdout, stderr } = await runCli([command!, file, ...rest]);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(said);
});
