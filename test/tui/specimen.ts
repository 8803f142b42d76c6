import { rowText } from '../../src/chart/cells.ts';
import { columnsOf } from '../../src/diagnostic/columns.ts';
import { Engine } from '../../src/engine/ask.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { shown as shownBy } from '../../src/tui/complete.ts';
import type { FrameNow } from '../../src/tui/frame-now.ts';
import { paired } from '../../src/tui/in-front.ts';
import { settingsOf } from '../../src/tui/outcome.ts';
import type { Odds } from '../../src/tui/results.ts';
import { firstState, isRead, type ReadState, type Size, type State } from '../../src/tui/state.ts';
import { step } from '../../src/tui/step.ts';
import { NO_LINES } from '../../src/tui/tabs/tab.ts';
import type { Action } from '../../src/tui/update.ts';
import { panels } from '../../src/tui/view/panels.ts';
import { worldsOf } from '../engine/asking.ts';
import { fan, monthSpread, someWorlds, spread } from '../report/some-worlds.ts';

/** One engine for all states of a test file: what it compiles is kept. */
const engine = new Engine();
export const shown = (state: State): State => shownBy(state, engine);

/** A small company with one of each: it fails in June 2024 when nothing is done. */
export const SPECIMEN = `runway: 1
name: Specimen Ltd
start: 2024-01
months: 12
levers:
  layoffs: {label: Lay off staff, value: 0%, range: [0%, 50%], step: 5%, from: 2024-03, delay: 1}
  raise: {label: Raise a round, value: 0, range: [0, 2M], step: 100k, from: 2024-04}
  defer: {value: 50%}
cash: 900k
reserve: 50k
revenue: {sales: 20k}
costs:
  wages: {amount: 150k * (1 - layoffs), to: staff}
  hosting: {amount: 40k, to: cloud}
creditors:
  staff: {priority: 1, critical: true}
  cloud: {label: The cloud, terms: net 30, priority: 2, pay: 1 - defer, late_fee: 1%}
funding:
  seed_round: {label: Seed round, amount: raise, month: 2024-04}
plans:
  shrink: {label: Shrink at once, set: {layoffs: 40%@2024-02, defer: 0%}}
  grow: {set: {raise: 1.5M}}
`;

/** Another company, from two months later on and for longer: it has more cash and fails two months later. */
export const OTHER = SPECIMEN.replace('Specimen Ltd', 'Other plc')
  .replace('start: 2024-01', 'start: 2024-03')
  .replace('months: 12', 'months: 18')
  .replace('cash: 900k', 'cash: 1.2M');

/** The same company with sales and a round that are uncertain, where they come from, and who says otherwise. */
export const UNCERTAIN = `${SPECIMEN}
sources:
  ledger: {title: Sales ledger, publisher: The auditor, date: 2024-01-15, url: https://example.com/ledger}
assumptions:
  sales_a_month:
    value: lognormal(60k, 70%)
    label: Sales a month
    source: ledger
    note: Twelve months of invoices.
    claims:
      founder: {value: 90k, label: The founder, note: Said to the board.}
  price: {value: 3}
`
  .replace('sales: 20k', 'sales: sales_a_month')
  .replace('month: 2024-04}', 'month: 2024-04, probability: 80%}');

/** The answer about the odds that the state's levers have, worked out at once. */
export function answerOf({ loaded, choice }: ReadState, count = 400): Odds {
  const settings = settingsOf(loaded, choice);
  const request = { first: 0, count, seed: loaded.scenario.seed, series: ['cash', 'overdue', 'owed', 'net_burn'] };
  return { choice, worlds: worldsOf(loaded.model, settings, request) };
}

/** The state once its odds are known. */
export const answered = (state: ReadState): ReadState =>
  act(state, { type: 'odds', loaded: state.loaded, odds: answerOf(state) });

/** The state with odds that were made up: of 400 worlds 100 live, and 270 of the others end with staff unpaid. */
export function madeUp(state: ReadState): ReadState {
  const factors = [0.5, 0.8, 1, 1.2, 2];
  const cash = [800, 700, 600, 500, 400, 300, 200, 100, 50, 50, 50, 50].map((k) => k * 1000);
  const worlds = someWorlds(12, {
    count: 400,
    byMonth: { cash: fan(cash, factors) },
    failing: [0, 0, 0, 0, 0, 0.1, 0.3, 0.2, 0.1, 0.05, 0, 0],
    measures: { failure: monthSpread([5, 6, 7, null, null], 0.25) },
    opening: { cash: spread([900e3, 900e3, 900e3, 900e3, 900e3]) },
    causes: [
      {
        cause: 'unpaid:staff',
        share: 0.9,
        count: 270,
        medianT: 6,
        examples: [
          { world: 12, t: 5 },
          { world: 7, t: 6 },
        ],
      },
      { cause: 'petition:cloud', share: 0.1, count: 30, medianT: 8, examples: [{ world: 33, t: 8 }] },
    ],
  });
  return act(state, { type: 'odds', loaded: state.loaded, odds: { choice: state.choice, worlds } });
}

/** What a key may ask of the frame, where none stands. */
export const NO_FRAME: FrameNow = { page: () => 1, list: () => NO_LINES, table: () => null, figure: () => [] };

export const SMALL: Size = { columns: 80, rows: 24 };

/** The state once the file has been read, or could not be. */
export function begun(text: string, size: Size = SMALL, file = 'specimen.yaml'): State {
  const reading = readScenario({ name: file, text });
  return shown(step(firstState(file, size), { type: 'read', reading, text }));
}

/** The state once the file has been read. */
export const opened = (text = SPECIMEN, size: Size = SMALL, file = 'specimen.yaml'): ReadState =>
  ofRead(begun(text, size, file));

/** Two files side by side, the first in front. */
export const openedPair = (left = SPECIMEN, right = OTHER, size: Size = SMALL): ReadState =>
  ofRead(paired(opened(left, size), begun(right, size, 'folder/other.yaml')));

export function reread(state: State, text: string): ReadState {
  return act(state, { type: 'read', reading: readScenario({ name: state.file, text }), text });
}

/** Presses keys by name, one after the other, on a file that may never have been read. */
export const pressed = (state: State, ...keys: string[]): State =>
  shown(keys.reduce((now, key) => step(now, { type: 'key', key }), state));

/** Presses keys by name, one after the other. */
export const press = (state: State, ...keys: string[]): ReadState => ofRead(pressed(state, ...keys));

export const act = (state: State, action: Action): ReadState => ofRead(shown(step(state, action)));

/** The state, whose file must have been read. */
export function ofRead(state: State): ReadState {
  if (!isRead(state)) throw new Error(`${state.file} was never read`);
  return state;
}

/** The state once what it wants written is in the file. */
export function carriedOut(state: State, kind: 'written' | 'failed' = 'written'): ReadState {
  const { after } = state.writing!;
  const reading = readScenario({ name: state.file, text: after });
  return act(state, {
    type: 'written',
    written: kind === 'written' ? { kind } : { kind, why: 'the disk is full' },
    reading,
  });
}

/** The state once it is told that the file holds another text than the one to be replaced. */
export function changedOnDisk(state: State, text = SPECIMEN.replace('cash: 900k', 'cash: 800k')): ReadState {
  const reading = readScenario({ name: state.file, text: state.writing!.after });
  return act(state, { type: 'written', written: { kind: 'changed', text }, reading });
}

/** The screen as text, and a fault where a panel is not as large as its box or two overlap. */
export function frame(state: State): string[] {
  const { columns, rows } = state.size;
  const lines = Array.from({ length: rows }, (): { name: string; x: number; width: number; text: string }[] => []);
  for (const { name, box, rows: drawn } of panels(shown(state))) {
    if (drawn.length !== box.height) throw new Error(`${name} has ${drawn.length} rows in a box of ${box.height}`);
    drawn.forEach((row, y) => {
      const text = rowText(row);
      const width = columnsOf(text);
      if (width !== box.width) throw new Error(`${name}, row ${y}: ${width} wide, not ${box.width}`);
      if (lines[box.y + y] === undefined) throw new Error(`${name} leaves the screen`);
      lines[box.y + y]!.push({ name, x: box.x, width, text });
    });
  }
  return lines.map((parts) => {
    let line = '';
    let end = 0;
    for (const { name, x, width, text } of parts.sort((a, b) => a.x - b.x)) {
      if (x < end || x + width > columns) throw new Error(`${name} covers another, or leaves the screen`);
      line += '¤'.repeat(x - end) + text;
      end = x + width;
    }
    return line + '¤'.repeat(columns - end);
  });
}

export const screenText = (state: State): string => frame(state).join('\n');
