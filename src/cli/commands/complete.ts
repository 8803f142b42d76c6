import { readdirSync } from 'node:fs';
import type { Command } from 'commander';
import { visible } from '../../diagnostic/escape.ts';
import { readContent } from '../../host/read.ts';
import { SHOWN_FIRST, shippedFiles, shippedPath } from '../../host/shipped.ts';
import { namesOf, type ScenarioNames } from '../../scenario/names.ts';
import { type Suggestion, suggested } from '../completing.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';

/** Flags of the answer that shell scripts know: no blank after the word, and no files where nothing is suggested. */
const NO_BLANK = 2;
const NO_FILES = 4;

/**
 * `complete`: the words that may stand in place of the last, one a line, each with a tab and a description, then flags.
 * Reports no mistakes, as the command line is unfinished.
 */
export function completeWords(io: Io, program: Command, words: readonly string[]): number {
  const { suggestions, takesFiles } = suggested(program, words, { names, files, shipped });
  const [first, ...others] = suggestions;
  const goesOn = first !== undefined && others.length === 0 && /[/=]$/.test(first.value);
  const directive = (goesOn ? NO_BLANK : 0) + (takesFiles ? 0 : NO_FILES);
  // Names with control characters, tabs or newlines cannot be typed and are left out.
  const typeable = suggestions.filter(({ value }) => visible(value) === value && !/[\t\n]/.test(value));
  const lines = typeable.map(({ value, is }) => `${value}\t${visible(is.replace(/\s+/g, ' '))}`);
  io.stdout.write(`${[...lines, `:${directive}`].join('\n')}\n`);
  return EXIT.done;
}

/** The names in a file; without one, those in the shipped scenario that the screen shows. Never reads a pipe. */
function names(file: string | null): ScenarioNames {
  const name = file ?? SHOWN_FIRST;
  const content = readContent(shippedPath(name) ?? name);
  return namesOf('text' in content ? content.text : '');
}

const shipped = (): Suggestion[] => shippedFiles().map(({ name }) => ({ value: name, is: 'shipped' }));

/** Scenario files and folders whose path begins with the text. */
function files(begun: string): Suggestion[] {
  const folder = begun.slice(0, begun.lastIndexOf('/') + 1);
  const start = begun.slice(folder.length);
  try {
    return readdirSync(folder === '' ? '.' : folder, { withFileTypes: true })
      .filter(({ name }) => name.startsWith(start) && (start !== '' || !name.startsWith('.')))
      .filter((entry) => entry.isDirectory() || /\.ya?ml$/i.test(entry.name))
      .map((entry) => ({ value: `${folder}${entry.name}${entry.isDirectory() ? '/' : ''}`, is: '' }))
      .sort((a, b) => (a.value < b.value ? -1 : 1));
  } catch {
    // The folder is missing or cannot be read.
    return [];
  }
}
