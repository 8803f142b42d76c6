import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { standardFolder } from '../standard.ts';
import { faultsOf, scenarioOf } from './reading.ts';

/** Cases that belong to the standard, not to this program. */
const FOLDER = standardFolder('conformance-2');
const names = existsSync(FOLDER) ? readdirSync(FOLDER).filter((file) => file.endsWith('.yaml')) : [];
const bad = names.filter((file) => file.startsWith('bad-'));
const good = names.filter((file) => !file.startsWith('bad-'));
/** Cases that are refused when they run, for the values of their formulas. */
const AT_RUN = ['bad-12-negative-cash.yaml', 'bad-14-not-finite.yaml'];

if (names.length === 0) console.warn(`SKIPPED: no conformance cases at ${FOLDER}`);

const textOf = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');

describe.skipIf(names.length === 0)('the files of the standard', () => {
  test('are there', () => {
    expect(good.length).toBeGreaterThan(40);
    expect(bad.length).toBeGreaterThan(20);
  });

  test.for(good)('%s is read', (file) => {
    expect(scenarioOf(textOf(file)).months).toBeGreaterThan(0);
  });

  test.for(bad.filter((file) => !AT_RUN.includes(file)))('%s is refused where the standard says', (file) => {
    const found = faultsOf(textOf(file)).map((fault) => /^(\d+):(\d+) /.exec(fault)!.slice(1).map(Number));
    const places = [...textOf(file.replace('.yaml', '.txt')).matchAll(/\.yaml:(\d+):(\d+)(?:-(\d+))?/g)];
    expect(places.length).toBeGreaterThan(0);
    for (const [, line, first, last = first] of places) {
      const hit = found.some(
        ([l, column]) => l === Number(line) && column! >= Number(first) && column! <= Number(last),
      );
      expect(hit, `${line}:${first}-${last} among ${JSON.stringify(found)}`).toBe(true);
    }
  });
});
