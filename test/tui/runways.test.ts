import { describe, expect, test } from 'vitest';
import { spoken } from '../../src/tui/view/speech.ts';
import { opened, press, reread, SMALL, SPECIMEN, screenText } from './specimen.ts';

const ROOM = { columns: 120, rows: 40 };

describe('D', () => {
  test('shows runway by its definitions over chart and table, of the levers in hand; D or Esc closes it', () => {
    const state = press(opened(SPECIMEN, ROOM), 'D');
    const text = screenText(state);
    expect(text).toContain('Runway by its definitions, of the base case');
    expect(text).toMatch(/Net burn +6\.92 +\$900k \/ \$130k: opening cash \/ net burn of/);
    // Text that does not fit beside the figures goes on beneath them.
    expect(text).toMatch(/Net burn, mean of 3 .*\n.* +burn, to Mar 2024/);
    expect(text).toMatch(/Growth needed +\d/);
    expect(text).not.toContain('[1 Months]');
    for (const key of ['D', 'esc']) expect(screenText(press(state, key))).toContain('[1 Months]');
    // The levers stay in reach, and what they do is seen.
    const moved = press(state, 'down', ...Array(5).fill('right'));
    expect(screenText(moved)).toContain('Runway by its definitions');
    expect(screenText(moved)).not.toBe(text);
  });

  test('fits a small screen, and is told to people who hear it', () => {
    const before = opened(SPECIMEN, SMALL);
    const state = press(before, 'D');
    const text = screenText(state);
    expect(text).toContain('Runway by its definitions');
    // The reasons stand beneath the figures, in whole words.
    expect(text).toMatch(/Net burn +6\.92 .*\n.* \$900k \/ \$130k: opening cash \/ net burn of/);
    const said = spoken(before, state);
    expect(said[0]).toBe('Runway by its definitions.');
    expect(said.join(' ')).toContain('opening cash / net burn of Jan 2024');
  });

  test('gives way to what is wrong with the file', () => {
    expect(screenText(press(reread(press(opened(SPECIMEN, ROOM), 'D'), 'runway: 1\n')))).toContain(
      'The file is broken',
    );
    const broken = SPECIMEN.replace('sales: 20k', 'sales: 1 / (0.5 - defer)');
    expect(press(opened(broken, ROOM), 'D')).toMatchObject({ overlay: null });
  });
});
