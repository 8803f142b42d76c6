import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { monthScale } from '../../src/chart/month-scale.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { paired } from '../../src/tui/in-front.ts';
import type { MouseEvent } from '../../src/tui/input.ts';
import { followOdds, type MayAsk, type OddsAnswer, type OddsSource } from '../../src/tui/odds.ts';
import { standing } from '../../src/tui/outcome.ts';
import { updateAt } from '../../src/tui/pair.ts';
import type { ReadState, State } from '../../src/tui/state.ts';
import { step } from '../../src/tui/step.ts';
import { createStore, storeOf } from '../../src/tui/store.ts';
import { greeting, spoken } from '../../src/tui/view/speech.ts';
import { isComputing } from '../../src/tui/worlds.ts';
import {
  act,
  answered,
  answerOf,
  begun,
  carriedOut,
  frame,
  OTHER,
  ofRead,
  opened,
  openedPair,
  press,
  pressed,
  SPECIMEN,
  screenText,
  UNCERTAIN,
} from './specimen.ts';

const WIDE = { columns: 120, rows: 40 };
const SMALL = { columns: 80, rows: 24 };

const lines = (state: State, count: number): string[] =>
  frame(state)
    .slice(0, count)
    .map((line) => line.trimEnd());
const layoffs = (state: State): number => standing(ofRead(state)).settings.get('layoffs')!.value;
/** The file beside is read with another text. */
const rereadBeside = (state: ReadState, text: string): ReadState =>
  ofRead(updateAt(state, 1, { type: 'read', reading: readScenario({ name: 'other.yaml', text }), text }));

describe('two files', () => {
  test('each keep what was done to them; the keys act on the one in front', () => {
    const first = openedPair();
    const moved = press(first, 'right', '3', 'down', 'b');
    expect(moved.beside).toBe(first.beside);
    const other = press(moved, 'o');
    expect(other).toMatchObject({ place: 1, file: 'folder/other.yaml', tab: 'months', lever: 0, past: null });
    expect(other.message!.text).toBe('B, other.yaml, is in front.');
    const back = press(other, 'S-right', 'o');
    expect(back).toMatchObject({ place: 0, tab: 'plans', lever: 1 });
    expect([back.baseline !== null, back.beside!.baseline]).toEqual([true, null]);
    expect([layoffs(back), layoffs(back.beside!)]).toEqual([0.05, 0.25]);
    expect(layoffs(press(back, 'u'))).toBe(0);
    expect(layoffs(press(back, 'u').beside!)).toBe(0.25);
  });

  test('share the screen: its size, and whether the mouse is taken', () => {
    const state = press(act(openedPair(), { type: 'resize', size: WIDE }), 'm', 'o');
    expect(state).toMatchObject({ size: WIDE, hasMouse: false });
  });

  test('one file alone has no other, and the key says so', () => {
    expect(press(opened(), 'o').message).toEqual({
      text: 'One file is open; runway open a.yaml b.yaml opens two.',
      tone: 'warn',
    });
  });

  test('may be one file twice: what is saved in one is read by the other, whose levers stay', () => {
    const twice = paired(opened(), opened());
    const saved = carriedOut(press(press(twice, 'o', 'right', 'o'), 'S-right', 's', ...'deep', 'enter'));
    const told = rereadBeside(saved, saved.loaded.text);
    expect(told.beside!.loaded!.scenario.plans.has('deep')).toBe(true);
    expect([layoffs(told), layoffs(told.beside!)]).toEqual([0.25, 0.05]);
    expect(told.message!.text).toBe('B, specimen.yaml: The file was read again.');
  });
});

describe('a save of the file that is not in front', () => {
  const first = press(openedPair(undefined, undefined, WIDE), 'o', 'right', 'o');

  test('is read, told of in front, and the levers stay', () => {
    const state = rereadBeside(first, OTHER.replace('1.2M', '2M'));
    expect(state.place).toBe(0);
    expect(state.message).toEqual({ text: 'B, other.yaml: The file was read again.', tone: 'good' });
    expect(layoffs(state.beside!)).toBe(0.05);
    expect(lines(state, 3)[2]).not.toBe(lines(first, 3)[2]);
  });

  test('that is broken leaves the last good result, marked, with the fault when it comes to the front', () => {
    const broken = rereadBeside(first, OTHER.replace('2024-03', '2024-0x'));
    expect(broken).toMatchObject({ overlay: null, message: { tone: 'bad' } });
    expect(lines(broken, 3)[2]).toMatch(/^ {2}B Other plc broken +Oct 2024 /);
    expect(screenText(press(broken, 'o'))).toContain('start: a month is written');
    const healed = rereadBeside(broken, OTHER);
    expect(healed.beside).toMatchObject({ overlay: null, faults: [] });
    expect(lines(healed, 3)[2]).not.toContain('broken');
  });

  test('that never was good has no figures, and the other has', () => {
    const state = openedPair(SPECIMEN, 'runway: 1\n', WIDE);
    expect(lines(state, 4)[2]).toMatch(/^ {2}B other.yaml broken$/);
    expect(screenText(state)).toContain('It cannot be used.');
    expect(screenText(pressed(state, 'o'))).toContain('required');
  });
});

describe('leaving', () => {
  const both = press(openedPair(undefined, undefined, WIDE), 'right', 'o', 'right', 'right');

  test('asks once for both files, and y loses what is said', () => {
    const asked = press(both, 'q');
    expect(asked.prompt).toEqual({ kind: 'quit' });
    const text = screenText(asked);
    expect(text).toMatch(
      /In no plan of B, other.yaml is:[\s\S]*Lay off staff 10%[\s\S]*In no plan of A, specimen.yaml is:/,
    );
    expect(text).toContain('s saves that of B first, y quits, Esc stays.');
    expect(press(asked, 'esc')).toMatchObject({ prompt: null, isLeaving: false });
    expect(press(asked, 'y').isLeaving).toBe(true);
    expect(press(both, 'C-c', 'C-c').isLeaving).toBe(true);
  });

  test('s saves one, and asks for the other', () => {
    const saved = carriedOut(press(both, 'q', 's', ...'tenth', 'enter'));
    expect(saved).toMatchObject({ place: 0, prompt: { kind: 'quit' }, isLeaving: false });
    expect(saved.beside!.choice.plan).toBe('tenth');
    expect(screenText(saved)).toContain('s saves it first, y quits, Esc stays.');
    expect(carriedOut(press(saved, 's', ...'less', 'enter')).isLeaving).toBe(true);
  });

  test('brings the one to the front that would lose something', () => {
    const left = press(openedPair(), 'o', 'right', 'o');
    expect(press(left, 'q')).toMatchObject({ place: 1, prompt: { kind: 'quit' } });
    expect(press(openedPair(), 'q').isLeaving).toBe(true);
  });
});

describe('the headline', () => {
  test('has a line for each, and how far the second is from the first', () => {
    expect(lines(openedPair(), 4)).toEqual([
      '                  Zero cash   Runway     Fails     Owed  Net burn',
      '▸ A Specimen Ltd   Jun 2024   5.6 mo  Jun 2024    $121k     $130k',
      '  B Other plc      Oct 2024   7.4 mo  Oct 2024    $162k     $130k',
      '  B against A         +4 mo  +1.8 mo     +4 mo  +$40.8k         =',
    ]);
    expect(lines(press(openedPair(), 'o'), 3).map((line) => line.slice(0, 5))).toEqual(['     ', '  A S', '▸ B O']);
  });

  test('tells of odds up to the last month that both simulate', () => {
    const uncertain = UNCERTAIN.replace('start: 2024-01', 'start: 2024-03').replace('cash: 900k', 'cash: 3M');
    const left = answered(opened(UNCERTAIN, WIDE));
    const right = answered(opened(uncertain, WIDE));
    const share = (state: ReadState, t: number): number => Math.round(answerOf(state).worlds!.survival[t]! * 100);
    const [a, b] = [share(left, 11), share(right, 9)];
    expect(b).toBeGreaterThan(a);
    const [head, first, second, apart] = lines(paired(left, right), 4);
    expect(head).toContain('Fails  Alive Dec 2024  ');
    expect([first, second]).toEqual([expect.stringContaining(` ${a}%  `), expect.stringContaining(` ${b}%  `)]);
    expect(apart).toContain(` +${b - a} pt  `);
    expect(lines(press(paired(left, right), 'right'), 4)[3]).toContain(` +${b - a} pt…  `);
  });

  test('a company that lives is at least so much better off', () => {
    const [, , lives, apart] = lines(openedPair(SPECIMEN, OTHER.replace('1.2M', '120M')), 4);
    expect(lives).toMatch(/>Aug 2025 +>18 mo +>Aug 2025/);
    expect(apart).toMatch(/A only +>\+12.4 mo +A only/);
  });

  test('money of two kinds is not compared', () => {
    const euro = OTHER.replace('cash:', 'currency: EUR\ncash:');
    const state = openedPair(SPECIMEN, euro, { columns: 160, rows: 45 });
    expect(lines(state, 4)[3]).toMatch(/^ {2}B against A +\+4 mo +\+1.8 mo +\+4 mo +USD and EUR are not compared$/);
    expect(screenText(openedPair(SPECIMEN, euro))).toContain('A Cash, B is in EUR');
  });

  test('with a row to spare, more of the one in front', () => {
    const state = openedPair(SPECIMEN, OTHER, WIDE);
    expect(lines(state, 5)[4]).toMatch(
      /^ A {2}Fails Jun 2024 staff unpaid {3}Lowest cash \$0 Jun 2024 {3}Break-even not by Jun 2024/,
    );
    expect(lines(press(state, 'right'), 5)[4]).toMatch(/^ A {2}Zero cash .* Fails Jul 2024 \(\+1 mo\)/);
    expect(lines(press(state, 'o'), 5)[4]).toMatch(/^ B {2}Fails Oct 2024/);
  });
});

/** The rows of a chart: from its box in the frame. */
function chartRows(state: ReadState, letter: string): string[] {
  const rows = frame(state);
  const y = rows.findIndex((row) => row.includes(`─ ${letter} Cash`));
  const x = rows[y]!.indexOf(`┌─ ${letter} Cash`);
  const width = rows[y]!.slice(x).indexOf('┐') + 1;
  const height = rows.slice(y).findIndex((row) => row[x] === '└') + 1;
  return rows.slice(y, y + height).map((row) => row.slice(x, x + width));
}

describe('two charts', () => {
  const state = openedPair(SPECIMEN, OTHER, WIDE);

  test('stand side by side over the same months, to the same scale', () => {
    const [a, b] = [chartRows(state, 'A'), chartRows(state, 'B')];
    const axes = (rows: string[]): string[] => rows.map((row) => /^│([ $\d.kM]+[┤┼])/.exec(row)?.[1] ?? '');
    expect(axes(a)).toEqual(axes(b));
    expect(axes(a).join('')).toContain('$1.2M┤');
    const months = (rows: string[]) => /┼.*(?=│)/.exec(rows.find((row) => row.includes('$0┼'))!)![0];
    expect(months(a)).toBe(months(b));
    expect(months(a)).toMatch(/^┼Jan 2024.*2025.*Jul$/);
  });

  test('a later start: nothing is drawn before it, and then all its cash', () => {
    const rows = chartRows(state, 'B');
    const columns = monthScale(20, rows[0]!.length - 8);
    const march = 7 + columns.first(2);
    const above = rows.slice(
      2,
      rows.findIndex((row) => row.includes('$0┼')),
    );
    expect(above.map((row) => row.slice(7, march).trim()).join('')).toBe('');
    expect(rows.map((row) => row[march]).join('')).toContain('⣷⣿');
  });

  test('read the same month', () => {
    const read = press(state, ...Array(4).fill('.'));
    expect(chartRows(read, 'A').at(-1)).toContain(' Apr 2024: cash $295k');
    expect(chartRows(read, 'B').at(-1)).toContain(' Apr 2024: cash $920k');
    expect(chartRows(press(state, '.'), 'B').at(-1)).not.toContain('cash');
  });

  test('become one where there is no room, with the cash of the other over it', () => {
    const small = openedPair();
    expect(chartRows(small, 'A').join('\n')).toContain('◦ B');
    expect(chartRows(press(small, 'o'), 'B').join('\n')).toContain('◦ A');
    const pinned = chartRows(press(small, 'b', 'right'), 'A').join('\n');
    expect(pinned).toContain('A Cash against no plan ');
    expect(pinned).not.toContain('◦ B');
  });

  test('each to its own scale where their money is of two kinds', () => {
    const yen = OTHER.replace('cash:', 'currency: JPY\ncash:').replace('1.2M', '1200M');
    const mixed = openedPair(SPECIMEN, yen, WIDE);
    expect(chartRows(mixed, 'A').join('')).toMatch(/\$[\d.]+[kM]┤/);
    expect(chartRows(mixed, 'B').join('')).toMatch(/JPY 1(\.\d)?B┤/);
  });
});

describe('the mouse', () => {
  const click = (state: ReadState, text: string): ReadState => {
    const y = frame(state).findIndex((line) => line.includes(text));
    const x = [...frame(state)[y]!.slice(0, frame(state)[y]!.indexOf(text))].length;
    return act(state, { type: 'mouse', event: { kind: 'click', x, y } satisfies MouseEvent });
  };

  test.each([SMALL, WIDE])('a click on the line of the other brings it to the front: $columns', (size) => {
    const other = click(openedPair(SPECIMEN, OTHER, size), 'B Other plc');
    expect(other.place).toBe(1);
    expect(click(other, 'B Other plc').place).toBe(1);
    expect(click(other, 'A Specimen Ltd').place).toBe(0);
  });

  test('and so does one on its chart; in the chart in front it reads a month', () => {
    const state = openedPair(SPECIMEN, OTHER, WIDE);
    expect(click(state, 'B Cash')).toMatchObject({ place: 1, isReading: false });
    const read = click(press(state, 'o'), 'failed Oct 2024');
    expect(read).toMatchObject({ place: 1, isReading: true });
    expect(read.month).toBeGreaterThan(7);
    // Months before the file's start cannot be read in its chart.
    const rows = frame(press(state, 'o'));
    const x = rows[5]!.indexOf('┌─ B Cash') + 8;
    expect(act(press(state, 'o'), { type: 'mouse', event: { kind: 'click', x, y: 9 } }).isReading).toBe(false);
  });
});

describe('every frame of two', () => {
  const WAYS = [
    '',
    'o',
    '3 tab end',
    'tab enter',
    'tab enter o',
    '/ x',
    '. .',
    '? pgdn',
    'w',
    'right q',
    't right s',
    'b right',
  ];
  const hard = OTHER.replace('Other plc', '"資金 very long name that goes on and on and on"').replace(
    'cash:',
    'currency: CHF\ncash:',
  );
  const stability = readFileSync(new URL('../../scenarios/stability-ai-2023-10.yaml', import.meta.url), 'utf8');

  test.each([
    ['alike', SPECIMEN, OTHER],
    ['with odds', UNCERTAIN, OTHER],
    ['of other currencies and hard names', stability, hard],
    ['of which one is unusable', OTHER, 'runway: 1'],
  ])('covers the screen exactly: %s', (_, left, right) => {
    const first = paired(answeredIfAny(opened(left)), begun(right, SMALL, 'other.yaml'));
    for (const [columns, rows] of [
      [80, 24],
      [97, 29],
      [120, 40],
      [200, 50],
      [300, 90],
    ] as const) {
      for (const way of WAYS) {
        const keys = way.split(' ').filter((key) => key !== '');
        const state = pressed(step(first, { type: 'resize', size: { columns, rows } }), ...keys);
        for (const now of [state, pressed(state, 'esc', 'esc', 'esc', 'o')]) {
          const text = screenText(now);
          expect(text).not.toMatch(/¤|undefined|NaN|Infinity|\[object/);
          expect(screenText({ ...now, glyphs: 'ascii' }).match(/[^\n\x20-\x7e]/g) ?? []).toEqual([]);
        }
      }
    }
  });
});

const answeredIfAny = (state: ReadState): ReadState => (isComputing(state) ? answered(state) : state);

describe('odds', () => {
  const sources = () =>
    [0, 1].map(() => {
      const asked: number[] = [];
      let tell: (answer: OddsAnswer) => void = () => {};
      const source: OddsSource = {
        ask: ({ id }) => asked.push(id),
        onAnswer: (listener) => {
          tell = listener;
        },
        close: () => {},
      };
      return { asked, source, answer: (given: OddsAnswer) => tell(given) };
    });

  test('are asked for the one in front first; then each keeps its own', async () => {
    const store = createStore(paired(opened(UNCERTAIN), opened(UNCERTAIN.replace('900k', '1M'))));
    const [a, b] = sources() as [ReturnType<typeof sources>[0], ReturnType<typeof sources>[0]];
    for (const [place, { source }] of [a, b].entries()) {
      const mayAsk: MayAsk = (what) =>
        store.current().place === place || (what === 'odds' && !isComputing(store.current()));
      followOdds(storeOf(store, place as 0 | 1), source, mayAsk);
    }
    expect([a.asked, b.asked]).toEqual([[1], []]);
    a.answer({ id: 1, worlds: answerOf(ofRead(store.current())).worlds! });
    await new Promise((resolve) => setImmediate(resolve));
    // The levers' next steps follow, of the file in front alone.
    expect([a.asked, b.asked]).toEqual([[1, 2], [1]]);
    store.dispatch({ type: 'key', key: 'right' });
    await new Promise((resolve) => setImmediate(resolve));
    expect([a.asked, b.asked]).toEqual([[1, 2, 3], [1]]);
    b.answer({ id: 1, worlds: answerOf(ofRead(store.current().beside!)).worlds! });
    expect([isComputing(store.current()), isComputing(store.current().beside!)]).toEqual([true, false]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(b.asked).toEqual([1]);
    store.dispatch({ type: 'key', key: 'o' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(b.asked).toEqual([1, 2]);
  });
});

describe('a voice', () => {
  const state = openedPair(undefined, undefined, WIDE);

  test('tells of both, and how far apart they are', () => {
    const said = greeting(state);
    expect(said[0]).toBe('Specimen Ltd, no plan.');
    expect(said).toContain('The file in front is A; beside it is B, other.yaml. o brings it to the front.');
    expect(said).toContain(
      'B: Zero cash Oct 2024, Runway 7.4 months, Fails Oct 2024, Owed 162 thousand dollars, Net burn 130 thousand dollars.',
    );
    expect(said).toContain(
      'B against A: Zero cash plus 4 months, Runway plus 1.8 months, Fails plus 4 months, Owed plus 40.8 thousand dollars.',
    );
  });

  test('after a key tells how far apart they are now, in what that changed', () => {
    expect(spoken(state, press(state, 'right')).at(-1)).toBe(
      'B against A: Runway plus 1.7 months, Fails plus 3 months, Owed minus 92.5 thousand dollars.',
    );
    const alike = openedPair(SPECIMEN, SPECIMEN, WIDE);
    const apart = press(alike, 'right');
    expect(spoken(apart, press(apart, 'left')).at(-1)).toMatch(
      /^B against A: Runway the same, Fails the same, Owed the same\.$/,
    );
    expect(spoken(state, press(state, 'down')).join()).not.toContain('against');
  });

  test('tells all of the file that comes to the front, or what it asks', () => {
    const said = spoken(state, press(state, 'o'));
    expect(said.slice(0, 2)).toEqual(['B, other.yaml, is in front.', 'Other plc, no plan.']);
    const left = press(state, 'o', 'right', 'o');
    expect(spoken(left, press(left, 'q'))).toContain('Quit without saving?');
  });
});
