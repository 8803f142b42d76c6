import { describe, expect, test } from 'vitest';
import { Faults } from '../../src/diagnostic/diagnostic.ts';
import { type BackEnd, compile, Engine } from '../../src/engine/ask.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { generateScenario } from '../oracle/generate.ts';
import { worldsOf } from './asking.ts';

/**
 * All results of a run of many worlds, to the last bit, or the text of its fault. Before it `before` worlds are asked
 * of the same engine.
 */
function everything(text: string, backEnd: BackEnd, range: { first: number; count: number }, before = 0): string {
  const { scenario, diagnostics } = readScenario({ name: 'test', text });
  if (scenario === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  const model = compile(scenario);
  try {
    const asked = { ...range, seed: 5, series: model.series.map(({ name }) => name) };
    const engine = new Engine(null, backEnd);
    if (before > 0) worldsOf(model, leverSettings(scenario), { ...asked, count: 1 }, engine);
    for (const compiled of model.compiled.values()) compiled.worlds = before;
    const worlds = worldsOf(model, leverSettings(scenario), asked, engine);
    return JSON.stringify(worlds, (_, value) => {
      if (value instanceof Map) return [...value];
      return value instanceof Float64Array ? Buffer.from(value.buffer).toString('base64') : value;
    });
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    return error.diagnostics.map(({ message }) => message).join('; ');
  }
}

describe('vectors of WebAssembly and plain JavaScript', () => {
  test.each([
    { first: 0, count: 1, seeds: 40, backEnd: 'vectors' as const },
    { first: 4711, count: 9, seeds: 40, backEnd: 'vectors' as const, before: 100_000 },
    { first: 2 ** 32 - 1040, count: 1039, seeds: 20, backEnd: 'lean' as const },
  ])('give the same bytes on random scenarios, worlds %j', ({ seeds, backEnd, before, ...range }) => {
    const differing: number[] = [];
    for (let seed = 1; seed <= seeds; seed++) {
      const text = generateScenario(seed);
      if (everything(text, backEnd, range, before) !== everything(text, 'plain', range)) differing.push(seed);
    }
    expect(differing).toEqual([]);
  });

  test('name the same world, month and formula of a fault', () => {
    const faults = [
      'assumptions: {d: "whole(0, 3000)", bad: 1 / d}',
      'assumptions: {d: "monthly(whole(0, 30000))", bad: 1 / d}',
      'assumptions: {bad: "t < 5 ? 1 : log(0)"}',
      'assumptions: {u: "uniform(50%, 150%)"}\nrevenue: {sales: {amount: 5, collect: [u]}}',
      'assumptions: {g: "uniform(0, 1e300)", x: "prev(x, 1e100) * (1 + g)"}',
    ].map((lines) => `runway: 1\nstart: 2024-01\ncash: 5\n${lines}`);
    const said = faults.map((text) => everything(text, 'plain', { first: 3, count: 5000 }));
    for (const backEnd of ['vectors', 'lean'] as const)
      expect(faults.map((text) => everything(text, backEnd, { first: 3, count: 5000 }))).toEqual(said);
    expect(said[0]).toMatch(/^assumptions\.bad has no finite value, before the first month, in world \d+$/);
    expect(said[1]).toMatch(/^assumptions\.bad has no finite value, in 20\d\d-\d\d, in world \d+$/);
    expect(said[2]).toBe('assumptions.bad has no finite value, in 2024-06, in world 3');
    expect(said[3]).toMatch(/collect/);
    expect(said[4]).toMatch(/x has no finite value/);
  });

  test('give the same bytes where a value has every kind of operation', () => {
    const text = `runway: 1
start: 2024-01
cash: 3
assumptions:
  z: monthly(normal(0, 3))
  u: uniform(-1, 1)
  a: 'round(z) + floor(z) - ceil(z) + abs(z) + sqrt(abs(z)) + exp(u) + log(2 + u) + log10(3 + z^2) + round(u * 2)'
  b: 'min(z, u, 0) + max(z, u, 0) + clamp(z, -1, u) + (z > u ? z : u) + (z < u ? z : u) + (z >= 0 and u <= 0.5 or not (u == z))'
  c: 'prev(a, 0) + prev(b, u) + (1.1 + u)^z + ramp("2024-03", 4) * z + (u != 0) + if(z, 1, 2)'
revenue: {sales: 5 + c}
costs: {rent: {amount: 2 + abs(a), to: landlord}, tax: 'max(0, b)'}
creditors:
  landlord: {terms: net 60, due: [1 + abs(u), 2], late_fee: 1%, patience: 3, then: petition}
debts: {loan: {principal: 3, draw: 2024-03, rate: 5%, kind: amortising, due: 2025-01}}
funding: {seed_round: {amount: 5 + u, month: "whole(2, 30)", probability: 50%}}`.replace(
      'funding: {round:',
      'funding: {seed_round:',
    );
    const plain = everything(text, 'plain', { first: 0, count: 3000 });
    expect(plain).toMatch(/^\{/);
    expect(everything(text, 'vectors', { first: 0, count: 3000 }) === plain).toBe(true);
    expect(everything(text, 'vectors', { first: 0, count: 3000 }, 100_000) === plain).toBe(true);
    expect(everything(text, 'lean', { first: 0, count: 3000 }) === plain).toBe(true);
  });

  test('give the same bytes of a scenario so large that vectors do not stand side by side', () => {
    const numbers = Array.from({ length: 160 }, (_, i) => i);
    const lines = (section: string, write: (i: number) => string, count = numbers.length): string =>
      [`${section}:`, ...numbers.slice(0, count).map((i) => `  ${write(i)}`)].join('\n');
    const laws = ['monthly(normal(100k, 50k))', 'lognormal(50k, 0.4)', 'uniform(-5k, 90k)'];
    const text = [
      'runway: 1\nstart: 2024-01\nmonths: 24\ncash: 5M',
      lines('assumptions', (i) => `a${i}: "${laws[i % 3]}"`),
      lines('revenue', (i) => `r${i}: {amount: "a${i} * (1 + a${i + 1} / 1M) ^ 1.3", collect: [60%, 40%]}`, 80),
      lines('costs', (i) => `c${i}: {amount: "max(a${80 + i}, 10k) * 1.4", to: k${i % 20}}`, 80),
      lines(
        'creditors',
        (i) => `k${i}: {terms: net ${30 * (i % 3)}, priority: ${(i % 5) + 1}, late_fee: 1%, patience: 3}`,
        20,
      ),
    ].join('\n');
    const plain = everything(text, 'plain', { first: 5, count: 1100 });
    expect(plain).toMatch(/^\{/);
    expect(everything(text, 'lean', { first: 5, count: 1100 }) === plain).toBe(true);
  });
});
