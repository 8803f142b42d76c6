import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './captured.ts';

/** Python with pandas and pyarrow; another than the first on the PATH, RUNWAY_PYTHON names. */
const PYTHON = process.env.RUNWAY_PYTHON ?? 'python3';

/** Reads the files as pandas does, and prints their types and values. */
const READ = `
import json, sys
try:
    import pandas, pyarrow, pyarrow.parquet
except ImportError:
    sys.exit(3)
def told(frame):
    values = frame.astype(object).where(frame.notna(), None).values.tolist()
    return {'types': [str(t) for t in frame.dtypes], 'columns': list(frame.columns), 'rows': values}
print(json.dumps({
    'parquet': told(pandas.read_parquet(sys.argv[1] + '.parquet')),
    'csv': told(pandas.read_csv(sys.argv[1] + '.csv', float_precision='round_trip')),
    'ndjson': told(pandas.read_json(sys.argv[1] + '.ndjson', lines=True, dtype=False, convert_dates=False, precise_float=True)),
    'about': {k.decode(): v.decode() for k, v in pyarrow.parquet.read_schema(sys.argv[1] + '.parquet').metadata.items()},
}, default=str))
`;

type Value = string | number | null;
interface Told {
  readonly types: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-pandas-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const isThere = spawnSync(PYTHON, ['-c', 'import pandas, pyarrow']).status === 0;
if (!isThere)
  console.warn(`SKIPPED: ${PYTHON} has no pandas with pyarrow, so it is not tested that they open the rows`);

describe.skipIf(!isThere)('pandas reads', () => {
  test.each([
    ['worlds', ['run', 'scenarios/first-scenario.yaml', '--worlds', '40', '--per-world']],
    ['grid', ['compare', 'scenarios/first-scenario.yaml', '--grid', 'layoffs=0%,20%', '--worlds', '30']],
  ])('every value of the Parquet, the CSV and the NDJSON: %s', async (name, args) => {
    const stem = join(folder, name);
    for (const format of ['csv', 'ndjson', 'parquet'])
      expect(await runCli([...args, '-o', `${stem}.${format}`])).toMatchObject({ status: 0, stderr: '' });
    const { stdout, stderr } = spawnSync(PYTHON, ['-c', READ, stem], { encoding: 'utf8' });
    expect(stderr).toBe('');
    const { parquet, csv, ndjson, about } = JSON.parse(stdout) as Record<'parquet' | 'csv' | 'ndjson', Told> & {
      readonly about: object;
    };
    const lines = readFileSync(`${stem}.ndjson`, 'utf8').trim().split('\n');
    const known = lines.map((line) => JSON.parse(line) as Record<string, Value>);
    expect(parquet.columns).toEqual(Object.keys(known[0]!));
    expect(csv.columns).toEqual(parquet.columns);
    const values = known.map((row) => Object.values(row));
    expect(csv.rows).toEqual(values);
    expect(ndjson.rows).toEqual(values);
    // A month is a date there, its first day.
    const month = /^\d{4}-\d\d$/;
    const dated = values.map((row) => row.map((x) => (typeof x === 'string' && month.test(x) ? `${x}-01` : x)));
    expect(parquet.rows).toEqual(dated);
    expect(values.flat().some((x) => typeof x === 'string' && month.test(x))).toBe(true);
    expect(about).toMatchObject({ 'runway.command': args[0] });
    const world = parquet.columns.indexOf('world');
    if (world >= 0) expect(parquet.types[world]).toBe('int64');
  });
});
