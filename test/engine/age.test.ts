/** How old arrears are, and how long creditors wait whose patience is drawn. */
import { describe, expect, test } from 'vitest';
import { askCase, compile, drawWorld, Engine } from '../../src/engine/ask.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';

function modelOf(text: string) {
  const { scenario, diagnostics } = readScenario({ name: 'test', text: `runway: 1\nstart: 2024-01\n${text}` });
  if (scenario === null) throw new Error(diagnostics[0]?.message);
  return { model: compile(scenario), settings: leverSettings(scenario) };
}

describe('arrears', () => {
  test('are as old as the oldest part that is not settled, and settled from there', () => {
    const { model, settings } = modelOf(`
months: 6
cash: 0
costs: {hosting: {amount: 10, to: cloud}}
creditors: {cloud: {overdue: 5, overdue_months: 2, patience: 9}}
funding: {angels: {amount: 16, month: 2024-03}}`);
    // Opening arrears of 5, two months old; 16 in March settle them, January's 10, and a part of February's.
    expect([...askCase(model, settings).creditors.get('cloud')!.age]).toEqual([3, 4, 2, 3, 4, 5]);
  });

  test('that come back are as young as they are', () => {
    const { model, settings } = modelOf(`
months: 4
cash: 10
costs: {hosting: {amount: 10 + 5 * at("2024-02"), to: cloud}}
creditors: {cloud: {patience: 9}}
revenue: {sales: 10 * at("2024-02") + 15 * at("2024-03")}`);
    expect([...askCase(model, settings).creditors.get('cloud')!.age]).toEqual([0, 1, 0, 1]);
  });
});

test('a patience that is drawn is as long in every world as it says, by both ways of computing', () => {
  const { model, settings } = modelOf(`
months: 30
cash: 100
assumptions: {bears: 'whole(0, 8)', noise: 'monthly(uniform(5, 15))'}
costs: {hosting: {amount: noise, to: cloud}, rent: {amount: 3, to: landlord}}
creditors:
  cloud: {patience: bears, pay: 40%, then: petition, late_fee: 2%}
  landlord: {patience: 3, pay: 20%, overdue: 6, overdue_months: 1}
debts: {loan: {principal: 20, kind: revolving, limit: 20}}`);
  const asked = {
    want: 'numbers',
    model,
    variants: [{ settings }],
    numbers: ['failure', 'endCash', 'endOwed'],
    worlds: { first: 3, count: 1500, seed: 8 },
  } as const;
  const [vectors, plain] = [new Engine().answer(asked), new Engine(null, 'plain').answer(asked)];
  for (const k of [0, 1, 2]) expect([...vectors.of(k)]).toEqual([...plain.of(k)]);
  const failed = new Set(vectors.of(0));
  expect(failed.size).toBeGreaterThan(5);
  for (let world = 3; world < 40; world++) {
    const { measures, creditors } = askCase(model, settings, drawWorld(model, 8, world));
    const t = measures.failure?.t ?? -1;
    expect(vectors.of(0)[world - 3]).toBe(t);
    const bears = drawWorld(model, 8, world).numbers.get('draw bears 0')![0]!;
    const { age } = creditors.get('cloud')!;
    expect(age.findIndex((months) => months > bears)).toBe(t);
  }
});
