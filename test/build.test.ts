import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const PARTS = ['src', 'licences', 'scenarios', 'package.json', 'package-lock.json', 'tsconfig.json'];
const STEPS = ['build.mjs', 'built-from.mjs', 'build-if-needed.mjs'];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-build-'));
  for (const part of [...PARTS, ...STEPS]) cpSync(part, join(folder, part), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the first step of `npm start`. Returns the time at which the program that is then there was written. */
function started(): number {
  const { status, stderr } = spawnSync(process.execPath, ['build-if-needed.mjs'], { cwd: folder, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return statSync(join(folder, 'dist', 'runway.js')).mtimeMs;
}

describe('the build before a start', () => {
  let built: number;
  beforeAll(() => {
    built = started();
  });

  test('is not repeated while all that it reads is as it was', () => {
    expect(started()).toBe(built);
  });

  test.each<[string, () => void]>([
    ['a source changes', () => appendFileSync(join(folder, 'src', 'cli', 'version.ts'), '// changed\n')],
    ['another Node built it', () => writeFileSync(join(folder, 'dist', 'built-from'), 'another digest')],
  ])('is repeated when %s', (_, change) => {
    const before = started();
    change();
    expect(started()).toBeGreaterThan(before);
    const run = spawnSync(process.execPath, ['dist/runway.js', '--version'], { cwd: folder, encoding: 'utf8' });
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(run.stdout).toBe(`${version}\n`);
  });
});
