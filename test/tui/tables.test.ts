import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rowText } from '../../src/chart/cells.ts';
import { boxesOf } from '../../src/tui/layout.ts';
import { lineOf, placeOf } from '../../src/tui/list-place.ts';
import type { ReadState, Size } from '../../src/tui/state.ts';
import { tableView } from '../../src/tui/view/table.ts';
import {
  act,
  answered,
  frame,
  madeUp,
  OTHER,
  opened,
  openedPair,
  press,
  SMALL,
  SPECIMEN,
  screenText,
  UNCERTAIN,
} from './specimen.ts';

const SIZES: Size[] = [SMALL, { columns: 100, rows: 30 }, { columns: 140, rows: 45 }, { columns: 200, rows: 60 }];
const stability = readFileSync(new URL('../../scenarios/stability-ai-2023-10.yaml', import.meta.url), 'utf8');

/** Four creditors, of whom three wait. */
const MANY = SPECIMEN.replace(
  '  cloud: {label: The cloud, terms: net 30, priority: 2, pay: 1 - defer, late_fee: 1%}',
  `  cloud: {label: The cloud, terms: net 30, priority: 2, pay: 1 - defer, late_fee: 1%}
  landlord: {label: A landlord, priority: 3, pay: 1 - defer}
  taxes: {label: Bureau of taxes, priority: 4, pay: 1 - defer}`,
).replace('  hosting:', '  rent: {amount: 90k, to: landlord}\n  tax: {amount: 10k, to: taxes}\n  hosting:');

/** The words that begin the lines of the table in front, from the top. */
const names = (state: ReadState, ...all: string[]): string[] => {
  const { rows, size } = tableView(state);
  const lines = rows()
    .slice(size.top, size.top + Math.min(size.room, size.order.length))
    .map(rowText);
  return lines.flatMap((line) => all.filter((name) => line.includes(` ${name} `)));
};
const CREDITORS = ['staff', 'The cloud', 'A landlord', 'Bureau of taxes'];

describe.each(SIZES)('tables at $columns by $rows', (size) => {
  const open = (...keys: string[]): ReadState => press(opened(UNCERTAIN, size), ...keys);

  test('every table has a cursor that goes to both ends and by pages', () => {
    for (const tab of ['1', '2', '3', '4', '5']) {
      const state = press(
        madeUp(opened(`${MANY}${UNCERTAIN.slice(UNCERTAIN.indexOf('\nsources:'))}`, size)),
        tab,
        'tab',
      );
      const name = state.tab;
      const last = tableView(state).size.order.at(-1)!;
      const at = (...keys: string[]): number => {
        const now = press(state, ...keys);
        return name === 'months' ? now.month : lineOf(now, name);
      };
      expect([at('end'), at('end', 'home'), at('end', 'up'), at('G', 'g', 'down')]).toEqual([last, 0, last - 1, 1]);
      expect(at(...Array(20).fill('pgdn'))).toBe(last);
      expect(at('end', ...Array(20).fill('pgup'))).toBe(0);
      const marked = press(state, 'end');
      expect(screenText(marked)).toMatch(/[┃ ]▸/);
      // The line pointed at is in view.
      const { first } = placeOf(marked, name);
      const { order, room } = tableView(marked).size;
      expect(order.indexOf(last)).toBeLessThan(first + room);
    }
  });

  test('lines out of view are counted, and no word is cut at the border', () => {
    for (const tab of ['1', '2', '3', '4', '5']) {
      const state = press(answered(opened(stability, size)), tab, 'tab');
      const { order, room, lastColumn } = tableView(state).size;
      const foot = frame(state).findLast((line) => line.includes('┗'))!;
      expect(/\d+-\d+ of \d+ ━┛/.test(foot)).toBe(order.length > room || lastColumn > 0);
      expect(/columns \d+-\d+ of/.test(foot)).toBe(lastColumn > 0);
    }
  });

  test('z gives the pane all the room and takes it back, Z the chart', () => {
    const evidence = open('5', 'tab');
    const zoomed = press(evidence, 'z');
    expect(tableView(zoomed).size.room).toBeGreaterThan(tableView(evidence).size.room);
    const text = screenText(zoomed);
    expect(text).toMatch(/^┏━ {2}1 Months/m);
    expect(text).not.toContain('Levers, one');
    expect(screenText(press(zoomed, 'z'))).toBe(screenText(evidence));
    expect(screenText(press(zoomed, 'esc'))).toBe(screenText(evidence));
    expect(screenText(press(zoomed, 'tab'))).toMatch(/^┏━ Levers/m);
    expect(screenText(press(zoomed, 'tab', '2'))).toMatch(/\[2 Creditors\]/);
    const chart = screenText(press(open(), 'Z'));
    expect(chart).toMatch(/^┌─ Cash.*┐$/m);
    expect(chart).not.toContain('Levers, one');
    // The keys act on the levers all the same, and the message says so.
    expect(press(open(), 'Z', 'right').message?.text).toMatch(/^Lay off staff 5%/);
    expect(screenText(press(open(), 'Z', 'Z'))).toBe(screenText(open()));
    expect(screenText(press(open(), 'tab', 'z', 'enter'))).toContain('who was paid, and why');
    expect(screenText(press(open(), 'z', '?'))).toContain('Keys');
  });

  test('the split moves, and stops where something is still left of both', () => {
    const rows = (state: ReadState): number => tableView(state).size.room;
    const [less, more] = [press(open(), ...Array(60).fill('-')), press(open(), ...Array(60).fill('+'))];
    expect(rows(less)).toBeLessThan(rows(open()));
    expect(rows(more)).toBeGreaterThan(rows(open()));
    expect(less.message?.text).toBe('The table has its least height.');
    for (const state of [less, more]) {
      expect(frame(state).join('')).not.toContain('¤');
      expect(frame(act(state, { type: 'resize', size: SMALL })).join('')).not.toContain('¤');
    }
    expect(screenText(press(more, ...Array(60).fill('-'), ...Array(60).fill('+')))).toBe(screenText(more));
  });

  test('the edge of the levers moves, and stops where names and figures still have their columns', () => {
    const wide = { columns: 140, rows: 45 };
    const at = (size: Size, key: string): ReadState => press(opened(MANY, size), ...Array(60).fill(key));
    const width = (state: ReadState): number => boxesOf(state).levers.width;
    const [less, more] = [at(wide, '('), at(wide, ')')];
    expect([width(less), width(opened(MANY, wide)), width(more)]).toEqual([31, 42, 91]);
    expect(more.message?.text).toBe('Chart and table have their least width.');
    expect(less.message?.text).toBe('The levers have their least width.');
    for (const state of [less, more]) {
      expect(frame(state).join('')).not.toContain('¤');
      expect(frame(act(state, { type: 'resize', size: SMALL })).join('')).not.toContain('¤');
    }
    // There is no more to take at the least size.
    expect(width(at(SMALL, ')'))).toBe(31);
    expect(screenText(press(more, ...Array(60).fill('('), ...Array(60).fill(')')))).toBe(screenText(more));
    // What was zoomed is not, so that the edge is seen; both files of a pair have it.
    expect(press(opened(MANY, wide), 'z', ')').zoom).toBeNull();
    expect(width(press(openedPair(SPECIMEN, OTHER, wide), ')', 'o'))).toBe(46);
  });

  test('a month of the creditors is opened from them: the first in which one waits, or the one that is read', () => {
    // The first creditor waits in February; January is the month in front.
    const first = open('2', 'tab', 'enter');
    expect([first.tab, first.isMonthOpen, first.month]).toEqual(['months', true, 1]);
    expect(screenText(first)).toContain('Feb 2024: who was paid, and why');
    expect(screenText(open('2', '.', '.', '.', 'tab', 'enter'))).toContain('Apr 2024: who was paid, and why');
  });

  test('the month that is read in the chart is marked among the months', () => {
    expect(screenText(open('.', '.', '.'))).toMatch(/│▹ Mar 2024/);
    expect(screenText(open('.', '.', '.', 'tab'))).toMatch(/┃▸ Mar 2024/);
    expect(screenText({ ...open('.', '.', '.'), glyphs: 'ascii' })).toMatch(/\|\) Mar 2024/);
    expect(screenText(open())).not.toContain('▹');
  });
});

describe('the order of lines', () => {
  const state = press(opened(MANY, { columns: 140, rows: 45 }), '2', 'tab');

  test('is that of payment, until they are sorted by a column; the head shows by which', () => {
    expect(names(state, ...CREDITORS)).toEqual(CREDITORS);
    const byArrears = press(state, '>', '>');
    expect(byArrears.message?.text).toBe('Sorted by Arrears.');
    // Half of what is due in the first month: the landlord's 90k, the cloud's nothing yet, the taxes' 10k.
    expect(names(byArrears, ...CREDITORS)).toEqual(['A landlord', 'Bureau of taxes', 'staff', 'The cloud']);
    expect(screenText(byArrears)).toMatch(/By Jan 2024 +Arrears↓ /);
    expect(names(press(byArrears, 'i'), ...CREDITORS)).toEqual(['staff', 'The cloud', 'Bureau of taxes', 'A landlord']);
    expect(screenText(press(byArrears, 'i'))).toContain('Arrears↑');
    expect(press(byArrears, '<', '<').message?.text).toBe('In their own order.');
    expect(names(press(byArrears, '<'), ...CREDITORS)).toEqual(['A landlord', 'Bureau of taxes', 'staff', 'The cloud']);
  });

  test('keeps the line that the keys act on, which moves by what is seen', () => {
    const sorted = press(state, '>', '>');
    expect(lineOf(sorted, 'creditors')).toBe(0);
    expect(lineOf(press(sorted, 'home'), 'creditors')).toBe(2);
    expect(lineOf(press(sorted, 'home', 'down'), 'creditors')).toBe(3);
  });

  test('of months is their own', () => {
    expect(press(state, '1', '>').message?.text).toBe('These lines have an order of their own.');
    expect(press(state, 'i').message?.text).toBe('The lines stand in their own order; > sorts them.');
  });

  test('of plans, causes and evidence; what belongs together stays together', () => {
    const plans = press(opened(SPECIMEN, { columns: 140, rows: 45 }), '3', 'tab', '>');
    expect(names(plans, 'No plan', 'Shrink at once', 'grow')).toEqual(['grow', 'No plan', 'Shrink at once']);
    const causes = press(madeUp(opened(UNCERTAIN, { columns: 200, rows: 60 })), '4', 'tab', '>', '>', 'i');
    expect(tableView(causes).size.order).toEqual([3, 4, 0, 1, 2]);
    const evidence = press(opened(UNCERTAIN, { columns: 140, rows: 45 }), '5', 'tab', '>', 'i');
    // The cloud, the seed round, sales with the founder's claim, the price; and the other way round.
    expect(tableView(evidence).size.order).toEqual([3, 4, 0, 1, 2]);
    expect(tableView(press(evidence, 'i')).size.order).toEqual([2, 0, 1, 4, 3]);
  });
});

describe('a filter', () => {
  const state = press(opened(MANY, { columns: 100, rows: 30 }), '2', 'tab');

  test('leaves the lines that have what is typed, says how many, and goes with Esc', () => {
    const typing = press(state, '/', ...'la');
    expect(names(typing, ...CREDITORS)).toEqual(['A landlord']);
    expect(screenText(typing)).toContain(' /la▏  1 of 4');
    expect(lineOf(typing, 'creditors')).toBe(2);
    const kept = press(typing, 'enter');
    expect(screenText(kept)).toContain(' /la  1 of 4, Esc shows all');
    expect(press(kept, 'down', 'down').lists.creditors!.line).toBe(2);
    expect(names(press(kept, 'esc'), ...CREDITORS)).toEqual(CREDITORS);
    expect(names(press(typing, 'esc'), ...CREDITORS)).toEqual(CREDITORS);
    expect(names(press(typing, 'backspace', 'backspace', 'enter'), ...CREDITORS)).toEqual(CREDITORS);
  });

  test('n and N go on through all lines to the next that has it, round the ends', () => {
    const all = press(state, '/', ...'lo', 'enter', 'esc', 'home');
    // The cloud and a landlord.
    const lines = [1, 2, 3].map((count) => lineOf(press(all, ...Array(count).fill('n')), 'creditors'));
    expect(lines).toEqual([1, 2, 1]);
    expect(press(all, 'N').message?.text).toBe('2 of 2 with lo.');
    expect(press(state, 'n').message?.text).toBe('Nothing was looked for yet: / does.');
    expect(press(state, '/', ...'zz', 'enter', 'n').message?.text).toBe('No line has zz.');
    expect(screenText(press(state, '/', ...'zz'))).toContain('0 of 4');
  });

  test('finds a month by what happens in it, an entry of the evidence by its note', () => {
    const months = press(opened(MANY, SMALL), 'tab', '/', ...'staff could', 'enter');
    expect(months.month).toBeGreaterThan(0);
    expect(tableView(months).size.order).toEqual([months.month]);
    const evidence = press(opened(UNCERTAIN, SMALL), '5', 'tab', '/', ...'said to the board', 'enter');
    // The claim, and the figure that it is about.
    expect(tableView(evidence).size.order).toEqual([0, 1]);
    expect(lineOf(evidence, 'evidence')).toBe(1);
  });

  test('does not hide what is gone to', () => {
    const kept = press(state, '/', ...'la', 'enter');
    const found = press(kept, ':', ...'The cloud', 'enter');
    expect([lineOf(found, 'creditors'), placeOf(found, 'creditors').isFiltered]).toEqual([1, false]);
  });
});
