import { expect, test } from 'vitest';
import { isInPercent } from '../../src/formula/in-percent.ts';
import { parseFormula } from '../../src/formula/parse.ts';

const CASES: readonly [formula: string, isIn: boolean][] = [
  ['35%', true],
  ['-5 %', true],
  ['uniform(5%, 12%)', true],
  ['monthly(normal(5%, 1%))', true],
  ['lognormal(4%, 0.3)', true],
  ['max(0, growth + 2%)', true],
  ['series("2024-01", 1%, 2%)', true],
  ['cut ? 5% : 10%', true],
  ['12% / 12', true],
  ['0.35', false],
  ['lognormal(660k, 35%)', false],
  ['lognormal(660k * 110%, 35%)', false],
  ['80k * 35%', false],
  ['20k / 80%', false],
];

test.each(CASES)('whether %s comes to something written in percent', (text, isIn) => {
  const { node, faults } = parseFormula(text);
  if (node === null) throw new Error(`${text}: ${faults.map(({ message }) => message).join('; ')}`);
  expect(isInPercent({ text, node, place: { source: { name: 'x', text }, start: 0, end: text.length } })).toBe(isIn);
});
