/** What may be varied to reach a target: a lever, an assumption, or the amount of a funding. */
import type { Source } from '../diagnostic/diagnostic.ts';
import { Faults } from '../diagnostic/diagnostic.ts';
import { didYouMean } from '../diagnostic/nearest.ts';
import { compile, type Model, type Variant } from '../engine/ask.ts';
import { constantValue } from '../formula/constant.ts';
import { isInPercent } from '../formula/in-percent.ts';
import type { Formula, Node } from '../formula/tree.ts';
import { children, nodes } from '../formula/walk.ts';
import { lawMedian } from '../numeric/laws.ts';
import { constantOf, Faulty, readFormula } from '../scenario/formulas.ts';
import type { Settings } from '../scenario/override.ts';
import { checkPercent } from '../scenario/percent.ts';
import type { Lever, Scenario } from '../scenario/scenario.ts';
import { amountName, withAmounts } from './funding-amounts.ts';

export type VariedKind = 'lever' | 'assumption' | 'funding';

/** A quantity to vary, the range to try, and how to put a value in its place. */
export interface Varied {
  readonly name: string;
  readonly kind: VariedKind;
  /** The range tried, in the unit of the value. */
  readonly from: number;
  readonly to: number;
  /** The step of a lever that has one, counted from `low`. */
  readonly step: number | null;
  readonly low: number;
  /** The value in the base case; null where it differs by month, or is not known before the simulation. */
  readonly now: number | null;
  /** Whether `now` is the median of a drawn value. */
  readonly isDrawn: boolean;
  /** Whether people write the value in percent. */
  readonly isShare: boolean;
  /**
   * `asItStands`: the model and variant without a change; `model` and `variant`: with a value in its place in every
   * month.
   */
  readonly asItStands: { readonly model: Model; readonly variant: Variant };
  readonly model: Model;
  readonly variant: (value: number) => Variant;
}

const FUNDING = /^funding\.([^.]*)(?:\.amount)?$/;

/**
 * Reads `--vary NAME` and `--range LOW..HIGH`. NAME is a lever, an assumption or a funding (`funding.NAME` where NAME
 * alone means another). The default range is the lever's own; without one 0 to 100% for a lever in percent, and 0 to
 * twice its value for all else. Throws Faults.
 */
export function readVaried(model: Model, settings: Settings, vary: Source, range: Source | null): Varied {
  const { scenario } = model;
  const faulty = new Faulty();
  const written = vary.text.trim();
  const isFunding = FUNDING.test(written);
  const name = FUNDING.exec(written)?.[1] ?? written;
  const lever = isFunding ? undefined : scenario.levers.get(name);
  const assumption = isFunding ? undefined : scenario.assumptions.get(name);
  const place = { source: vary, start: 0, end: vary.text.length };
  const asked = range === null ? null : readRange(range, lever ?? null, name, scenario.currency, faulty);
  let varied: Varied | null = null;
  if (lever !== undefined) varied = leverVaried(model, settings, lever, asked);
  else if (assumption !== undefined) varied = assumptionVaried(model, settings, name, assumption.value, asked);
  else if (scenario.funding.has(name)) varied = fundingVaried(model, settings, name, asked);
  else {
    const known = [...scenario.levers.keys(), ...scenario.assumptions.keys(), ...scenario.funding.keys()];
    const { levers, assumptions, funding } = scenario;
    const hint = `levers: ${listed(levers)}; assumptions: ${listed(assumptions)}; funding: ${listed(funding)}`;
    const message = `there is no lever, assumption or funding "${name}"${didYouMean(name, known)}`;
    faulty.report('usage', place, message, hint);
  }
  if (varied !== null && !Number.isFinite(varied.to - varied.from)) {
    const message = 'the range is wider than the greatest number';
    faulty.report('usage', place, message, 'narrow it: --range LOW..HIGH, as in --range 0..10M');
  }
  if (varied !== null && range === null && !(varied.from < varied.to)) {
    const why = varied.now === null ? `${name} has no one value before it is simulated` : `${name} is 0`;
    const message = `${why}, and has no range: which values are to be tried is not known`;
    faulty.report('usage', place, message, 'give them: --range LOW..HIGH, as in --range 0..10M');
  }
  if (faulty.diagnostics.length > 0 || varied === null) throw new Faults(faulty.diagnostics);
  return varied;
}

const listed = (names: ReadonlyMap<string, unknown>): string => [...names.keys()].join(', ') || 'none';

type Range = readonly [low: number, high: number];

/** Reads a range such as `0..60%`; null, with a fault reported, where it is none. */
function readRange(source: Source, lever: Lever | null, name: string, currency: string, faulty: Faulty): Range | null {
  const { text } = source;
  const before = faulty.diagnostics.length;
  const dots = text.indexOf('..');
  const whole = { source, start: 0, end: text.length };
  if (dots === -1) {
    faulty.report('usage', whole, `"${text}" is no range`, 'a range is LOW..HIGH, as in --range 0..10M');
    return null;
  }
  const spans = [
    { start: 0, end: dots },
    { start: dots + 2, end: text.length },
  ];
  const [low, high] = spans.map((span) => {
    const part = text.slice(span.start, span.end);
    if (lever !== null) checkPercent(name, lever, part, { source, ...span }, faulty);
    return constantOf(readFormula(source, span, currency, faulty), faulty);
  });
  if (faulty.diagnostics.length > before) return null;
  if (low! < high!) return [low!, high!];
  faulty.report('usage', whole, 'a range runs from a lower to a higher number', 'as in --range 0..10M');
  return null;
}

const around = (now: number | null): Range =>
  now === null || now === 0 ? [0, 0] : now > 0 ? [0, 2 * now] : [2 * now, 0];

/**
 * The range of a lever: that of the file, else 0 to 100% for a share (widened to include the value), else around the
 * value. Both ends are equal where no range can be told.
 */
export const leverRange = ({ range, isShare }: Lever, value: number): Range =>
  range ?? (isShare ? [Math.min(0, value), Math.max(1, value)] : around(value));

function leverVaried(model: Model, settings: Settings, lever: Lever, asked: Range | null): Varied {
  const own = settings.get(lever.name)!;
  const [low, high] = leverRange(lever, own.value);
  const [from, to] = asked ?? [low, high];
  return {
    ...{ name: lever.name, kind: 'lever', from, to, step: lever.step, low, now: own.value, isDrawn: false },
    ...{ isShare: lever.isShare, model, asItStands: { model, variant: { settings } } },
    variant: (value) => ({ settings: new Map([...settings, [lever.name, { ...own, value }]]) }),
  };
}

function assumptionVaried(
  model: Model,
  settings: Settings,
  name: string,
  formula: Formula,
  asked: Range | null,
): Varied {
  const now = steadyValue(model.scenario, settings, formula.node);
  const [from, to] = asked ?? around(now);
  return {
    ...{ name, kind: 'assumption', from, to, step: null, low: from, now, isDrawn: isDrawn(model.scenario, formula) },
    ...{ isShare: isInPercent(formula), model, asItStands: { model, variant: { settings } } },
    variant: (value) => ({ settings, replaced: new Map([[name, value]]) }),
  };
}

function fundingVaried(model: Model, settings: Settings, name: string, asked: Range | null): Varied {
  const { scenario } = model;
  const { amount } = scenario.funding.get(name)!;
  const now = steadyValue(scenario, settings, amount.node);
  const [from, to] = asked ?? around(now);
  return {
    ...{ name, kind: 'funding', from, to, step: null, low: from, now, isDrawn: isDrawn(scenario, amount) },
    ...{ isShare: false, model: compile(withAmounts(scenario, [name])), asItStands: { model, variant: { settings } } },
    variant: (value) => ({ settings, replaced: new Map([[amountName(name), value]]) }),
  };
}

/** Whether the formula, or an assumption that it reads, draws. */
export function isDrawn(scenario: Scenario, formula: Formula): boolean {
  const seen = new Set<string>();
  const queue: Node[] = [formula.node];
  for (let root = queue.pop(); root !== undefined; root = queue.pop())
    for (const node of nodes(root)) {
      if (node.op === 'draw') return true;
      if (node.op !== 'name' || seen.has(node.name)) continue;
      seen.add(node.name);
      const assumption = scenario.assumptions.get(node.name);
      if (assumption !== undefined) queue.push(assumption.value.node);
    }
  return false;
}

/** The base-case value of a formula, draws at their medians, where it is the same in every month; else null. */
export function steadyValue(scenario: Scenario, settings: Settings, node: Node): number | null {
  switch (node.op) {
    case 'number':
      return node.value;
    case 'draw':
      return lawMedian(node.law, node.params);
    case 'name': {
      const assumption = scenario.assumptions.get(node.name);
      if (assumption !== undefined) return steadyValue(scenario, settings, assumption.value.node);
      const setting = settings.get(node.name);
      if (setting === undefined) return null;
      const isSteady = setting.from <= scenario.start && setting.until === null;
      return setting.value === 0 || isSteady ? setting.value : null;
    }
    default: {
      const values = children(node).map((child) => steadyValue(scenario, settings, child));
      if (values.length === 0 || values.some((value) => value === null)) return null;
      return constantValue(withNumbers(node, values as number[]));
    }
  }
}

/** The node with numbers in place of its direct operands, in their order. */
function withNumbers(node: Node, values: readonly number[]): Node {
  const [a, b, c] = values.map((value): Node => ({ op: 'number', value, at: node.at })) as [Node, Node, Node];
  switch (node.op) {
    case 'neg':
    case 'not':
      return { ...node, arg: a };
    case 'compare':
    case 'call':
      return { ...node, args: values.map((value): Node => ({ op: 'number', value, at: node.at })) };
    case 'if':
      return { ...node, test: a, then: b, else: c };
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'pow':
    case 'and':
    case 'or':
      return { ...node, left: a, right: b };
    default:
      return node;
  }
}
