import { describe, expect, test } from 'vitest';
import { rowText } from '../../src/chart/cells.ts';
import { layout } from '../../src/tui/layout.ts';
import type { ReadState } from '../../src/tui/state.ts';
import { levers } from '../../src/tui/view/levers.ts';
import { spoken } from '../../src/tui/view/speech.ts';
import { effectWords } from '../../src/tui/view/step-words.ts';
import { act, madeUp, opened, press, screenText, UNCERTAIN } from './specimen.ts';

/**
 * 100k in hand, and nothing comes in: at 20k a month it is short in the sixth, and fails where the creditor is
 * critical.
 */
const company = (costs: string, { cut = 'value: 0%, range: [0%, 100%]', critical = true } = {}): string => `runway: 1
start: 2024-01
months: 12
levers:
  cut: {${cut}, step: 20%}
  other: {value: 0, range: [0, 2], step: 1}
cash: 100k
costs: {wages: {amount: ${costs}, to: staff}}
creditors: {staff: {priority: 1, critical: ${critical}}}
`;

const stepEffects = (state: ReadState) => state.results.steps!.effects;
const effect = (...of: Parameters<typeof company>) => stepEffects(opened(company(...of))).get('cut');

describe('one step further', () => {
  test.each([
    // 100k lasts five months at 20k a month, and 6.25 at 16k.
    ['20k * (1 - cut)', { kind: 'failure', months: 1 }],
    ['20k * (1 + cut)', { kind: 'failure', months: -1 }],
    ['20k * (1 - 5 * cut)', { kind: 'lives' }],
    ['20k * 5 * cut', { kind: 'fails' }],
    // 100k against 18k a month: 5.556 months; against 17.82k (1% less): 5.612, so 0.056 more in the same month.
    ['18k * (1 - cut / 20)', { kind: 'runway' }],
    ['20k + 0 * cut', { kind: 'same' }],
    ['20k / (1 - 5 * cut)', { kind: 'fault' }],
  ])('%s', (costs, expected) => {
    expect(effect(costs)).toMatchObject(expected);
  });

  test('the runway is told to a fraction of a month', () => {
    expect(effect('18k * (1 - cut / 20)')).toMatchObject({ months: expect.closeTo(100 / 17.82 - 100 / 18, 10) });
  });

  test('at the end of its range there is none; a fault of one lever leaves the others theirs', () => {
    expect(effect('20k * (1 - cut)', { cut: 'value: 0%, range: [-100%, 0%]' })).toEqual({ kind: 'none' });
    // A dollar more a month than what lasts five months to the dollar.
    const effects = stepEffects(opened(company('20k / (1 - 5 * cut) + other')));
    expect([effects.get('cut'), effects.get('other')]).toEqual([{ kind: 'fault' }, { kind: 'failure', months: -1 }]);
  });

  test('of all levers take one program, whichever of them are at their ends', () => {
    let state = opened(company('20k * (1 - cut)'));
    const { compiled } = state.loaded.model;
    const before = compiled.size;
    for (const key of ['right', 'S-right', 'down', 'right', 'right']) {
      state = press(state, key);
    }
    expect([stepEffects(state).get('cut'), stepEffects(state).get('other')]).toEqual([
      { kind: 'none' },
      { kind: 'none' },
    ]);
    expect(compiled.size).toBe(before);
  });

  test('zero cash that goes or comes, where nobody ends the company', () => {
    expect(effect('20k * (1 - 5 * cut)', { critical: false })).toEqual({ kind: 'solvent' });
    expect(effect('20k * 5 * cut', { critical: false })).toEqual({ kind: 'short' });
  });

  test('is told beside each lever, in full and in short', () => {
    const wide = act(opened(company('20k * (1 - cut)')), { type: 'resize', size: { columns: 120, rows: 40 } });
    expect(screenText(wide)).toMatch(/from Jan 2024 ●─+ +✗ \+1 mo/);
    expect(screenText(wide)).toContain('✗▼ same');
    expect(screenText(press(wide, ...Array(5).fill('right')))).not.toContain('✗ +1 mo');
    const short = (kind: object) => effectWords(kind as never, 'short', 'ascii').text;
    expect([{ kind: 'failure', months: -12 }, { kind: 'runway', months: 12.34 }, { kind: 'lives' }].map(short)).toEqual(
      [' X-12', ' Z+12', 'lives'],
    );
  });

  test('waits until the first frame has been drawn', () => {
    const known = opened(company('20k * (1 - cut)'));
    const first = { ...known, isFirstFrame: true, results: { ...known.results, steps: null } };
    expect(screenText(first)).not.toContain('✗ +1 mo');
    expect(screenText(act(first, { type: 'drawn' }))).toContain('✗ +1 mo');
  });
});

describe('survival a step further', () => {
  const MANY = UNCERTAIN.replace(
    '  defer: {value: 50%}',
    `  defer: {value: 50%}\n${['a', 'b', 'c', 'd', 'e'].map((name) => `  ${name}: {value: 0}`).join('\n')}`,
  );
  const ALIVE = { layoffs: 0.281, raise: 0.2504, defer: 0.08, a: 0.26, b: 0.25, c: 0.24, d: 1, e: null };

  /** A state in which 25% of worlds live now, and survival after each lever's next step is known. */
  const known = (text: string, columns: number, rows: number): ReadState => {
    const state = act(madeUp(opened(text)), { type: 'resize', size: { columns, rows } });
    // As many worlds live to the end; of the others some live longer and some shorter.
    const months = state.results.odds!.worlds!.survival.reduce((sum, share) => sum + share, 0);
    const longer: Record<string, number> = { b: 0.42, raise: -1 };
    const lives = new Map(
      Object.entries(ALIVE).map(([name, alive]) => [
        name,
        alive === null ? null : { alive, months: months + (longer[name] ?? 0) },
      ]),
    );
    return act(state, { type: 'step-odds', loaded: state.loaded, stepOdds: { choice: state.choice, lives } });
  };
  const list = (state: ReadState): string[] => {
    const { width, height } = layout(state.size).levers;
    return levers(state, width, height).map((row) => rowText(row).slice(1, -1).trimEnd());
  };

  test('stands below each lever, with as much of the rest as there is room for', () => {
    const below = (columns: number) =>
      list(known(UNCERTAIN, columns, 26))
        .slice(1, 7)
        .filter((line) => line.startsWith('   from'));
    expect(below(80)).toEqual([
      '   from Mar 2024   ✗+1  +3 pt',
      '   from Apr 2024   ✗+1 -1.0mo',
      '   from Jan 2024 ▼+0.1 -17 pt',
    ]);
    expect(below(120)[0]).toBe('   from Mar 2024   ✗ +1 mo   +3 pt');
    expect(below(200)[2]).toBe('   from Jan 2024 ━━━━━━━━●──────── ▼ +0.1 mo  -17 pt');
  });

  test('stands beside levers of one line; where there is room for one effect, in place of dates that stay', () => {
    const ends = (columns: number) =>
      list(known(MANY, columns, 26))
        .slice(1, 9)
        .map((line) =>
          line
            .replace(/^..\S.*? (\d+%|\$?0) /, '')
            .replace(/ +/g, ' ')
            .trim(),
        );
    expect(ends(80)).toEqual(['✗+1', '✗+1', '▼+0.1', '+1pt', '+0.4', '-1pt', '+75pt', '=']);
    expect(ends(120)).toEqual([
      '✗+1 +3pt',
      '✗+1 -1.0mo',
      '▼+0.1 -17pt',
      ...['= +1pt', '= +0.4mo', '= -1pt', '= +75pt', '='],
    ]);
    expect(ends(200)[6]).toBe('●───── = +75pt');
    expect(list(known(MANY, 120, 26))[0]).toContain('one step up: ✗ ▼ alive');
  });

  test('of the lever in hand is told in its details, awaited until it is known', () => {
    const state = known(UNCERTAIN, 80, 26);
    expect(list(state)).toContain('   survival 25% → 28%');
    expect(list({ ...state, results: { ...state.results, stepOdds: null } })).toContain('   survival 25% → …');
    expect(list(press(state, 'right'))).toContain('   survival …');
    expect(list(press(known(MANY, 80, 30), 'end'))).toContain('   survival 25% → ?');
    expect(list(opened())).not.toContainEqual(expect.stringContaining('survival'));
  });

  test('is plain in ASCII, and said in words', () => {
    const state = known(UNCERTAIN, 80, 26);
    expect(list({ ...state, glyphs: 'ascii' })[4]).toBe('   from Apr 2024   X+1 -1.0mo');
    expect(spoken({ ...state, results: { ...state.results, stepOdds: null } }, state)).toEqual([
      'One step up: survival 25% to 28%.',
    ]);
    expect(spoken(press(state, 'down'), state)).toContain('survival 25% to 28%.');
    expect(
      spoken(press({ ...state, results: { ...state.results, stepOdds: null } }, 'down'), {
        ...state,
        results: { ...state.results, stepOdds: null },
      }).join(' '),
    ).not.toContain('survival');
  });
});
