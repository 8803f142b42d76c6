import { describe, expect, test } from 'vitest';
import { rowText } from '../../src/chart/cells.ts';
import type { MouseEvent } from '../../src/tui/input.ts';
import { standing } from '../../src/tui/outcome.ts';
import type { ReadState } from '../../src/tui/state.ts';
import { panels } from '../../src/tui/view/panels.ts';
import { act, answered, madeUp, opened, press, UNCERTAIN } from './specimen.ts';

const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
];

/** The column and row at which a text first stands in a panel of the screen. */
function placeOf(state: ReadState, panel: string, text: string | RegExp): { x: number; y: number } {
  const { box, rows } = panels(state).find(({ name }) => name === panel)!;
  const lines = rows.map(rowText);
  const y = lines.findIndex((line) => line.search(text) !== -1);
  if (y === -1) throw new Error(`${text} is not in ${panel}:\n${lines.join('\n')}`);
  return { x: box.x + [...lines[y]!.slice(0, lines[y]!.search(text))].length, y: box.y + y };
}

/** The state after a mouse event at the first place of a text in a panel. */
const at = (state: ReadState, panel: string, text: string | RegExp, kind: MouseEvent['kind'] = 'click'): ReadState =>
  act(state, { type: 'mouse', event: { kind, ...placeOf(state, panel, text) } });

describe.each(SIZES)('the mouse at $columns by $rows', (size) => {
  const open = (...keys: string[]): ReadState => press(opened(UNCERTAIN, size), ...keys);
  const value = (state: ReadState): number => standing(state).settings.get('layoffs')!.value;

  test('a click chooses the lever that is clicked', () => {
    expect(at(open(), 'levers', 'defer')).toMatchObject({ lever: 2, pane: 'levers' });
    expect(at(open('tab', 'G'), 'levers', 'Raise a r')).toMatchObject({ lever: 1, pane: 'levers' });
  });

  test('the wheel moves the lever beneath it', () => {
    const state = at(open('G'), 'levers', 'Lay off', 'wheel-up');
    expect([state.lever, value(state)]).toEqual([0, 0.05]);
    expect(value(at(state, 'levers', 'Lay off', 'wheel-down'))).toBe(0);
  });

  test('a click chooses a tab, whichever is in front', () => {
    for (const front of ['1', '2', '3', '4', '5'])
      for (const [title, tab] of [
        ['1 M', 'months'],
        ['2 C', 'creditors'],
        ['3 P', 'plans'],
        ['4 O', 'odds'],
        ['5 E', 'evidence'],
      ])
        expect(at(open(front), 'table', title!)).toMatchObject({ tab, pane: 'table' });
  });

  test('a click chooses a line', () => {
    expect(at(open(), 'table', 'Mar 2024')).toMatchObject({ pane: 'table', tab: 'months', month: 2 });
    expect(at(open('3'), 'table', 'Shrink at')).toMatchObject({ pane: 'table', lists: { plans: { line: 1 } } });
    expect(at(open('5'), 'table', 'Sales a m')).toMatchObject({ pane: 'table', lists: { evidence: { line: 0 } } });
    expect(at(press(madeUp(open('4')), 'tab'), 'table', 'world 7')).toMatchObject({
      pane: 'table',
      lists: { odds: { line: 2 } },
    });
    expect(at(press(madeUp(open('4')), 'tab', 'enter', 'home'), 'table', 'Feb 2024').month).toBe(1);
  });

  test('a click in the chart reads its month, of one case and of many', () => {
    for (const state of [opened(undefined, size), answered(open())]) {
      const { x, y } = placeOf(state, 'chart', /Jan 2024/);
      const click = (column: number): ReadState =>
        act(state, { type: 'mouse', event: { kind: 'click', x: column, y } });
      expect(click(x)).toMatchObject({ isReading: true, month: 0 });
      // A label stands at the month that it names.
      expect(click(placeOf(state, 'chart', /Jul/).x)).toMatchObject({ isReading: true, month: 6 });
      // Beside the plot there is no month.
      expect(click(x - 3).isReading).toBe(false);
    }
  });

  test('the wheel goes through the chart month by month, and through what is longer than its panel', () => {
    const read = at(at(open(), 'chart', 'Jan 2024', 'wheel-down'), 'chart', 'Jan 2024', 'wheel-down');
    expect(read).toMatchObject({ isReading: true, month: 1 });
    const help = at(open('?'), 'overlay', 'The lever above', 'wheel-down');
    expect(help.overlayScroll).toBe(Math.min(3, press(open('?'), ...Array(200).fill('down')).overlayScroll));
  });

  test('matches of the search can be clicked and wheeled', () => {
    expect(at(open('/', ...'staff'), 'find', 'Lay off staff')).toMatchObject({ find: null, lever: 0, pane: 'levers' });
    expect(at(open('/', ...'next pl'), 'find', 'Apply the next').choice.plan).toBe('shrink');
    const state = open('/');
    expect(act(state, { type: 'mouse', event: { kind: 'wheel-down', x: size.columns - 3, y: 9 } }).find!.row).toBe(1);
  });
});

describe('the mouse', () => {
  const state = opened(UNCERTAIN);
  const everywhere = (from: ReadState, kind: MouseEvent['kind']): ReadState[] =>
    Array.from({ length: 12 }, (_, j) =>
      Array.from({ length: 8 }, (_, i) => act(from, { type: 'mouse', event: { kind, x: i * 10 + 3, y: j * 2 } })),
    ).flat();

  test('scrolls the table and leaves the line chosen', () => {
    const scrolled = at(state, 'table', 'Mar 2024', 'wheel-down');
    expect([scrolled.lists.months?.first, scrolled.month]).toEqual([3, 0]);
    expect(at(scrolled, 'table', 'May 2024', 'wheel-up').lists.months?.first).toBe(0);
  });

  test('does nothing while a value is typed, in a terminal that is too small, or when it is off', () => {
    for (const from of [
      press(state, 'enter', '5'),
      act(state, { type: 'resize', size: { columns: 60, rows: 20 } }),
      press(state, 'm'),
    ])
      for (const kind of ['click', 'wheel-down'] as const)
        for (const after of everywhere(from, kind)) expect(after).toEqual(from);
  });

  test('breaks nothing, wherever it is', () => {
    for (const keys of [[], ['?'], ['/'], ['w'], ['2'], ['4'], ['5', 'tab']])
      for (const kind of ['click', 'wheel-up', 'wheel-down', 'wheel-left', 'wheel-right'] as const)
        for (const after of everywhere(press(state, ...keys), kind)) expect(after.size).toBe(state.size);
    const bare = opened('runway: 1\nstart: 2024-01\ncash: 100k\ncosts: {rent: 10k}\n');
    for (const after of everywhere(bare, 'wheel-up')) expect(after.loaded).toBe(bare.loaded);
  });

  test('m leaves it to the terminal and takes it back, and says so', () => {
    const off = press(state, 'm');
    expect([off.hasMouse, off.message?.text]).toEqual([
      false,
      'The mouse is left to the terminal: text can be selected.',
    ]);
    expect(press(off, 'm').hasMouse).toBe(true);
  });
});
