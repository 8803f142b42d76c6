import { describe, expect, test } from 'vitest';
import { sayable } from '../../src/tui/view/sayable.ts';
import { greeting } from '../../src/tui/view/speech.ts';
import { act, opened, press, SPECIMEN, screenText } from './specimen.ts';

const WIDE = { columns: 140, rows: 40 };
const raised = () => press(act(opened(), { type: 'resize', size: WIDE }), '3', 'tab', 'end', 'down', 'down', 'enter');

describe('the words for events that no simulated month had', () => {
  test('is not called never: it is told until when, which is the failure of a company that fails', () => {
    const failing = screenText(opened(SPECIMEN, WIDE));
    expect(failing).toMatch(/Fails Jun 2024 .*/);
    expect(failing).toContain('Break-even not by Jun 2024');
    const living = screenText(raised());
    expect(living).toContain('Zero cash not by Dec 2024 (was Jun 2024)');
    expect(living).toContain('Fails not by Dec 2024 (was Jun 2024)');
    expect(living).toContain('Insolvent not by Dec 2024 (was Jun 2024)');
    expect(failing + living).not.toMatch(/\bnever\b/);
  });

  test('a date that came is held against the end of the other case', () => {
    const pinned = press(raised(), 'b', 'up', 'up', 'enter');
    expect(screenText(pinned)).toContain('Fails Jun 2024 (was not by Dec 2024)');
  });

  test('in a table it is later, if ever', () => {
    expect(screenText(raised())).toMatch(/grow +>Dec 2024 +>Dec 2024/);
    expect(sayable('B only >Aug 2025')).toBe('B only not by Aug 2025');
  });

  test('a creditor waits or has no arrears, by the last month that is known', () => {
    const said = greeting(press(raised(), '2')).join(' ');
    expect(said).toContain('staff, critical: no arrears by Dec 2024, owed 0 dollars.');
    expect(greeting(press(raised(), '2', 'down')).join(' ')).toMatch(
      /The cloud: waits from \w+ 2024, by Dec 2024 arrears /,
    );
  });
});

describe('what the keys end at', () => {
  const free = SPECIMEN.replace('  defer: {value: 50%}', '  defer: {value: 100%}');

  test('is the range where the file gives one, and only that', () => {
    expect(press(opened(), 'left').message!.text).toBe(
      'The range of Lay off staff ends at 0%; type a value to go past that.',
    );
    const state = press(opened(free), 'end', 'right');
    expect(state.message!.text).toBe('The keys move defer no further than 100%; type a value to go past that.');
    expect(screenText(state)).toContain('keys go from 0% to 100%');
    expect(press(state, 'enter', ...'150%', 'enter').message!.text).toBe(
      'defer 150% from Jan 2024. That is past 0% to 100%, between which the keys move it.',
    );
  });
});
