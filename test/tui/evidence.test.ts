import { describe, expect, test } from 'vitest';
import { rowText } from '../../src/chart/cells.ts';
import { type ScenarioOptions, tryLoad } from '../../src/cli/load.ts';
import { firstState, type ReadState } from '../../src/tui/state.ts';
import { update } from '../../src/tui/update.ts';
import { evidence } from '../../src/tui/view/evidence.ts';
import { NO_FRAME, SMALL } from './specimen.ts';

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
