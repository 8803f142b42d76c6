import { describe, expect, test } from 'vitest';
import { found } from '../../src/tui/find.ts';
import { chosenLever } from '../../src/tui/outcome.ts';
import type { ReadState } from '../../src/tui/state.ts';
import { act, opened, press, SMALL, screenText, UNCERTAIN } from './specimen.ts';

const look = (text: string, state: ReadState = opened(UNCERTAIN)): ReadState => press(state, ':', ...text);
const names = (text: string): string[] => found(look(text)).map(({ kind, name }) => `${kind} ${name}`);

describe('finding', () => {
  test('before anything is typed there is everything, levers first', () => {
    const kinds = found(look('')).map(({ kind }) => kind);
    expect([...new Set(kinds)]).toEqual(['lever', 'tab', 'command', 'plan', 'creditor', 'assumption', 'month']);
    expect(kinds.filter((kind) => kind === 'month')).toHaveLength(12);
  });

  test.each([
    // By a part of its label, in upper or lower case; by initials; by its name in the file.
    ['off', 'lever Lay off staff'],
    ['LAY', 'lever Lay off staff'],
    ['los', 'lever Lay off staff'],
    ['layoffs', 'lever Lay off staff'],
    ['staff lay', 'lever Lay off staff'],
    ['clo', 'creditor The cloud'],
    ['the cl', 'creditor The cloud'],
    ['sales_a', 'assumption Sales a month'],
    ['sam', 'assumption Sales a month'],
    ['odds', 'tab Odds'],
    ['mar', 'month Mar 2024'],
    ['2024-11', 'month Nov 2024'],
    ['undo', 'command Undo the last change of levers or plan'],
    ['shrink', 'plan Shrink at once'],
  ])('%s: %s', (text, best) => {
    expect(names(text)[0]).toBe(best);
  });

  test('names that begin with the text come before those that have it inside', () => {
    const begins = names('re').map((name) => /^\w+ re/i.test(name));
    expect(begins.filter((is) => is).length).toBeGreaterThan(1);
    expect(begins.lastIndexOf(true)).toBeLessThan(begins.indexOf(false));
  });

  test('Enter goes there', () => {
    expect(chosenLever(press(look('raise a'), 'enter'))!.lever.name).toBe('raise');
    expect(press(look('nov'), 'enter')).toMatchObject({ find: null, tab: 'months', pane: 'table', month: 10 });
    expect(press(look('price'), 'enter')).toMatchObject({ tab: 'evidence', lists: { evidence: { line: 2 } } });
    expect(press(look('grow'), 'enter')).toMatchObject({ tab: 'plans', lists: { plans: { line: 2 } } });
    expect(press(look('creditors'), 'enter')).toMatchObject({ tab: 'creditors', pane: 'table' });
  });

  test('Enter does what a command does, or says why it cannot', () => {
    const plan = press(look('next plan'), 'enter');
    expect([plan.choice.plan, plan.find]).toEqual(['shrink', null]);
    expect(press(look('undo'), 'enter').message).toEqual({ text: 'There is nothing to undo.', tone: 'warn' });
    expect(press(look('type a value', press(opened(), 'tab')), 'enter')).toMatchObject({ pane: 'levers', input: '' });
    expect(press(look('ctrl-c'), 'enter').find).not.toBeNull();
    expect(press(look('leave;'), 'enter').isLeaving).toBe(true);
    expect(press(look('redraw'), 'C-u', ...'draw the', 'enter').errand).toBe('redraw');
  });

  test('the arrows choose within what is found, and each text begins at the best', () => {
    const last = press(look('staff'), ...Array(99).fill('down'));
    expect(last.find!.row).toBe(found(last).length - 1);
    expect(press(last, 'backspace').find).toEqual({ text: 'staf', row: 0 });
    expect(press(last, 'C-u').find).toEqual({ text: '', row: 0 });
    expect(press(last, ...Array(99).fill('up')).find!.row).toBe(0);
  });

  test('Esc leads back to where it was', () => {
    const before = press(opened(), 'tab', '3', 'down');
    expect(press(before, ':', 'x', 'esc')).toEqual(before);
  });

  test('without a match the text stays, to be mended, and a message says so', () => {
    const state = press(look('zzz'), 'enter');
    expect(state.find?.text).toBe('zzz');
    expect(state.message?.tone).toBe('warn');
    expect(screenText(state)).toContain('Nothing is found.');
  });

  test.each([
    [SMALL, 17],
    [{ columns: 120, rows: 40 }, 31],
  ])('the screen, %j', (size, lines) => {
    const state = press(act(opened(UNCERTAIN), { type: 'resize', size }), '/');
    const text = screenText(state);
    expect(text).toMatch(/┏━ Find, by name or initials/);
    expect(text).toContain(`1-${lines} of ${found(state).length}`);
    expect(text).toMatch(/▸ lever +Lay off staff +0%/);
    expect(text).toMatch(/Enter go there +↑↓ line +Esc back/);
    const typed = screenText(press(state, ...'pin this'));
    expect(typed).toContain('› pin this▏');
    expect(typed).toMatch(/▸ command +Pin this .* b /);
    // The line chosen stays in view.
    expect(screenText(press(state, ...Array(40).fill('down')))).toMatch(/▸ (command|month|assumption|creditor|plan) /);
  });
});
