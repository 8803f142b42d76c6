import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMAND_NAMES } from '../../src/cli/command-names.ts';
import { runCli } from './captured.ts';

const FILE = 'first-scenario';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-complete-'));
  mkdirSync(join(folder, 'sub'));
  for (const file of ['my.yaml', 'notes.txt', '.hidden.yaml'])
    writeFileSync(join(folder, file), 'runway: 1\ncash: 5 +\nplans: {own: {label: "Of\\tmy \\e[31m own", set: {}}}\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The words that are suggested, and how the shell is to take them. */
async function completed(...words: string[]): Promise<{ words: string[]; directive: string }> {
  const { status, stdout, stderr } = await runCli(['complete', '--', ...words]);
  expect([status, stderr]).toEqual([0, '']);
  const lines = stdout.trimEnd().split('\n');
  return { words: lines.slice(0, -1).map((line) => line.split('\t')[0]!), directive: lines.at(-1)! };
}

describe('what Tab may put in place of the last word', () => {
  test('is a command or a file in the first place, and no command after it', async () => {
    const { words } = await completed('');
    expect(words).toEqual(expect.arrayContaining([...COMMAND_NAMES, FILE, 'scenarios/']));
    expect(words).not.toContain('complete');
    expect((await completed('run', 'sch')).words).toEqual([]);
    expect((await completed('ru')).words).toEqual(['run']);
  });

  test('is a shipped scenario, a scenario file or a folder, which goes on', async () => {
    expect(await completed('run', 'infl')).toEqual({ words: ['inflection-ai'], directive: ':0' });
    expect(await completed('run', 'scenar')).toEqual({ words: ['scenarios/'], directive: ':2' });
    expect((await completed('run', `${folder}/`)).words).toEqual([`${folder}/my.yaml`, `${folder}/sub/`]);
    expect((await completed('run', `${folder}/.h`)).words).toEqual([`${folder}/.hidden.yaml`]);
    expect((await completed('run', '/no/such/folder/')).words).toEqual([]);
    // The command takes one file, which is there.
    expect((await completed('run', FILE, '')).words).toEqual([]);
    expect((await completed('compare', FILE, 'infl')).words).toEqual(['inflection-ai']);
  });

  test('is an option of the command that is not there yet', async () => {
    const { words, directive } = await completed('run', FILE, '--plan', 'steady', '--');
    expect(words).toEqual(expect.arrayContaining(['--set', '--worlds', '--json']));
    expect(words).not.toContain('--plan');
    expect(words).not.toContain('--grid');
    expect(directive).toBe(':4');
    expect((await completed('run', '--set', 'a=1', '--se')).words).toEqual(['--set', '--seed']);
  });

  test.each([
    [['run', FILE, '--plan', 'cut'], ['cut_early', 'cut_late'], ':4'],
    [['run', FILE, '--plan=cut_e'], ['cut_early'], ':4'],
    [['run', FILE, '--set', 'lay'], ['layoffs='], ':6'],
    [['run', FILE, '--assume', 'chu'], ['churn='], ':6'],
    [['run', FILE, '--claim', ''], ['churn='], ':6'],
    [['run', FILE, '--claim', 'churn='], ['churn=pilot'], ':4'],
    [['run', FILE, '--format', ''], ['table', 'md', 'csv', 'ndjson', 'parquet', 'json'], ':4'],
    [['run', FILE, '--sampler', ''], ['random', 'sobol'], ':4'],
    [['run', FILE, '--worlds', ''], [], ':4'],
    [['compare', FILE, '--plans', 'cut_early,cut'], ['cut_early,cut_late'], ':4'],
    [['compare', FILE, '--sort', 'surv'], ['survival'], ':4'],
    [['solve', FILE, '--vary', 'an'], ['angel'], ':4'],
    [['explain', FILE, '--measure', 'suspended("hos'], ['suspended("hosting")'], ':4'],
    [['explain', FILE, '--against', 'stead'], ['steady'], ':0'],
    [['freeze', FILE, '-o', 'no'], [], ':0'],
    [['score', FILE, '--actuals', 'bank'], [], ':0'],
    [['init', '--from', 'infl'], ['inflection-ai'], ':4'],
    [['init', 'scen'], ['scenarios/'], ':2'],
    [['completion', 'f'], ['fish'], ':4'],
    // Without a command a file is opened; without a file it is the one that the screen shows.
    [[FILE, '--plan', 'stead'], ['steady'], ':4'],
    [['--plan', 'settl'], ['settle'], ':4'],
  ])('is after %j: %j', async (words, suggestions, directive) => {
    const found = await completed(...words);
    expect(found.words).toEqual(suggestions);
    expect(found.directive).toBe(directive);
  });

  test('is of a file whatever is wrong with it, on one line and without what steers a terminal', async () => {
    const { stdout } = await runCli(['complete', '--', 'run', join(folder, 'my.yaml'), '--plan', '']);
    expect(stdout).toMatch(/^own\tOf my [^\u001b]*own\n:4\n$/);
    expect((await completed('run', join(folder, 'none.yaml'), '--plan', '')).words).toEqual([]);
  });
});

describe('the script for a shell', () => {
  test.each(['bash', 'zsh', 'fish', 'powershell'])('is there for %s, and asks runway', async (shell) => {
    const { status, stdout } = await runCli(['completion', shell]);
    expect(status).toBe(0);
    expect(stdout).toContain(shell === 'powershell' ? 'Register-ArgumentCompleter' : 'complete');
    expect(stdout).toMatch(/complete '?--/);
  });

  test('is not there for another', async () => {
    const { status, stderr } = await runCli(['completion', 'fissh']);
    expect(status).toBe(2);
    expect(stderr).toContain('there is no completion for the shell "fissh"; did you mean "fish"? [usage]');
  });

  const hasBash = existsSync('/bin/bash') && existsSync('dist');
  if (!hasBash) console.warn('SKIPPED: there is no bash, or nothing is built');

  test.skipIf(!hasBash)('has bash replace only what stands behind the last =', async () => {
    const script = `
      runway() { '${process.execPath}' '${resolve('dist/runway.js')}' "$@"; }
      eval "$SCRIPT"; eval "$SCRIPT"
      try() { COMP_LINE=$1 COMP_POINT=\${#1}; __runway_complete 2> /dev/null; echo "\${COMPREPLY[*]}"; }
      try 'runway run ${FILE} --claim churn='
      try 'runway run ${FILE} --plan cut'`;
    const { stdout } = await runCli(['completion', 'bash']);
    const said = execFileSync('/bin/bash', ['-c', script], {
      encoding: 'utf8',
      env: { ...process.env, SCRIPT: stdout },
    });
    expect(said).toBe('pilot\ncut_early cut_late\n');
  });
});
