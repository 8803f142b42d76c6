import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { askCase, compile, Engine, MEASURE_NUMBERS, type Model, type Variant } from '../../src/engine/ask.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { NO_OVERRIDES, readScenario } from '../../src/scenario/read.ts';

const FILE = `runway: 1
start: 2024-01
months: 12
cash: opening
assumptions:
  opening: {value: 'lognormal(3M, 20%)', claims: {less: {value: 'opening_share * 2M'}, sure: {value: 2.5M}}}
  opening_share: {value: 'uniform(50%, 90%)', claims: {wide: {value: 'uniform(10%, 120%) * normal(1, 10%)'}}}
  growth:
    value: normal(3%, 2%)
    claims:
      flat: {value: 'triangular(-2%, 0%, 2%)'}
      sunk: {value: 'normal(-4%, 1%)'}
  churn: {value: 'uniform(1%, 5%)', claims: {high: {value: 'beta(2, 5)'}}}
  noise: {value: 'monthly(lognormal(1, 20%))', claims: {calm: {value: 'monthly(normal(1, 5%))'}, none: {value: '1'}}}
  sales_now:
    value: 'prev(sales_now, 200k) * (1 + growth - churn)'
    claims: {lagged: {value: 'prev(sales_now, opening / 10) * (1 + lag(growth, 2, 0) - churn)'}}
correlate:
  both: {pair: [growth, churn], rank: -60%}
levers:
  cut: {value: 10%, range: [0%, 100%]}
revenue:
  sales: {amount: sales_now * noise, collect: [50%, 50%]}
costs:
  pay: {amount: '500k * (1 - cut)', to: staff}
  rest: {amount: '100k * (1 + growth * t)', to: others}
creditors:
  staff: {critical: true}
  others: {terms: net 30}
funding:
  bridge: {amount: 'normal(1M, 100k)', month: 2024-05, probability: 40%}
`;

const CLAIMS = [
  ['opening', 'less'],
  ['opening', 'sure'],
  ['opening_share', 'wide'],
  ['growth', 'flat'],
  ['growth', 'sunk'],
  ['churn', 'high'],
  ['noise', 'calm'],
  ['noise', 'none'],
  ['sales_now', 'lagged'],
] as const;

const read = (text: string, claims: readonly (readonly [string, string])[]): Model => {
  const claim = claims.map(([name, of]) => ({ name: '--claim', text: `${name}=${of}` }));
  const { scenario, diagnostics } = readScenario({ name: 'file', text }, { ...NO_OVERRIDES, claim });
  expect(diagnostics).toEqual([]);
  return compile(scenario!);
};

const claiming = (model: Model, claims: readonly (readonly [string, string])[]): Variant => ({
  settings: leverSettings(model.scenario),
  formulas: new Map(claims.map(([name, of]) => [name, model.scenario.assumptions.get(name)!.claims.get(of)!.value])),
});

const NUMBERS = [...MEASURE_NUMBERS, { series: 'cash', over: 'last', from: 7, to: 7 } as const];
const RANGE = { first: 3, count: 300, seed: 9 };

function numbersOf(engine: Engine, model: Model, variants: readonly Variant[], isCase: boolean): number[][] {
  const worlds = isCase ? null : RANGE;
  return [...engine.ask({ want: 'numbers', model, numbers: NUMBERS, worlds, variants })].map(({ outcome }) =>
    NUMBERS.flatMap((_, k) => [...outcome.of(k)]),
  );
}

test.each(['vectors', 'plain'] as const)(
  'a formula in the place of another is as if the file had it: %s',
  (backEnd) => {
    const model = read(FILE, []);
    const mixed = [CLAIMS[0]!, CLAIMS[2]!, CLAIMS[4]!, CLAIMS[5]!, CLAIMS[8]!];
    const sets = backEnd === 'plain' ? [[], mixed] : [[], ...CLAIMS.map((one) => [one]), mixed];
    const variants = sets.map((claims) => claiming(model, claims));
    for (const isCase of [true, false]) {
      const together = numbersOf(new Engine(null, backEnd), model, variants, isCase);
      const apart = sets.map((claims) => {
        const own = read(FILE, claims);
        return numbersOf(new Engine(null, backEnd), own, [{ settings: leverSettings(own.scenario) }], isCase)[0]!;
      });
      expect(together).toEqual(apart);
      // `opening_share` matters where `less` is claimed alone.
      if (!isCase) expect(new Set(together.map(String)).size).toBe(backEnd === 'plain' ? 2 : sets.length - 1);
    }
  },
);

test('a case of it is that of the file under --claim, with all its months', () => {
  const model = read(FILE, []);
  for (const one of CLAIMS.filter((_, i) => i % 3 === 0)) {
    const own = read(FILE, [one]);
    expect(new Engine().answer({ want: 'case', model, variants: [claiming(model, [one])] })).toEqual(
      askCase(own, leverSettings(own.scenario)),
    );
  }
});

test('the formula that the file has may be given in the place of a claim that is in use', () => {
  const text = readFileSync('scenarios/stability-ai-2023-10.yaml', 'utf8');
  const claimed = read(text, [['intel_received', 'researchers']]);
  const filed = read(text, []);
  const formulas = new Map([['intel_received', claimed.scenario.assumptions.get('intel_received')!.written]]);
  const settings = leverSettings(claimed.scenario);
  expect(numbersOf(new Engine(), claimed, [{ settings, formulas }], false)).toEqual(
    numbersOf(new Engine(), filed, [{ settings }], false),
  );
});

test('with points spread evenly, laws in the place of each other share one dimension', () => {
  const model = read(FILE, []);
  const variants = [claiming(model, []), claiming(model, [['growth', 'sunk']])];
  const worlds = { ...RANGE, sampler: 'sobol' } as const;
  const answers = [...new Engine().ask({ want: 'numbers', model, numbers: ['runway', 'endCash'], worlds, variants })];
  const alone = new Engine().answer({
    want: 'numbers',
    model,
    numbers: ['runway', 'endCash'],
    worlds,
    variants: [variants[0]!],
  });
  expect(answers[0]!.outcome.of(1)).toEqual(alone.of(1));
  const own = read(FILE, [['growth', 'sunk']]);
  const filed = new Engine().answer({
    ...({ want: 'numbers', model: own, numbers: ['runway', 'endCash'], worlds } as const),
    variants: [{ settings: leverSettings(own.scenario) }],
  });
  expect(answers[1]!.outcome.of(1)).toEqual(filed.of(1));
});
