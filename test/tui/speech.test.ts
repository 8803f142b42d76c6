import { describe, expect, test } from 'vitest';
import type { ReadState } from '../../src/tui/state.ts';
import { sayable } from '../../src/tui/view/sayable.ts';
import { greeting, spoken } from '../../src/tui/view/speech.ts';
import { act, madeUp, opened, press, reread, SPECIMEN, UNCERTAIN } from './specimen.ts';

const ROOM = { columns: 120, rows: 40 };
const open = (text = SPECIMEN): ReadState => opened(text, ROOM);
/** The sentences that are spoken after the last of the keys. */
function said(state: ReadState, ...keys: string[]): string[] {
  const before = press(state, ...keys.slice(0, -1));
  return spoken(before, press(before, keys.at(-1)!));
}

test.each([
  ['Owed $149M (+$28.1M)', 'Owed 149 million dollars (plus 28.1 million dollars)'],
  ['cash -€1.5k, late', 'cash minus 1.5 thousand euros, late'],
  ['£2B (-1 mo)', '2 billion pounds (minus 1 month)'],
  ['fails Aug 2024 (+11 mo)', 'fails Aug 2024 (plus 11 months)'],
  ['cash $0, arrears $3', 'cash 0 dollars, arrears 3 dollars'],
  ['2024-01  K9 p50', '2024-01 K9 p50'],
])('%s is said as %s', (text, words) => {
  expect(sayable(text)).toBe(words);
});

describe('a voice', () => {
  test('begins with what is open, what comes of it, and where the keys act', () => {
    const lines = greeting(open());
    expect(lines.slice(0, 3)).toEqual([
      'Specimen Ltd, no plan.',
      expect.stringMatching(/^Zero cash Jun 2024 \(5\.\d months\)\.$/),
      'Fails Jun 2024 staff could not be paid in full.',
    ]);
    expect(lines).toContain('Lever 1 of 3: Lay off staff, 0% from Mar 2024.');
    expect(lines).toContain('decide by Feb 2024.');
    expect(lines.at(-1)).toContain('q leaves');
  });

  test('first tells what has just happened', () => {
    const message = { text: 'The last save was cut off.', tone: 'warn' } as const;
    expect(greeting({ ...open(), message }).slice(0, 2)).toEqual([message.text, 'Specimen Ltd, no plan.']);
  });

  test('says what a step did, and only what changed', () => {
    const lines = said(open(), ...Array(8).fill('right'));
    expect(lines[0]).toBe('Lay off staff 40% from Mar 2024.');
    expect(lines.some((line) => /^Owed then \d+ thousand dollars \(/.test(line))).toBe(true);
    expect(lines.some((line) => line.startsWith('Break-even'))).toBe(false);
    expect(said(open(), 'left')).toEqual(['The range of Lay off staff ends at 0%; type a value to go past that.']);
  });

  test('says nothing where nothing changed', () => {
    expect(said(open(), 'X')).toEqual([]);
    expect(said(open(), 'up')).toEqual([]);
  });

  test('names the lever, the tab and the line that the keys come to', () => {
    expect(said(open(), 'down')[0]).toBe('Lever 2 of 3: Raise a round, 0 dollars from Apr 2024.');
    expect(said(open(), '3')[0]).toBe('Plans, 3 lines.');
    expect(said(open(), '3', 'tab', 'down')).toEqual([
      expect.stringMatching(/^Shrink at once: fails \w{3} 2024\. Lay off staff 40% from Feb 2024, defer 0% from /),
    ]);
    expect(said(open(), 'tab', 'down')[0]).toMatch(/^Feb 2024: cash \d+ thousand dollars, arrears \d+/);
    expect(said(open(), '2').join(' ')).toMatch(/^Creditors, 2 lines. staff, critical: waits from Jun 2024, /);
    expect(said(open(), '2', 'tab', 'down')).toEqual([expect.stringMatching(/^The cloud: waits from/)]);
    expect(said(open(UNCERTAIN), '5', 'tab', 'down').join(' ')).toContain(
      'claimed by The founder: 90 thousand. No source is given. Said',
    );
    expect(said(madeUp(open(UNCERTAIN)), '4', 'tab', 'down')).toEqual([
      'World 12: staff could not be paid in full, Jun 2024.',
    ]);
  });

  test('tells the odds when they come, once', () => {
    const before = open(UNCERTAIN);
    expect(greeting(before).join(' ')).not.toContain('Alive');
    const after = madeUp(before);
    expect(spoken(before, after)).toEqual(['Alive Dec 2024 25%.']);
    expect(spoken(after, act(after, { type: 'odds', loaded: after.loaded, odds: { ...after.results.odds! } }))).toEqual(
      [],
    );
  });

  test('repeats what is typed and tells what is found', () => {
    expect(said(open(), 'enter')[0]).toContain('Type a value');
    expect(said(open(), 'enter', '2', '5')).toEqual(['25']);
    expect(said(open(), '/', ...'rais')).toEqual(['rais 3 found. Raise a round, lever, 0 dollars.']);
    expect(said(open(), '/', 'z', 'z')).toEqual(['zz: nothing is found.']);
    expect(said(open(), '/', 'down')).toEqual(['Raise a round, lever, 0 dollars.']);
    expect(said(open(), '/', 'esc')[0]).toBe('Closed.');
  });

  test('tells every key that acts, in words', () => {
    const lines = said(open(), '?');
    expect(lines).toContain('up arrow or k: The lever above.');
    expect(lines).toContain('left bracket: Pull the lever a month earlier.');
    expect(lines).toContain('Shift left arrow or capital H: Lower it by five steps.');
    expect(lines).toContain('Ctrl C: Leave as q does; pressed again, at once.');
  });

  test('asks what the screen asks', () => {
    expect(said(open(), 'right', 'q')).toEqual([
      'Quit without saving?',
      'In no plan of the file is:',
      'Lay off staff 5% from Mar 2024.',
      's saves it first, y quits, Esc stays.',
    ]);
    expect(said(open(), 'right', 'q', 'esc')[0]).toBe('Closed.');
    expect(said(open(), 'right', 's', 'a')).toEqual(['a']);
  });

  test('tells what is wrong with the file, and when it is well again', () => {
    const before = open();
    const broken = reread(before, SPECIMEN.replace('cash: 900k', 'cash: 900k +'));
    expect(spoken(before, broken).join('\n')).toMatch(/specimen\.yaml:\d+:\d+: error: /);
    expect(spoken(broken, reread(broken, SPECIMEN))).toContain('The file was read again.');
  });
});
