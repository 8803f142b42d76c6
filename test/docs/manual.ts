import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { commandLine } from '../../src/cli/cli.ts';
import { EXAMPLES, EXIT_STATUS, HELP_TEXT } from '../../src/cli/help.ts';
import type { Io } from '../../src/cli/io.ts';
import { PRINTING_OPTIONS } from '../../src/cli/session.ts';
import { CONTEXTS, type Context, keySign } from '../../src/tui/key-binding.ts';
import { KEYMAP } from '../../src/tui/keymap.ts';
import { ROOT } from './page.ts';

/** The environment variables that the program reads. */
const ENVIRONMENT: readonly (readonly [name: string, means: string])[] = [
  ['VISUAL, EDITOR', 'the editor that e opens on the screen; vi where neither is set'],
  ['COLUMNS', 'columns of what is printed where standard output is no terminal; 100 where it is not set'],
  ['NO_COLOR', 'no colours'],
  ['PAGER, RUNWAY_PAGER', 'what text longer than the terminal goes through; the second goes before the settings'],
  ['RUNWAY_CONFIG', 'the settings file; empty for none'],
  ['RUNWAY_CACHE', 'the folder of scenarios that were read before; empty for none'],
  ['XDG_CONFIG_HOME', 'the folder of runway/config.yaml, the settings file; ~/.config where it is not set'],
  ['COLORTERM, TERM, COLORFGBG', 'which colours and signs the terminal has, and its background'],
  ['INK_SCREEN_READER', 'true: words, line by line, as --screen-reader'],
];

/** The manual pages by the names of their files, as Markdown. */
export const MANUAL: Readonly<Record<string, () => string>> = {
  'runway.1': commandPage,
  'runway-keys.7': keyPage,
};

/** A manual page as man reads it. It has no date: it changes with the program and no clock. */
export function roff(markdown: string): string {
  const home = dirname(createRequire(import.meta.url).resolve('marked-man/package.json'));
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const args = [join(home, 'bin/marked-man.js'), '--version', `runway ${version}`, '--manual', 'runway', '--no-breaks'];
  const made = execFileSync(process.execPath, args, { input: markdown, encoding: 'utf8' });
  return made.replace(/^(\.TH "[^"]*" "[^"]*") "[^"]*"/m, '$1 ""');
}

/** The text with a backslash before every character that would begin markup. */
const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');

const entry = (what: string, means: string): string => `  * ${what}:\n    ${means}`;
const entries = (all: readonly (readonly [string, string])[]): string =>
  all.map(([what, means]) => entry(`\`${what}\``, plain(means))).join('\n');

function commandPage(): string {
  const program = commandLine({ env: {}, stdout: { isTTY: false } } as Io, () => {});
  const commands = program.createHelp().visibleCommands(program);
  const shared = optionsOf(commands.find((command) => command.name() === 'deadlines')!).filter((option) =>
    optionsOf(commands.find((command) => command.name() === 'check')!).some(([flags]) => flags === option[0]),
  );
  const own = (command: Command) => optionsOf(command).filter(([flags]) => !shared.some(([other]) => other === flags));
  const described = commands.map((command) => {
    const all = own(command);
    const takesShared = optionsOf(command).length > all.length + 1;
    return [
      `### runway ${command.name()} ${plain(command.usage().replace('[options]', '').trim())}`,
      plain(`${capital(command.description())}.`),
      ...(all.length === 0 ? [] : [entries(all)]),
      ...(takesShared ? ['Also the options of every scenario, below.'] : []),
    ].join('\n\n');
  });
  return [
    '# runway(1) -- when the money runs out, who must wait, what ends the company',
    '## SYNOPSIS',
    '`runway` [FILE [FILE]] [options]\n\n`runway` COMMAND [options]',
    '## DESCRIPTION',
    plain(HELP_TEXT),
    '## COMMANDS',
    ...described,
    '## OPTIONS OF EVERY SCENARIO',
    entries(shared),
    '## OPTIONS OF EVERY COMMAND',
    entries(PRINTING_OPTIONS().map(({ flags, description }) => [flags, description])),
    '## EXAMPLES',
    ...EXAMPLES.map(([line, does]) => (does === '' ? `    ${line}` : `${plain(capital(does))}:\n\n    ${line}`)),
    '## EXIT STATUS',
    entries(EXIT_STATUS.map(([status, means]) => [`${status}`, means])),
    '## ENVIRONMENT',
    entries(ENVIRONMENT),
    '## SEE ALSO',
    '`runway-keys`(7), the keys of the screen.',
  ].join('\n\n');
}

const optionsOf = (command: Command): [string, string][] =>
  command
    .createHelp()
    .visibleOptions(command)
    .filter(({ long }) => long !== '--help')
    .map(({ flags, description }) => [flags, description]);

function keyPage(): string {
  const contexts = (Object.keys(CONTEXTS) as Context[]).map((context) => {
    const keys = KEYMAP.filter((binding) => binding.context === context);
    return `### ${CONTEXTS[context]}\n\n${keys
      .map(({ keys, description }) => entry(keys.map((key) => `\`${keySign(key)}\``).join(', '), plain(description)))
      .join('\n')}`;
  });
  return [
    '# runway-keys(7) -- the keys of the screen of runway',
    '## DESCRIPTION',
    'The screen that `runway FILE` opens is used by keys, and by the mouse. `?` shows these keys there.',
    '## KEYS',
    ...contexts,
    '## SEE ALSO',
    '`runway`(1)',
  ].join('\n\n');
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
