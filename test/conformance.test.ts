import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCli } from './cli/captured.ts';
import { agree } from './oracle/agree.ts';

/** Cases that belong to the standard, not to this program: `shared/conformance-2` beside the project or its folder. */
const FOLDERS = ['../..', '../../..'].map((up) => join(import.meta.dirname, up, 'shared/conformance-2'));
const FOLDER = FOLDERS.find((folder) => existsSync(folder)) ?? FOLDERS[0]!;
const isThere = existsSync(FOLDER);
const names = isThere ? readdirSync(FOLDER).filter((file) => file.endsWith('.yaml')) : [];
const bad = names.filter((file) => file.startsWith('bad-'));
const good = names.filter((file) => !file.startsWith('bad-'));
let agreed = 0;

/** A place as the standard writes it: `FILE:LINE:COLUMN`, or `FILE:LINE:FIRST-LAST` for anywhere in that stretch. */
interface Expected {
  readonly line: number;
  readonly first: number;
  readonly last: number;
}

function placesOf(file: string): Expected[] {
  const text = readFileSync(join(FOLDER, file.replace('.yaml', '.txt')), 'utf8');
  return [...text.matchAll(/\.yaml:(\d+):(\d+)(?:-(\d+))?/g)].map(([, line, first, last]) => ({
    line: Number(line),
    first: Number(first),
    last: Number(last ?? first),
  }));
}

if (!isThere) console.warn(`SKIPPED: no conformance cases at ${FOLDER}`);

describe.skipIf(!isThere)('the conformance cases of the standard', () => {
  afterAll(() => {
    console.info(`conformance: ${agreed}/${names.length} cases agree`);
  });

  test('are there', () => {
    expect(good.length).toBeGreaterThan(0);
    expect(bad.length).toBeGreaterThan(0);
  });

  test.for(good)('%s prints what the standard makes of it', async (file) => {
    const { status, stdout, stderr } = await runCli(['run', join(FOLDER, file), '--json']);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const expected: unknown = JSON.parse(readFileSync(join(FOLDER, file.replace('.yaml', '.expected.json')), 'utf8'));
    expect(agree(expected, JSON.parse(stdout))).toEqual([]);
    agreed++;
  });

  test.for(bad)('%s is refused where the standard says', async (file) => {
    const path = join(FOLDER, file);
    const { status, stdout, stderr } = await runCli(['run', path]);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    const found = stderr
      .split('\n')
      .filter((line) => line.startsWith(`${path}:`))
      .map((line) => /^:(\d+):(\d+): /.exec(line.slice(path.length))!.slice(1).map(Number));
    const expected = placesOf(file);
    expect(expected.length).toBeGreaterThan(0);
    for (const { line, first, last } of expected) {
      const hit = found.some(([l, column]) => l === line && column! >= first && column! <= last);
      expect(hit, `${line}:${first}-${last} among ${JSON.stringify(found)}`).toBe(true);
    }
    agreed++;
  });
});
