import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askInTurn } from '../../src/cli/questions.ts';
import { runCli } from './captured.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-init-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = (name: string): string => join(folder, name);
const files = (): string[] => readdirSync(folder).sort();
const textOf = (name: string): string => readFileSync(path(name), 'utf8');

describe('init', () => {
  test('writes a file that check passes without warnings, and the schema for editors', async () => {
    const told = ['--cash', '4M', '--burn', '8M', '--revenue', '11M/year', '--start', '2026-01'];
    const { status, stdout, stderr } = await runCli(['init', path('my-shop.yaml'), ...told]);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`Wrote ${path('my-shop.yaml')}, and runway.schema.json beside it for editors.\n`);
    expect(files()).toEqual(['my-shop.yaml', 'runway.schema.json']);
    expect(textOf('my-shop.yaml')).toMatch(/^# yaml-language-server: \$schema=runway\.schema\.json\n\n# My shop\./);
    expect(textOf('runway.schema.json')).toBe((await runCli(['schema'])).stdout);
    const checked = await runCli(['check', path('my-shop.yaml')]);
    expect(checked).toMatchObject({ status: 0, stderr: '' });
    expect(checked.stdout).toContain('no errors, 0 warnings');
  });

  test('never writes over a file', async () => {
    writeFileSync(path('mine.yaml'), 'mine');
    const { status, stdout, stderr } = await runCli(['init', path('mine.yaml'), '--cash', '4M']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('mine.yaml is there already, and init writes over nothing [usage]');
    expect([files(), textOf('mine.yaml')]).toEqual([['mine.yaml'], 'mine']);
  });

  test('a schema that is there stays, and a folder that is not is told of', async () => {
    writeFileSync(path('runway.schema.json'), 'mine');
    expect(await runCli(['init', path('a.yaml'), '--cash', '4M'])).toMatchObject({ status: 0, stderr: '' });
    expect(textOf('runway.schema.json')).toBe('mine');
    const { status, stderr } = await runCli(['init', path('none/a.yaml'), '--cash', '4M']);
    expect(status).toBe(2);
    expect(stderr).toContain('a.yaml cannot be written: its folder is not there [usage]');
  });

  test('without a terminal and without options it names the options', async () => {
    const { status, stderr } = await runCli(['init', path('a.yaml')]);
    expect(status).toBe(2);
    for (const option of ['--cash', '--burn', '--revenue', '--growth', '--owed', '--hope', '--from'])
      expect(stderr).toContain(option);
    expect(files()).toEqual([]);
  });

  test.each([
    [
      ['--cash', '4 million', '--burn', '0'],
      [/^--cash:1:/m, /^--burn:1:1: error: an amount above 0/m],
    ],
    [['--cash', '4M', '--start', '2026'], [/^--start:1:1: error: a month is written YYYY-MM/m]],
    [
      ['--from', 'inflection-a'],
      [/^--from:1:1: error: .*did you mean "inflection-ai"\?/m, /shipped: first-scenario, /],
    ],
    [['--from', 'inflection-ai', '--cash', '4M'], [/--cash does not go with it/]],
  ])('refuses %j, and writes nothing', async (args, said) => {
    const { status, stderr } = await runCli(['init', path('a.yaml'), ...args]);
    expect(status).toBe(2);
    for (const pattern of said) expect(stderr).toMatch(pattern);
    expect(files()).toEqual([]);
  });

  test('--from copies a shipped scenario with its comments', async () => {
    expect(await runCli(['init', path('b.yaml'), '--from', 'inflection-ai'])).toMatchObject({ status: 0 });
    const shipped = readFileSync('scenarios/inflection-ai.yaml', 'utf8');
    expect(textOf('b.yaml')).toBe(shipped.replace('$schema=schema.json', '$schema=runway.schema.json'));
  });
});

describe('a shipped scenario', () => {
  test('is run by its name as by its path, with and without a command', async () => {
    const byPath = await runCli(['run', 'scenarios/inflection-ai.yaml']);
    expect(byPath.status).toBe(0);
    expect(await runCli(['run', 'inflection-ai'])).toEqual(byPath);
    expect(await runCli(['inflection-ai'])).toEqual(byPath);
    expect((await runCli(['check', 'inflection-ai'])).stdout).toMatch(/^inflection-ai: no errors/);
  });

  test('stands behind a file of its name', async () => {
    const before = process.cwd();
    try {
      process.chdir(folder);
      writeFileSync('inflection-ai', 'runway: 1\nname: Of my own\nstart: 2024-01\ncash: 5\n');
      expect((await runCli(['run', 'inflection-ai'])).stdout).toMatch(/^Of my own/);
    } finally {
      process.chdir(before);
    }
  });

  test('is suggested for a name near its own', async () => {
    const { status, stderr } = await runCli(['inflection']);
    expect([status, existsSync('inflection')]).toEqual([2, false]);
    expect(stderr).toContain('did you mean "inflection-ai"?');
  });

  test('is in the list, each with its title', async () => {
    const { stdout } = await runCli(['list']);
    for (const name of readdirSync('scenarios').filter((file) => file.endsWith('.yaml')))
      expect(stdout).toContain(name.replace('.yaml', ''));
    const { scenarios } = JSON.parse((await runCli(['list', '--json'])).stdout) as { scenarios: object[] };
    expect(scenarios[1]).toMatchObject({
      name: 'inflection-ai',
      title: 'Inflection AI, January 2024',
      start: '2024-01',
    });
  });
});

/** A terminal in memory: what is typed to each question as soon as it is asked, and all that was written. */
function terminal(typed: Readonly<Record<string, string>>) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
  const left = new Map(Object.entries(typed));
  let written = '';
  output.on('data', (chunk: Buffer) => {
    written += chunk.toString();
    for (const [question, keys] of left) {
      if (!written.includes(question)) continue;
      left.delete(question);
      // As from a person: after what was written is drawn.
      setImmediate(() => input.write(keys));
    }
  });
  return { input: input as unknown as ReadStream, output: output as unknown as WriteStream, written: () => written };
}

describe('questions', () => {
  const QUESTIONS = ['one', 'two', 'three'].map((name) => ({
    ...{ name, asks: `Question ${name}`, example: '4M' },
    faultOf: (answer: string) => (answer === 'bad' ? 'that is bad' : null),
  }));
  const ask = ({ input, output }: ReturnType<typeof terminal>) =>
    askInTurn(QUESTIONS, { title: 'New', end: 'Done.', input, output });

  test('are asked in turn; Enter skips one', async () => {
    const there = terminal({ 'Question one': '12M\r', 'Question two': '\r', 'Question three': ' 5% \r' });
    expect(await ask(there)).toEqual(
      new Map([
        ['one', '12M'],
        ['three', '5%'],
      ]),
    );
    expect(there.written()).toContain('Done.');
  });

  test('are asked again where an answer is at fault, which is said', async () => {
    const there = terminal({
      'Question one': 'bad\r',
      'that is bad': '\u007f\u007f\u007f5\r',
      'Question two': '\u0003',
    });
    expect(await ask(there)).toBeNull();
    expect(there.written()).toContain('nothing is written');
  });
});
