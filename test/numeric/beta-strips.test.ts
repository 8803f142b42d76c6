import { expect, test } from 'vitest';
import { exp, log1p } from '../../src/numeric/elementary.ts';
import { STRIPS, stripsOf } from '../../src/numeric/laws/beta-strips.ts';

/** The density over that at the mode, at a distance from it. */
function density(a: number, b: number, mode: number, d: number): number {
  const left = a === 1 ? 0 : (a - 1) * log1p(Math.max(-1, d / mode));
  return exp(left + (b === 1 ? 0 : (b - 1) * log1p(Math.max(-1, -d / (1 - mode)))));
}

/** How many strips of an area one side takes; Infinity for more than there are. */
function count(a: number, b: number, mode: number, area: number, end: number): number {
  let [n, x] = [0, 0];
  for (; x < Math.abs(end); n++) {
    if (n > STRIPS) return Infinity;
    x += area / density(a, b, mode, Math.sign(end) * x);
  }
  return n;
}

/** The area that bisection finds, every step of it tried. */
function bisected(a: number, b: number, mode: number): number {
  let [low, high] = [1e-12, 2 / STRIPS];
  while (high / low > 1.0001) {
    const area = Math.sqrt(low * high);
    const strips = count(a, b, mode, area, 1 - mode) + count(a, b, mode, area, -mode);
    if (strips > STRIPS) low = area;
    else high = area;
  }
  return high;
}

const PERT = Array.from({ length: 21 }, (_, i): [number, number] => [1 + i / 5, 5 - i / 5]);
test.each([
  ...PERT,
  [1, 1],
  [2, 6],
  [1, 40],
  [40, 2],
  [1.0001, 3],
  [3e4, 5e4],
  [1e6, 3],
  [1e9, 1e9],
  [1, 1e9],
  [1e9, 1],
  // By a parameter next to 1, guesses are not trusted.
  [1 + 1e-9, 3],
  [5, 1 + 1e-7],
  [1 + 1e-12, 1 + 1e-12],
])('strips of beta(%d, %d) have the smallest area, as bisection finds it', (a, b) => {
  const strips = stripsOf(a, b);
  const area = bisected(a, b, strips.mode);
  const used = strips.height.findLastIndex((height) => height !== Infinity) + 1;
  for (let i = 0; i < used; i++)
    expect(Math.abs((strips.height[i]! * Math.abs(strips.width[i]!)) / area - 1)).toBeLessThan(1e-13);
  const right = count(a, b, strips.mode, area, 1 - strips.mode);
  expect(used).toBe(right + count(a, b, strips.mode, area, -strips.mode));
  // From the mode outwards, one beginning where another ends.
  for (const [from, to] of [
    [0, right],
    [right, used],
  ] as const)
    for (let i = from; i < to; i++)
      expect(strips.start[i]!).toBeCloseTo(i === from ? 0 : strips.start[i - 1]! + strips.width[i - 1]!, 15);
});

test('parameters beyond what doubles tell apart still give strips', () => {
  for (const [a, b] of [
    [1e9, 1 + 2 ** -52],
    [236.5916891385452, 1.0000000000000013],
  ] as const)
    expect(stripsOf(a, b).sure.every((steps) => Number.isInteger(steps))).toBe(true);
});
