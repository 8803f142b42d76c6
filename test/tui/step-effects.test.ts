import { describe, expect, test } from 'vitest';
import { stepEffects } from '../../src/tui/step-effects.ts';
import { effectWords } from '../../src/tui/view/step-words.ts';
import { act, opened, press, screenText } from './specimen.ts';

/** 100k in hand, and nothing comes in: at 20k a month it is short in the sixth, and fails where the creditor is critical. */
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

  test('zero cash that goes or comes, where nobody ends the company', () => {
    expect(effect('20k * (1 - 5 * cut)', { critical: false })).toEqual({ kind: 'solvent' });
    expect(effect('20k * 5 * cut', { critical: false })).toEqual({ kind: 'short' });
  });

  test('is told beside each lever, in full and in short', () => {
    const wide = act(opened(company('20k * (1 - cut)')), { type: 'resize', size: { columns: 120, rows: 40 } });
    expect(screenText(wide)).toMatch(/from Jan 2024 ●─+ +✗ \+1 mo/);
    expect(screenText(wide)).toContain('no change');
    expect(screenText(press(wide, ...Array(5).fill('right')))).not.toContain('✗ +1 mo');
    const short = (kind: object) => effectWords(kind as never, 'short', 'ascii').text;
    expect([{ kind: 'failure', months: -12 }, { kind: 'runway', months: 12.34 }, { kind: 'lives' }].map(short)).toEqual(
      [' X-12', ' Z+12', 'lives'],
    );
  });

  test('waits until the first frame has been drawn', () => {
    const first = { ...opened(company('20k * (1 - cut)')), isFirstFrame: true };
    expect(screenText(first)).not.toContain('✗ +1 mo');
    expect(screenText(act(first, { type: 'drawn' }))).toContain('✗ +1 mo');
  });
});
