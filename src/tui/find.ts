import { formatMonth, monthName } from '../formula/month.ts';
import { inOrder } from '../report/payment-order.ts';
import { calledBy } from '../report/words.ts';
import { evidenceLines } from './evidence-lines.ts';
import type { GoTarget } from './go.ts';
import { type Binding, type Context, type KeyAction, keySign } from './key-binding.ts';
import { activeContexts, keymapOf } from './keymap.ts';
import { settingsOf } from './outcome.ts';
import type { ReadState, State } from './state.ts';
import { TABS, tabPart } from './tabs/all.ts';
import { valueWords } from './words.ts';

/** A thing that the search (`/`) can find. */
export interface FindItem {
  readonly kind: 'lever' | 'tab' | 'command' | 'plan' | 'creditor' | 'assumption' | 'month';
  /** Its name on the screen. */
  readonly name: string;
  /** Other names that it is found by, above all the one in the file. */
  readonly also: string;
  /** What is shown beside its name: a lever's value, or the keys of a command. */
  readonly detail: string;
  /** Why it cannot act just now; null where it can. */
  readonly reason: string | null;
  readonly target: GoTarget;
}

/** The things that match the text typed, the best first; all of them where nothing is typed yet. */
export function found(state: ReadState): FindItem[] {
  const text = plain(state.find?.text ?? '');
  return findable(state)
    .map((item) => ({ item, rank: Math.min(rank(item.name, text), 0.5 + rank(item.also, text)) }))
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

/** The state with another text to search for, and the first match chosen. */
export const lookFor = (state: State, text: string): State => ({ ...state, find: { text, row: 0 } });

/** Chooses the match `lines` further down, or up where it is below zero. */
export function moveFind(state: ReadState, lines: number): State {
  const { text, row } = state.find!;
  return { ...state, find: { text, row: Math.max(0, Math.min(row + lines, found(state).length - 1)) } };
}

/** Words that people search for tabs and commands by, beside their names. */
const TAB_WORDS: Readonly<Record<string, string>> = {
  months: 'burn cash flow runway table',
  creditors: 'suppliers arrears debts owed',
  plans: 'what-if scenario compare',
  odds: 'probability survival causes risk monte carlo',
  evidence: 'claim source assumption',
};
const COMMAND_WORDS: Readonly<Partial<Record<KeyAction, string>>> = {
  quit: 'exit close',
  redo: 'redo',
  'save-table': 'export download csv markdown',
  'copy-table': 'export clipboard',
  copy: 'clipboard yank',
  'command-line': 'export shell script reproduce',
  figures: 'explain burn zero cash runway formula',
  help: 'glossary words manual',
  zoom: 'full screen maximise',
  'save-plan': 'write store',
  pin: 'compare baseline',
  'reset-all': 'clear revert',
};

const plain = (text: string): string => text.trim().toLowerCase();

/** How well a name matches the text: 0 is the best, infinity is no match. */
function rank(name: string, text: string): number {
  const whole = plain(name);
  if (whole === '') return Number.POSITIVE_INFINITY;
  if (whole === text) return 0;
  if (whole.startsWith(text)) return 1;
  const words = whole.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const initials = words.map((word) => word[0]).join('');
  if (text.length > 1 && initials.startsWith(text)) return 2;
  if (words.some((word) => word.startsWith(text))) return 3;
  if (whole.includes(text)) return 4;
  if (text.split(' ').every((part) => whole.includes(part))) return 5;
  return text.length > 1 && initials.includes(text) ? 6 : Number.POSITIVE_INFINITY;
}

function findable(state: ReadState): FindItem[] {
  return [...levers(state), ...tabs(), ...commands(state), ...ofTables(state)];
}

function levers(state: ReadState): FindItem[] {
  const settings = settingsOf(state.loaded, state.choice);
  return [...state.loaded.scenario.levers.values()].map((lever, index) => ({
    kind: 'lever',
    name: calledBy(lever),
    also: lever.name,
    detail: valueWords(state, lever, settings.get(lever.name)!.value),
    reason: null,
    target: { kind: 'lever', index },
  }));
}

const tabs = (): FindItem[] =>
  TABS.map((tab, i) => ({
    kind: 'tab',
    name: tabPart(tab).name,
    also: TAB_WORDS[tab] ?? '',
    detail: `${i + 1}`,
    reason: null,
    target: { kind: 'tab', tab },
  }));

/** Contexts whose commands are always found; those of the pane in front are found too. */
const EVERYWHERE: readonly Context[] = ['levers', 'main', 'always'];

function commands(state: ReadState): FindItem[] {
  const contexts = new Set([...EVERYWHERE, ...activeContexts({ ...state, find: null })]);
  const isOffered = ({ action, context }: Binding): boolean =>
    contexts.has(context) && action !== 'find' && action !== 'close' && !action.startsWith('tab-');
  return keymapOf(state)
    .filter(isOffered)
    .map((binding) => ({
      kind: 'command',
      name: binding.description,
      also: [binding.label ?? '', COMMAND_WORDS[binding.action] ?? ''].join(' '),
      detail: binding.keys.map(keySign).join('  '),
      reason: binding.disabled?.({ ...state, find: null }) ?? null,
      target: { kind: 'command', binding },
    }));
}

function ofTables(state: ReadState): FindItem[] {
  const { scenario } = state.loaded;
  const line = (tab: Extract<GoTarget, { kind: 'line' }>['tab'], line: number): GoTarget => ({
    kind: 'line',
    tab,
    line,
  });
  const plans = [...scenario.plans.values()].map(
    (plan, i): FindItem => ({
      kind: 'plan',
      name: calledBy(plan),
      also: plan.name,
      detail: '',
      reason: null,
      target: line('plans', i + 1),
    }),
  );
  const creditors = inOrder(scenario.creditors.values()).map(
    (creditor, i): FindItem => ({
      kind: 'creditor',
      name: calledBy(creditor),
      also: creditor.name,
      detail: '',
      reason: null,
      target: line('creditors', i),
    }),
  );
  const assumptions = evidenceLines(state).flatMap((found, i): FindItem[] => {
    if (found.kind !== 'figure' || found.section !== 'assumptions') return [];
    const assumption = scenario.assumptions.get(found.name)!;
    const { name, value } = assumption;
    const detail = value.text;
    return [
      { kind: 'assumption', name: calledBy(assumption), also: name, detail, reason: null, target: line('evidence', i) },
    ];
  });
  const months = Array.from({ length: scenario.months }, (_, t): FindItem => {
    const month = scenario.start + t;
    return {
      kind: 'month',
      name: monthName(month),
      also: formatMonth(month),
      detail: '',
      reason: null,
      target: line('months', t),
    };
  });
  return [...plans, ...creditors, ...assumptions, ...months];
}
