import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { SameProgram } from '../../bench/same-program.ts';
import { Faults } from '../../src/diagnostic/diagnostic.ts';
import { compile } from '../../src/engine/ask.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { generateScenario } from '../oracle/generate.ts';

const folder = mkdtempSync(join(tmpdir(), 'runway-c-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** C++ of GCC: only the measurements need it. */
const hasCompiler = spawnSync('gcc', ['-x', 'c++', '-fsyntax-only', '/dev/null']).status === 0;
if (!hasCompiler) console.warn('skipped: the program in C is not compared, for there is no gcc with C++');

function sameProgram(seed: number): SameProgram | null {
  const { scenario } = readScenario({ name: 'test', text: generateScenario(seed) });
  const series = ['cash', 'overdue', 'owed', 'net_income'];
  try {
    return new SameProgram(
      compile(scenario!),
      leverSettings(scenario!),
      { series, means: [] },
      45,
      folder,
      String(seed),
    );
  } catch (error) {
    if (error instanceof Faults) return null;
    throw error;
  }
}

test.skipIf(!hasCompiler)('the program in C that measurements compare with leaves the numbers of the engine', () => {
  const programs = [3, 11, 27].flatMap((seed) => sameProgram(seed) ?? []);
  expect(programs.length).toBeGreaterThan(0);
  for (const program of programs) {
    const { found } = program.compile('two lanes')(1);
    expect(program.distance(found)).toBeLessThan(1e-12);
    // The comparison fails where one number differs.
    expect(program.distance(found.map((x) => x * (1 + 1e-9) + 1))).toBeGreaterThan(1e-12);
  }
});
