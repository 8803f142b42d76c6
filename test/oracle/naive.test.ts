import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readScenario } from '../../src/scenario/read.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { agree } from './agree.ts';
import { betaMedian } from './naive/medians.ts';
import { NaiveFault, NotFinite, naiveCase } from './naive.ts';
import { caseObject } from './output.ts';

/** Beside the project, or beside the folder it stands in. */
const FOLDER = ['../shared', '../../shared']
  .map((beside) => join(import.meta.dirname, '../..', beside, 'conformance-2'))
  .find(existsSync);

function read(name: string, text: string): Scenario {
  const { scenario, diagnostics } = readScenario({ name, text });
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  expect(
    errors.map(({ message, place }) => `${message} (${place?.source.text.slice(place.start, place.end)})`),
    `${name} is read without an error`,
  ).toEqual([]);
  return scenario!;
}

function small(text: string): Scenario {
  return read('small', `runway: 1\nstart: 2024-01\nmonths: 3\n${text}`);
}

if (FOLDER === undefined)
  console.warn('SKIPPED: no conformance-2 beside the project, the naive engine is not held to its scenarios');

describe.skipIf(FOLDER === undefined)('the naive engine and the standard', () => {
  const names = (FOLDER === undefined ? [] : readdirSync(FOLDER))
    .filter((file) => file.endsWith('.expected.json'))
    .map((file) => file.slice(0, -'.expected.json'.length));

  test('there are scenarios', () => {
    expect(names.length).toBeGreaterThan(0);
  });

  test.each(names)('%s', (name) => {
    const scenario = read(`${name}.yaml`, readFileSync(join(FOLDER!, `${name}.yaml`), 'utf8'));
    const expected: unknown = JSON.parse(readFileSync(join(FOLDER!, `${name}.expected.json`), 'utf8'));
    expect(agree(expected, caseObject(scenario, naiveCase(scenario)))).toEqual([]);
  });
});

describe('medians of beta', () => {
  // a, b, median: closed forms, and the mirror of each.
  test.each([
    [1, 1, 0.5],
    [1, 5, 1 - 0.5 ** (1 / 5)],
    [5, 1, 0.5 ** (1 / 5)],
    [1, 2, 1 - Math.SQRT1_2],
    [0.02, 1, 0.5 ** 50],
    [1, 4000, -Math.expm1(Math.log(0.5) / 4000)],
    // x^2 (3 - 2x) of the mirror-free 2, 3: x^2 (6 - 8x + 3x^2) = 1/2.
    [2, 3, 0.38572756813238945],
    [700, 700, 0.5],
  ])('%s, %s', (a, b, expected) => {
    expect(Math.abs(betaMedian(a, b) / expected - 1)).toBeLessThan(1e-12);
    expect(Math.abs(betaMedian(b, a) - (1 - expected))).toBeLessThan(1e-12);
  });
});

describe('what ends a run', () => {
  test('a formula without a finite value, named with its month', () => {
    const scenario = small('cash: 5\ncosts: {rent: 1 / (1 - t)}\n');
    expect(() => naiveCase(scenario)).toThrow(NotFinite);
    try {
      naiveCase(scenario);
    } catch (error) {
      expect(error).toMatchObject({ where: 'costs.rent', t: 1 });
    }
  });

  test.each([
    'cash: 3 - 5',
    'cash: 5\nrevenue: {sales: {amount: 5, collect: [60%, 60%]}}',
    'cash: 5\nrevenue: {sales: {amount: 5, collect: [120% - since("2024-02")]}}',
    'cash: 5\nassumptions: {p: 130%}\nfunding: {angel: {amount: 5, month: 2024-02, probability: p}}',
    'cash: 5\ndebts: {note: {principal: 5, rate: 1% - 1% * t, kind: accruing, due: 2030-01}}',
  ])('%s', (text) => {
    // A reader may refuse some of these at once; what it lets through ends the run, by the third month at the latest.
    const { scenario } = readScenario({ name: 'small', text: `runway: 1\nstart: 2024-01\nmonths: 3\n${text}\n` });
    if (scenario === null) return;
    if (text.includes('- 1% * t')) expect(() => naiveCase(scenario)).toThrow('rate is negative');
    else expect(() => naiveCase(scenario)).toThrow(NaiveFault);
  });
});
