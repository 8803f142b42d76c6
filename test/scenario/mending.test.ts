import { describe, expect, test } from 'vitest';
import { readScenario } from '../../src/scenario/read.ts';
import { HEAD, scenarioOf } from './reading.ts';

/** Files with one fault whose hint says `write X`: with X in the fault's place they are read. */
const MENDED: readonly string[] = [
  'costs: {a: {amount: 84k * between("2026-09", "2027-02"), to: staff}}',
  'costs:\n  a: {amount: 2000 * until("2026-02") + 2050 * between("2026-03", "2026-04"), to: staff}',
  "costs: {a: {amount: 84k * between('2026-09', '2027-02'), to: staff}}",
  'costs: {a: {amount: "84k * between("2026-09", "2027-02")", to: staff}}',
  "costs: {a: {amount: '84k * between('2026-09', '2027-02')', to: staff}}",
  'costs:\n  a: "84k * between("2026-09", "2027-02")"  # so far\n',
  'costs:\n  a: "84k * since("2026-09")"\n  b: 4\n',
  'costs:\n  a: "84k * since("2026-09") * (1 + 2%) + 4" # so far, "for now"\n  b: 4\n',
  'costs: {b: 3, a: t < 3 ? between("2026-09", "2027-02") : 5}',
  'costs: {a: 1,000}',
  'costs: {a: {amount: 1,000,000, to: staff}}',
  'costs: {a: 1, b: 12,500k, c: 3}',
  'costs: {a: {amount: 1, label: Rent, light and power, to: staff}}',
  'funding: {a: {amount: 1M, month: 2024-03, note: "x", label: Smith, Jones}}',
];

describe('the text that a hint gives, in the place of the fault, is read', () => {
  test.each(MENDED)('%s', (text) => {
    const file = HEAD + text;
    const { diagnostics } = readScenario({ name: 'test', text: file });
    expect(diagnostics).toHaveLength(1);
    const { place, hint } = diagnostics[0]!;
    const write = /^write (.*?)(, or with k or M)?$/s.exec(hint!)![1]!;
    const mended = file.slice(0, place!.start) + write + file.slice(place!.end);
    expect(readScenario({ name: 'test', text: mended }).diagnostics).toEqual([]);
  });
});

test('a formula cut at its comma is shown whole, whatever stands behind its parentheses', () => {
  for (const whole of [
    'prev(s, 10k) * 2',
    'prev(s, 10k) * (1 + 2%) + 4',
    '2 * prev(s, 10k) - max(1, 2)',
    'max(1, (2)) * (3)',
  ]) {
    const { diagnostics } = readScenario({
      name: 'test',
      text: `${HEAD}assumptions: {s: 1}\ncosts: {a: ${whole}, b: 3}`,
    });
    expect(diagnostics.map(({ hint }) => hint)).toEqual([`write "${whole}"`]);
  }
});

test('a key without a value in braces stays one where it is no rest of a text or number', () => {
  const costs = scenarioOf(`${HEAD}assumptions: {a: {value: 1, note}}\ncosts: {a1: 1}`).assumptions;
  expect(costs.get('a')!.note).toBe('');
  const { diagnostics } = readScenario({ name: 'test', text: `${HEAD}costs: {a: 1, rent}` });
  expect(diagnostics.map(({ message }) => message)).toEqual(['rent has no value']);
});

test('a row of numbers is told how it is written, from the start of the file on', () => {
  const { diagnostics } = readScenario({ name: 'test', text: `${HEAD}revenue: {sweets: [2550, 2675]}` });
  expect(diagnostics).toMatchObject([
    {
      message: 'revenue.sweets: a formula is expected, and a list stands here',
      hint: `a value for each month is a series: 'series("2024-01", 2550, 2675)'`,
    },
  ]);
});

describe('values that were once read without a fault are refused', () => {
  const messages = (text: string) =>
    readScenario({ name: 'test', text: HEAD + text }).diagnostics.map(({ code, message }) => `${code}: ${message}`);

  test('a tag that is none of text, list or mapping', () => {
    for (const tag of ['!!binary', '!!int', '!!float', '!!bool', '!!null', '!!timestamp', '!!set', '!!omap', '!mine'])
      expect(messages(`costs: {a: ${tag} 1}`), tag).toEqual([`yaml-syntax: a scenario has no tags, such as ${tag}`]);
    expect(messages('costs: !!map {a: !!str 1}\nname: !!str x')).toEqual([]);
    expect(messages('costs: {a: !!seq 1}')).toEqual(['yaml-syntax: a scenario has no tags, such as !!seq']);
  });

  test('an empty list of shares, and no other empty list', () => {
    expect(messages('revenue: {a: {amount: 1, collect: []}}')).toEqual([
      'bad-value: revenue.a.collect is an empty list, by which nothing is ever collected',
    ]);
    expect(messages('revenue: {a: {amount: 1, collect: [0%], receivable: []}}\ncreditors: {c: {due: []}}')).toEqual([]);
  });

  test('a month where a number stands, wherever it is', () => {
    for (const text of [
      'costs: {a: 2024-05}',
      'levers: {a: 2024-05}',
      'levers: {a: 20%}\nplans: {p: {set: {a: 2024-05}}}',
      'revenue: {a: {amount: 1, receivable: [2024-05]}}',
      'assumptions: {a: {value: 2024-05}}',
      'checks: {c: {measure: runway, at_least: 2024-05}}',
      'debts: {d: {principal: 2024-05, due: 2024-06, kind: accruing}}',
    ])
      expect(messages(text), text).toEqual(['formula-syntax: 2024-05 reads as a month, and a number is expected here']);
  });

  test('a whole number with a 0 before it', () => {
    for (const text of [
      'months: 024',
      'seed: 007',
      'creditors: {c: {priority: 01}}',
      'levers: {l: {value: 1, delay: 03}}',
    ])
      expect(messages(text)[0], text).toMatch(/^bad-value: .*, without a 0 before it$/);
    expect(messages('creditors: {c: {terms: net 030}}')[0]).toMatch(/^bad-value/);
    expect(messages('seed: 0\ncreditors: {c: {terms: net 0}}')).toEqual([]);
  });
});
