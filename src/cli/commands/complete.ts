import { readdirSync } from 'node:fs';
import type { Command } from 'commander';
import { visible } from '../../diagnostic/escape.ts';
import { readContent } from '../../host/read.ts';
import { SHOWN_FIRST, shippedFiles, shippedPath } from '../../host/shipped.ts';
import { namesOf, type ScenarioNames } from '../../scenario/names.ts';
import { type Suggestion, suggested } from '../completing.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';

/** What a shell does with the answer, as its script knows it: 2, no blank behind the word; 4, no files in its stead. */
const NO_BLANK = 2;
const NO_FILES = 4;

/**
 * The words that may stand in place of the last, a line each with what it is behind a tab, and how the shell is to take
 * them. Nothing that is wrong is told of: the command line is not finished.
 */
export function completeWords(io: Io, program: Command, words: readonly string[]): number {
  const { suggestions, takesFiles } = suggested(program, words, { names, files, shipped });
  const [first, ...others] = suggestions;
  const goesOn = first !== undefined && others.length === 0 && /[/=]$/.test(first.value);
  const directive = (goesOn ? NO_BLANK : 0) + (takesFiles ? 0 : NO_FILES);
  // What a line or a terminal would take otherwise is in no name that can be typed.
  const typeable = suggestions.filter(({ value }) => visible(value) === value && !/[\t\n]/.test(value));
  const lines = typeable.map(({ value, is }) => `${value}\t${visible(is.replace(/\s+/g, ' '))}`);
  io.stdout.write(`${[...lines, `:${directive}`].join('\n')}\n`);
  return EXIT.done;
}

/** The names of a file; of no file those of the shipped one that the screen shows then. A pipe is not read. */
function names(file: string | null): ScenarioNames {
  const name = file ?? SHOWN_FIRST;
  const content = readContent(shippedPath(name) ?? name);
  return namesOf('text' in content ? content.text : '');
}

const shipped = (): Suggestion[] => shippedFiles().map(({ name }) => ({ value: name, is: 'shipped' }));

/** Scenario files and folders that begin so. */
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
    // There is no such folder, or it may not be read.
    return [];
  }
}
