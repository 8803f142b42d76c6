import { describe, expect, test } from 'vitest';
import { isFitting, layout } from '../../src/tui/layout.ts';

/** The boxes drawn at a tenth of their width and a half of their height. */
function drawn(columns: number, rows: number): string {
  const cells = Array.from({ length: rows }, () => Array<string>(columns).fill('?'));
  for (const [name, box] of Object.entries(layout({ columns, rows }))) {
    for (let y = box.y; y < box.y + box.height; y++) {
      for (let x = box.x; x < box.x + box.width; x++) {
        if (cells[y]![x] !== '?') throw new Error(`${name} covers another at ${x}, ${y}`);
        cells[y]![x] = name[0] === 'c' ? 'C' : name[0]!;
      }
    }
  }
  const all = cells.map((line) => line.join(''));
  expect(all.join('')).not.toContain('?');
  return all
    .filter((line, y) => y % 2 === 0 || y === rows - 1 || line !== all[y - 1])
    .map((line) => [...line].filter((_, x) => x % 10 === 5).join(''))
    .join('\n');
}

describe('the layout', () => {
  test.each([
    [80, 24],
    [100, 30],
    [120, 40],
    [160, 50],
    [250, 70],
  ])('at %i by %i', (columns, rows) => {
    expect(drawn(columns, rows)).toMatchSnapshot();
  });

  test('covers every size from the least on, with room for each panel', () => {
    for (let columns = 80; columns <= 300; columns += 7) {
      for (let rows = 24; rows <= 120; rows += 3) {
        drawn(columns, rows);
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
