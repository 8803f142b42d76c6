import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOutside, leverScale, stepped } from '../../src/tui/lever-scale.ts';
import { opened } from './specimen.ts';

const scaleOf = (lever: string) =>
  leverScale(opened(`runway: 1\nstart: 2024-01\ncash: 1\nlevers: {x: ${lever}}\n`).loaded.scenario.levers.get('x')!);

describe('the scale of a lever', () => {
  test.each([
    ['{value: 20%, range: [0%, 80%], step: 5%}', { low: 0, high: 0.8, step: 0.05 }],
    ['{value: 0, range: [0, 95M]}', { low: 0, high: 95e6, step: 9.5e6 }],
    ['0', { low: 0, high: 1, step: 0.1 }],
    ['30%', { low: 0, high: 1, step: 0.1 }],
    ['4M', { low: 0, high: 8e6, step: 8e5 }],
    ['1e308', { low: 0, high: Number.MAX_VALUE, step: Number.MAX_VALUE / 10 }],
    ['-5', { low: -10, high: 0, step: 1 }],
  ])('%s', (lever, scale) => {
    const { step, ...rest } = scaleOf(lever);
    expect(rest).toEqual({ low: scale.low, high: scale.high });
    expect(step / scale.step).toBeCloseTo(1, 9);
  });

  const scale = { low: 0, high: 0.8, step: 0.05 };

  test.each([
    [0, 1, 0.05],
    [0.3, -1, 0.25],
    [0.23, 1, 0.25],
    [0.23, -1, 0.2],
    [0.1, 5, 0.35],
    [0.7, 5, 0.8],
    [0.8, 1, 0.8],
    [0, -1, 0],
    [1.5, 1, 1.5],
    [1.5, -1, 0.8],
    [-1, 1, 0],
    [1e308, -1, 0.8],
    [1e308, 1, 1e308],
    [-1e308, 1, 0],
  ])('from %d, %d steps: %d', (value, count, to) => {
    expect(stepped(scale, value, count)).toBe(to);
  });

  test('as many steps back as forth lead back, and never leave the range', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 40 }), (at, count) => {
        const value = Number((at * 0.05).toPrecision(12));
        const there = stepped(scale, value, count);
        expect(isOutside(scale, there)).toBe(false);
        if (at + count <= 16) expect(stepped(scale, there, -count)).toBe(value);
      }),
    );
  });
});
