import { describe, expect, test } from 'vitest';
import {
  type CorrelatedGroup,
  correlate,
  gaussianCorrelation,
  mixNormals,
  type RankCorrelation,
} from '../../src/numeric/copula.ts';
import { lawOfNormal, lawSampler } from '../../src/numeric/laws.ts';
import { normalCdf } from '../../src/numeric/normal.ts';
import { streamOf } from '../../src/numeric/philox.ts';
import { correlation, kolmogorovBound, kolmogorovDistance, rankCorrelation } from './statistics.ts';

const N = 100_000;
const pair = (a: string, b: string, rho: number): RankCorrelation => ({ a, b, rho });

function groupsOf(pairs: readonly RankCorrelation[]): readonly CorrelatedGroup[] {
  const result = correlate(pairs);
  if (!result.ok) throw new Error(`not positive semi-definite: ${result.blame.join('; ')}`);
  return result.groups;
}

const normals = (name: string, first = 0, worlds = N): Float64Array => {
  const out = new Float64Array(worlds);
  lawSampler('normal', [0, 1])(out, 0, 1, first, worlds, streamOf(1, name, 0), 0);
  return out;
};

function mixed(group: CorrelatedGroup, first = 0, worlds = N): Map<string, Float64Array> {
  const columns = group.names.map((name) => normals(name, first, worlds));
  mixNormals(group, columns, 0, 1, worlds);
  return new Map(group.names.map((name, i) => [name, columns[i]!]));
}

const PAIRS = [pair('growth', 'churn', -0.7), pair('growth', 'price', 0.4), pair('price', 'churn', 0.1)];

describe('correlated draws', () => {
  const [group] = groupsOf(PAIRS);
  const columns = mixed(group!);

  test.each(PAIRS)('have the rank correlation that is asked for: $a and $b $rho', ({ a, b, rho }) => {
    // The standard error of a rank correlation is at most about (1 + rho²/2) / √n (Bonett and Wright, Psychometrika 65,
    // 2000).
    const tolerance = (5 * (1 + (rho * rho) / 2)) / Math.sqrt(N);
    expect(Math.abs(rankCorrelation(columns.get(a)!, columns.get(b)!) - rho)).toBeLessThan(tolerance);
  });

  test('keep it, whatever the laws', () => {
    const [growth, churn] = [columns.get('growth')!, columns.get('churn')!];
    const x = growth.map(lawOfNormal('pert', [1, 2, 6]));
    const y = churn.map(lawOfNormal('lognormal', [5e6, 0.4]));
    expect(rankCorrelation(x, y)).toBeCloseTo(rankCorrelation(growth, churn), 9);
  });

  test('are normal each', () => {
    for (const column of columns.values()) {
      expect(kolmogorovDistance(column, normalCdf)).toBeLessThan(kolmogorovBound(N));
    }
  });

  test('are independent of other variables, and of other worlds', () => {
    const churn = columns.get('churn')!;
    expect(Math.abs(correlation(churn, normals('other')))).toBeLessThan(5 / Math.sqrt(N));
    expect(Math.abs(correlation(churn.subarray(1), churn.subarray(0, N - 1)))).toBeLessThan(5 / Math.sqrt(N - 1));
  });

  test('do not depend on the order of pairs and names, on other groups, or on the range of worlds', () => {
    const turned = [...PAIRS].reverse().map(({ a, b, rho }) => pair(b, a, rho));
    const groups = groupsOf([pair('x', 'y', 0.9), ...turned]);
    expect(groups.map(({ names }) => names)).toEqual([
      ['churn', 'growth', 'price'],
      ['x', 'y'],
    ]);
    const part = mixed(groups[0]!, 4321, 1000);
    for (const [name, column] of columns) expect(part.get(name)).toEqual(column.subarray(4321, 5321));
  });

  test('of correlation 1 or -1 are the same, or opposite', () => {
    for (const rho of [1, -1]) {
      const [same] = groupsOf([pair('a', 'b', rho), pair('b', 'c', rho), pair('a', 'c', 1)]);
      const found = mixed(same!, 0, 100);
      expect(found.get('b')).toEqual(found.get('a')!.map((x) => rho * x));
      expect(found.get('c')).toEqual(found.get('a'));
    }
  });

  test('of a normal number are the normal correlation of 2 sin(π rho / 6)', () => {
    for (const rho of [-1, -0.99, -0.5, -1e-9, 0, 0.3, 0.7, 1]) {
      expect(gaussianCorrelation(rho)).toBeCloseTo(2 * Math.sin((Math.PI * rho) / 6), 14);
    }
    expect([gaussianCorrelation(1), gaussianCorrelation(-1), gaussianCorrelation(0)]).toEqual([1, -1, 0]);
  });
});

describe('correlations that cannot be', () => {
  test('name those to blame and no others', () => {
    const result = correlate([
      pair('a', 'b', 0.9),
      pair('z', 'b', 0.9),
      pair('a', 'z', -0.9),
      pair('a', 'm', 0.2),
      pair('p', 'q', 0.5),
    ]);
    expect(result).toEqual({ ok: false, blame: [['a', 'b', 'z']] });
  });

  test('are told of every group', () => {
    const bad = (a: string, b: string, c: string) => [pair(a, b, 1), pair(b, c, 1), pair(a, c, 0)];
    expect(correlate([...bad('a', 'b', 'c'), ...bad('x', 'y', 'w')])).toEqual({
      ok: false,
      blame: [
        ['a', 'b', 'c'],
        ['w', 'x', 'y'],
      ],
    });
  });

  test('count pairs that are not given as 0', () => {
    expect(correlate([pair('a', 'b', 0.8), pair('b', 'c', 0.8)]).ok).toBe(false);
    expect(correlate([pair('a', 'b', 0.6), pair('b', 'c', 0.6)]).ok).toBe(true);
  });

  test('of a name with itself, of a pair twice, or beyond 1 are mistakes', () => {
    expect(() => correlate([pair('a', 'a', 1)])).toThrow(RangeError);
    expect(() => correlate([pair('a', 'b', 0.1), pair('b', 'a', 0.1)])).toThrow(RangeError);
    expect(() => correlate([pair('a', 'b', 1.01)])).toThrow(RangeError);
    expect(() => correlate([pair('a', 'b', Number.NaN)])).toThrow(RangeError);
  });

  test('are told from matrices that are just possible', () => {
    // Many copies of three variables: the matrix has rank 3.
    const names = Array.from({ length: 30 }, (_, i) => `v${i}`);
    const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b, j) => pair(a, b, (j + 1) % 3 === 0 ? 1 : 0)));
    const [group] = groupsOf(pairs.filter(({ rho }) => rho !== 0));
    expect(group!.names.length).toBe(10);
  });
});
