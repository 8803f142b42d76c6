import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readScenario } from '../../src/scenario/read.ts';
import { runCli } from '../cli/captured.ts';
import { agree } from '../oracle/agree.ts';
import { naiveCase } from '../oracle/naive.ts';
import { caseObject } from '../oracle/output.ts';

/**
 * Cases of the standard, each worked by hand in the comments of its file; `NAME.expected.json` holds the figures that
 * decide it. None was printed by a program: where a program prints others, the program or the standard is at fault.
 */
const HERE = import.meta.dirname;
const FAULTY = join(HERE, 'faulty');
const filesIn = (folder: string): string[] => readdirSync(folder).filter((file) => file.endsWith('.yaml'));
const textOf = (file: string): string => readFileSync(join(HERE, file), 'utf8');

/** What the figures are of: `run`, the base case unless `worlds` says how many; or `check`. */
interface Expected {
  readonly command?: 'check';
  readonly worlds?: number;
}

describe.each(filesIn(HERE))('%s', (file) => {
  const expected: Expected = JSON.parse(textOf(file.replace('.yaml', '.expected.json')));
  const { command = 'run', worlds } = expected;

  test(`is what \`${command} --json\` prints`, async () => {
    const many = worlds === undefined ? [] : ['--worlds', String(worlds)];
    const { status, stdout, stderr } = await runCli([command, join(HERE, file), '--json', ...many]);
    expect(stderr).toBe('');
    expect(status).toBe(command === 'check' ? 1 : 0);
    expect(agree(expected, JSON.parse(stdout))).toEqual([]);
  });

  test.skipIf(command === 'check' || worlds !== undefined)('is what the naive engine makes of it', () => {
    const { scenario } = readScenario({ name: file, text: textOf(file) });
    expect(agree(expected, caseObject(scenario!, naiveCase(scenario!)))).toEqual([]);
  });
});

/** `LINE:COLUMN`, or `LINE:FIRST-LAST` for anywhere in that stretch. */
function isAt(place: string, found: string): boolean {
  const [line, columns] = place.split(':');
  const [first, last = first] = columns!.split('-');
  const [foundLine, column] = found.split(':');
  return foundLine === line && Number(column) >= Number(first) && Number(column) <= Number(last);
}

describe('a file with faults is refused at each of them, and nowhere else', () => {
  test.each(filesIn(FAULTY))('%s', async (file) => {
    const path = join(FAULTY, file);
    const [comment] = readFileSync(path, 'utf8').split('\n');
    const places = /^# Refused at (\d[-\d:and ]*):/.exec(comment!)![1]!.split(' and ');
    const { status, stdout, stderr } = await runCli(['run', path]);
    expect([status, stdout]).toEqual([2, '']);
    const found = stderr
      .split('\n')
      .filter((line) => line.startsWith(`${path}:`))
      .map((line) => line.slice(path.length + 1).replace(/^(\d+:\d+): .*$/, '$1'));
    expect(found).toHaveLength(places.length);
    for (const place of places)
      expect(
        found.some((one) => isAt(place, one)),
        `${place} among ${found}`,
      ).toBe(true);
  });
});
