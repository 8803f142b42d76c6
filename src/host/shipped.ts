import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A scenario shipped with the program. */
export interface ShippedFile {
  /** The name that it is opened by. */
  readonly name: string;
  readonly path: string;
}

/** Name of the scenario that the screen shows where no file is given. */
export const SHOWN_FIRST = 'stability-ai-2023-10';

const ENDING = '.yaml';
/** The first line of a shipped file, which names the schema beside it. */
const MODELINE = /^# yaml-language-server: [^\n]*\n\n?/;

/** The shipped scenarios by name; none where the program's folder of scenarios is missing. */
export function shippedFiles(): ShippedFile[] {
  const folder = shippedFolder();
  if (folder === null) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(ENDING))
    .sort()
    .map((file) => ({ name: file.slice(0, -ENDING.length), path: join(folder, file) }));
}

/**
 * Path of the shipped scenario of that name; null where there is none, or where a file of that name exists, which wins.
 */
export function shippedPath(file: string): string | null {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(file) || existsSync(file)) return null;
  return shippedFiles().find(({ name }) => name === file)?.path ?? null;
}

/** The text of a shipped scenario for a file of the user's: without the line that names the schema. */
export const ownText = (text: string): string => text.replace(MODELINE, '');

/**
 * Path of the folder of scenarios, relative to the working directory, from the source tree or from the bundle beside
 * it.
 */
function shippedFolder(): string | null {
  const found = ['../scenarios', '../../scenarios']
    .map((up) => fileURLToPath(new URL(up, import.meta.url)))
    .find(existsSync);
  if (found === undefined) return null;
  const near = relative(process.cwd(), found);
  return near.startsWith('..') ? found : near;
}
