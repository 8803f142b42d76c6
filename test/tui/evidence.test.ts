import { describe, expect, test } from 'vitest';
import { rowText } from '../../src/chart/cells.ts';
import { type ScenarioOptions, tryLoad } from '../../src/cli/load.ts';
import { comparedWith, standing } from '../../src/tui/outcome.ts';
import { firstState, type ReadState } from '../../src/tui/state.ts';
import { update } from '../../src/tui/update.ts';
import { evidence } from '../../src/tui/view/evidence.ts';
import { act, carriedOut, NO_FRAME, opened, press, reread, SMALL, screenText, UNCERTAIN } from './specimen.ts';

const FILE = `runway: 1
start: 2024-01
months: 24
cash: opening
sources:
  register: {title: The register, publisher: Companies House}
  press: {title: A paper, publisher: The press}
assumptions:
  opening:
    value: 20M
    source: register
    note: As filed.
    claims:
      researchers: {value: 50M, source: press, note: As heard.}
`;

describe('the evidence names a source only for a value that it gave', () => {
  /** The lines of the tab, with the assumption `opening` in front. */
  const lines = (options: ScenarioOptions): string => {
    const reading = tryLoad({ name: 'file', text: FILE }, options);
    const state = update(firstState('file', SMALL), { type: 'read', reading, text: FILE }, NO_FRAME);
    return evidence(state as ReadState, 100, 24)
      .rows()
      .map((row) => rowText(row).trimEnd())
      .join('\n');
  };

  test('that of the file where its own value is in use', () => {
    const text = lines({});
    expect(text).toMatch(/opening +20M +Companies House/);
    expect(text).toContain('Source: The register, Companies House');
    expect(text).toContain('As filed.');
  });

  test('that of the claim which is in its place', () => {
    const text = lines({ claim: ['opening=researchers'] });
    expect(text).toMatch(/opening +50M +The press/);
    expect(text).toMatch(/researchers claims, in use +50M +The press/);
    expect(text).toContain(
      "Claimed by researchers, in place of the file's 20M. Source of that: The register, Companies House.",
    );
    expect(text).toContain(' Source: A paper, The press');
    expect(text).toContain('As heard.');
    expect(text).not.toContain('As filed.');
  });

  test('none of what the command line assumes', () => {
    const text = lines({ assume: ['opening=10M'] });
    expect(text).toMatch(/opening +10M +the command line/);
    expect(text).toContain("Set by the command line, in place of the file's 20M.");
    expect(text).not.toContain(' Source: ');
    expect(text).not.toContain('As filed.');
  });
});

/** Sales are drawn round 60k; the founder says 90k. The second claim goes round in a circle. */
const CLAIMED = UNCERTAIN.replace(
  'note: Said to the board.}',
  'note: Said to the board.}\n      loop: {value: price * 20k}',
)
  .replace('price: {value: 3}', 'price: {value: sales_a_month / 20k}')
  .concat('reported:\n  sales_q1: {measure: revenue, from: 2024-01, to: 2024-03, about: 200k, source: ledger}\n');

describe('a claim is tried', () => {
  const state = press(opened(CLAIMED, { columns: 120, rows: 40 }), '5', 'tab');
  const line = (text: string, now: ReadState): string =>
    screenText(now)
      .split('\n')
      .find((row) => row.includes(text))!;
  const tried = press(state, 'down', 'enter');

  test('and moves everything: the headline tells whose it is, and compares with the file', () => {
    const sales = ({ results }: ReadState) =>
      [...results.standings.values()][0]!.outcome.result!.lines.get('sales')![0];
    expect(sales(state)).not.toBe(90_000);
    expect(sales(tried)).toBe(90_000);
    expect(line('Specimen Ltd', tried)).toContain('Sales a month 90k, The founder · plan: none');
    expect(line('Specimen Ltd', state)).not.toContain('The founder');
    const small = act(tried, { type: 'resize', size: SMALL });
    expect(line('Specimen Ltd', small)).toMatch(/^ Specimen Ltd .* 1 claim · plan: none/);
    expect(tried.message?.text).toBe('Sales a month: 90k, as The founder claims.');
    expect(comparedWith(tried)).toMatchObject({ label: 'the file', result: standing(state).outcome.result });
    expect(line('The founder claims', tried)).toContain('in use');
    expect(line('Sales a month  ', tried)).toMatch(/90k +none/);
    expect(tried.loaded.text).toBe(CLAIMED);
  });

  test('Enter on it again, and on the figure, goes back; undo and redo go both ways', () => {
    const back = press(tried, 'enter');
    expect(back.tried).toBeNull();
    expect(back.loaded).toBe(state.loaded);
    expect(back.message?.text).toBe('Sales a month: lognormal(60k, 70%), as the file says.');
    expect(press(tried, 'up', 'enter').tried).toBeNull();
    const undone = press(tried, 'u');
    expect(undone.tried).toBeNull();
    expect(undone.message?.text).toBe('Undid: Sales a month 90k → lognormal(60k, 70%).');
    const again = press(undone, 'U');
    expect([...again.tried!.claims]).toEqual([['sales_a_month', 'founder']]);
    expect(press(back, 'u').tried).not.toBeNull();
  });

  test('a claim that cannot be used changes nothing, and the reason is given', () => {
    const refused = press(state, 'down', 'down', 'enter');
    expect(refused.message).toMatchObject({ tone: 'bad' });
    expect(refused.message!.text).toMatch(/^That cannot be used: a cycle within one month: /);
    expect(refused.loaded).toBe(state.loaded);
    expect(refused.past).toBeNull();
  });

  test('a line that nobody disputes says so', () => {
    expect(press(state, 'enter').message?.text).toBe("The file's value is in use; choose a claim.");
    expect(press(state, 'down', 'down', 'down', 'enter').message?.text).toBe(
      'Nobody claims another value of this figure.',
    );
    expect(press(state, 'end', 'enter').message?.text).toBe('Nobody claims another value of this line.');
  });

  test('a tried claim stays in use when the file is read anew, as long as the file has it', () => {
    const saved = reread(tried, CLAIMED.replace('cash: 900k', 'cash: 800k'));
    expect(saved.loaded.scenario.assumptions.get('sales_a_month')!.value.text).toBe('90k');
    expect(saved.tried!.from.scenario.assumptions.get('sales_a_month')!.replaced).toBeNull();
    const gone = reread(tried, CLAIMED.replace('founder:', 'director:'));
    expect(gone.tried).toBeNull();
    expect(gone.loaded.scenario.assumptions.get('sales_a_month')!.replaced).toBeNull();
  });

  test('a plan saved and taken back between leaves it to undo', () => {
    const moved = press(tried, 'tab', 'right', 's', ...'mine', 'enter');
    const saved = carriedOut(moved);
    expect(saved.loaded.scenario.plans.has('mine')).toBe(true);
    expect(saved.tried).not.toBeNull();
    const undone = press(saved, 'u', 'u', 'u');
    expect([undone.tried, undone.past]).toEqual([null, null]);
  });
});

describe('by source', () => {
  const state = press(opened(CLAIMED, { columns: 120, rows: 40 }), '5', 'tab');

  test('each source stands above all that comes from it, then what is ours', () => {
    const text = screenText(press(state, 'v'));
    expect(text).toMatch(/Sales ledger +The auditor, 2024-01-15 /);
    const at = ['  Sales a month ', '  sales q1, reported', ' Ours '].map((words) => text.indexOf(words));
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(at[0]).toBeGreaterThan(text.indexOf('Sales ledger'));
    // What has no source is ours, what somebody claims too.
    expect(screenText(press(state, 'v', 'end'))).toMatch(/Sales a month, claimed +90k/);
  });

  test('the line that the keys act on stays in front, and a source tells how to use it', () => {
    const claim = press(state, 'down', 'v');
    expect(screenText(claim)).toMatch(/▸ +Sales a month, claimed +90k/);
    expect(screenText(press(claim, 'v'))).toMatch(/▸ +The founder claims/);
    expect(screenText(press(state, 'v', 'home'))).toContain('runway … --claims ledger takes all that it claims.');
  });

  test('a figure says where it is used, and what was reported stands against the base case', () => {
    expect(screenText(state)).toContain('Sales a month: lognormal(60k, 70%); used by assumptions.price, revenue.sales');
    const reported = screenText(press(state, 'end'));
    expect(reported).toContain('Reported: sales q1, $200k');
    expect(reported).toMatch(/In the base case: \$18\dk\. The simulation never reads it/);
  });
});
