import { describe, expect, test } from 'vitest';
import { parseMonth } from '../../src/formula/month.ts';
import { chosenLever } from '../../src/tui/outcome.ts';
import type { ReadState } from '../../src/tui/state.ts';
import { spoken } from '../../src/tui/view/speech.ts';
import { act, answered, madeUp, opened, press, reread, SMALL, SPECIMEN, screenText, UNCERTAIN } from './specimen.ts';

const ROOM = { columns: 120, rows: 40 };
const WIDE = { columns: 200, rows: 50 };
const open = (size = ROOM, ...keys: string[]): ReadState => press(opened(SPECIMEN, size), 'tab', ...keys, 'enter');
const lines = (state: ReadState): string[] => screenText(state).split('\n');

describe('an open month', () => {
  test('tells who was due what, who was paid, in which order, and why', () => {
    // Of 900k opening cash 130k a month go: the wages but for the sales, and half of what the cloud is due from
    // February on.
    const text = screenText(open(ROOM, 'down'));
    expect(text).toContain('Feb 2024: who was paid, and why');
    expect(text).toContain('To pay with: $770k at the start + $20k from customers, $790k in all.');
    expect(text).toContain('Due: $190k. There is enough for all of it.');
    expect(text).toMatch(/1 staff +150k +150k +in full +640k/);
    expect(text).toContain('Critical: it must be paid in full, or the company fails.');
    expect(text).toMatch(/2 The cloud +40.0k +20.0k +20.0k +620k/);
    expect(text).toContain('The company chose to pay 50% of what was due.');
    expect(text).toContain('Left at the end of the month: $620k.');
  });

  test('has its days in order, with the cash after each, where the file gives any', () => {
    expect(screenText(open(ROOM, 'down'))).not.toContain('Day by day');
    const state = press(opened(SPECIMEN.replace('sales: 20k', 'sales: {amount: 20k, day: 25}'), ROOM), 'tab', 'enter');
    expect(lines(state).join('\n')).toMatch(/Day by day[\s\S]*start +900k[\s\S]*25 +20.0k +0 +920k +from customers/);
    expect(spoken(press(state, 'esc'), state).join(' ')).toContain(
      'Day 25: 20.0 thousand received, from customers; 920 thousand left.',
    );
  });

  test('leads to the next and the month before, and stops at the ends', () => {
    const march = open(ROOM, 'down', 'down');
    expect(screenText(press(march, 'right'))).toContain('Apr 2024: who was paid');
    expect(screenText(press(march, 'left', 'left'))).toContain('Jan 2024: who was paid');
    const first = press(march, 'left', 'left', 'left');
    expect(first).toMatchObject({ month: 0, isMonthOpen: true });
    expect(first.message?.text).toBe('That is the first month simulated.');
    // The last one that there is something to tell of is that of the failure.
    expect(press(march, 'end').month).toBe(5);
    expect(screenText(press(march, 'end'))).toContain('The company fails this month: staff could not be paid in full.');
    expect(screenText(press(march, 'end', 'right'))).toContain('The company failed in Jun 2024.');
    expect(press(march, ...Array(20).fill('right')).month).toBe(11);
    expect(press(march, 'home').month).toBe(0);
  });

  test('goes with the levers: Tab leads to them, and what they do is seen in it', () => {
    const state = press(open(ROOM, 'down'), 'tab', 'down', 'down', ...Array(5).fill('right'));
    expect(chosenLever(state)?.setting.value).toBe(1);
    expect(screenText(state)).toContain('The company chose to pay nothing of what was due.');
    expect(press(state, 'u').isMonthOpen).toBe(true);
  });

  test('Esc and Enter lead back to the table, at the month that was open', () => {
    for (const key of ['esc', 'enter']) {
      const state = press(open(ROOM, 'down'), 'right', key);
      expect(state).toMatchObject({ isMonthOpen: false, month: 2, pane: 'table', tab: 'months' });
      expect(screenText(state)).toMatch(/▸ Mar 2024/);
    }
    expect(press(open(), 'esc', 'esc').pane).toBe('levers');
  });

  test('is scrolled where it is longer than its place, and begins anew with each month', () => {
    const state = press(open(SMALL, 'end'), 'end', ...Array(99).fill('down'));
    expect(state.monthScroll).toBeGreaterThan(0);
    expect(state.monthScroll).toBe(press(state, 'down').monthScroll);
    expect(screenText(state)).toContain('Left at the end of the month');
    expect(press(open(SMALL), 'end', 'pgdn', 'left').monthScroll).toBe(0);
    expect(act(state, { type: 'resize', size: WIDE }).monthScroll).toBe(0);
  });

  test('stands over the table where that is tall, else over the chart too', () => {
    expect(screenText(open(WIDE))).toContain('Cash');
    expect(screenText(open(SMALL))).not.toContain('─ Cash');
    // What lies over the table lies over the month.
    expect(screenText(press(reread(open(), 'runway: 1\n')))).toContain('The file is broken');
  });

  test('other tabs stand in its place, and the month stays open behind them', () => {
    const state = press(open(), '2');
    expect(screenText(state)).toContain('[2 Creditors]');
    expect(press(state, 'esc').pane).toBe('levers');
    expect(screenText(press(state, '1'))).toContain('Jan 2024: who was paid');
  });

  test('of another world says so', () => {
    const state = press(madeUp(opened(UNCERTAIN, ROOM)), '4', 'tab', 'enter', 'enter');
    expect(state.world).not.toBeNull();
    expect(screenText(state)).toMatch(/who was paid, and why[\s\S]*World \d+, not the base case/);
    expect(press(state, 'esc').world).toBe(state.world);
  });

  test('cannot be opened without a result, and the key says why', () => {
    const broken = SPECIMEN.replace('sales: 20k', 'sales: 1 / (0.5 - defer)');
    const state = press(opened(broken, ROOM), 'tab', 'enter');
    expect(state).toMatchObject({ isMonthOpen: false, message: { text: 'There is no result to look into.' } });
  });

  test('is told to people who hear the screen', () => {
    const table = press(opened(SPECIMEN, ROOM), 'tab', 'down');
    const month = press(table, 'enter');
    const said = spoken(table, month);
    expect(said[0]).toBe('Feb 2024: who was paid, and why.');
    expect(said).toContain(
      '1: staff, paid in full, 150 thousand. Critical: it must be paid in full, or the company fails.',
    );
    expect(spoken(month, press(month, 'right'))[0]).toBe('Mar 2024: who was paid, and why.');
    expect(spoken(month, press(month, 'esc')).join(' ')).toContain('Feb 2024: cash');
  });

  test('a click of the wheel scrolls it, sideways it goes to the month beside', () => {
    const at = (state: ReadState, kind: 'wheel-down' | 'wheel-right'): ReadState =>
      act(state, { type: 'mouse', event: { kind, x: 60, y: 10 } });
    expect(at(press(open(SMALL), 'end'), 'wheel-down').monthScroll).toBeGreaterThan(0);
    expect(at(open(SMALL), 'wheel-right').month).toBe(1);
  });
});

describe('the columns of months and creditors', () => {
  test('payments to each creditor are columns of the months', () => {
    expect(screenText(opened(SPECIMEN, WIDE))).toMatch(/Arrears +Funding +to staff +to The cloud/);
  });

  test('the months stay where the columns move, and the foot tells which they are', () => {
    const state = press(opened(SPECIMEN, SMALL), 'tab', 'right', 'right', 'right', 'right', 'right');
    expect(screenText(state)).toMatch(/Month +to staff +to The cloud/);
    expect(screenText(state)).toMatch(/▸ Jan 2024 +150k/);
    expect(screenText(state)).toMatch(/columns 6-\d of \d\d · 1-\d of 12/);
  });

  test('creditors keep their place in columns of their own', () => {
    const state = press(opened(SPECIMEN, SMALL), '2', 'tab', 'right', 'right', '1', 'right');
    expect(state.lists).toMatchObject({ creditors: { column: 2 }, months: { column: 1 } });
    expect(screenText(press(state, '2'))).toMatch(/By Feb 2024 +Due +Paid/);
    expect(press(state, '2', ...Array(99).fill('left')).lists).toMatchObject({ creditors: { column: 0 } });
    expect(press(state, '3', 'right').message).toBeNull();
    expect(press(state, '5', 'right').message?.text).toBe('Every column is shown.');
  });

  test('limits, patience and ages are told where the file sets them', () => {
    const text = SPECIMEN.replace('pay: 1 - defer,', 'pay: 1 - defer, limit: 100k, patience: 3, then: petition,');
    const creditors = press(opened(text, { columns: 250, rows: 70 }), '2', '.', '.');
    // Nothing is unpaid of January; of February and March half is, with a fee. The oldest is settled first: it is a
    // month past due.
    expect(screenText(creditors)).toMatch(/By Mar 2024 +Arrears +Acts in +Limit left/);
    expect(screenText(creditors)).toMatch(/The cloud +30.1k +3 mo +69.9k +60.2k +30.1k/);
    // Who tolerates nothing past due ends it with the first bill that is.
    const hard = text.replace('patience: 3', 'patience: 0');
    const last = press(opened(hard, { columns: 250, rows: 70 }), '2');
    expect(screenText(last)).toMatch(/✗ The cloud +\S+ +ends it/);
    expect(screenText(last)).toMatch(/✗ ends it \w{3} 2024: The cloud petitions/);
  });
});

describe('the levers along the months', () => {
  const timeline = (...keys: string[]): ReadState => press(opened(SPECIMEN, ROOM), 't', ...keys);
  const track = (state: ReadState, name: string): string => {
    const all = lines(state);
    return all[all.findIndex((line) => line.includes(name)) + 1]!.slice(1, 35);
  };

  test('show by when each must be decided, from when it is in force, and where the company ends', () => {
    const state = timeline('right');
    // 30 columns for 12 months: February begins in the third, March in the sixth.
    expect(track(state, 'Lay off staff')).toMatch(/^ {3}··◇╌╌◆━+ ?$/);
    expect(track(state, 'Raise a round')).toMatch(/^ {3}·+◆─+ ?$/);
    expect(screenText(state)).toMatch(/Levers: ◇ decide ◆ start/);
    expect(lines(state).find((line) => line.includes('Jan 2024'))).toMatch(/Jan 2024 +.*✗/);
  });

  test('are moved a month with [ and ], five with { and }, and no further than the months simulated', () => {
    const from = (state: ReadState): number => chosenLever(state)!.setting.from;
    const month = (text: string): number => parseMonth(text)!;
    expect(from(timeline(']'))).toBe(month('2024-04'));
    expect(from(timeline('}'))).toBe(month('2024-08'));
    expect(from(timeline('}', '}', '}'))).toBe(month('2024-12'));
    expect(from(timeline('{'))).toBe(month('2024-01'));
    expect(timeline('{', '{').message?.text).toBe('That is the first month simulated.');
    expect(track(timeline(']'), 'Lay off staff').indexOf('◆')).toBeGreaterThan(
      track(timeline(), 'Lay off staff').indexOf('◆'),
    );
    expect(from(timeline('}', '0'))).toBe(month('2024-03'));
    expect(timeline('}', 'right', 'down', 'right', 'R').choice.changes.size).toBe(0);
  });

  test('tell what a month more and a month less would do', () => {
    const text = screenText(timeline('S-right', 'S-right'));
    expect(text).toMatch(/from Apr 2024: /);
    expect(text).toMatch(/from Feb 2024: /);
  });

  test('stand before the start and past the end as arrows', () => {
    const typed = (text: string): ReadState => timeline('right', 'enter', ...text, 'enter');
    expect(track(typed('2023-06'), 'Lay off staff')).toMatch(/^ {3}◀━+ ?$/);
    expect(track(typed('2026-01'), 'Lay off staff')).toMatch(/^ {3}·+▶ ?$/);
  });

  test('a click chooses the lever of either line', () => {
    const state = timeline();
    const row = lines(state).findIndex((line) => line.includes('Raise a round'));
    for (const y of [row, row + 1])
      expect(act(state, { type: 'mouse', event: { kind: 'click', x: 5, y } }).lever).toBe(1);
  });

  test('t leads back to the list', () => {
    expect(screenText(timeline('t'))).toContain('one step up');
  });
});

test('the marks of the chart are named at its foot where the legend has no room', () => {
  const foot = (state: ReadState): string => lines(state).find((line, y) => y > 3 && /└─.*┘$/.test(line.slice(31)))!;
  expect(foot(answered(opened(UNCERTAIN, SMALL)))).toMatch(/✗ failure {2}▼ zero cash/);
  expect(foot(opened(UNCERTAIN, WIDE))).not.toContain('zero cash');
});
