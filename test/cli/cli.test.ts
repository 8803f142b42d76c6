import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './captured.ts';

const FIRST = `runway: 1
name: First
start: 2024-01
months: 6
cash: 100
assumptions: {growth: {value: 0, claims: {memo: 50%}}}
levers:
  layoffs: {value: 0%, range: [0%, 80%], step: 10%}
  raise: 0
revenue: {sales: 10 * (1 + growth)}
costs: {wages: {amount: 40 * (1 - layoffs), to: staff}}
creditors: {staff: {critical: true, priority: 1}}
funding: {angel: {amount: raise, month: 2024-02}}
plans:
  shrink: {label: Shrink, set: {layoffs: 50%}}
  grow: {set: {raise: 500}}
checks:
  alive: {measure: survival, at_least: 100%}
  short: {measure: runway, at_least: 2}
`;
const SECOND = FIRST.replace('name: First', 'name: Second')
  .replace('start: 2024-01', 'start: 2024-03')
  .replace('cash: 100', 'cash: 400');

let folder = '';
const path = (name: string): string => join(folder, name);
const keep = (name: string, content: string | Uint8Array): string => {
  writeFileSync(path(name), content);
  return path(name);
};
let first = '';
let second = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-'));
  first = keep('first.yaml', FIRST);
  second = keep('second.yml', SECOND);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const run = async (...args: string[]) => runCli(args);

interface Measured {
  readonly levers: Record<string, { value: number; from: string }>;
  readonly measures: Record<string, unknown> & {
    runway: number | null;
    runway_now: number | null;
    failure: { month: string; cause: string } | null;
  };
}

/** The JSON that run and compare print. */
interface Printed extends Measured {
  readonly plan: string | null;
  readonly by_month: Record<string, number[]>;
  readonly lines: Record<string, number[]>;
  readonly creditors: Record<string, Record<string, number[]>>;
  readonly warnings: readonly unknown[];
  readonly variants: readonly (Measured & {
    readonly name: string;
    readonly delta: Record<string, number | null>;
    readonly end: { cash: number; owed: number };
  })[];
}

type Variant = Printed['variants'][number];

/** Standard output, which must be one JSON object and nothing else. */
async function json(...args: string[]): Promise<Printed> {
  const { stdout, stderr } = await runCli(args);
  expect(stderr).toBe('');
  expect(stdout.endsWith('}\n')).toBe(true);
  return JSON.parse(stdout);
}

/** Expects nothing on standard output, exit status 2, and the texts on standard error. */
async function refused(args: readonly string[], ...texts: (string | RegExp)[]): Promise<void> {
  const { status, stdout, stderr } = await runCli(args);
  expect(stderr).not.toContain('fault of the program');
  expect(status).toBe(2);
  expect(stdout).toBe('');
  for (const text of texts) expect(stderr).toMatch(text);
}

const COMMANDS = ['open', 'run', 'compare', 'check', 'schema'];

describe('help', () => {
  test('lists every command, the exit status, and a way to begin', async () => {
    const { status, stdout, stderr } = await run('--help');
    expect(status).toBe(0);
    expect(stderr).toBe('');
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
    expect(stdout).toContain('Exit status');
    expect(stdout).toContain('runway my.yaml');
  });

  test.each(COMMANDS)('of %s says what it does and lists its options', async (command) => {
    const { status, stdout } = await run(command, '--help');
    expect(status).toBe(0);
    expect(stdout).toContain(`Usage: runway ${command}`);
    if (command !== 'schema')
      for (const option of ['--plan', '--set', '--assume', '--claim', '--months', '--json'])
        expect(stdout).toContain(option);
  });

  test('fits 100 columns', async () => {
    for (const args of [['--help'], ...COMMANDS.map((command) => [command, '--help'])]) {
      const { stdout } = await runCli(args);
      for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(100);
    }
  });

  test('is broken at words, in as many columns as there are', async () => {
    for (const args of [['--help'], ...COMMANDS.map((command) => [command, '--help'])]) {
      const words = (text: string): string => text.split(/\s+/).join(' ');
      const { stdout: wide } = await runCli(args, { columns: 250 });
      for (const width of [64, 72, 80, 130]) {
        for (const pretended of [{ columns: width }, { env: { COLUMNS: String(width) } }]) {
          const { stdout } = await runCli(args, pretended);
          expect(words(stdout)).toBe(words(wide));
          // A command line, which is copied, stays whole.
          for (const line of stdout.split('\n').filter((text) => !/^ {2}runway compare/.test(text)))
            expect(line.length, line).toBeLessThanOrEqual(width);
        }
      }
    }
  });

  test('the version is one line', async () => {
    const { status, stdout } = await run('--version');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\S+\n$/);
  });
});

describe('a command line that is not understood', () => {
  test('is told the command that was meant', async () => {
    await refused(['chek', first], /check/);
    await refused(['comapre'], /compare/);
    await refused(['runn'], /run/);
  });

  test.each([
    [['run'], /missing required argument/],
    [['compare'], /missing required argument/],
    [['run', 'a.yaml', 'b.yaml'], /too many arguments/],
    [['run', '--wat', 'a.yaml'], /unknown option '--wat'/],
    [['run', 'a.yaml', '--plann', 'x'], /--plan/],
    [['compare', 'a.yaml', '--format', 'pdf'], /table, md, csv, ndjson, parquet, json/],
    [['run', 'a.yaml', '--set'], /argument missing/],
  ])('%j exits with 2', async (args, text) => {
    await refused(args, text);
  });

  test('with a month count out of range exits with 2', async () => {
    for (const months of ['0', '241', '-3', '1.5', 'two', '1e2', ''])
      await refused(['run', first, `--months=${months}`], /1 to 240/);
  });
});

describe('a file that cannot be read', () => {
  test('and is not there', async () => {
    await refused(['run', path('absent.yaml')], /absent\.yaml: there is no such file \[unreadable\]/);
    await refused(['run', '/'.padEnd(5000, 'x')], /unreadable/);
  });

  test('is named with the command that was meant, where one is near', async () => {
    await refused(['chek'], /chek/, /"?check"?/);
    await refused(['comapre', first], /compare/);
  });

  test('is no command where it is a word, with --help too', async () => {
    for (const args of [
      ['postmortem'],
      ['postmortem', '--help'],
      ['--help', 'postmortem'],
      ['-h', 'postmortem'],
      ['postmortem', first],
    ])
      await refused(args, /there is no command "postmortem", and no such file \[usage\]\n {2}commands: open, run, /);
    await refused(['scheme', '--help'], /did you mean "schema"\?/);
    await refused(['help'], /runway --help/);
    await refused(['absent.yaml'], /absent\.yaml: there is no such file/);
  });

  test('and is a folder', async () => {
    for (const command of ['run', 'compare']) await refused([command, folder], /it is a folder, not a file/);
  });

  test('and is binary, or no UTF-8', async () => {
    const bytes = Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256);
    await refused(['run', keep('program.bin', bytes)], /not UTF-8/);
    await refused(['run', keep('wide.yaml', Buffer.from(`\ufeff${FIRST}`, 'utf16le'))], /not UTF-8/);
    await refused(['run', keep('zeros.yaml', new Uint8Array(3000))], /zeros\.yaml:1:1/);
  });

  test('and is too large', async () => {
    await refused(['run', keep('large.yaml', `${FIRST}#${'x'.repeat(10_000_000)}`)], /characters; at most/);
    await refused(['run', keep('larger.yaml', Buffer.alloc(17_000_000, '# x\n'))], /17000000 bytes; at most/);
  });

  test('and is a name with control characters is shown with none', async () => {
    const { stderr } = await run('run', path('a\u001b[31mred\n.yaml'));
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});

describe('run', () => {
  test('prints headline, chart, months and creditors, and exits with 0', async () => {
    const { status, stdout, stderr } = await run('run', first);
    expect([status, stderr]).toEqual([0, '']);
    for (const text of ['First', 'Zero cash', 'Apr 2024', 'Month', 'staff']) expect(stdout).toContain(text);
  });

  test('prints no colour where standard output is no terminal, and some where it is', async () => {
    const plain = await runCli(['run', first], {
      env: { FORCE_COLOR: '', TERM: 'xterm-256color', COLORTERM: 'truecolor' },
    });
    expect(plain.stdout).not.toContain('\u001b');
    const terminal = { columns: 100, env: { TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8' } };
    expect((await runCli(['run', first], terminal)).stdout).toContain('\u001b[');
    const bare = { ...terminal, env: { ...terminal.env, NO_COLOR: '1' } };
    expect((await runCli(['run', first], bare)).stdout).not.toMatch(/\u001b\[(3|4|9)/);
  });

  test('is as wide as the terminal, or as COLUMNS says, from 40 to 250', async () => {
    const widest = async (pretended: object) => {
      const { stdout } = await runCli(['run', first], { env: {}, ...pretended });
      return Math.max(
        ...stdout
          .replace(/\u001b\[[0-9;]*m/g, '')
          .split('\n')
          .map((line) => [...line].length),
      );
    };
    expect(await widest({})).toBeLessThanOrEqual(100);
    expect(await widest({ env: { COLUMNS: '80' } })).toBeLessThanOrEqual(80);
    expect(await widest({ env: { COLUMNS: '160' } })).toBeGreaterThan(100);
    expect(await widest({ columns: 70 })).toBeLessThanOrEqual(70);
    for (const COLUMNS of ['', 'wide', '-5', '0', '1e9', '3.5'])
      expect(await widest({ env: { COLUMNS } })).toBeLessThanOrEqual(250);
    expect(await widest({ env: { COLUMNS: '1' } })).toBeGreaterThan(20);
  });

  test('prints the agreed object with --json', async () => {
    const object = await json('run', first, '--json');
    expect(Object.keys(object)).toEqual([
      'format',
      'command',
      'scenario',
      'plan',
      'levers',
      'worlds',
      'seed',
      'measures',
      'by_month',
      'lines',
      'creditors',
      'opening',
      'happened',
      'by_day',
      'warnings',
    ]);
    expect(object).toMatchObject({
      format: 1,
      command: 'run',
      scenario: { name: 'First', currency: 'USD', start: '2024-01', months: 6 },
      plan: null,
      levers: { layoffs: { value: 0, from: '2024-01' }, raise: { value: 0, from: '2024-01' } },
      worlds: 0,
      seed: 1,
      // 100, less 30 a month: 10 are left in April, when 30 are due.
      measures: {
        zero_cash: '2024-04',
        failure: { month: '2024-04', cause: 'unpaid:staff' },
        low: { cash: 0, month: '2024-04' },
        insolvent: '2024-04',
        break_even: null,
        default_alive: 0,
      },
      opening: { cash: 100, owed: 0, equity: 100 },
      warnings: [],
    });
    expect(object.measures.runway).toBeCloseTo(3 + 10 / 30, 12);
    expect(object.measures.runway_now).toBeCloseTo(100 / 30, 12);
    expect(object.by_month.month!).toEqual(['2024-01', '2024-02', '2024-03', '2024-04', '2024-05', '2024-06']);
    for (const values of [...Object.values(object.by_month), ...Object.values(object.lines)])
      expect(values).toHaveLength(6);
    expect(Object.keys(object.creditors.staff!)).toEqual([
      'due',
      'paid',
      'overdue',
      'due_later',
      'owed',
      'suspended',
      'age',
    ]);
  });

  test('takes plan, then --set, --assume, --claim and --months', async () => {
    expect((await json('run', first, '--plan', 'shrink', '--json')).plan).toBe('shrink');
    const set = await json(
      'run',
      first,
      '--plan',
      'shrink',
      '--set',
      'layoffs=20%@2024-03',
      '--set',
      'raise=1k',
      '--json',
    );
    expect(set.levers).toEqual({ layoffs: { value: 0.2, from: '2024-03' }, raise: { value: 1000, from: '2024-01' } });
    // Sales grow by 10 a month, and cover the wages from April on.
    expect((await json('run', first, '--assume', 'growth=t', '--json')).lines.sales).toEqual([10, 20, 30, 40, 50, 60]);
    expect((await json('run', first, '--claim', 'growth=memo', '--json')).lines.sales![0]).toBe(15);
    expect((await json('run', first, '--months', '2', '--json')).by_month.cash).toEqual([70, 40]);
  });

  test('says that a lever is outside its range, and takes it', async () => {
    const { warnings } = await json('run', first, '--set', 'layoffs=90%', '--json');
    expect(warnings).toEqual([expect.objectContaining({ code: 'lever-out-of-range', where: 'levers.layoffs' })]);
  });

  test('without a terminal is what open and no command print', async () => {
    const { stdout } = await run('run', first);
    expect((await run('open', first)).stdout).toBe(stdout);
    expect((await run(first)).stdout).toBe(stdout);
  });

  test('of two files without a terminal is what compare prints', async () => {
    const { stdout } = await run('compare', first, second);
    expect(stdout).toContain('second');
    expect((await run('open', first, second)).stdout).toBe(stdout);
    expect((await run(first, second)).stdout).toBe(stdout);
    const compared = await run('compare', first, second, '--json');
    expect((await run('open', first, second, '--json')).stdout).toBe(compared.stdout);
    expect((await run('open', first, first)).status).toBe(0);
  });

  test('of more than two files says how many there may be', async () => {
    await refused(
      [first, second, first],
      /3 files are given; the terminal UI shows one, or two side by side \[usage\]/,
    );
    await refused(['open', first, second, first, second], /4 files.*\n {2}runway compare FILE\.\.\./);
  });

  test('without a file shows the shipped scenario', async () => {
    const { status, stdout } = await run();
    expect(status).toBe(0);
    expect(stdout).toContain('Stability AI, October 2023');
  });
});

describe('run --format', () => {
  const records = async (...args: string[]): Promise<Record<string, unknown>[]> => {
    const { stdout, stderr, status } = await run('run', first, ...args, '--format', 'ndjson');
    expect([status, stderr]).toEqual([0, '']);
    const csv = (await run('run', first, ...args, '--format', 'csv')).stdout.split('\r\n');
    const all = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(csv).toHaveLength(all.length + 2);
    expect(csv[0]!.split(',')).toEqual(Object.keys(all[0]));
    for (const [i, record] of all.entries())
      expect(csv[i + 1]!.split(',')).toEqual(Object.values(record).map((value) => String(value ?? '')));
    return all;
  };

  test('has a record for each month, of every measure', async () => {
    for (const args of [[], ['--world', '3']]) {
      const { by_month } = await json('run', first, ...args, '--json');
      const months = Array.from({ length: 6 }, (_, t) =>
        Object.fromEntries(Object.entries(by_month).map(([name, values]) => [name, values[t]])),
      );
      expect(await records(...args)).toEqual(months);
    }
    expect(await json('run', first, '--format', 'json')).toEqual(await json('run', first, '--json'));
  });

  test('has means and percentiles over worlds, empty where they fall among those that have failed', async () => {
    const args = ['--worlds', '20', '--measures', 'cash'];
    const { by_month } = await json('run', first, ...args, '--json');
    const cash = by_month.cash as unknown as Record<string, (number | null)[]>;
    const months = await records(...args);
    expect(Object.keys(months[0]!)).toEqual([
      ...['month', 'alive', 'survival', 'cash_mean', 'cash_p5', 'cash_p25', 'cash_p50', 'cash_p75', 'cash_p95'],
    ]);
    for (const [t, record] of months.entries()) {
      expect(record).toMatchObject({ month: by_month.month![t], alive: by_month.alive![t], cash_p50: cash.p50![t] });
    }
    expect(months[5]).toMatchObject({ alive: 0, survival: 0, cash_mean: null, cash_p95: null });
    const all = await records('--worlds', '20', '--measures', 'all');
    expect(all[0]).toMatchObject({ line_sales_p50: 10, creditor_staff_due_mean: 40, revenue_p5: 10 });
  });
});

describe('compare', () => {
  test('sets the file beside its plans, with differences from the first', async () => {
    const { variants } = await json('compare', first, '--json');
    expect(variants.map(({ name }) => name)).toEqual(['base', 'shrink', 'grow']);
    const [base, shrink, grow] = variants as [Variant, Variant, Variant];
    expect(Object.keys(base).slice(0, 5)).toEqual(['name', 'file', 'plan', 'levers', 'measures']);
    expect(base.delta.runway).toBe(0);
    // Shrunk, 10 a month are burnt: 100 lasts the six months. Grown, 500 more come in February.
    expect(shrink.measures).toMatchObject({ failure: null, zero_cash: null, runway: null });
    expect(shrink.delta).toMatchObject({ failure: null, runway: null, low: 40, end_cash: 40 });
    expect(shrink.end.cash).toBe(40);
    expect(grow.end.cash).toBe(100 - 6 * 30 + 500);
    expect(shrink.levers.layoffs!.value).toBe(0.5);
  });

  test('takes the plans that are asked for, in their order', async () => {
    const names = async (...args: string[]) =>
      (await json('compare', first, '--json', ...args)).variants.map(({ name }) => name);
    expect(await names('--plans', 'grow')).toEqual(['base', 'grow']);
    expect(await names('--plans', 'grow, shrink')).toEqual(['base', 'grow', 'shrink']);
    expect(await names('--plan', 'shrink')).toEqual(['shrink', 'grow']);
    await refused(['compare', first, '--plans', 'grow,shrnk'], /--plans:1:6/, /did you mean "shrink"/);
    await refused(['compare', first, '--plans', ''], /unknown-plan/);
  });

  test('prints a table, Markdown, CSV and JSON of the same variants', async () => {
    const table = (await run('compare', first)).stdout;
    expect(table).toMatch(/^Variant/m);
    expect(table).toMatch(/^shrink/m);
    const md = (await run('compare', first, '--format', 'md')).stdout.trimEnd().split('\n');
    expect(md).toHaveLength(5);
    expect(md[1]).toMatch(/^\|( ?:?-+:? ?\|)+$/);
    expect(new Set(md.map((line) => line.split('|').length)).size).toBe(1);
    const csv = (await run('compare', first, '--format', 'csv')).stdout.split('\r\n');
    expect(csv).toHaveLength(5);
    expect(csv[0]).toMatch(/^variant,file,plan,currency,layoffs,layoffs_from,.*,zero_cash,zero_cash_delta,/);
    const row = Object.fromEntries(csv[0]!.split(',').map((key, i) => [key, csv[1]!.split(',')[i]]));
    expect(row).toMatchObject({
      variant: 'base',
      zero_cash: '2024-04',
      failure: '2024-04',
      cause: 'unpaid:staff',
      end_cash: '0',
    });
    const ndjson = (await run('compare', first, '--format', 'ndjson')).stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(ndjson).toHaveLength(3);
    expect(Object.keys(ndjson[0])).toEqual(csv[0]!.split(','));
    expect(ndjson[1]).toMatchObject({ variant: 'shrink', plan: 'shrink', layoffs: 0.5, failure: null, low_delta: 40 });
    const asFormat = await json('compare', first, '--format', 'json');
    expect(asFormat).toEqual(await json('compare', first, '--json'));
    expect(asFormat).toMatchObject({ format: 1, command: 'compare' });
  });

  test('of several files calls each by its name, and counts months by the calendar', async () => {
    const { variants } = await json('compare', first, second, '--json');
    expect(variants.map(({ name }) => name)).toEqual(['first', 'second']);
    // 400 lasts 13 months, beyond the six; the lowest is 220.
    expect(variants[1]!.delta).toMatchObject({ failure: null, low: 220 });
    const plans = await json('compare', first, second, '--plans', 'shrink', '--json');
    expect(plans.variants.map(({ name }) => name)).toEqual(['first', 'first shrink', 'second', 'second shrink']);
    const later = await json('compare', first, second, '--assume', 'growth=-3', '--json');
    // Nothing comes in: 100 lasts until March, 400 from March on for ten months, and so not to be seen.
    expect(later.variants[0]!.measures.failure!.month).toBe('2024-03');
  });

  test('names the faults of the bank file and of --from beside those of the other options', async () => {
    const absent = ['--actuals', path('absent.csv'), '--from', '20x'];
    const told = [/"20x" is no month/, /absent\.csv: there is no such file/] as const;
    await refused(['run', first, ...absent], ...told);
    await refused(['run', first, ...absent, '--set', 'nope=1'], /there is no lever "nope"/, ...told);
    await refused(['run', first, '--actuals', '-', '--from', '20x'], told[0], /standard input has no name/);
  });

  test('names the faults of all files at once', async () => {
    const bad = keep('bad.yaml', 'runway: 1\nstart: 2024-01\ncash: 5 +\n');
    await refused(['compare', first, bad, path('absent.yaml')], /bad\.yaml:3:/, /absent\.yaml: there is no such file/);
  });
});

describe('compare --worlds', () => {
  const drawn = FIRST.replace('growth: {value: 0,', 'growth: {value: "uniform(-50%, 250%)",');
  let uncertain = '';
  beforeAll(() => {
    uncertain = keep('uncertain.yaml', drawn);
  });

  test('gives each variant what run --worlds gives it, and how it differs in the same worlds', async () => {
    for (const worlds of ['400', '100..499']) {
      const all = await json('compare', uncertain, '--worlds', worlds, '--json');
      expect(all).toMatchObject({
        format: 1,
        command: 'compare',
        worlds: 400,
        seed: 1,
        sampler: 'random',
        simulated: 1200,
      });
      for (const variant of all.variants) {
        const plan = variant.name === 'base' ? [] : ['--plan', variant.name];
        const alone = await json('run', uncertain, '--worlds', worlds, '--json', ...plan);
        expect(variant.measures).toEqual(alone.measures);
        expect(variant).toMatchObject({ causes: (alone as unknown as { causes: unknown }).causes });
        expect(variant).toMatchObject({ survival: alone.by_month.survival!.at(-1) });
      }
      const [base, shrink] = all.variants as unknown as Record<string, Record<string, unknown>>[];
      expect(base!.delta).toMatchObject({ survival: { mean: 0, interval: [0, 0] }, worlds: { same: 1 } });
      expect(shrink!.delta).toMatchObject({ worlds: { measure: 'failure', hurts: 0 } });
      expect(base!.interval).toHaveLength(2);
    }
  });

  test('is told in tables, records and words alike', async () => {
    const table = (await run('compare', uncertain, '--worlds', '400')).stdout;
    expect(table).toMatch(/^Variant +Survives +95% +\+\/- +95% +Helps +Same +Hurts$/m);
    expect(table).toMatch(/^Survives: share of 400 worlds that live through Jun 2024; .* percentage points/m);
    expect((await run('compare', uncertain, '--worlds', '1200')).stdout).toMatch(/share of 1,200 worlds that live/);
    const md = (await run('compare', uncertain, '--worlds', '400', '--format', 'md')).stdout;
    expect(md).toMatch(/^\| Variant /);
    expect(md).toMatch(/\n\nSurvives: share of 400 worlds/);
    const csv = (await run('compare', uncertain, '--worlds', '400', '--format', 'csv')).stdout.split('\r\n');
    const ndjson = (await run('compare', uncertain, '--worlds', '400', '--format', 'ndjson')).stdout
      .trimEnd()
      .split('\n');
    const records = ndjson.map((line) => JSON.parse(line));
    expect(Object.keys(records[0])).toEqual(csv[0]!.split(','));
    const { variants } = await json('compare', uncertain, '--worlds', '400', '--json');
    const shrink = variants[1] as unknown as {
      survival: number;
      delta: { survival: { mean: number; interval: number[] } };
    };
    expect(records[1]).toMatchObject({
      variant: 'shrink',
      layoffs: 0.5,
      survival: shrink.survival,
      survival_delta: shrink.delta.survival.mean,
      survival_delta_low: shrink.delta.survival.interval[0],
    });
    expect(records[0]).toMatchObject({ variant: 'base', survival_delta: null, helps: null });
  });

  test('of several files says that their worlds are not the same futures', async () => {
    const other = keep('other.yaml', drawn.replace('name: First', 'name: Other\ncurrency: EUR'));
    const { stdout } = await run('compare', uncertain, other, '--worlds', '100');
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /worlds of two files are not the same futures.* Money in EUR is not compared with money in USD/,
    );
    const { variants } = await json('compare', uncertain, other, '--worlds', '100', '--json');
    expect(variants[1]!.delta).toMatchObject({ worlds: null, low: null, end_cash: null });
    await refused(['compare', uncertain, other, '--sort', 'low'], /--sort:1:1: .*USD and EUR/);
  });

  test('of evenly spread worlds has no intervals', async () => {
    const { variants } = await json('compare', uncertain, '--worlds', '64', '--sampler', 'sobol', '--json');
    expect(variants[1]).toMatchObject({ interval: null, delta: { survival: { interval: null } } });
  });

  test.each([['0'], ['1000001'], ['5..'], ['x']])('--worlds %s is refused', async (worlds) => {
    await refused(['compare', uncertain, '--worlds', worlds], /--worlds:1:1: .*from 1 to 1000000/);
  });
});

describe('compare --sort', () => {
  const sorted = async (...args: string[]) =>
    (await json('compare', first, ...args, '--json')).variants.map(({ name }) => name);

  test('puts the best first, after the baseline; never is the latest of months', async () => {
    const grid = ['--grid', 'layoffs=0%:80%:20%'];
    expect(await sorted(...grid, '--sort', 'failure')).toEqual([
      ...['base', 'layoffs=40%', 'layoffs=60%', 'layoffs=80%', 'layoffs=20%', 'layoffs=0%'],
    ]);
    expect(await sorted(...grid, '--sort', 'end_cash', '--top', '2')).toEqual(['base', 'layoffs=80%', 'layoffs=60%']);
    expect(await sorted(...grid, '--sort', 'end_owed', '--top', '1')).toEqual(['base', 'layoffs=40%']);
    expect(await sorted('--sort', 'months_alive', '--worlds', '10')).toEqual(['base', 'shrink', 'grow']);
  });

  test('keeps the best of more than are printed for people', async () => {
    const { stdout } = await run('compare', first, '--grid', 'raise=0:20000:1', '--sort', 'end_cash', '--top', '3');
    expect(stdout.match(/^\S+/gm)!.slice(0, 5)).toEqual([
      'Variant',
      'base',
      'raise=20k',
      'raise=19.999k',
      'raise=19.998k',
    ]);
  });

  // Base burns 30 a month of its 100 and fails in April, shrink burns 10; grow burns 30 and gets 500 in February.
  test('takes any figure of a target, and shows it: in words, in records and as JSON', async () => {
    const cash = (await run('compare', first, '--sort', 'cash@2024-05')).stdout.split('\n\n')[0]!;
    expect(cash.split('\n').map((row) => row.split(/ {2,}/).slice(0, 2))).toEqual([
      ...[
        ['Variant', 'cash@2024-05'],
        ['base', 'failed'],
        ['grow', '$450'],
        ['shrink', '$50'],
      ],
    ]);
    const least = ['--sort', ' min(cash)@2024-01..2024-02'];
    const { stdout } = await run('compare', first, ...least, '--format', 'ndjson');
    const records = stdout.trimEnd().split('\n');
    expect(records.map((line) => JSON.parse(line)['min(cash)@2024-01..2024-02'])).toEqual([40, 80, 70]);
    const { variants } = await json('compare', first, ...least, '--top', '1', '--json');
    expect(variants.map(({ name, figure }: { name: string; figure?: unknown }) => [name, figure])).toEqual([
      ['base', { measure: 'min(cash)@2024-01..2024-02', value: 40 }],
      ['shrink', { measure: 'min(cash)@2024-01..2024-02', value: 80 }],
    ]);
  });

  // Growth is uniform: in every world base fails in April or later, and lives in March.
  test('of a figure over worlds goes by its median, or by the share of worlds', async () => {
    const drawn = keep('drawn.yaml', FIRST.replace('growth: {value: 0,', 'growth: {value: "uniform(-5%, 5%)",'));
    const figures = async (sort: string) => {
      const { variants } = await json('compare', drawn, '--worlds', '9', '--sort', sort, '--json');
      return variants.map(({ name, figure }: { name: string; figure?: { value: number } }) => [name, figure?.value]);
    };
    expect(await figures('survival@2024-04')).toEqual([
      ['base', 0],
      ['shrink', 1],
      ['grow', 1],
    ]);
    const [base, grow, shrink] = await figures('cash@2024-05');
    expect([base, grow![0], shrink![0]]).toEqual([['base', null], 'grow', 'shrink']);
    expect(Math.abs((shrink![1] as number) - 50)).toBeLessThan(2);
  });

  test('says what it does not understand, and where', async () => {
    await refused(['compare', first, '--sort', 'cash'], /--sort:1:1: .*no month is given/, /as in cash@/);
    await refused(['compare', first, second, '--sort', 'min(csh)'], /--sort:1:1: error: there is no measure "csh"/);
    await refused(
      ['compare', first, '--sort', 'min(cash, 2024-01..2024-03)'],
      /--sort:1:1: error: months stand behind min\(…\), not in it/,
      /write min\(cash\)@2024-01\.\.2024-03/,
    );
    await refused(['compare', first, '--sort', 'cash@2025-01'], /--sort:1:6: .*not simulated: .* 2024-01 to 2024-06/);
    const cost = keep('cost.yaml', FIRST.replace('sales: 10', 'wages: 10').replace('costs: {wages', 'costs: {sales'));
    await refused(['compare', first, cost, '--sort', 'sales@2024-02'], /--sort:1:1: .*revenue in one file and a cost/);
    await refused(['compare', first, '--sort', 'survivl'], /--sort:1:1: .*did you mean "survival"/, /months_alive/);
    await refused(['compare', first, '--top', '3'], /--top:1:1: .*--sort/);
    await refused(['compare', first, '--sort', 'low', '--top', '0'], /--top:1:1: .*from 1 to 100000/);
    await refused(
      ['compare', first, '--grid', 'raise=0:100000:1', '--sort', 'low', '--format', 'csv'],
      /--sort:1:1: error: 100002 variants/,
    );
  });
});

describe('a grid', () => {
  const names = async (...grid: string[]): Promise<string[]> =>
    (await json('compare', first, ...grid.flatMap((axis) => ['--grid', axis]), '--json')).variants.map(
      ({ name }) => name,
    );

  test('has every value of a range, both ends included, after the base', async () => {
    expect(await names('layoffs=0%:60%:20%')).toEqual([
      'base',
      'layoffs=0%',
      'layoffs=20%',
      'layoffs=40%',
      'layoffs=60%',
    ]);
    expect(await names('layoffs=0%:50%:20%')).toEqual(['base', 'layoffs=0%', 'layoffs=20%', 'layoffs=40%']);
    expect(await names('layoffs=10%:10%:5%')).toEqual(['base', 'layoffs=10%']);
    expect(await names('raise=0:20M:10M')).toEqual(['base', 'raise=0', 'raise=10M', 'raise=20M']);
    expect(await names('layoffs=0:0.3:0.1')).toEqual([
      'base',
      'layoffs=0',
      'layoffs=0.1',
      'layoffs=0.2',
      'layoffs=0.3',
    ]);
  });

  test('has every combination, the last lever fastest, in one argument or several', async () => {
    const wanted = ['base', 'layoffs=0% raise=0', 'layoffs=0% raise=5M', 'layoffs=50% raise=0', 'layoffs=50% raise=5M'];
    expect(await names('layoffs=0%,50%,raise=0,5M')).toEqual(wanted);
    expect(await names('layoffs=0%,50%', 'raise=0,5M')).toEqual(wanted);
    expect(await names(' layoffs=0%, 50% , raise=0, 5M')).toEqual(wanted);
  });

  test('takes months, of values and of ranges', async () => {
    const { variants } = await json('compare', first, '--grid', 'layoffs=50%@2024-03,0%:20%:20%@2024-05', '--json');
    expect(variants.map(({ name }) => name)).toEqual([
      'base',
      'layoffs=50%@2024-03',
      'layoffs=0%@2024-05',
      'layoffs=20%@2024-05',
    ]);
    expect(variants.map(({ levers }) => levers.layoffs!.from)).toEqual(['2024-01', '2024-03', '2024-05', '2024-05']);
  });

  test('gives each variant what run gives it', async () => {
    const { variants } = await json('compare', first, '--grid', 'layoffs=0%:80%:20%,raise=0,50', '--json');
    for (const { levers, measures, end } of variants) {
      const settings = Object.entries(levers);
      const args = settings.flatMap(([name, { value, from }]) => ['--set', `${name}=${value}@${from}`]);
      const alone = await json('run', first, ...args, '--json');
      expect(alone.measures).toEqual(measures);
      expect(alone.by_month.cash!.at(-1)).toBe(end.cash);
    }
  });

  test.each<[string, RegExp]>([
    ['', /a grid begins with a lever/],
    ['0%:60%:10%', /a grid begins with a lever/],
    ['5%,layoffs=0', /a grid begins with a lever/],
    ['layofs=0,1', /--grid:1:1: .*did you mean "layoffs"/],
    ['layoffs=', /formula/],
    ['layoffs=0%,,5%', /--grid:1:12/],
    ['layoffs=0:1', /low:high:step/],
    ['layoffs=0:1:2:3', /low:high:step/],
    ['layoffs=1:0:1', /from low to high/],
    ['layoffs=0:1:0', /step above 0/],
    ['layoffs=0:1:-1', /step above 0/],
    ['layoffs=0:x:1', /--grid:1:11/],
    ['layoffs=0:1:0.5@June', /--grid:1:17/],
    ['layoffs=0@June', /not a month/],
    ['layoffs=0:1/0:1', /finite/],
    ['layoffs=0:1:0.5@2024-01@2024-02', /month/],
    ['layoffs=0%,layoffs=5%', /stands twice/],
    ['constructor=1', /unknown-lever/],
  ])('%s is refused', async (grid, text) => {
    await refused(['compare', first, '--grid', grid], text);
  });

  test('of more rows than a person reads is printed for machines alone', async () => {
    const grid = ['--grid', 'raise=0:10000:1'];
    for (const format of ['table', 'md'])
      await refused(
        ['compare', first, ...grid, '--format', format],
        /--grid:1:1: .*a table of 10002 rows/,
        /--format csv/,
      );
    const { stdout } = await run('compare', first, ...grid, '--format', 'csv');
    expect(stdout.match(/\r\n/g)).toHaveLength(10_003);
  });

  test('of 130,000 variants leaves as they are finished, and none is lost', async () => {
    const { stdout } = await run('compare', first, '--grid', 'layoffs=0:0.649:0.001,raise=0:199:1', '--format', 'csv');
    expect(stdout.match(/\r\n/g)).toHaveLength(130_002);
    expect(stdout.slice(-400)).toMatch(/\r\nlayoffs=0\.649 raise=199,.*,0\.649,2024-01,199,/);
  });

  test('of too many variants is refused before it is made', async () => {
    await refused(['compare', first, '--grid', 'layoffs=0:1:1e-9'], /at most 1000000/);
    await refused(['compare', first, '--grid', 'layoffs=0:1:1e-300'], /at most 1000000/);
    await refused(['compare', first, '--grid', 'layoffs=0:1:0.0005,raise=0:1:0.0005'], /at most 1000000/);
  }, 5000);
});

describe('check', () => {
  test('exits with 1 where a check is broken, and says which', async () => {
    const { status, stdout, stderr } = await run('check', first);
    expect(status).toBe(1);
    expect(stderr).toBe('');
    expect(stdout).toContain('1 of 2 checks broken');
    expect(stdout).toMatch(/BROKEN alive: survival at least 1; found 0/);
    expect(stdout).toMatch(/holds {2}short: runway at least 2; found 3\.33333/);
  });

  test('exits with 0 where none is', async () => {
    const { status, stdout } = await run('check', first, '--plan', 'shrink');
    expect(status).toBe(0);
    expect(stdout).toContain('no check broken');
  });

  test('exits with 2 where a file is faulty, and still says what it found in the others', async () => {
    const bad = keep('bad.yaml', 'runway: 1\nstart: 2024-01\ncash: 5 +\n');
    const { status, stdout, stderr } = await run('check', bad, first, path('absent.yaml'));
    expect(status).toBe(2);
    expect(stdout).not.toContain('bad.yaml');
    expect(stdout).toContain('1 of 2 checks broken');
    expect(stderr).toMatch(/bad\.yaml:3:\d+: error/);
    expect(stderr).toContain('there is no such file');
  });

  test('prints one object for all files with --json', async () => {
    const bad = keep('bad.yaml', 'runway: 1\nstart: 2024-01\ncash: 5 +\n');
    const { status, stdout } = await run('check', first, bad, '--json');
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      format: 1,
      command: 'check',
      files: [
        {
          file: first,
          errors: [],
          warnings: [],
          checks: [
            { name: 'alive', measure: 'survival', found: 0, sampler: null, holds: false },
            { name: 'short', measure: 'runway', found: expect.closeTo(10 / 3, 12), sampler: null, holds: true },
          ],
        },
        {
          file: bad,
          errors: [
            { code: 'formula-syntax', line: 3, column: expect.any(Number), message: expect.any(String), hint: null },
          ],
          warnings: [],
          checks: [],
        },
      ],
    });
  });
});

describe('schema', () => {
  test('prints a JSON Schema', async () => {
    const object = await json('schema');
    expect(object).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' });
  });
});
