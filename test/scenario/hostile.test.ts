import { describe, expect, test } from 'vitest';
import { countOf, MOST_TOLD } from '../../src/diagnostic/diagnostic.ts';
import { positionOf, renderDiagnostics } from '../../src/diagnostic/render.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { HEAD } from './reading.ts';

const each = (n: number, line: (i: number) => string): string => Array.from({ length: n }, (_, i) => line(i)).join('');

/** Texts of n parts that go wrong over and over, or make the reader look for something again and again. */
const TEXTS: Record<string, (n: number) => string> = {
  'commas in braces': (n) => `{${','.repeat(n)}`,
  'commas in costs': (n) => `${HEAD}costs: {${','.repeat(n)}}`,
  anchors: (n) => '&a '.repeat(n),
  'brackets that nothing opens': (n) => `${HEAD}name: ${']'.repeat(n)}`,
  'braces on lines of their own': (n) => HEAD + '}\n'.repeat(n),
  'percent signs': (n) => HEAD + '%\n'.repeat(n),
  directives: (n) => `${'%YAML 9\n'.repeat(n)}---\na: 1`,
  'bad escapes': (n) => `${HEAD}name: "${'\\q'.repeat(n)}"`,
  'bad escapes on lines': (n) => HEAD + 'a: "\\q"\n'.repeat(n),
  aliases: (n) => `${HEAD}name: &a x\ncosts:\n${each(n, (i) => `  c${i}: *a\n`)}`,
  'aliases of nothing': (n) => `${HEAD}costs:\n${each(n, (i) => `  c${i}: *a\n`)}`,
  'keys that stand twice': (n) => `${HEAD}costs:\n${'  a: 1\n'.repeat(n)}`,
  'unknown keys': (n) => HEAD + each(n, (i) => `k${i}: 1\n`),
  'names that are none': (n) => `${HEAD}costs:\n${each(n, (i) => `  C${i}: 1\n`)}`,
  'unknown names': (n) => `${HEAD}costs:\n${each(n, (i) => `  c${i}: q${i}\n`)}`,
  'terms that are none': (n) => `${HEAD}creditors:\n${each(n, (i) => `  c${i}: {terms: net 31}\n`)}`,
  'keys that are missing': (n) => `${HEAD}debts:\n${each(n, (i) => `  c${i}: {}\n`)}`,
  'formulas cut short': (n) => `${HEAD}costs: {${each(n, (i) => `c${i}: max(1, 2), `)}}`,
  'formulas that never close': (n) => `${HEAD}costs: {${each(n, (i) => `c${i}: max(1, `)}}`,
  'signs that are none': (n) => `${HEAD}costs:\n${each(n / 40, (i) => `  c${i}: "${'@'.repeat(3000)}"\n`)}`,
  'a cycle through all': (n) => `${HEAD}assumptions:\n${each(n, (i) => `  c${i}: c${(i + 1) % n}\n`)}`,
  'cycles through one': (n) => `${HEAD}assumptions:\n${each(n, (i) => `  c${i}: c${(i + 1) % n} + c0\n`)}`,
  creditors: (n) => `${HEAD}creditors:\n${each(n, (i) => `  c${i}: {terms: net 30}\n`)}`,
};

/** Microseconds of the processor that the quickest of several readings took. */
function quickest(text: string, times: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const before = process.cpuUsage();
    readScenario({ name: 'test', text });
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, user + system);
  }
  return least;
}

describe('of a hostile text ', () => {
  test.each(Object.entries(TEXTS))('what is said is bounded: %s', (_, make) => {
    const { diagnostics } = readScenario({ name: 'test', text: make(1500) });
    expect(diagnostics.length).toBeLessThanOrEqual(MOST_TOLD + 1);
    const shown = renderDiagnostics(diagnostics);
    expect(shown.length).toBeLessThan(60_000);
    for (const line of shown.split('\n')) expect(line.length).toBeLessThan(700);
  });

  test.each(Object.entries(TEXTS))('16 times as much takes nowhere near 256 times as long: %s', (_, make) => {
    // Long enough that what every file costs does not count.
    const small = make(1).length - make(0).length < 4 ? 1500 : 150;
    quickest(make(small), 6);
    expect(quickest(make(16 * small), 2) / quickest(make(small), 4)).toBeLessThan(80);
  });
});

test('how many faults there are is said in the end, and the first of the text are told', () => {
  const { diagnostics } = readScenario({ name: 'test', text: `${HEAD}costs:\n${each(500, (i) => `  c${i}: q\n`)}` });
  expect(countOf(diagnostics)).toBe(500);
  const lines = diagnostics.slice(0, -1).map(({ place }) => positionOf(place!.source, place!.start).line);
  expect(lines).toEqual(Array.from({ length: MOST_TOLD }, (_, i) => i + 5));
  expect(diagnostics.at(-1)).toEqual({
    severity: 'error',
    code: 'too-many',
    place: null,
    message: '… and 400 more',
    more: 400,
  });
});

test('a sentence that quotes a long word is cut in its middle', () => {
  for (const text of [
    `${HEAD}name: *${'a'.repeat(90_000)}`,
    `${HEAD}costs: {a: ${'x'.repeat(3999)}}`,
    `${HEAD}plans: {a: {set: {${'x'.repeat(9000)}: 1}}}`,
  ]) {
    const { diagnostics } = readScenario({ name: 'test', text });
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]!.message).toContain('…');
    expect(diagnostics[0]!.message.length + (diagnostics[0]!.hint ?? '').length).toBeLessThan(1300);
  }
});

describe('an alias stands for the last value before it that has its anchor', () => {
  const cash = (text: string) => readScenario({ name: 'test', text }).scenario?.cash.text;
  const file = 'runway: 1\nstart: 2024-01\n';
  test('of several', () => {
    expect(cash(`${file}name: &a 1\ndescription: &a 2\ncash: *a\nreserve: &a 3\n`)).toBe('2');
  });

  test('and not for one of the same name inside what another alias repeats', () => {
    const text = `${file}funding: {f: {amount: 1, month: 2024-01}, g: &g {amount: &n 1, month: 2024-01}}
assumptions: {x: &n 5}
sources: {}
name: x
cash: *n
`;
    expect(cash(text)).toBe('5');
  });

  test('nor for one that comes after it, or that it stands in', () => {
    expect(cash(`${file}cash: *a\nname: &a 1\n`)).toBeUndefined();
    expect(cash(`${file}cash: 1\ncosts: &a {x: *a}\n`)).toBeUndefined();
  });
});
