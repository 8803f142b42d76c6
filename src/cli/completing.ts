import type { Command, Option } from 'commander';
import { SAMPLERS } from '../engine/answers.ts';
import { CHAPTERS } from '../report/report-page.ts';
import { CREDITOR, MONTHLY, WORLD } from '../scenario/measure-names.ts';
import type { NamedEntry, ScenarioNames } from '../scenario/names.ts';

/** A suggested word, with a description. */
export interface Suggestion {
  readonly value: string;
  /** Empty where there is no description. */
  readonly is: string;
}

/** Names that the words of a command line can refer to. */
export interface Nameable {
  /** The names in the file written on the command line; null: none is written. */
  readonly names: (file: string | null) => ScenarioNames;
  readonly files: (begun: string) => Suggestion[];
  readonly shipped: () => Suggestion[];
}

interface Suggested {
  readonly suggestions: readonly Suggestion[];
  /** Whether the shell may offer files where nothing is suggested. */
  readonly takesFiles: boolean;
}

/** Matches the flags of an option that takes a file; the shell completes its path. */
const FILE_OPTION = /<[^>]*\b(?:file|csv)\b[^>]*>/;

/** Suggestions for the last of `words`, which are the command line without the program's name. */
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
  // Duplicates are removed: a lever and a funding may have the same name.
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

/** Splits the words into operands and, if the last option still needs its value, that option. */
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

/** Options of a command, without those used already that can be used only once. */
function optionsOf(command: Command, before: readonly string[]): Suggestion[] {
  const isLeft = ({ long, parseArg }: Option): boolean =>
    long !== undefined && long !== null && (parseArg !== undefined || !before.includes(long));
  const help = command.createHelp();
  return [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)]
    .filter(({ long }) => long !== '--version')
    .filter(isLeft)
    .map(({ long, description }) => ({ value: long!, is: description }));
}

/** The options of a command and of the program, which every command takes. */
const optionsWith = (command: Command): Option[] => [...command.options, ...(command.parent?.options ?? [])];

const SHELL_NAMES = ['bash', 'zsh', 'fish', 'powershell'];

/** Suggestions for the operand at this place; null where the command takes none there, or no file. */
function operandsOf(command: Command, at: number, begun: string, { files, shipped }: Nameable): Suggestion[] | null {
  const argument = command.registeredArguments[at] ?? command.registeredArguments.at(-1);
  if (argument === undefined || (at > 0 && !argument.variadic)) return null;
  if (argument.name() === 'shell') return plain(SHELL_NAMES);
  const all = files(begun);
  // init writes a new file, so only folders are suggested, not existing files.
  if (command.name() === 'init') return all.filter(({ value }) => value.endsWith('/'));
  return [...shipped(), ...all];
}

const plain = (values: readonly string[]): Suggestion[] => values.map((value) => ({ value, is: '' }));

const entries = (all: readonly NamedEntry[]): Suggestion[] =>
  all.map(({ name, label }) => ({ value: name, is: label ?? '' }));

/** Every name followed by =, as in LEVER=VALUE. */
const set = (all: readonly NamedEntry[]): Suggestion[] =>
  all.map(({ name, label }) => ({ value: `${name}=`, is: label ?? '' }));

const measures = (): Suggestion[] =>
  Object.entries({ ...WORLD, ...MONTHLY }).map(([name, { means }]) => ({ value: name, is: means }));

const ofCreditors = ({ creditors }: ScenarioNames): Suggestion[] =>
  Object.entries(CREDITOR).flatMap(([measure, { means }]) =>
    creditors.map(({ name }) => ({ value: `${measure}("${name}")`, is: means })),
  );

/** Suggests `NAME=`, and after that `NAME=CLAIM`. */
function claims({ assumptions }: ScenarioNames, text: string): Suggestion[] {
  const claimed = assumptions.filter((assumption) => assumption.claims.length > 0);
  const one = claimed.find(({ name }) => text.startsWith(`${name}=`));
  return one === undefined ? set(claimed) : plain(one.claims.map((claim) => `${one.name}=${claim}`));
}

/** Suggestions for the last item of a list separated by commas. */
function further(text: string, all: readonly Suggestion[]): Suggestion[] {
  const head = text.slice(0, text.lastIndexOf(',') + 1);
  const taken = head.split(',');
  return all.filter(({ value }) => !taken.includes(value)).map(({ value, is }) => ({ value: head + value, is }));
}

type Values = (names: () => ScenarioNames, text: string, nameable: Nameable) => readonly Suggestion[];

/** Suggestions for an option's value, where that is a name. */
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
  // In init --from takes a shipped scenario, in rescue months.
  if (long === '--from') return command.name() === 'init' ? nameable.shipped() : [];
  return VALUES[long ?? '']?.(names, text, nameable) ?? [];
}
