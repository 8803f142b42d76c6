import { describe, expect, test } from 'vitest';
import { rowText } from '../../src/chart/cells.ts';
import { planChoice } from '../../src/tui/outcome.ts';
import { livesOf } from '../../src/tui/results.ts';
import type { ReadState, Size } from '../../src/tui/state.ts';
import { tableView } from '../../src/tui/view/table.ts';
import { act, madeUp, opened, press, SMALL, SPECIMEN, screenText, UNCERTAIN } from './specimen.ts';

const SIZES: Size[] = [SMALL, { columns: 100, rows: 30 }, { columns: 140, rows: 45 }, { columns: 200, rows: 60 }];

/** The Plans tab of a file in which no world lives, with or without a plan, but longer under the plans. */
function hopeless(size: Size, ...keys: string[]): ReadState {
  const state = press(madeUp(opened(UNCERTAIN, size)), '3', ...keys);
  const worlds = (last: number) => ({
    ...state.results.odds!.worlds!,
    survival: Float64Array.from({ length: 12 }, (_, t) => (t < last ? 1 : 0)),
  });
  const planLives = new Map([null, 'shrink', 'grow'].map((plan, i) => [plan, livesOf(worlds(5 + i))]));
  const odds = { choice: state.choice, worlds: worlds(5) };
  return {
    ...act(state, { type: 'odds', loaded: state.loaded, odds }),
    results: { ...state.results, odds, planLives },
  };
}

/** The lines of the table in front. */
const rows = (state: ReadState): string[] => tableView(state).rows().map(rowText);

describe.each(SIZES)('what differs, at $columns by $rows', (size) => {
  test('where as many worlds live with every plan, how long they live stands first', () => {
    const [head, ...lines] = rows(hopeless(size, 'tab'));
    expect(head).toMatch(/Fails +Live for/);
    expect(lines[0]).toMatch(/No plan .* 5\.0 mo/);
    expect(lines[1]).toMatch(/Shrink .* 6\.0 mo/);
    const noAnswer = press(opened(UNCERTAIN, size), '3', 'tab');
    const [awaited, ...none] = rows(noAnswer);
    expect(awaited).toMatch(/Fails +Alive/);
    for (const line of none.slice(0, 3)) expect(line).toMatch(/2024.* …/);
    const failed = { choice: planChoice('grow'), worlds: null, faults: [] };
    const [, noPlan, , grow] = rows(act(noAnswer, { type: 'plan-odds', loaded: noAnswer.loaded, odds: failed }));
    expect(noPlan).toMatch(/2024.* …/);
    expect(grow).toMatch(/2024.* \?/);
    expect(grow).not.toContain('…');
  });

  test('no share of worlds is told where nothing is uncertain, and never is told in full', () => {
    const [head, ...lines] = rows(press(opened(SPECIMEN, size), '3', 'tab'));
    expect(head).not.toContain('Alive');
    expect(lines[2]).toMatch(size === SMALL ? /grow +>Dec 2024/ : /grow +>Dec 2024 +>Dec 2024/);
  });

  test('the pinned plan is marked; what is pinned and of no plan has a line of its own', () => {
    const pinned = press(opened(SPECIMEN, size), 'p', 'b', 'p', '3', 'tab');
    expect(rows(pinned).filter((line) => line.includes('Pinned: '))).toEqual([
      expect.stringMatching(/Pinned: Shrink( at once|\.\.| \.\.)/),
    ]);
    const byHand = press(opened(SPECIMEN, size), 'right', 'b', 'u', '3');
    expect(rows(byHand)[1]).toMatch(/ Pinned: no plan/);
    expect(
      rows(byHand)
        .join('\n')
        .match(/Pinned/g),
    ).toHaveLength(1);
    expect(rows(press(byHand, 'right'))[1]).toMatch(/●.*In hand/);
  });

  test('a switch reads on or off', () => {
    const state = opened(
      SPECIMEN.replace('  defer: {value: 50%}', '  defer: {value: 1, range: [0, 1], step: 1}'),
      size,
    );
    expect(screenText(state)).toMatch(/defer +on/);
    expect(screenText(press(state, 'G', 'left'))).toMatch(/defer +off/);
    expect(press(state, 'G', 'left').message?.text).toContain('defer off from Jan 2024.');
  });
});

test('the chance of uncertain funding stands beside it, and the base case says what it counts on', () => {
  const size = { columns: 200, rows: 60 };
  const state = press(opened(UNCERTAIN.replace('raise: {label: Raise a round, value: 0,', 'raise: {value: 1M,'), size));
  expect(screenText(state)).toMatch(/Seed round \(80%\)/);
  expect(screenText(state)).toMatch(/Counts on Seed round in Apr 2024, 80% likely/);
  expect(screenText(opened(SPECIMEN, size))).not.toContain('Counts on');
});

test('a label that two events of a month share is written once', () => {
  const text = SPECIMEN.replace(
    'layoffs: {label: Lay off staff, value: 0%,',
    'layoffs: {label: SAFE, value: 10%,',
  ).replace(
    'raise: {label: Raise a round, value: 0, range: [0, 2M], step: 100k, from: 2024-04}',
    'raise: {label: SAFE, value: 100k, range: [0, 2M], step: 100k, from: 2024-03}',
  );
  const march = rows(press(opened(text, { columns: 200, rows: 60 }), 'tab')).find((line) => line.includes('Mar 2024'))!;
  expect(march.match(/SAFE/g)).toHaveLength(1);
});
