import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { load, tryLoad } from '../../src/cli/load.ts';
import { writeNew } from '../../src/host/write-new.ts';
import { commandLines } from '../../src/tui/command-line.ts';
import { settingsOf, standing } from '../../src/tui/outcome.ts';
import { clipboard } from '../../src/tui/screen.ts';
import { firstState, type ReadState, type Size } from '../../src/tui/state.ts';
import { act, answered, madeUp, opened, press, SMALL, SPECIMEN, screenText, UNCERTAIN } from './specimen.ts';

const SIZES: Size[] = [SMALL, { columns: 100, rows: 30 }, { columns: 140, rows: 45 }, { columns: 200, rows: 60 }];

/** The text given to the clipboard. */
const copied = (state: ReadState): string => (state.errand as { copy: string }).copy;

/** The options of a command line, as a shell splits it. */
function optionsOf(line: string): Record<string, string[]> {
  const words = [...line.matchAll(/'((?:[^']|'\\'')*)'|(\S+)/g)].map(([, quoted, bare]) =>
    quoted === undefined ? bare! : quoted.replaceAll("'\\''", "'"),
  );
  const out: Record<string, string[]> = {};
  for (let i = 3; i < words.length; i += 2)
    out[words[i]!.slice(2)] = [...(out[words[i]!.slice(2)] ?? []), words[i + 1]!];
  return out;
}

describe('the command', () => {
  /** Expects the same levers and the same result of the file read with the command that the screen shows. */
  function expectSame(state: ReadState): void {
    const { plan, set = [], seed, assume = [], claim = [], months } = optionsOf(commandLines(state)[0]!);
    const source = { name: state.file, text: state.loaded.text };
    const one = (all?: string[]) => all?.[0];
    const given = { plan: one(plan), seed: one(seed), months: one(months) };
    const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const { scenario, settings } = load(source, { ...known, set, assume, claim });
    expect(settings).toEqual(settingsOf(state.loaded, state.choice));
    expect(scenario.seed).toBe(state.loaded.scenario.seed);
    const reading = { scenario, settings, diagnostics: [] };
    const after = act(firstState(state.file, SMALL), { type: 'read', reading, text: state.loaded.text });
    expect(standing(after).outcome.result).toEqual(standing(state).outcome.result);
  }

  test('has the plan, the levers, the worlds and the seed', () => {
    const state = press(answered(opened(UNCERTAIN)), 'p', 'right', 'down', 'enter', ...'123456.7@2024-05', 'enter');
    expect(commandLines(answered(state))).toEqual([
      'runway run specimen.yaml --plan shrink --set layoffs=45%@2024-02 --set raise=123456.7@2024-05 --seed 1 --worlds 400',
    ]);
    expectSame(state);
  });

  test('reproduces whatever is set, to the digit', () => {
    for (const keys of [
      [],
      ['right', 'right', ']'],
      ['p', 'p', 'R'],
      ['enter', ...'33.333333333%', 'enter', 'p', 'u'],
      ['G', 'enter', ...'0.1', 'enter', 'right'],
      ['enter', ...'12.5%@2024-02..2024-07', 'enter'],
      ['enter', ...'120%', 'enter'],
    ])
      expectSame(press(opened(UNCERTAIN), ...keys));
    // The plan of the command line is not the one in front any more.
    const reading = tryLoad(
      { name: 'specimen.yaml', text: UNCERTAIN },
      { plan: 'shrink', claim: ['sales_a_month=founder'] },
    );
    const planned = act(firstState('specimen.yaml', SMALL), { type: 'read', reading, text: UNCERTAIN });
    expect(planned.choice.plan).toBe('shrink');
    expectSame(planned);
    expectSame(press(planned, '3', 'tab', 'home', 'enter'));
    expect(commandLines(planned)[0]).toContain('--claim sales_a_month=founder');
  });

  test('is of the world and the month in front, and of the evidence where that is', () => {
    const world = press(madeUp(opened(UNCERTAIN)), '4', 'tab', 'down', 'enter');
    expect(commandLines(world)[0]).toMatch(/ --world 12$/);
    expect(commandLines(press(world, 'enter'))[0]).toMatch(/ --world 12 --month 2024-06$/);
    expect(commandLines(press(opened(UNCERTAIN), '5'))[1]).toBe('runway evidence specimen.yaml --seed 1');
    expect(commandLines(opened(SPECIMEN, SMALL, "it's mine.yaml"))[0]).toContain("'it'\\''s mine.yaml'");
  });

  test('has the claim that is tried', () => {
    const tried = press(opened(UNCERTAIN), '5', 'tab', 'down', 'enter');
    expect(commandLines(tried)[0]).toContain(' --claim sales_a_month=founder ');
    expectSame(tried);
  });

  test.each(SIZES)('is shown and copied, at $columns by $rows', (size) => {
    const state = press(opened(UNCERTAIN, size), 'right', 'x');
    expect(screenText(state)).toContain('The command that gives this');
    expect(screenText(state)).toContain('runway run specimen.yaml');
    if (size === SMALL) expect(screenText(state)).toMatch(/in one line; Esc .*\n.* back\./);
    expect(copied(press(state, 'y'))).toBe(commandLines(state)[0]);
    expect(press(state, 'esc').overlay).toBeNull();
    expect(press(state, 'x').overlay).toBeNull();
  });
});

describe('the clipboard', () => {
  test('gets the lever or the line in words, through the terminal', () => {
    expect(copied(press(opened(), 'right', 'y'))).toBe('Lay off staff 5% from Mar 2024');
    expect(copied(press(opened(), '2', 'tab', 'y'))).toMatch(/^staff, critical: waits from Jun 2024/);
    expect(press(opened(), 'y').message).toEqual({ text: 'Given to the clipboard: the lever.', tone: 'good' });
    expect(clipboard('für 5 €')).toBe(`\u001b]52;c;${Buffer.from('für 5 €').toString('base64')}\u001b\\`);
  });

  test('gets the table with every column, in the order that is seen', () => {
    const text = copied(press(opened(), '2', 'tab', '>', 'Y'));
    const lines = text.split('\n');
    expect(lines[0]).toMatch(/^By Feb 2024\tArrears\tActs in\tDue\t.*\tTerms$/);
    expect(lines.slice(1, 3).map((line) => line.split('\t')[0])).toEqual(['staff', 'The cloud']);
    expect(lines.every((line) => line === '' || line.split('\t').length === 15)).toBe(true);
    expect(press(opened(UNCERTAIN), '4', 'Y').message?.text).toBe('There is no table to take.');
  });
});

describe('a table in a file', () => {
  const save = (name: string): ReadState => press(opened(), '2', 'tab', 'C-s', 'C-u', ...name, 'enter');
  const errand = (state: ReadState) => state.errand as { path: string; text: string; what: string };

  test('is CSV with the values, or Markdown, by its ending', () => {
    expect(press(opened(), 'C-s').prompt).toEqual({ kind: 'table', text: 'specimen-months.csv' });
    const { text } = errand(save('a.csv'));
    expect(text).toMatch(/^by_feb_2024,arrears,acts_in,due,paid,/);
    expect(text).toMatch(/\r\nThe cloud,20000,no end,40000,20000,/);
    expect(errand(save('a.md')).text).toMatch(/^\| By Feb 2024 +\| +Arrears \|/);
    expect(save('a.txt').message?.text).toBe('The name ends in .csv or in .md.');
    expect(save('.csv').errand).toBeNull();
  });

  test('is written once, never over another', () => {
    const folder = mkdtempSync(join(tmpdir(), 'runway-take-'));
    try {
      const path = join(folder, 'a.csv');
      const asked = save(path);
      const wanted = errand(asked);
      const saved = (): ReadState => {
        const written = writeNew(wanted.path, wanted.text);
        return act(asked, { type: 'table-saved', path: wanted.path, what: wanted.what, written });
      };
      expect(saved()).toMatchObject({ prompt: null, message: { text: `Saved in ${path}: 2 lines of the table.` } });
      expect(readFileSync(path, 'utf8')).toBe(wanted.text);
      writeFileSync(path, 'mine');
      expect(saved()).toMatchObject({ prompt: { kind: 'table' }, message: { tone: 'warn' } });
      expect(readFileSync(path, 'utf8')).toBe('mine');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each(SIZES)('is asked for, at $columns by $rows', (size) => {
    const state = press(opened(UNCERTAIN, size), '3', 'C-s');
    expect(screenText(state)).toContain('Save the table in a new file');
    expect(screenText(state)).toContain('specimen-plans.csv');
    expect(press(state, 'esc').prompt).toBeNull();
  });
});
