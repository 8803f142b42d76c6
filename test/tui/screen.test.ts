import xterm from '@xterm/headless';
import fc from 'fast-check';
import { Box, renderToString } from 'ink';
import { createElement } from 'react';
import { describe, expect, test } from 'vitest';
import { type Row, run } from '../../src/chart/cells.ts';
import { Panel } from '../../src/tui/components/panel.tsx';
import { changes } from '../../src/tui/screen.ts';
import { createSlots, type Stretch } from '../../src/tui/slots.ts';
import { styled } from '../../src/tui/styled.ts';
import type { PanelView as View } from '../../src/tui/view/panels.ts';
import { panels } from '../../src/tui/view/panels.ts';
import { frame, opened, press, SPECIMEN } from './specimen.ts';

/** The frame that Ink makes of the panels, with each row in the place of its mark. */
function laidOut(views: readonly View[], columns: number, rows: number): Stretch[] {
  const slots = createSlots();
  const children = views.map((view) =>
    createElement(Panel, { key: view.name, view, depth: 'none', background: 'dark', slots }),
  );
  const text = renderToString(createElement(Box, { width: columns, height: rows }, children), { columns });
  return slots.fill(text);
}

async function shown(columns: number, rows: number, ...texts: string[]): Promise<string[]> {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  for (const text of texts) await new Promise<void>((done) => terminal.write(text, done));
  return Array.from({ length: rows }, (_, y) => terminal.buffer.active.getLine(y)!.translateToString(false));
}

describe('the screen', () => {
  test('Ink puts every row where the layout says', async () => {
    const state = opened();
    const { columns, rows } = state.size;
    expect(await shown(columns, rows, changes(null, laidOut(panels(state), columns, rows)))).toEqual(frame(state));
  });

  test('the columns that differ are enough to make one frame of the other', async () => {
    const ways = [[], ['right'], ['right', 'b'], ['2'], ['3', 'tab'], ['?'], ['enter', '4'], ['tab', 'down']];
    for (const from of ways) {
      for (const to of ways) {
        const [a, b] = [press(opened(), ...from), press(opened(), ...to)];
        const [before, after] = [laidOut(panels(a), 80, 24), laidOut(panels(b), 80, 24)];
        expect(await shown(80, 24, changes(null, before), changes(before, after))).toEqual(frame(b));
      }
    }
  });

  test('wide characters and marks on others take the columns that the layout gives them', async () => {
    const text = SPECIMEN.replace('Lay off staff', '人員削減')
      .replace('The cloud', 'クラウドx費用 เงินสด')
      .replace('Specimen Ltd', '資金x繰り');
    const ways = [[], ['right'], ['2'], ['3', 'tab'], ['down'], ['right', 's', ...'資金', 'backspace']];
    const { columns, rows } = opened(text).size;
    for (const from of ways) {
      for (const to of ways) {
        const [a, b] = [press(opened(text), ...from), press(opened(text), ...to)];
        const [before, after] = [laidOut(panels(a), columns, rows), laidOut(panels(b), columns, rows)];
        expect(await shown(columns, rows, changes(null, before), changes(before, after))).toEqual(frame(b));
      }
    }
  });

  test('nothing is written where nothing differs, and little where little does', () => {
    const before = laidOut(panels(opened()), 80, 24);
    expect(changes(before, laidOut(panels(opened()), 80, 24))).toBe('');
    const after = laidOut(panels(press(opened(), 'down')), 80, 24);
    expect(changes(before, after).length).toBeLessThan(changes(null, after).length / 3);
    expect(changes(before, after)).toMatch(/^\u001b\[\?2026h.*\u001b\[\?2026l$/s);
  });

  test('rows keep their text in whatever colours', () => {
    const role = fc.constantFrom('plain', 'muted', 'bad', 'selected', 'cash') as fc.Arbitrary<Row[number]['role']>;
    const part = fc.record({ text: fc.constantFrom('a', ' ', '  ', '· ', '──', ''), role });
    fc.assert(
      fc.property(fc.array(part), fc.constantFrom('16', '256', 'truecolor', 'none'), (row, depth) => {
        const text = styled(row, depth as 'none', 'dark');
        expect(text.replace(/\u001b\[[0-9;]*m/g, '')).toBe(row.map((r) => r.text).join(''));
      }),
    );
  });

  test('blanks take on the looks before them, but never those of a selection', () => {
    expect(styled([run('a', 'bad'), run(' '), run('b', 'bad')], '16', 'dark')).toBe('\u001b[1;91ma b\u001b[0m');
    expect(styled([run('a', 'selected'), run(' '), run('b')], '16', 'dark')).toBe('\u001b[7ma\u001b[0m b');
  });
});
