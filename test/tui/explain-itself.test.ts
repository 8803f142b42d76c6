import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { found } from '../../src/tui/find.ts';
import { GLOSSARY } from '../../src/tui/glossary.ts';
import type { ReadState, Size } from '../../src/tui/state.ts';
import { figuresNow, figureWords } from '../../src/tui/view/figures.ts';
import {
  act,
  answered,
  begun,
  frame,
  opened,
  press,
  pressed,
  SMALL,
  SPECIMEN,
  screenText,
  UNCERTAIN,
} from './specimen.ts';

const SIZES: Size[] = [SMALL, { columns: 100, rows: 30 }, { columns: 140, rows: 45 }, { columns: 200, rows: 60 }];

describe.each(SIZES)('at $columns by $rows', (size) => {
  test('the help is filtered by what is typed, keys and words', () => {
    const typed = press(opened(UNCERTAIN, size), '?', '/', ...'patience');
    expect(screenText(typed)).toContain(' /patience▏');
    expect(screenText(typed)).toMatch(/Patience +the months past due of its oldest bill/);
    expect(screenText(typed)).not.toContain('The lever above');
    const kept = press(typed, 'enter');
    expect([kept.overlay, kept.helpText, kept.isFiltering]).toEqual(['help', 'patience', false]);
    const all = press(kept, 'esc');
    expect([all.overlay, all.helpText]).toEqual(['help', '']);
    expect(press(all, 'esc').overlay).toBeNull();
    expect(press(typed, 'esc')).toMatchObject({ overlay: 'help', helpText: '', isFiltering: false });
    expect(screenText(press(typed, 'z', 'z'))).toContain('Nothing here has that.');
  });

  test('each figure of the headline says what it is, how it is worked out and from what', () => {
    let state = press(answered(opened(UNCERTAIN, size)), 'f');
    expect(screenText(state)).toContain('The figures of the headline');
    for (const { name } of figuresNow(state)) {
      const [is, ...how] = figureWords(state);
      expect(is, name).toMatch(/^[A-Z].*: .*\.$/);
      expect(how.length, name).toBeGreaterThan(0);
      expect(frame(state).join(' '), name).toContain(is!.slice(0, 30));
      state = press(state, 'down');
    }
    expect(press(state, 'down', 'down').figure).toBe(figuresNow(state).length - 1);
    expect(press(state, 'esc').overlay).toBeNull();
  });
});

test('the parts of a figure add up to it', () => {
  // In January wages of 150k are paid and 20k come in; hosting of 40k is due a month later.
  const burn = figureWords(press(opened(SPECIMEN), 'f', 'down', 'down', 'down'));
  expect(burn[1]).toBe('Jan 2024: gross burn $150k - collections $20k.');
  expect(burn[2]).toBe('Most was paid to staff $150k.');
  // It fails in June: what it owes then is in arrears or not yet due.
  const owed = figureWords(press(opened(SPECIMEN), 'f', 'down', 'down'));
  expect(owed[1]).toMatch(/^Jun 2024: due later \$40k \+ arrears \$81\.\dk \+ debt \$0 = \$121k\.$/);
  const fails = figureWords(press(opened(SPECIMEN), 'f', 'down'));
  expect(fails.join(' ')).toContain('staff could not be paid in full. It was due $150k and was paid $147k.');
});

test('the help of a file that was never read is filtered too', () => {
  const state = pressed(begun('runway: 1\n'), '?', '/', ...'arrears');
  expect(screenText(state)).toMatch(/Arrears +due and not paid/);
  expect(pressed(state, 'esc', 'esc').overlay).not.toBe('help');
});

test('the glossary has the words of the pages', () => {
  const pages = ['architecture', 'file', 'standard'].map((name) =>
    readFileSync(new URL(`../../docs/${name}.md`, import.meta.url), 'utf8').replace(/\s+/g, ' '),
  );
  const own = new Set(['Band', 'One step up', 'Acts in']);
  for (const { term, means } of GLOSSARY)
    if (!own.has(term))
      expect(
        pages.some((text) => text.includes(means)),
        term,
      ).toBe(true);
  expect(new Set(GLOSSARY.map(({ term }) => term)).size).toBe(GLOSSARY.length);
});

describe('the palette', () => {
  const look = (text: string, state: ReadState = opened(UNCERTAIN)) => found(press(state, ':', ...text));

  test.each([
    ['exit', 'Leave; asks first where levers are not saved'],
    ['redo', 'Do again what was undone'],
    ['export', 'Copy the table in front'],
    ['claim', 'Evidence'],
    ['burn', 'Months'],
    ['glossary', 'Show every key'],
  ])('knows %s', (text, name) => {
    expect(look(text)[0]!.name).toContain(name);
  });

  test('says why a command cannot act', () => {
    expect(look('undo')[0]).toMatchObject({ reason: 'there is nothing to undo' });
    expect(look('undo', press(opened(UNCERTAIN), 'right'))[0]).toMatchObject({ reason: null });
    for (const size of SIZES)
      expect(screenText(act(press(opened(), ':', ...'undo'), { type: 'resize', size }))).toMatch(/not now: there/);
  });
});
