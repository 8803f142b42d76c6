import { describe, expect, test } from 'vitest';
import { parseFormula } from '../../src/formula/parse.ts';
import { nodes } from '../../src/formula/walk.ts';

/** A formula of about that many characters in which one thing stands again and again. */
const CHAINS: Record<string, (length: number) => string> = {
  ...Object.fromEntries(
    ['+', '-', '*', '/', '<', '>=', '==', '!=', ' and ', ' or ', ' + -', ' * -', ' - 2^-'].map((sign) => [
      `1${sign}1 …`,
      (length: number) => `1${`${sign}1`.repeat(length / (sign.length + 1))}`,
    ]),
  ),
  'max(1, 1, …)': (length) => `max(1${', 1'.repeat(length / 3)})`,
  '(1) + (1) …': (length) => `(1)${' + (1)'.repeat(length / 6)}`,
  'abs(1) + abs(1) …': (length) => `abs(1)${' + abs(1)'.repeat(length / 9)}`,
};

/** The texts that open and close one level of nesting, and the number of levels that the parser counts for it. */
const NESTS: Record<string, readonly [open: string, close: string, levels: number]> = {
  '-': ['-', '', 1],
  '2^': ['2^', '', 1],
  '-2^': ['-2^', '', 2],
  '(': ['(', ')', 1],
  '-(': ['-(', ')', 2],
  'not (': ['not (', ')', 2],
  'abs(': ['abs(', ')', 1],
  '-abs(': ['-abs(', ')', 2],
  'max(1, ': ['max(1, ', ')', 1],
  'if(1, 1, ': ['if(1, 1, ', ')', 1],
  '1 ? 2 : (': ['1 ? 2 : (', ')', 2],
  'prev(a, ': ['prev(a, ', ')', 1],
};

/** Microseconds of the processor that the quickest of several parses took. */
function quickest(text: string): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 7; i++) {
    const before = process.cpuUsage();
    parseFormula(text);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, user + system);
  }
  return least;
}

describe('16 times as long takes nowhere near 256 times as long: ', () => {
  test.each(Object.entries(CHAINS))('%s', (_, make) => {
    // A sum of 1,000 terms is the longest that is read.
    const most = parseFormula(make(3800)).node === null ? 1900 : 3800;
    quickest(make(most));
    expect(quickest(make(most)) / Math.max(20, quickest(make(most / 16)))).toBeLessThan(80);
  });
});

describe('as deep as is read, and no deeper: ', () => {
  test.each(Object.entries(NESTS))('%s', (_, [open, close, levels]) => {
    const nest = (times: number) => `${open.repeat(times)}1${close.repeat(times)}`;
    const most = 100 / levels;
    const { node, faults } = parseFormula(nest(most));
    expect(faults).toEqual([]);
    expect([...nodes(node!)].length).toBeGreaterThan(0);
    const deeper = parseFormula(nest(most + 1));
    expect(deeper.node).toBeNull();
    expect(deeper.faults.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'formula-syntax: the formula is nested too deeply: at most 100 parentheses, signs and powers stand inside each other',
    ]);
    const { start, end } = deeper.faults[0]!.at;
    expect(start).toBeGreaterThanOrEqual(most * open.length);
    expect(end).toBeLessThanOrEqual((most + 1) * open.length);
  });

  test('brackets that are closed are not counted', () => {
    for (const part of ['-1', '(1)', '-(1)', 'abs(-1)', '(1 ? 2 : 3)', '2^-1'])
      expect(parseFormula(`${part}${` + ${part}`.repeat(200)}`).faults, part).toEqual([]);
    expect(parseFormula(`max(1${', (1 ? -2 : 3)'.repeat(200)})`).faults).toEqual([]);
  });

  test('more signs than any stack holds are refused, whatever they are', () => {
    for (const open of ['-', 'not ', '-(', 'not (', '(', '2^', '1 ? ', '1 ? 2 : ', 'abs(']) {
      const { node, faults } = parseFormula(open.repeat(3999 / open.length));
      expect(node).toBeNull();
      expect(faults, open).toHaveLength(1);
    }
  });
});

test('a sum that is too long says so', () => {
  const { node, faults } = parseFormula(`1${' + 1'.repeat(999)}`);
  expect(faults).toEqual([]);
  expect([...nodes(node!)]).toHaveLength(1999);
  expect(parseFormula(`1${' + 1'.repeat(999)} + 1`.replaceAll(' ', '')).faults[0]!.message).toBe(
    "the formula has more than 1000 operators that work on each other's results",
  );
});
