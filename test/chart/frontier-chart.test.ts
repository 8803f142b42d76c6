import { describe, expect, test } from 'vitest';
import { rowText, rowWidth } from '../../src/chart/cells.ts';
import { frontierChart } from '../../src/chart/frontier-chart.ts';
import type { Glyphs } from '../../src/chart/glyphs.ts';

const steps = [
  { pain: 0, share: 0.1 },
  { pain: 1, share: 0.5 },
  { pain: 3, share: 0.9 },
];
const chart = (at: number, asked: number | null = 0.8, glyphs: Glyphs = 'ascii', width = 40, height = 9): string[] =>
  frontierChart({ steps, at, asked }, width, height, glyphs).map(rowText);

describe('the frontier', () => {
  test('rises where a step does, and stands until the next; the one in front is pointed at', () => {
    expect(chart(1)).toEqual([
      '100%+                                  .',
      '    |~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~#',
      ' 75%+                                  #',
      '    |                                  #',
      ' 50%+           O#######################',
      '    |           ########################',
      ' 25%+           ########################',
      '    |:::::::::::########################',
      '  0%+-----------^-----------------pain 3',
    ]);
  });

  test('has an axis of its own where chances are small', () => {
    const low = frontierChart({ steps: [{ pain: 0, share: 0.02 }], at: 0, asked: null }, 40, 9, 'ascii').map(rowText);
    expect(low[0]).toMatch(/^ *2%\+/);
  });

  test.each(['braille', 'blocks', 'ascii'] as const)('fills exactly its room, however small: %s', (glyphs) => {
    for (const [width, height] of [
      [1, 1],
      [5, 3],
      [9, 2],
      [40, 9],
      [120, 30],
    ] as const)
      for (const some of [steps, steps.slice(0, 1), []]) {
        const rows = frontierChart({ steps: some, at: some.length - 1, asked: 0.8 }, width, height, glyphs);
        expect(rows.map(rowWidth)).toEqual(Array(height).fill(width));
      }
  });
});
