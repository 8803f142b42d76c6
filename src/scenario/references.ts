import type { Place } from '../diagnostic/diagnostic.ts';
import { listed } from '../diagnostic/nearest.ts';
import type { Formula, Node } from '../formula/tree.ts';
import { nodes } from '../formula/walk.ts';
import { type Dependence, dependence } from './dependence.ts';
import type { Faulty } from './formulas.ts';
import { placeIn } from './located.ts';
import { MONTHLY, MONTHLY_NAMES } from './measure-names.ts';

export type NameKind = 'assumption' | 'lever' | 'revenue' | 'cost';

const KIND_WORDS: Readonly<Record<NameKind, string>> = {
  assumption: 'an assumption',
  lever: 'a lever',
  revenue: 'a revenue line',
  cost: 'a cost line',
};

/** A formula, and what it may use where it stands. */
export interface Use {
  readonly formula: Formula;
  readonly role: 'once' | 'monthly';
  /** Whether distributions may stand in it; in a formula evaluated once, no monthly ones. */
  readonly draws: boolean;
  /** What messages call it: `cash`, `creditors.cloud.overdue`. */
  readonly what: string;
  /** The hint of a formula that is not constant over the months; left out where the usual one fits. */
  readonly hint?: string;
}

/** What the names of one scenario stand for. */
export interface Names {
  readonly kinds: ReadonlyMap<string, NameKind>;
  readonly creditors: ReadonlySet<string>;
  readonly funding: ReadonlySet<string>;
  /** Formulas of assumptions and lines. */
  readonly formulas: ReadonlyMap<string, Formula>;
}

/** Checks that the names of all formulas exist and may stand where they do, and that none depend on themselves. */
export function checkReferences(uses: readonly Use[], names: Names, faulty: Faulty): void {
  for (const use of uses) checkUse(use, names, faulty);
  const { order, cycles } = dependence(new Map([...names.formulas].map(([name, formula]) => [name, [formula]])));
  for (const cycle of cycles) reportCycle(cycle, faulty);
  const monthly = monthUses(order, names);
  for (const use of uses) if (use.role === 'once') checkOnce(use, names, monthly, faulty);
}

/** Checks that every name of a formula exists and may stand where it does. */
function checkUse(use: Use, names: Names, faulty: Faulty): void {
  for (const node of nodes(use.formula.node)) {
    const place = placeIn(use.formula, node.at);
    if (node.op === 'draw' && !use.draws) {
      const hint = 'give it a name under assumptions, and use that name here';
      faulty.report(
        'misplaced-distribution',
        place,
        `${node.law} stands in ${use.what}; distributions stand in assumptions, and in the amount or month of funding`,
        hint,
      );
    } else checkNode(node, place, names, faulty);
  }
}

/** Checks that the names in one node exist. */
function checkNode(node: Node, place: Place, names: Names, faulty: Faulty): void {
  switch (node.op) {
    case 'name':
    case 'prev':
    case 'change':
    case 'lag':
      checkName(node.name, place, names, faulty);
      break;
    case 'owed':
    case 'overdue':
    case 'suspended':
      if (!names.creditors.has(node.creditor)) faulty.unknown('creditor', node.creditor, names.creditors, place);
      break;
    case 'arrived':
      if (!names.funding.has(node.funding)) faulty.unknown('funding', node.funding, names.funding, place);
      break;
    case 'from':
      checkLever(node.lever, place, names, faulty);
      break;
    case 'past':
      checkFlow(node.measure, place, names, faulty);
      break;
  }
}

function checkLever(name: string, place: Place, names: Names, faulty: Faulty): void {
  const kind = names.kinds.get(name);
  if (kind === 'lever') return;
  const levers = [...names.kinds].filter(([, of]) => of === 'lever').map(([lever]) => lever);
  if (kind === undefined) faulty.unknown('lever', name, levers, place);
  else {
    const message = `from() takes a lever, and ${name} is ${KIND_WORDS[kind]}`;
    faulty.report('unknown-lever', place, message, `levers: ${listed(levers)}`);
  }
}

const FLOWS = MONTHLY_NAMES.filter((name) => MONTHLY[name].kind === 'flow');

/** Checks that the measure of `past(…)`, which adds up months, is a flow of the company. */
function checkFlow(measure: string, place: Place, names: Names, faulty: Faulty): void {
  if ((FLOWS as readonly string[]).includes(measure)) return;
  const hint = `flows: ${FLOWS.join(', ')}`;
  const found = Object.hasOwn(MONTHLY, measure)
    ? 'a balance'
    : names.kinds.has(measure)
      ? `${KIND_WORDS[names.kinds.get(measure)!]}; lag(${measure}, 1) reads it a month ago`
      : null;
  const message =
    found === null
      ? `there is no flow "${measure}"${faulty.didYouMean(measure, FLOWS)}`
      : `past takes a flow of the company, and "${measure}" is ${found}`;
  faulty.report('unknown-measure', place, message, hint);
}

function checkName(name: string, place: Place, names: Names, faulty: Faulty): void {
  if (names.kinds.has(name)) return;
  const known = names.kinds.keys();
  const hint = names.creditors.has(name)
    ? `"${name}" is a creditor: owed("${name}"), overdue("${name}") or suspended("${name}")`
    : names.funding.has(name)
      ? `"${name}" is funding: arrived("${name}") is 1 once it has come in`
      : `names: ${listed(known)}`;
  faulty.report(
    'unknown-name',
    place,
    `there is no assumption, lever or line "${name}"${faulty.didYouMean(name, names.kinds.keys())}`,
    hint,
  );
}

/** What a node uses that changes by month, in words; null for nothing. */
function usesMonth(node: Node, names: Names): string | null {
  switch (node.op) {
    case 't':
    case 'since':
    case 'until':
    case 'at':
    case 'between':
    case 'ramp':
    case 'month_of_year':
    case 'days':
    case 'every':
    case 'paydays':
    case 'series':
    case 'steps':
    case 'by_month':
      return `the month (${node.op})`;
    case 'cash':
    case 'owed':
    case 'overdue':
    case 'suspended':
    case 'arrived':
      return `the state (${node.op})`;
    case 'prev':
    case 'change':
    case 'lag':
    case 'past':
      return `memory (${node.op})`;
    case 'draw':
      return node.monthly ? 'monthly draws' : null;
    case 'name': {
      const kind = names.kinds.get(node.name);
      return kind === 'revenue' || kind === 'cost' ? `the line ${node.name}` : null;
    }
    default:
      return null;
  }
}

/** Checks that a formula evaluated once uses nothing that changes by month, itself or through assumptions it names. */
function checkOnce(use: Use, names: Names, monthly: ReadonlyMap<string, MonthUse>, faulty: Faulty): void {
  for (const node of nodes(use.formula.node)) {
    const direct = usesMonth(node, names);
    const found = direct === null && node.op === 'name' ? monthly.get(node.name) : undefined;
    const reason = direct ?? found?.reason;
    if (reason === undefined) continue;
    const through = found === undefined ? '' : `, through ${listed(found.through, ' → ')}`;
    const message = `${use.what} is evaluated once, before the first month, and uses ${reason}${through}`;
    faulty.report(
      'not-once',
      placeIn(use.formula, node.at),
      message,
      use.hint ?? 'use assumptions, levers and draws that do not change by month',
    );
  }
}

/** What makes an assumption depend on the month, in words, and the names that lead there, itself first. */
interface MonthUse {
  readonly reason: string;
  readonly through: readonly string[];
}

/** The assumptions that depend on the month. In `order` each comes after those that it reads. */
function monthUses(order: readonly string[], names: Names): Map<string, MonthUse> {
  const uses = new Map<string, MonthUse>();
  for (const name of order) {
    if (names.kinds.get(name) !== 'assumption') continue;
    for (const node of nodes(names.formulas.get(name)!.node)) {
      const direct = usesMonth(node, names);
      const deeper = node.op === 'name' ? uses.get(node.name) : undefined;
      if (direct === null && deeper === undefined) continue;
      uses.set(name, {
        reason: direct ?? deeper!.reason,
        through: [name, ...(deeper?.through ?? []).slice(0, MAX_WAY)],
      });
      break;
    }
  }
  return uses;
}

/** Most names of a chain that a message tells. */
const MAX_WAY = 20;

function reportCycle(cycle: readonly Dependence[], faulty: Faulty): void {
  const start = cycle.find(({ isStart }) => isStart);
  const way = listed([...cycle.map(({ from }) => from), cycle[0]!.from], ' → ', MAX_WAY);
  if (start === undefined) {
    const hint = 'prev(name, first) reads the month before, and breaks it';
    faulty.report('cycle', cycle.at(-1)!.place, `a cycle within one month: ${way}`, hint);
    return;
  }
  const of = start.to;
  const message = `a cycle in the first month, where prev(${of}) has no first value and is ${of} itself: ${way}`;
  faulty.report('cycle', start.place, message, `give it a first value: prev(${of}, 100)`);
}
