import type { Command, Option } from 'commander';
import { SAMPLERS } from '../engine/answers.ts';
import { CHAPTERS } from '../report/report-page.ts';
import { CREDITOR, MONTHLY, WORLD } from '../scenario/measure-names.ts';
import type { NamedEntry, ScenarioNames } from '../scenario/names.ts';

/** A word that may come next, and what it is. */
export interface Suggestion {
  readonly value: string;
  /** Empty where there is nothing to say. */
  readonly is: string;
}

/** What the words of a command line can name. */
export interface Nameable {
  /** Of a file as it was written; null: none was. */
  readonly names: (file: string | null) => ScenarioNames;
  readonly files: (begun: string) => Suggestion[];
  readonly shipped: () => Suggestion[];
}

interface Suggested {
  readonly suggestions: readonly Suggestion[];
  /** Whether a file that the shell finds may stand there where nothing is suggested. */
  readonly takesFiles: boolean;
}

/** The flags of an option that takes a file; what is in its folder the shell knows. */
const FILE_OPTION = /<[^>]*\b(?:file|csv)\b[^>]*>/;

/** What may stand in place of the last word of a command line, of which the name of the program is left out. */
export function suggested(program: Command, words: readonly string[], nameable: Nameable): Suggested {
  const begun = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const named = program.commands.find((command) => command.name() === before[0]);
  const command = named ?? program.commands.find((one) => one.name() === 'open')!;
  const said = named === undefined ? before : before.slice(1);
  const { operands, pending } = sorted(command, said);
  const [, flag, part] = /^(--[a-z-]+)=(.*)$/s.exec(begun) ?? [];
  const option = pending ?? optionsWith(command).find(({ long }) => long === flag) ?? null;
  const names = (): ScenarioNames => nameable.names(operands[0] ?? null);
  // A lever and a funding may have one name.
  const from = (all: readonly Suggestion[], text: string): Suggestion[] => [
    ...new Map(all.filter(({ value }) => value.startsWith(text)).map((one) => [one.value, one])).values(),
  ];
  if (option !== null) {
    const text = pending === null ? (part ?? '') : begun;
    const all = valuesOf(option, command, text, names, nameable);
    return { suggestions: from(all, text), takesFiles: FILE_OPTION.test(option.flags) };
  }
  if (begun.startsWith('-')) return { suggestions: from(optionsOf(command, before), begun), takesFiles: false };
  const commands = before.length > 0 ? [] : commandsOf(program);
  const operand = operandsOf(command, operands.length, begun, nameable);
  const takesFiles = operand !== null && command.name() !== 'completion';
  return { suggestions: from([...commands, ...(operand ?? [])], begun), takesFiles };
}

/** The words apart: those that no option takes, and the option that waits for its value, if any. */
function sorted(command: Command, words: readonly string[]): { operands: string[]; pending: Option | null } {
  const operands: string[] = [];
  let pending: Option | null = null;
  for (const word of words) {
    if (pending !== null) pending = null;
    else if (!word.startsWith('-') || word === '-') operands.push(word);
    else
      pending =
        optionsWith(command).find(({ long, short, required }) => required && [long, short].includes(word)) ?? null;
  }
  return { operands, pending };
}

const commandsOf = (program: Command): Suggestion[] =>
  program
    .createHelp()
    .visibleCommands(program)
    .map((command) => ({ value: command.name(), is: command.description() }));

/** The options of a command, without those that were said and can be said once. */
function optionsOf(command: Command, before: readonly string[]): Suggestion[] {
  const isLeft = ({ long, parseArg }: Option): boolean =>
    long !== undefined && long !== null && (parseArg !== undefined || !before.includes(long));
  const help = command.createHelp();
  return [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)]
    .filter(({ long }) => long !== '--version')
    .filter(isLeft)
    .map(({ long, description }) => ({ value: long!, is: description }));
}

/** Its options, and those of the program, which stand with every command. */
const optionsWith = (command: Command): Option[] => [...command.options, ...(command.parent?.options ?? [])];

const SHELL_NAMES = ['bash', 'zsh', 'fish', 'powershell'];

/** What a command takes beside its options, at that place; null where that is nothing, or no file. */
function operandsOf(command: Command, at: number, begun: string, { files, shipped }: Nameable): Suggestion[] | null {
  const argument = command.registeredArguments[at] ?? command.registeredArguments.at(-1);
  if (argument === undefined || (at > 0 && !argument.variadic)) return null;
  if (argument.name() === 'shell') return plain(SHELL_NAMES);
  const all = files(begun);
  // init writes a new file: no name that is taken will do, but the folders do.
  if (command.name() === 'init') return all.filter(({ value }) => value.endsWith('/'));
  return [...shipped(), ...all];
}

const plain = (values: readonly string[]): Suggestion[] => values.map((value) => ({ value, is: '' }));

const entries = (all: readonly NamedEntry[]): Suggestion[] =>
  all.map(({ name, label }) => ({ value: name, is: label ?? '' }));

/** Every name with a = behind it, as in LEVER=VALUE. */
const set = (all: readonly NamedEntry[]): Suggestion[] =>
  all.map(({ name, label }) => ({ value: `${name}=`, is: label ?? '' }));

const measures = (): Suggestion[] =>
  Object.entries({ ...WORLD, ...MONTHLY }).map(([name, { means }]) => ({ value: name, is: means }));

const ofCreditors = ({ creditors }: ScenarioNames): Suggestion[] =>
  Object.entries(CREDITOR).flatMap(([measure, { means }]) =>
    creditors.map(({ name }) => ({ value: `${measure}("${name}")`, is: means })),
  );

/** `NAME=`, and once that is written NAME=CLAIM. */
function claims({ assumptions }: ScenarioNames, text: string): Suggestion[] {
  const claimed = assumptions.filter((assumption) => assumption.claims.length > 0);
  const one = claimed.find(({ name }) => text.startsWith(`${name}=`));
  return one === undefined ? set(claimed) : plain(one.claims.map((claim) => `${one.name}=${claim}`));
}

/** Each with what stands before it in a list with commas. */
function further(text: string, all: readonly Suggestion[]): Suggestion[] {
  const head = text.slice(0, text.lastIndexOf(',') + 1);
  const taken = head.split(',');
  return all.filter(({ value }) => !taken.includes(value)).map(({ value, is }) => ({ value: head + value, is }));
}

type Values = (names: () => ScenarioNames, text: string, nameable: Nameable) => readonly Suggestion[];

/** What an option takes, where that is a name; of others nothing is suggested. */
const VALUES: Readonly<Record<string, Values>> = {
  '--plan': (names) => entries(names().plans),
  '--plans': (names, text) => further(text, entries(names().plans)),
  '--set': (names) => set(names().levers),
  '--grid': (names, text) => further(text, set(names().levers)),
  '--assume': (names) => set(names().assumptions),
  '--claim': (names, text) => claims(names(), text),
  '--claims': (names) => [...plain(['low', 'high']), ...entries(names().sources)],
  '--vary': (names) => entries([...names().levers, ...names().assumptions, ...names().funding]),
  '--only': (names, text) => further(text, entries(names().levers)),
  '--without': (names, text) => further(text, entries(names().levers)),
  '--against': (names, text, { files, shipped }) => [...entries(names().plans), ...shipped(), ...files(text)],
  '--sort': measures,
  '--measure': (names) => [...measures(), ...ofCreditors(names())],
  '--measures': (names, text) => further(text, [...measures(), ...ofCreditors(names())]),
  '--chapters': (_, text) =>
    further(
      text,
      Object.entries(CHAPTERS).map(([value, is]) => ({ value, is })),
    ),
  '--until': measures,
  '--sampler': () => plain(SAMPLERS),
};

function valuesOf(
  { long, argChoices }: Option,
  command: Command,
  text: string,
  names: () => ScenarioNames,
  nameable: Nameable,
): readonly Suggestion[] {
  if (argChoices !== undefined) return plain(argChoices);
  // Of init it is a shipped scenario, of rescue months.
  if (long === '--from') return command.name() === 'init' ? nameable.shipped() : [];
  return VALUES[long ?? '']?.(names, text, nameable) ?? [];
}
