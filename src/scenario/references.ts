import type { Place } from '../diagnostic/diagnostic.ts';
import { didYouMean, listed } from '../diagnostic/nearest.ts';
import type { Formula, Node } from '../formula/tree.ts';
import { children, nodes } from '../formula/walk.ts';
import type { Faulty } from './formulas.ts';

export type NameKind = 'assumption' | 'lever' | 'revenue' | 'cost';

/** A formula with where it stands, and what it may use there. */
export interface Use {
  readonly formula: Formula;
  readonly role: 'once' | 'monthly';
  /** Whether distributions may stand in it; `once`: but not monthly ones. */
  readonly draws: boolean;
  /** As a sentence calls it: `cash`, `creditors.cloud.overdue`. */
  readonly what: string;
}

/** What the names of one scenario stand for. */
export interface Names {
  readonly kinds: ReadonlyMap<string, NameKind>;
  readonly creditors: ReadonlySet<string>;
  /** Formulas of assumptions and lines. */
  readonly formulas: ReadonlyMap<string, Formula>;
}

/** Checks that every name of a formula exists and may stand where it does. */
export function checkUse(use: Use, names: Names, faulty: Faulty): void {
  for (const node of nodes(use.formula.node)) {
    const place = use.formula.locate(node.at);
    if (node.op === 'name' || node.op === 'prev' || node.op === 'change') checkName(node.name, place, names, faulty);
    if (node.op === 'owed' || node.op === 'overdue' || node.op === 'suspended') {
      if (!names.creditors.has(node.creditor)) {
        const message = `there is no creditor "${node.creditor}"${didYouMean(node.creditor, names.creditors)}`;
        faulty.report('unknown-creditor', place, message, `creditors: ${listed(names.creditors)}`);
      }
    }
    if (node.op === 'draw' && !use.draws) {
      const hint = 'give it a name under assumptions, and use that name here';
      faulty.report(
        'misplaced-distribution',
        place,
        `${node.law} stands in ${use.what}; distributions stand in assumptions, and in funding`,
        hint,
      );
    }
  }
  if (use.role === 'once') checkOnce(use, names, faulty);
}

function checkName(name: string, place: Place, names: Names, faulty: Faulty): void {
  if (names.kinds.has(name)) return;
  const known = [...names.kinds.keys()];
  const hint = names.creditors.has(name)
    ? `"${name}" is a creditor: owed("${name}"), overdue("${name}") or suspended("${name}")`
    : `names: ${listed(known)}`;
  faulty.report(
    'unknown-name',
    place,
    `there is no assumption, lever or line "${name}"${didYouMean(name, known)}`,
    hint,
  );
}

/** What a node uses that a formula evaluated once may not, in words; null for nothing. */
function usesMonth(node: Node, names: Names): string | null {
  switch (node.op) {
    case 't':
    case 'since':
    case 'until':
    case 'at':
    case 'between':
    case 'ramp':
      return `the month (${node.op})`;
    case 'cash':
    case 'owed':
    case 'overdue':
    case 'suspended':
      return `the state (${node.op})`;
    case 'prev':
    case 'change':
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

/** Faults of a formula evaluated once, directly or through the assumptions it names. */
function checkOnce(use: Use, names: Names, faulty: Faulty): void {
  for (const node of nodes(use.formula.node)) {
    const direct = usesMonth(node, names);
    const path = direct === null && node.op === 'name' ? pathToMonth(node.name, names, new Set()) : null;
    const reason = direct ?? path?.reason;
    if (reason === undefined) continue;
    const through = path === null ? '' : `, through ${path.names.join(' → ')}`;
    const message = `${use.what} is evaluated once, before the first month, and uses ${reason}${through}`;
    faulty.report(
      'not-once',
      use.formula.locate(node.at),
      message,
      'use assumptions, levers and draws that do not change by month',
    );
  }
}

function pathToMonth(name: string, names: Names, seen: Set<string>): { names: string[]; reason: string } | null {
  const formula = names.formulas.get(name);
  if (names.kinds.get(name) !== 'assumption' || formula === undefined || seen.has(name)) return null;
  seen.add(name);
  for (const node of nodes(formula.node)) {
    const reason = usesMonth(node, names);
    if (reason !== null) return { names: [name], reason };
    const deeper = node.op === 'name' ? pathToMonth(node.name, names, seen) : null;
    if (deeper !== null) return { names: [name, ...deeper.names], reason: deeper.reason };
  }
  return null;
}

interface Edge {
  readonly to: string;
  readonly place: Place;
  /** The edge holds at t = 0 alone: prev without a first value. */
  readonly isStart: boolean;
}

/** The names whose value of the same month a formula needs. */
function edgesOf(formula: Formula): Edge[] {
  const edges: Edge[] = [];
  const visit = (node: Node): void => {
    if (node.op === 'name' || node.op === 'change')
      edges.push({ to: node.name, place: formula.locate(node.at), isStart: false });
    if (node.op === 'prev' && node.first === null)
      edges.push({ to: node.name, place: formula.locate(node.at), isStart: true });
    for (const child of children(node)) visit(child);
  };
  visit(formula.node);
  return edges;
}

/** Reports each cycle among assumptions and lines once, printed as the way round. */
export function checkCycles(names: Names, faulty: Faulty): void {
  const done = new Set<string>();
  for (const name of names.formulas.keys()) visitCycles(name, [], names, done, faulty);
}

function visitCycles(
  name: string,
  trail: { name: string; edge: Edge }[],
  names: Names,
  done: Set<string>,
  faulty: Faulty,
): void {
  if (done.has(name)) return;
  const formula = names.formulas.get(name);
  if (formula === undefined) return;
  for (const edge of edgesOf(formula)) {
    const step = { name, edge };
    const at = [...trail, step].findIndex((s) => s.name === edge.to);
    if (at === -1) visitCycles(edge.to, [...trail, step], names, done, faulty);
    else reportCycle([...trail, step].slice(at), faulty);
  }
  done.add(name);
}

function reportCycle(cycle: readonly { name: string; edge: Edge }[], faulty: Faulty): void {
  const isStart = cycle.some(({ edge }) => edge.isStart);
  const way = [...cycle.map(({ name }) => name), cycle[0]!.name].join(' → ');
  const place = (cycle.find(({ edge }) => edge.isStart) ?? cycle.at(-1)!).edge.place;
  if (isStart) {
    const of = cycle.find(({ edge }) => edge.isStart)!.edge.to;
    const message = `a cycle in the first month, where prev(${of}) has no first value and is ${of} itself: ${way}`;
    faulty.report('cycle', place, message, `give it a first value: prev(${of}, 100)`);
  } else {
    faulty.report(
      'cycle',
      place,
      `a cycle within one month: ${way}`,
      'prev(name, first) reads the month before, and breaks it',
    );
  }
}
