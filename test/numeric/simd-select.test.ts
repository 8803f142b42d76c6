import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interpolation } from '../../src/numeric/select.ts';
import { ColumnSelect, selectBytes, selectModule } from '../../src/numeric/simd-select.ts';
import { sumOf, sumOfFinite } from '../../src/numeric/sum.ts';
import { wasm } from '../../src/wasm/host.ts';
import { HOST } from '../../src/wasm/module.ts';

const MOST = 60_000;
const AT = 64;
const memory = new wasm!.Memory({ initial: Math.ceil((selectBytes(MOST) + 8 * MOST + AT) / 65536) });
const instance = new wasm!.Instance(new wasm!.Module(selectModule({ isShared: false, maximum: 0 })), {
  [HOST]: { memory },
});
const room = AT + 8 * MOST;
const vectors = new ColumnSelect(() => memory.buffer, instance.exports, room, MOST);
const plain = new ColumnSelect(() => memory.buffer, null, room, MOST);

/** Numbers between 0 and 1, and of the normal law, by mulberry32. */
function seeded(seed: number) {
  let state = seed;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

function bothAgree(values: readonly number[], ranks: readonly number[]): void {
  new Float64Array(memory.buffer, AT, values.length).set(values);
  const sorted = Float64Array.from(values).sort();
  const expected = ranks.map((rank) => sorted[rank]);
  expect([...vectors.orderStatistics(AT, values.length, ranks)]).toEqual(expected);
  expect([...plain.orderStatistics(AT, values.length, ranks)]).toEqual(expected);
  expect(vectors.sum(AT, values.length)).toBe(sumOf(Float64Array.from(values)));
  expect(vectors.sumOfFinite(AT, values.length)).toBe(sumOfFinite(Float64Array.from(values)));
  expect(plain.sumOfFinite(AT, values.length)).toBe(sumOfFinite(Float64Array.from(values)));
}

/** Values that repeat, spread over many sizes, or stand together. */
const value = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
  fc.constantFrom(0, 1, -1, 1e6, 1e300, -1e300, Infinity, -Infinity),
  fc.integer({ min: -3, max: 3 }),
);

describe('selecting by vectors', () => {
  test('gives what sorting gives, on columns of any length', () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 900 }),
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
        (some, times, picks) => {
          const values = Array.from({ length: some.length * times }, (_, i) => some[i % some.length]! + (i % 7) * 0.1);
          const ranks = [...new Set(picks.map((pick) => pick % values.length))].sort((a, b) => a - b);
          bothAgree(values, ranks);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('finds ranks where most values are one, in columns of even and odd length', () => {
    for (const n of [256, 257, 10_000, 59_999]) {
      const ranks = [0, 1, n >> 2, n >> 1, n - 2, n - 1];
      for (const common of [0, -0, 500, 999, -7, Infinity]) {
        const values = Array.from({ length: n }, (_, i) => (i % 3 !== 0 ? common : i % 7 === 0 ? 0 : i % 1000));
        bothAgree(values, ranks);
      }
    }
  });

  test('finds ranks among several values that are common, and beside them', () => {
    // By tenths of a column: what the worst of a failed company is, what one has that pays out all it has, and others.
    const tenths = [-Infinity, -Infinity, 0, 0, 0, -0, 7, Infinity, null, null];
    for (const n of [257, 10_000, 59_999]) {
      for (const [a, b] of [
        [0, 10],
        [2, 8],
        [4, 10],
        [0, 5],
      ] as const) {
        const own = tenths.slice(a, b);
        const values = Array.from({ length: n }, (_, i) => own[(i * 7919) % own.length] ?? Math.sin(i) * 100);
        const ranks = [0.02, 0.05, 0.2, 0.25, 0.31, 0.5, 0.55, 0.75, 0.8, 0.95].map((p) => Math.floor(p * n));
        bothAgree(
          values,
          [...new Set(ranks.flatMap((rank) => [rank, rank + 1]))].sort((x, y) => x - y),
        );
      }
    }
  });

  test('finds percentiles of columns of every kind and length', () => {
    const { uniform, normal } = seeded(20261127);
    const kinds: Readonly<Record<string, (i: number, n: number) => number>> = {
      'all the same': () => 25e6,
      'all no number of money': () => -Infinity,
      sorted: (i) => i * 0.1,
      reversed: (i, n) => (n - i) * 0.1,
      normal: () => 1e6 * normal(),
      'with a long tail': () => Math.exp(6 * normal()),
      'of two humps': (i) => (i % 2 === 0 ? 1e9 : -1e9) + normal(),
      'with one value far away': (i) => (i === 0 ? 1e300 : normal()),
      'of few whole numbers': () => Math.floor(37 * uniform() ** 2),
      'of both zeros': () => (uniform() < 0.5 ? 0 : -0),
      'of both zeros and what is beside them': () => [0, -0, normal(), 5e-324, -5e-324][Math.floor(5 * uniform())]!,
      'failed, without cash, or living': () => {
        const u = uniform();
        return u < 0.2 ? -Infinity : u < 0.5 ? 0 : 1e8 * (u - 0.5) ** 2;
      },
      'three common values': () => [7, 7.5, -3, normal()][Math.floor(4 * uniform())]!,
      'a common value among its like': () => (uniform() < 0.4 ? 1 : 1 + 1e-9 * normal()),
      'both infinities': () => [Infinity, -Infinity, normal()][Math.floor(3 * uniform())]!,
      'two that fill the range': () => (uniform() < 0.9 ? -Number.MAX_VALUE : Number.MAX_VALUE),
      'neighbouring doubles': () => 1 + Math.floor(9 * uniform()) * Number.EPSILON,
    };
    for (const [kind, value] of Object.entries(kinds)) {
      for (const n of [1, 2, 255, 256, 1003, 10_007, 30_000]) {
        const values = Array.from({ length: n }, (_, i) => value(i, n));
        // What stands after a column is none of its values.
        new Float64Array(memory.buffer, AT + 8 * n, 8).fill(values[n >> 1]!);
        expect(() => bothAgree(values, interpolation(n, [5, 25, 50, 75, 95]).ranks), `${kind}, ${n}`).not.toThrow();
      }
    }
  });

  test('finds more ranks than it looks for in one go', () => {
    const { normal } = seeded(7);
    const values = Array.from({ length: 20_000 }, normal);
    bothAgree(
      values,
      Array.from({ length: 200 }, (_, i) => 100 * i + (i % 3)),
    );
  });

  test('finds ranks where values differ by many orders of size, and leaves the column as it was', () => {
    for (const n of [3000, 59_999]) {
      const values = Array.from(
        { length: n },
        (_, i) => (i % 2 === 0 ? 1 : -1) * Math.exp(((i * 7919) % n) * (600 / n) - 300),
      );
      bothAgree(values, [0, n >> 3, n >> 1, n - 3]);
      expect([...new Float64Array(memory.buffer, AT, n)]).toEqual(values);
    }
  });

  test('selects from columns that are longer than there is room for', () => {
    const small = new ColumnSelect(() => memory.buffer, instance.exports, room, 1000);
    for (const n of [1000, 1001, 1500, 1999, 2500, 40_000]) {
      const values = Float64Array.from({ length: n }, (_, i) => (i % 5 === 0 ? 0 : Math.sin(i) * 100));
      const ranks = [1, n >> 2, n >> 1, n - 2];
      new Float64Array(memory.buffer, AT, n).set(values);
      const after = new Uint8Array(memory.buffer, room + selectBytes(1000), 64).fill(7);
      const sorted = values.slice().sort();
      expect([...small.orderStatistics(AT, n, ranks)], `${n}`).toEqual(ranks.map((rank) => sorted[rank]));
      expect([...after], `${n}`).toEqual(Array(64).fill(7));
    }
  });

  test('refuses a column with a NaN, wherever it is', () => {
    for (const at of [0, 7, 504, 511, 512]) {
      const values = Array.from({ length: 513 }, (_, i) => (i === at ? Number.NaN : i));
      new Float64Array(memory.buffer, AT, values.length).set(values);
      expect(() => vectors.orderStatistics(AT, 513, [5])).toThrow(RangeError);
    }
  });
});
