/** The screen in words, to be spoken by a screen reader. */
import { type Row, rowText } from '../../chart/cells.ts';
import { plainText } from '../../chart/text.ts';
import { visible } from '../../diagnostic/escape.ts';
import { monthName } from '../../formula/month.ts';
import { commandLines } from '../command-line.ts';
import { datedPlan } from '../deadline.ts';
import { found } from '../find.ts';
import { fileAt } from '../in-front.ts';
import { CONTEXTS, type Context, type KeyName, keySign } from '../key-binding.ts';
import { activeContexts, keymapOf } from '../keymap.ts';
import { type ChosenLever, chosenLever } from '../outcome.ts';
import { isRescueShown } from '../rescue.ts';
import { isRead, type ReadState, type State } from '../state.ts';
import { tabInFront } from '../tabs/all.ts';
import { fileCalled, letterOf, planName, valueWords } from '../words.ts';
import { deadlineWords, planDeadlineWords } from './deadline.ts';
import { faultRows } from './faults.ts';
import { figureWords } from './figures.ts';
import { factsNow, NO_RESULT } from './headline.ts';
import { stepRows, survivalRows } from './levers.ts';
import { pairFigures } from './pair-figures.ts';
import { promptRows, promptTitle } from './prompts.ts';
import { rescueWords } from './rescue.ts';
import { runwaysTold } from './runways.ts';
import { ended, sayable } from './sayable.ts';
import { tabName } from './tab-names.ts';

/** A width, in columns, at which nothing is broken or cut. */
const ENDLESS = 10_000;

/** The whole screen, for its beginning: the message, the file, its result, and where the keys act. */
export function greeting(state: State): string[] {
  const message = state.message === null ? [] : [sayable(state.message.text)];
  return [...message, ...whole(state)];
}

function whole(state: State): string[] {
  if (!isRead(state))
    return [`${visible(state.file)} cannot be used.`, ...faults(state), ...besides(state), help(state)];
  const { loaded, choice } = state;
  const { scenario } = loaded;
  const changed = choice.changes.size;
  const hand = changed === 0 ? '' : `, ${changed} ${changed === 1 ? 'lever' : 'levers'} changed by hand`;
  const plan = choice.plan === null ? 'no plan' : `plan ${planName(scenario, choice.plan)}`;
  const title = `${plainText(scenario.name ?? '') || plainText(state.file)}, ${plan}${hand}.`;
  return [title, ...(facts(state) ?? [NO_RESULT]), ...besides(state), ...place(state), help(state)].map(sayable);
}

/** The file beside, and the differences between the two; empty where one is open. */
function besides(state: State): string[] {
  const { beside } = state;
  if (beside === null) return [];
  const letters = `The file in front is ${letterOf(state.place)}; beside it is ${fileCalled(beside)}. o brings it to the front.`;
  const told = pairFigures(fileAt(state, 0), fileAt(state, 1))
    .map(({ head, each }) => ({ head, text: each[beside.place].text.replace('…', '').trim() }))
    .filter(({ text }) => text !== '')
    .map(({ head, text }) => `${head.trim()} ${text}`);
  const figures = told.length === 0 ? NO_RESULT : `${letterOf(beside.place)}: ${told.join(', ')}.`;
  return [letters, figures, ...againstFirst(apart(state, false).filter((figure) => !figure.endsWith(SAME)))];
}

/**
 * By figure the second file's difference from the first: `Runway +2 mo`. Figures of which a newer one is being computed
 * only where `hasFormer`.
 */
function apart(state: State, hasFormer: boolean): string[] {
  if (state.beside === null) return [];
  return pairFigures(fileAt(state, 0), fileAt(state, 1)).flatMap(({ head, difference: { text } }) => {
    const said = text.replace('…', '').trim();
    return said === '' || (text.endsWith('…') && !hasFormer) ? [] : [`${head.trim()} ${said === '=' ? SAME : said}`];
  });
}

const SAME = 'the same';

const againstFirst = (figures: readonly string[]): string[] =>
  figures.length === 0 ? [] : [`B against A: ${figures.join(', ')}.`];

const help = (state: State): string =>
  `Question mark tells every key, ${isRead(state) ? 'colon finds, ' : ''}control L says all of this again, q leaves.`;

/** The sentences that the change from one state to the next is spoken in. */
export function spoken(before: State, after: State): string[] {
  if (before.place !== after.place) return inFront(after);
  const known = new Set(apart(before, true));
  const lines = [
    ...opened(before, after),
    ...(after.message !== null && after.message !== before.message ? [after.message.text] : []),
    ...changedFacts(before, after),
    ...againstFirst(apart(after, false).filter((figure) => !known.has(figure))),
    ...stepTold(before, after),
    ...deadlineTold(before, after),
    ...rescueTold(before, after),
    ...movesTold(before, after),
    ...moved(before, after),
    ...typed(before, after),
  ];
  // A sentence that several parts give is spoken once.
  return [...new Set(lines.map(sayable))].filter((line) => line !== '');
}

/** The sentences when the other file comes to the front: the question it asks, or the whole screen. */
function inFront(state: State): string[] {
  const message = state.message === null ? [] : [state.message.text];
  const over = opened({ ...state, prompt: null, overlay: null }, state);
  return [...message, ...over, ...(over.length > 0 ? [] : whole(state).slice(0, -1))].map(sayable);
}

function facts(state: ReadState): string[] | null {
  const said = factsNow(state)?.map(({ long }) => rowText(long).replace(/ +/g, ' ').trim());
  // A figure that is not there yet is left out; one of an earlier choice is given without its sign, as it was spoken.
  return said?.filter((fact) => !/\d{4} …$/.test(fact)).map((fact) => `${fact.replace('…', '').trim()}.`) ?? null;
}

function changedFacts(before: State, after: State): string[] {
  if (!isRead(after)) return [];
  if (before.loaded === after.loaded && before.choice === after.choice && before.results.odds === after.results.odds)
    return [];
  const now = facts(after) ?? [NO_RESULT];
  const known = new Set((isRead(before) ? (facts(before) ?? [NO_RESULT]) : []).map(withoutEnd));
  return now.filter((fact) => !known.has(withoutEnd(fact)));
}

/** A statement without the month in `not by Dec 2024`, which follows from the failure, spoken elsewhere. */
const withoutEnd = (fact: string): string => fact.replace(/ not by \w+ \d{4}/, ' not by');

/** The effect of the chosen lever's next step on survival, when it comes to be known. */
function stepTold(before: State, after: State): string[] {
  if (!isRead(after)) return [];
  const chosen = chosenLever(after);
  if (before.results.stepOdds === after.results.stepOdds || after.pane !== 'levers' || chosen === null) return [];
  return texts(survivalRows(after, chosen.lever)).map((text) => `One step up: ${text}.`);
}

/** The deadline of the chosen lever or plan, when it comes to be known. */
function deadlineTold(before: State, after: State): string[] {
  if (!isRead(after) || !isRead(before) || before.results.studies === after.results.studies) return [];
  const plan = after.pane === 'table' ? datedPlan(after) : null;
  if (plan !== null && datedPlan(before) === plan) {
    const [was, is] = [before, after].map((state) => planDeadlineWords(state, plan)?.text);
    return is === undefined || is === was ? [] : [is];
  }
  const chosen = chosenLever(after);
  if (after.pane !== 'levers' || chosen === null || before.lever !== after.lever) return [];
  const [was, is] = [before, after].map((state) => deadlineWords(state, chosen.lever)?.text);
  return is === undefined || is === was ? [] : [ended(is)];
}

/** The page of What moves it, when its answer comes and when another page is shown. */
function movesTold(before: State, after: State): string[] {
  if (!isRead(before) || !isRead(after) || before.tab !== 'moves' || after.tab !== 'moves') return [];
  if (before.results.studies === after.results.studies && before.movesPage === after.movesPage) return [];
  const { words } = tabInFront(after);
  const was = words(before);
  return words(after).filter((line) => !was.includes(line));
}

/** The rescue, when it comes to the front, when its answer comes, and when another set is chosen. */
function rescueTold(before: State, after: State): string[] {
  if (!isRescueShown(after)) return isRescueShown(before) && after.prompt === null ? ['Closed.', ...place(after)] : [];
  const was = isRescueShown(before) ? rescueWords(before) : [];
  return rescueWords(after).filter((line) => !was.includes(line));
}

/** The prompt or overlay that came to the front; `Closed.` where one was closed. */
function opened(before: State, after: State): string[] {
  const { prompt } = after;
  if (isRead(after) && prompt !== null && prompt.kind !== before.prompt?.kind)
    return [ended(promptTitle(prompt)), ...texts(promptRows(after, prompt, ENDLESS))];
  if (after.overlay === 'help' && before.overlay !== 'help') return keys(after);
  if (isRead(after) && after.overlay === 'command' && before.overlay !== 'command') return commandLines(after);
  if (isRead(after) && after.overlay === 'figures' && (before.overlay !== 'figures' || before.figure !== after.figure))
    return figureWords(after);
  if (isRead(after) && after.overlay === 'runways' && before.overlay !== 'runways') return runwaysTold(after);
  const isNew = after.overlay === 'faults' && (before.overlay !== 'faults' || before.faults !== after.faults);
  if (isNew) return faults(after);
  const isBack = (was: unknown, is: unknown): boolean => was !== null && is === null;
  const isClosed =
    isBack(before.overlay, after.overlay) || isBack(before.find, after.find) || isBack(before.prompt, prompt);
  // The rescue is spoken by `rescueTold` when it comes to the front again.
  return isClosed && !isRescueShown(after) ? ['Closed.', ...place(after)] : [];
}

const faults = (state: State): string[] => texts(faultRows(state, ENDLESS));

const texts = (rows: readonly Row[]): string[] => rows.map((row) => rowText(row).trim()).filter((text) => text !== '');

/** The keys that act now, by context. */
function keys(state: State): string[] {
  const contexts = activeContexts({ ...state, overlay: null });
  return (Object.keys(CONTEXTS) as Context[])
    .filter((context) => contexts.includes(context))
    .flatMap((context) => [
      `${CONTEXTS[context]}:`,
      ...keymapOf(state)
        .filter((binding) => binding.context === context)
        .map(({ keys, description }) => `${keys.map(keyWords).join(' or ')}: ${description}.`),
    ]);
}

/** Names of characters that a screen reader may leave out. */
const CALLED: Readonly<Record<string, string>> = {
  '[': 'left bracket',
  ']': 'right bracket',
  ',': 'comma',
  '.': 'full stop',
  '/': 'slash',
  ':': 'colon',
  '<': 'less than',
  '>': 'greater than',
  '+': 'plus',
  '-': 'minus',
  '=': 'equals',
  '?': 'question mark',
};

const keyWords = (key: KeyName): string =>
  CALLED[key] ?? (/^[A-Z]$/.test(key) ? `capital ${key}` : keySign(key).replace('-', ' '));

/** The place where the keys act, when it has changed. */
function moved(before: State, after: State): string[] {
  if (!isRead(after)) return [];
  if (!isRead(before)) return greeting(after);
  const isElsewhere = before.pane !== after.pane || (after.pane === 'table' && before.tab !== after.tab);
  if (isElsewhere) return place(after);
  if (before.tab !== after.tab) return tab(after);
  if (after.pane === 'levers' && before.lever !== after.lever) return lever(after);
  const [was, is] = [before, after].map((state) => tabInFront(state).words(state)) as [string[], string[]];
  const isChosen = (after.pane === 'table' && rowOf(before) !== rowOf(after)) || before.month !== after.month;
  return isChosen || (after.isReading && !before.isReading) ? is.filter((line, i) => i > 0 || line !== was[0]) : [];
}

const rowOf = (state: State): string => [tabInFront(state).cursor.at(state), state.isMonthOpen].join();

function place(state: State): string[] {
  if (!isRead(state)) return [];
  if (isRescueShown(state)) return rescueWords(state);
  return state.pane === 'levers' ? lever(state) : tab(state);
}

function tab(state: ReadState): string[] {
  const { count, words } = tabInFront(state);
  const lines = count(state);
  return [`${tabName(state.tab)}, ${lines} ${lines === 1 ? 'line' : 'lines'}.`, ...words(state)];
}

function lever(state: ReadState): string[] {
  const chosen = chosenLever(state);
  if (chosen === null) return ['This file has no levers.'];
  const [name, when, ...rest] = texts(stepRows(state, chosen, ENDLESS)).filter((text) => !text.endsWith('…'));
  const decide = when!.split(', ').slice(1);
  const { size } = state.loaded.scenario.levers;
  return [
    `Lever ${state.lever + 1} of ${size}: ${name}, ${settingOf(state, chosen)}.`,
    ...[...decide, ...rest].map(ended),
  ];
}

function settingOf(state: ReadState, { lever, setting }: ChosenLever): string {
  const hand = state.choice.changes.has(lever.name) ? ', changed by hand' : '';
  return `${valueWords(state, lever, setting.value)} from ${monthName(setting.from)}${hand}`;
}

const nameTyped = ({ prompt }: State): string | null => (prompt !== null && 'text' in prompt ? prompt.text : null);

/** The text being typed, when it has changed. */
function typed(before: State, after: State): string[] {
  if (after.input !== null && after.input !== before.input) {
    if (before.input === null)
      return ['Type a value, a month or both, as in 20% or 2024-01, then Enter. Esc leaves it.'];
    return [after.input === '' ? 'Empty.' : after.input];
  }
  const name = nameTyped(after);
  if (name !== null && nameTyped(before) !== null && name !== nameTyped(before)) return [name === '' ? 'Empty.' : name];
  if (!isRead(after) || after.find === null || after.find === before.find) return [];
  const all = found(after);
  const item = all[after.find.row];
  const invitation = before.find === null ? ['Find: type some of a name, then Enter.'] : [];
  if (item === undefined) return [...invitation, `${after.find.text}: nothing is found.`];
  const detail = item.detail === '' ? '' : `, ${item.detail}`;
  const counted = before.find?.text === after.find.text ? '' : `${after.find.text} ${all.length} found. `;
  return [...invitation, `${counted}${item.name}, ${item.kind}${detail}.`];
}
