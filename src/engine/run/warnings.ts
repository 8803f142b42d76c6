import type { Settings } from '../../scenario/override.ts';
import type { Warning } from '../month/measures.ts';
import type { Model } from '../month/model.ts';
import { TOLERANCE } from '../month/tolerance.ts';
import type { CountedWarning } from './spread.ts';

/** Warnings about the scenario and its settings, whatever is drawn. */
export const standingWarnings = (model: Model, settings: Settings): Warning[] => [
  ...endWarnings(model),
  ...leverWarnings(model, settings),
];

/** A warning where there are creditors, but none that can end the company. */
function endWarnings({ scenario, month }: Model): Warning[] {
  if (scenario.creditors.size === 0 || month.causes.length > 0) return [];
  const message =
    'no creditor is critical or petitions: nothing ends this company; ' +
    '`critical: true` or `then: petition` says who can';
  return [{ code: 'nothing-ends-it', where: 'creditors', months: null, message }];
}

/**
 * Warnings of lever values outside their range, which are taken all the same. A lever at 0 is not pulled, wherever its
 * range begins.
 */
function leverWarnings(model: Model, settings: Settings): Warning[] {
  const warnings: Warning[] = [];
  for (const { name, range, value: own } of model.scenario.levers.values()) {
    const value = settings.get(name)?.value ?? own;
    if (range === null || value === 0) continue;
    const slack = TOLERANCE * Math.max(Math.abs(value), Math.abs(range[0]), Math.abs(range[1]));
    if (value >= range[0] - slack && value <= range[1] + slack) continue;
    const message = `${value} is outside its range, ${range[0]} to ${range[1]}; taken as it is`;
    warnings.push({ code: 'lever-out-of-range', where: `levers.${name}`, months: null, message });
  }
  return warnings;
}

/** Warnings of what was put right; `counts` has two numbers a tally: in how many months, of how many worlds. */
export function tallyWarnings(model: Model, counts: Float64Array, worlds: number): CountedWarning[] {
  const { tallies } = model.month;
  const all = model.scenario.months * worlds;
  return tallies.flatMap(({ code, where, what }, i) => {
    const [months, inWorlds] = [counts[2 * i]!, counts[2 * i + 1]!];
    if (months === 0) return [];
    const found = code === 'amount-below-zero' ? 'below zero' : 'outside 0 to 1';
    const counted = code === 'amount-below-zero' ? 'zero' : 'the bound';
    const extent =
      worlds === 1 ? `${months} of ${all} months` : `${inWorlds} of ${worlds} worlds, ${months} of ${all} months`;
    return [
      { code, where, months, worlds: inWorlds, message: `${what} ${found} in ${extent}; counted as ${counted} there` },
    ];
  });
}
