import { CONFIDENCE, isOfShare } from '../../analysis/target.ts';
import { type Role, type Row, run } from '../../chart/cells.ts';
import { cut, plainText, wrap } from '../../chart/text.ts';
import { endWithin } from '../../diagnostic/columns.ts';
import { visible } from '../../diagnostic/escape.ts';
import { lineDiff } from '../../report/line-diff.ts';
import { roughOdds } from '../../report/odds.ts';
import { calledBy } from '../../report/words.ts';
import type { Setting, Settings } from '../../scenario/override.ts';
import { leverScale } from '../lever-scale.ts';
import { chosenLever, planned, settingsOf } from '../outcome.ts';
import { pastRange } from '../past-range.ts';
import { readPlanName } from '../plan-name.ts';
import type { Prompt } from '../prompt.ts';
import { typedTarget } from '../rescue-target.ts';
import { isRead, type ReadState } from '../state.ts';
import { isUnsaved } from '../unsaved.ts';
import { fileCalled, fileName, letterOf, settingWords, valueWords } from '../words.ts';

export const promptTitle = (prompt: Prompt): string =>
  ({
    save: 'Save the levers as a plan',
    target: 'What saves the company?',
    rename: 'Rename the plan',
    table: 'Save the table in a new file',
    where: 'Save as a file of your own',
    replace: 'Replace the plan?',
    remove: 'Delete the plan?',
    outside: 'Save what is past its range?',
    percent: 'In percent?',
    changed: 'Changed on disk; nothing is saved yet',
    quit: 'Quit without saving?',
  })[prompt.kind];

/** The panel of a prompt: the question, and what each answer would do. */
export function promptRows(state: ReadState, prompt: Prompt, width: number): Row[] {
  const say = (text: string, role: Role = 'plain'): Row[] =>
    wrap(text, width - 2).map((line) => [run(` ${line}`, role)]);
  const name = (plan: string): string => calledBy(state.loaded.scenario.plans.get(plan)!);
  switch (prompt.kind) {
    case 'save':
      return [field(state, 'Name', prompt.text, width), [], ...savedRows(state, prompt.text, say)];
    case 'target':
      return [field(state, 'Target', prompt.text, width), [], ...targetRows(state, prompt.text, say)];
    case 'table':
      return [
        field(state, 'File', prompt.text, width),
        [],
        ...say('.csv is a record a line, .md a table in Markdown.', 'muted'),
      ];
    case 'rename':
      return [field(state, 'Name', prompt.text, width), [], ...renamedRows(state, prompt, say)];
    case 'where':
      return [
        field(state, 'File', prompt.text, width),
        [],
        ...say(
          'The shipped scenario stays as it is. The new file has all of it, and the plan; it is open then.',
          'muted',
        ),
      ];
    case 'replace':
      return [
        ...say(`${name(prompt.plan)} would lose what it sets now:`, 'warn'),
        ...say(`${setWords(state, planned(state.loaded, prompt.plan))}.`, 'muted'),
        ...say('y replaces it, Esc leaves it.'),
      ];
    case 'remove':
      return [
        ...say(`${name(prompt.plan)} goes out of ${fileName(state)}:`, 'warn'),
        ...say(`${setWords(state, planned(state.loaded, prompt.plan))}.`, 'muted'),
        ...say('y deletes it, Esc keeps it.'),
      ];
    case 'outside':
      return outsideRows(state, prompt, say);
    case 'percent':
      return percentRows(state, prompt.setting, say);
    case 'changed':
      return [
        ...say('y writes the plan into the newer text, with all that changed there; Esc writes nothing.', 'warn'),
        ...differenceRows(prompt, width),
      ];
    case 'quit':
      return quitRows(state, say);
  }
}

function field(state: ReadState, what: 'Name' | 'File' | 'Target', text: string, width: number): Row {
  const ascii = state.glyphs === 'ascii';
  const room = width - what.length - 8;
  const shown = endWithin(visible(text), room);
  return [
    run(` ${what} `, 'muted'),
    run(ascii ? '> ' : '› ', 'accent'),
    run(shown, 'title'),
    run(ascii ? '_' : '▏', 'accent'),
  ];
}

/** The rows on unsaved levers that leaving would lose, of both files where two are open. */
function quitRows(state: ReadState, say: Say): Row[] {
  const lost = [state, state.beside].filter((of) => of !== null && isRead(of) && isUnsaved(of)) as ReadState[];
  const file = (of: ReadState): string => (state.beside === null ? 'the file' : fileCalled(of));
  const saved = lost.length > 1 ? `s saves that of ${letterOf(state.place)} first` : 's saves it first';
  return [
    ...lost.flatMap((of) => [
      ...say(`In no plan of ${file(of)} is:`, 'warn'),
      ...say(`${setWords(of, settingsOf(of.loaded, of.choice))}.`, 'muted'),
    ]),
    ...say(`${saved}, y quits, Esc stays.`),
  ];
}

type Say = (text: string, role?: Role) => Row[];

function outsideRows(state: ReadState, { plan, label }: Prompt & { kind: 'outside' }, say: Say): Row[] {
  const { scenario } = state.loaded;
  const settings = settingsOf(state.loaded, state.choice);
  const there = scenario.plans.get(plan) ?? null;
  const past = pastRange(scenario, settings, there).map((lever) => {
    const { low, high } = leverScale(lever);
    const [value, least, most] = [settings.get(lever.name)!.value, low, high].map((v) => valueWords(state, lever, v));
    const range = `${least} to ${most}`;
    return `${calledBy(lever)} ${value}, ${lever.range === null ? `past ${range}` : `its range is ${range}`}`;
  });
  return [
    ...past.flatMap((text) => say(`${text}.`, 'warn')),
    ...say(`y saves it as ${label ?? (there === null ? plan : calledBy(there))} all the same, Esc saves nothing.`),
  ];
}

function percentRows(state: ReadState, { value }: Setting, say: Say): Row[] {
  const chosen = chosenLever(state);
  if (chosen === null) return [];
  const { lever, scale } = chosen;
  const words = (share: number): string => valueWords(state, lever, share);
  return [
    ...say(
      `${calledBy(lever)} is a share of ${words(scale.low)} to ${words(scale.high)}; as typed it would be ${words(value * 100)}.`,
      'warn',
    ),
    ...say(`Enter or y sets ${words(value)}, Esc goes back to what was typed.`),
  ];
}

function targetRows(state: ReadState, typed: string, say: Say): Row[] {
  const read = typedTarget(state, typed);
  if ('fault' in read) return say(`${read.fault}.`, 'muted');
  const asked = isOfShare(state.loaded.scenario, read.target) ? '' : ` in ${roughOdds(CONFIDENCE)} of worlds`;
  return say(
    `Enter looks for the least painful set of levers, from how they stand, with which it holds${asked}.`,
    'muted',
  );
}

function savedRows(state: ReadState, typed: string, say: Say): Row[] {
  const { loaded, choice } = state;
  const named = readPlanName(loaded.scenario, typed);
  if ('fault' in named) return say(typed === '' ? 'Type a name, such as Cut deep.' : `${named.fault}.`, 'muted');
  const set = `${setWords(state, settingsOf(state.loaded, state.choice))}.`;
  if (!('there' in named)) return say(`A new plan, ${named.name}: ${set}`, 'muted');
  const isInHand = named.there.name === choice.plan;
  return say(`${isInHand ? 'Changes' : 'Replaces'} ${calledBy(named.there)}: ${set}`, isInHand ? 'muted' : 'warn');
}

function renamedRows(state: ReadState, { plan, text }: Prompt & { kind: 'rename' }, say: Say): Row[] {
  const named = readPlanName(state.loaded.scenario, text);
  if ('fault' in named) return say(`${named.fault}.`, 'muted');
  if (!('there' in named)) return say(`In the file and for --plan it is ${named.name} then, not ${plan}.`, 'muted');
  return named.there.name === plan ? [] : say(`There is a plan ${calledBy(named.there)} already.`, 'warn');
}

/** The levers that are set otherwise than in the file, in words. */
function setWords(state: ReadState, settings: Settings): string {
  const loaded = state.loaded;
  const own = planned(loaded, null);
  const set = [...loaded.scenario.levers.values()].filter(({ name }) => {
    const [now, filed] = [settings.get(name)!, own.get(name)!];
    return now.value !== filed.value || (now.value !== 0 && now.from !== filed.from);
  });
  return (
    set.map((lever) => settingWords(state, lever, settings.get(lever.name)!)).join(', ') ||
    'every lever as the file sets it'
  );
}

const ROLES = { '-': 'bad', '+': 'good', ' ': 'muted' } as const;

function differenceRows({ writing, newer }: Prompt & { kind: 'changed' }, width: number): Row[] {
  return lineDiff(writing.before, newer).map(({ sign, text }) => {
    const indent = /^ */.exec(text)![0];
    return [run(` ${sign} ${cut(indent + plainText(text.slice(indent.length)), width - 4)}`, ROLES[sign])];
  });
}
