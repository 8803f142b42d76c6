import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { writeCurrencies } from '../../src/chart/money.ts';
import { preferencesPath } from '../../src/host/preferences-file.ts';
import { PREFERENCES, STANDARD, START_TABS } from '../../src/preferences/preferences.ts';
import { ODDS_WORLDS } from '../../src/tui/state.ts';
import { TABS } from '../../src/tui/tabs/all.ts';
import { type Pretended, runCli } from './captured.ts';

const SCENARIO = 'scenarios/first-scenario.yaml';
const RUN = ['run', SCENARIO];
const ESCAPE = '\u001b[';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-settings-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
// The style of currencies is that of the last command line.
afterEach(() => writeCurrencies('sign'));

/** Runs a command line with a settings file. */
function withSettings(text: string, args: readonly string[], { env = {}, ...terminal }: Pretended = {}) {
  const path = join(folder, 'config.yaml');
  writeFileSync(path, text);
  return runCli(args, { ...terminal, env: { ...env, RUNWAY_CONFIG: path } });
}

describe('the settings file', () => {
  test('is where such files are, or where RUNWAY_CONFIG says', () => {
    expect(preferencesPath({ HOME: '/h' })).toBe('/h/.config/runway/config.yaml');
    expect(preferencesPath({ HOME: '/h', XDG_CONFIG_HOME: '/x' })).toBe('/x/runway/config.yaml');
    expect(preferencesPath({ HOME: '/h', XDG_CONFIG_HOME: 'not/whole' })).toBe('/h/.config/runway/config.yaml');
    expect(preferencesPath({ HOME: '/h', RUNWAY_CONFIG: '/a.yaml' })).toBe('/a.yaml');
    expect(preferencesPath({ HOME: '/h', RUNWAY_CONFIG: '' })).toBeNull();
    expect(preferencesPath({})).toBeNull();
  });

  test('is refused with all its faults, each with its place and what is allowed', async () => {
    const text = 'colour: always\ntheme: drak\nworlds: 1e3\nmouse: [yes]\ncurrency: code\n';
    const { status, stdout, stderr } = await withSettings(text, RUN);
    expect([status, stdout]).toEqual([2, '']);
    await expect(stderr.replaceAll(folder, '')).toMatchFileSnapshot('../specimens/settings/faults.txt');
  });

  test('with keys that cannot be is refused by runway config, with all of them', async () => {
    const text =
      'keys:\n  undoo: U\n  save-plan: [w, Ctrl-S]\n  undo: Hyper-X\n  pin: []\n  quit: Enter\n  redo: u\n  undo-: 1\n';
    const { status, stderr } = await withSettings(text, ['config']);
    expect(status).toBe(2);
    await expect(stderr.replaceAll(folder, '')).toMatchFileSnapshot('../specimens/settings/keys.txt');
    const clashing = await withSettings('keys: {quit: Q, pin: Q, faults: u}\n', ['config']);
    await expect(clashing.stderr.replaceAll(folder, '')).toMatchFileSnapshot('../specimens/settings/clashes.txt');
  });

  test('is refused where it is no mapping, and where the file that was named is not there', async () => {
    const list = await withSettings('- color\n', RUN);
    expect(list.status).toBe(2);
    expect(list.stderr).toContain('settings are a mapping of keys to values [wrong-type]');
    const missing = await runCli(RUN, { env: { RUNWAY_CONFIG: join(folder, 'none.yaml') } });
    expect(missing.status).toBe(2);
    expect(missing.stderr).toContain('there is no such file');
  });

  test('that is not right leaves help as it is', async () => {
    expect((await withSettings('colour: x\n', ['--help'])).status).toBe(0);
  });

  test('changes nothing that is for machines', async () => {
    const text = 'color: always\npager: less\ncurrency: code\nworlds: 100\n';
    for (const args of [
      [...RUN, '--json'],
      [...RUN, '--format', 'csv'],
    ])
      expect((await withSettings(text, args)).stdout).toBe((await runCli(args)).stdout);
  });

  test('has the tabs of the screen, and its worlds', () => {
    expect([...START_TABS].sort()).toEqual([...TABS].sort());
    expect(STANDARD.worlds).toBe(ODDS_WORLDS);
  });
});

test('the settings on their page are right, and every one of them is there', async () => {
  const [, text] = /```yaml settings\n([\s\S]*?)```/.exec(readFileSync('docs/settings.md', 'utf8'))!;
  const { stdout } = await withSettings(text!, ['config', '--json']);
  expect(stdout.match(/"from": "file"/g)).toHaveLength(PREFERENCES.length);
});

describe('runway config', () => {
  test('tells what is in force, and from where', async () => {
    const { stdout } = await withSettings('# mine\ntheme: dark\nworlds: 500\n', ['config']);
    expect(stdout).toMatch(/^theme +dark +line 2$/m);
    expect(stdout).toMatch(/^worlds +500 +line 3$/m);
    expect(stdout).toMatch(/^color +auto +standard$/m);
    const keys = (await withSettings('keys: {quit: Q}\n', ['config', '--keys'])).stdout;
    expect(keys).toMatch(/^quit +Q +settings +Leave/m);
    expect(keys).toMatch(/^undo +u +standard /m);
  });

  test('writes a first file, in folders that are not there, and never over another', async () => {
    const env = { XDG_CONFIG_HOME: join(folder, 'new', 'one') };
    expect((await runCli(['config', '--init'], { env })).status).toBe(0);
    const path = join(folder, 'new', 'one', 'runway', 'config.yaml');
    const text = readFileSync(path, 'utf8');
    // As it is written it says nothing; with the marks before its settings taken away it is right.
    expect((await withSettings(text, ['config', '--json'])).stdout).not.toContain('"from": "file"');
    const used = text.replace(new RegExp(`^# ((?:${PREFERENCES.map(({ key }) => key).join('|')}): )`, 'gm'), '$1');
    const { stdout } = await withSettings(used, ['config', '--json']);
    expect(stdout.match(/"from": "file"/g)).toHaveLength(PREFERENCES.length);
    expect((await runCli(['config', '--init'], { env })).status).toBe(2);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('says why no folder can be made for a first file', async () => {
    const env = { RUNWAY_CONFIG: join(folder, 'a-file', 'config.yaml') };
    writeFileSync(join(folder, 'a-file'), '');
    const under = { RUNWAY_CONFIG: join(folder, 'a-file', 'below', 'config.yaml') };
    for (const own of [env, under]) {
      const { status, stderr } = await runCli(['config', '--init'], { env: own });
      expect(stderr).toMatch(/config\.yaml cannot be written: .*a part of its path is no folder/);
      expect(status).toBe(2);
    }
  });

  test('has a schema with every setting', async () => {
    const { properties, additionalProperties } = JSON.parse((await runCli(['config', '--schema'])).stdout);
    expect(Object.keys(properties)).toEqual(PREFERENCES.map(({ key }) => key));
    expect(additionalProperties).toBe(false);
  });
});

describe('colour', () => {
  const isColored = async (args: readonly string[], env: Record<string, string> = {}, columns?: number) =>
    (await runCli(args, columns === undefined ? { env } : { env, columns })).stdout.includes(ESCAPE);

  test('is there on a terminal, and elsewhere where it is asked for', async () => {
    expect(await isColored(RUN)).toBe(false);
    expect(await isColored(RUN, {}, 80)).toBe(true);
    expect(await isColored([...RUN, '--color', 'never'], {}, 80)).toBe(false);
    expect(await isColored(['--color=always', ...RUN], { NO_COLOR: '1' })).toBe(true);
    expect(await isColored(RUN, { TERM: 'dumb' }, 80)).toBe(false);
  });

  test('is as the file says, unless the environment or the command line says otherwise', async () => {
    const file = 'color: always\n';
    const colored = async (args: readonly string[], pretended: Pretended = {}) =>
      (await withSettings(file, args, pretended)).stdout.includes(ESCAPE);
    expect(await colored(RUN)).toBe(true);
    expect(await colored(RUN, { env: { NO_COLOR: '1' } })).toBe(false);
    expect(await colored(RUN, { env: { TERM: 'dumb' }, columns: 80 })).toBe(false);
    expect(await colored([...RUN, '--color=never'])).toBe(false);
  });

  test('that there is not is refused', async () => {
    const { status, stderr } = await runCli([...RUN, '--color=blue']);
    expect(status).toBe(2);
    expect(stderr).toContain('auto, always, never');
  });
});

describe('the pager', () => {
  const long = (env: Record<string, string>, args: readonly string[] = RUN, rows = 10) =>
    runCli(args, { env, columns: 80, rows });

  test('is given what is longer than the terminal, and nothing is printed beside it', async () => {
    const out = join(folder, 'paged.txt');
    const { status, stdout } = await long({ PAGER: `cat > ${out}` });
    expect([status, stdout]).toEqual([0, '']);
    expect(readFileSync(out, 'utf8')).toBe((await long({})).stdout);
    expect((await long({ PAGER: `cat > ${out}` }, RUN, 500)).stdout).not.toBe('');
    expect((await long({ PAGER: `cat > ${out}` }, ['run', '--help'])).stdout).toBe('');
  });

  test('that cannot be run is passed over, and one that is left early changes nothing', async () => {
    expect((await long({ PAGER: 'exit 127' })).stdout).toBe((await long({})).stdout);
    expect(await long({ PAGER: 'exit 0' })).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test.each([
    ['none', []],
    ['cat', []],
    ['exit 0', ['--no-pager']],
  ])('is none where it is %s, with %j', async (pager, options) => {
    expect((await long({ RUNWAY_PAGER: pager, PAGER: 'exit 0' }, [...RUN, ...options])).stdout).not.toBe('');
  });
});

test('--plain has one record a line, with a cell for each title', async () => {
  const { stdout } = await runCli([...RUN, '--plain'], { env: { COLUMNS: '40' } });
  const lines = stdout.split('\n');
  const at = lines.findIndex((line) => line.startsWith('Month\t'));
  const width = lines[at]!.split('\t').length;
  const months = lines.slice(at + 1, lines.indexOf('', at)).filter((line) => /^\w{3} \d{4}\S*\t/.test(line));
  expect(months.length).toBeGreaterThan(10);
  for (const month of months) expect(month.split('\t').length).toBeLessThanOrEqual(width);
  expect(stdout).not.toContain('..');
});

test('currencies are written as the settings say', async () => {
  expect((await withSettings('currency: code\n', RUN)).stdout).toContain('EUR 51k in Jan 2026');
  expect((await withSettings('currency: sign\n', RUN)).stdout).toContain('€51k in Jan 2026');
});
