import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CODES } from '../../src/diagnostic/codes.ts';
import { runCli } from '../cli/captured.ts';

/**
 * Every kind of fault, shown once: `CODE.yaml` or `CODE.what.yaml`, the arguments beside it where it is the command
 * line's (`.args`, one a line), and what is printed of it (`.txt`, written anew by `vitest -u` and then read).
 */
const FOLDER = relative(process.cwd(), import.meta.dirname);
const files = readdirSync(FOLDER);
const specimens = files.filter((file) => file.endsWith('.yaml')).map((file) => file.slice(0, -'.yaml'.length));

/** Specimens that are too long to keep, made here. */
const MADE: Record<string, () => string> = {
  'too-large': () => `runway: 1\nstart: 2024-01\ncash: 400k\nname: ${'very '.repeat(120_000)}large\n`,
  'too-many': () => `runway: 1\nstart: 2024-01\ncash: 400k\ncosts: {${','.repeat(40_000)}}\n`,
  'too-large.words': () => `runway: 1\nstart: 2024-01\ncash: 400k\ncosts: {${'a: 1, '.repeat(30_000)}}\n`,
};

const expected = (name: string): string => join(FOLDER, `${name}.txt`);
const codeOf = (name: string): string => name.split('.')[0]!;
const all = [...specimens, ...Object.keys(MADE)];
const unread = all.filter((name) => !existsSync(expected(name)));
const stray = files.filter((file) => file.endsWith('.txt') && !all.includes(basename(file, '.txt')));

function argsOf(name: string): string[] {
  const path = join(FOLDER, `${name}.args`);
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : [];
}

async function holds(name: string, path: string, shown: string): Promise<void> {
  const run = await runCli(['run', path, ...argsOf(name)]);
  expect(run.status, 'exit status').toBe(2);
  expect(run.stdout, 'standard output').toBe('');
  const stderr = run.stderr.replaceAll(path, shown);
  expect(stderr).toContain(`[${codeOf(name)}]`);
  await expect(stderr).toMatchFileSnapshot(`${name}.txt`);
  const check = await runCli(['check', path, ...argsOf(name)]);
  expect(check.status, 'exit status of check').toBe(2);
  expect(check.stderr.replaceAll(path, shown), 'check says the same').toBe(stderr);
}

describe('a faulty file is refused, and the fault is shown: ', () => {
  test.each(specimens)('%s', async (name) => {
    const path = join(FOLDER, `${name}.yaml`);
    await holds(name, path, path);
  });

  test.each(Object.entries(MADE))('%s', async (name, make) => {
    const folder = mkdtempSync(join(tmpdir(), 'runway-'));
    try {
      const path = join(folder, 'made.yaml');
      writeFileSync(path, make());
      await holds(name, path, `${name}.yaml`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the specimens', () => {
  test('show every code of the table', () => {
    const shown = new Set(all.map(codeOf));
    expect(Object.keys(CODES).filter((code) => !shown.has(code))).toEqual([]);
  });

  test('are of codes that the table has', () => {
    expect(all.filter((name) => !Object.hasOwn(CODES, codeOf(name)))).toEqual([]);
  });

  test('each stand beside what is printed of them', () => {
    expect(unread).toEqual([]);
    expect(stray).toEqual([]);
  });
});
