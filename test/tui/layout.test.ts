import { describe, expect, test } from 'vitest';
import { type Box, isFitting, layout } from '../../src/tui/layout.ts';
import type { PairSide } from '../../src/tui/state.ts';

type Size = { readonly columns: number; readonly rows: number };

/** The boxes, none of which covers another; together they cover the screen. */
function covering(size: Size, inFront: PairSide | null = null): [string, Box][] {
  const cells = Array.from({ length: size.rows }, () => Array<string>(size.columns).fill('?'));
  const boxes = Object.entries(layout(size, { inFront }));
  for (const [name, box] of boxes) {
    for (let y = box.y; y < box.y + box.height; y++) {
      for (let x = box.x; x < box.x + box.width; x++) {
        if (cells[y]![x] !== '?') throw new Error(`${name} covers another at ${x}, ${y}`);
        cells[y]![x] = name;
      }
    }
  }
  expect(cells.flat()).not.toContain('?');
  return boxes;
}

/** The boxes with their sizes, drawn at two fifths of their width and half of their height. */
function drawn(size: Size, inFront: PairSide | null = null): string {
  const boxes = covering(size, inFront);
  const edges = (of: (box: Box) => number[]): number[] =>
    [...new Set(boxes.flatMap(([, box]) => of(box)))].sort((a, b) => a - b);
  const columns = edges(({ x, width }) => [x, x + width]);
  const rows = edges(({ y, height }) => [y, y + height]);
  const at = (all: number[], edge: number, scale: number): number => Math.round(edge / scale) + 2 * all.indexOf(edge);
  const picture = Array.from({ length: at(rows, size.rows, 2) + 1 }, () =>
    Array<string>(at(columns, size.columns, 2.5) + 1).fill(' '),
  );
  for (const [name, { x, y, width, height }] of boxes) {
    const [left, right] = [at(columns, x, 2.5), at(columns, x + width, 2.5)];
    const [top, bottom] = [at(rows, y, 2), at(rows, y + height, 2)];
    for (let i = left; i <= right; i++) picture[top]![i] = picture[bottom]![i] = '-';
    for (let i = top; i <= bottom; i++) picture[i]![left] = picture[i]![right] = '|';
    for (const i of [left, right]) picture[top]![i] = picture[bottom]![i] = '+';
    [...`${name} ${width}x${height}`].forEach((char, i) => {
      picture[top + 1]![left + 1 + i] = char;
    });
  }
  return picture.map((line) => line.join('')).join('\n');
}

describe('the layout', () => {
  test.each([
    [80, 24],
    [100, 30],
    [120, 40],
    [200, 50],
    [300, 90],
  ])('at %i by %i', (columns, rows) => {
    expect(drawn({ columns, rows })).toMatchSnapshot();
  });

  test.each([
    [80, 24],
    [120, 40],
    [200, 50],
  ])('of two files at %i by %i, the second in front', (columns, rows) => {
    expect(drawn({ columns, rows }, 1)).toMatchSnapshot();
  });

  test('of two files covers every size, with room for each panel, and nothing moves where the other comes to the front', () => {
    for (const columns of [80, 87, 95, 102, 113, 114, 115, 133, 181, 240, 300]) {
      for (let rows = 24; rows <= 120; rows += 3) {
        const [first, second] = ([0, 1] as const).map((inFront) => {
          covering({ columns, rows }, inFront);
          return layout({ columns, rows }, { inFront });
        });
        expect(first!.chart.height).toBeGreaterThanOrEqual(11);
        expect(first!.table.height).toBeGreaterThanOrEqual(8);
        expect([second!.levers, second!.table]).toEqual([first!.levers, first!.table]);
        expect(second!.beside).toEqual(first!.beside === undefined ? undefined : first!.chart);
        expect(first!.beside?.width ?? 40).toBeGreaterThanOrEqual(40);
        expect(first!.beside !== undefined).toBe(columns >= 114);
      }
    }
  });

  test('covers every size from the least on, with room for each panel', () => {
    for (let columns = 80; columns <= 300; columns += 7) {
      for (let rows = 24; rows <= 120; rows += 3) {
        covering({ columns, rows });
        const { levers, chart, table } = layout({ columns, rows });
        expect(levers.width).toBeGreaterThanOrEqual(31);
        expect(chart.height).toBeGreaterThanOrEqual(11);
        expect(table.height).toBeGreaterThanOrEqual(9);
      }
    }
  });

  test('needs 80 by 24', () => {
    expect(isFitting({ columns: 80, rows: 24 })).toBe(true);
    expect(isFitting({ columns: 79, rows: 24 })).toBe(false);
    expect(isFitting({ columns: 80, rows: 23 })).toBe(false);
  });
});
