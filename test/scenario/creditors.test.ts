import { describe, expect, test } from 'vitest';
import { canEnd } from '../../src/scenario/creditors.ts';
import type { Reaction } from '../../src/scenario/scenario.ts';
import { codesOf, faultsOf, HEAD, numberOf, scenarioOf } from './reading.ts';

const reactionsOf = (creditor: string) =>
  scenarioOf(`${HEAD}creditors: {c: ${creditor}}`)
    .creditors.get('c')!
    .reactions.map(({ limit, patience, then }: Reaction) => [numberOf(limit), numberOf(patience), then]);

describe('the reactions of a creditor', () => {
  test.each<[string, unknown[]]>([
    ['{}', []],
    ['{patience: 3}', [[null, 3, 'suspend']]],
    ['{limit: 5k, then: call}', [[5000, null, 'call']]],
    ['{limit: 5k, patience: 2, then: petition}', [[5000, 2, 'petition']]],
    ['{then: petition}', []],
    [
      '{patience: 4, reactions: [{patience: 12, then: petition}, {limit: 2, then: call}]}',
      [
        [null, 4, 'suspend'],
        [null, 12, 'petition'],
        [2, null, 'call'],
      ],
    ],
    ['{reactions: [{patience: 0, limit: 1, then: suspend}]}', [[1, 0, 'suspend']]],
    ['{reactions: []}', []],
    ['{critical: true, patience: 1}', [[null, 1, 'fail']]],
    ['{critical: true, limit: 3k, patience: 1}', [[3000, 1, 'fail']]],
    ['{critical: true}', []],
    ['{critical: true, patience: 1, pay: 50%}', [[null, 1, 'fail']]],
  ])('of %s', (creditor, expected) => {
    expect(reactionsOf(creditor)).toEqual(expected);
  });

  test.each([
    ['{critical: true, pay: 50%}', ['pay-on-critical']],
    ['{critical: true, then: suspend}', ['reaction-on-critical']],
    ['{critical: true, patience: 1, reactions: [{limit: 3, then: call}]}', ['reaction-on-critical']],
    ['{critical: true, then: petition, reactions: []}', ['reaction-on-critical', 'reaction-on-critical']],
    ['{reactions: [{then: call}]}', ['missing-key']],
    ['{reactions: [{patience: 3}]}', ['missing-key']],
    ['{reactions: [{patience: 3, then: sue}]}', ['bad-value']],
    ['{reactions: [3]}', ['wrong-type']],
    ['{then: fail}', ['bad-value']],
    ['{reactions: [{patience: x, then: call}]}', ['unknown-name']],
    ['{patience: "uniform(1, 3)"}', ['misplaced-distribution']],
  ])('%s is refused', (creditor, codes) => {
    expect(codesOf(`${HEAD}creditors: {c: ${creditor}}`)).toEqual(codes);
  });

  test('stand where they are written', () => {
    const { reactions } = scenarioOf(`${HEAD}creditors:
  c:
    limit: 3k
    patience: 4
    reactions:
      - {patience: 12, then: petition}`).creditors.get('c')!;
    expect(reactions.map(({ place }) => place.source.text.slice(place.start, place.end))).toEqual([
      'patience',
      '{patience: 12, then: petition}',
    ]);
  });
});

describe('who can end the company', () => {
  /** The names of critical creditors, and whether any creditor could end the company. */
  const critical = (text: string) => {
    const scenario = scenarioOf(HEAD + text);
    const names = [...scenario.creditors.values()].filter((creditor) => creditor.critical).map(({ name }) => name);
    return [names.join(' '), canEnd(scenario)];
  };

  test.each<[string, string, boolean]>([
    ['costs: {rent: 5}', 'others', true],
    ['costs: {rent: {amount: 5, to: landlord}, pay: {amount: 5, to: staff}}', 'landlord staff', true],
    ['debts: {note: {principal: 5, kind: accruing, due: 2025-01}}', 'note', true],
    ['creditors: {cloud: {terms: net 30, priority: 1, late_fee: 1%, day: 5}}', 'cloud', true],
    ['creditors: {cloud: {}, staff: {critical: true}}', 'staff', true],
    ['creditors: {cloud: {}, bank: {patience: 3, then: petition}}', '', true],
    ['creditors: {cloud: {}, bank: {reactions: [{limit: 3, then: petition}]}}', '', true],
    ['creditors: {cloud: {}, tax: {critical: true, patience: 3}}', 'tax', true],
    // A creditor with a stance that cannot end the company leaves the others critical by default.
    ['creditors: {cloud: {}, bank: {patience: 3}}', 'cloud', true],
    ['creditors: {cloud: {}, bank: {then: petition}}', 'cloud bank', true],
    ['creditors: {cloud: {}, bank: {reactions: [{limit: 3, then: call}]}}', 'cloud', true],
    ['creditors: {cloud: {}, bank: {pay: 100%}, gpu: {limit: 5}, tax: {critical: false}}', 'cloud', true],
    ['creditors: {bank: {patience: 3}}', '', false],
    ['creditors: {bank: {critical: false}}', '', false],
    ['creditors: {bank: {pay: 50%}, gpu: {patience: 3, then: call}}', '', false],
    ['', '', false],
  ])('in %s', (text, names, can) => {
    expect(critical(text)).toEqual([names, can]);
  });
});

test('the day on which a creditor is paid', () => {
  expect(scenarioOf(`${HEAD}creditors: {c: {day: 31}, d: {}}`).creditors.get('c')!.day).toBe(31);
  for (const day of ['0', '32', '1.5', 'last', '-1'])
    expect(faultsOf(`${HEAD}creditors:\n  c: {day: ${day}}`), day).toEqual(['5:12 bad-value']);
});
