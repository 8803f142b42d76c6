import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A scenario that comes with the program. */
export interface ShippedFile {
  /** What it is opened by. */
  readonly name: string;
  readonly path: string;
}

/** What the screen shows where no file is given. */
export const SHOWN_FIRST = 'stability-ai-2023-10';

const ENDING = '.yaml';
/** The first line of a shipped file, which names the schema beside it. */
const MODELINE = /^# yaml-language-server: [^\n]*\n\n?/;

/** The shipped scenarios by name; none where the program is without its folder of them. */
export function shippedFiles(): ShippedFile[] {
  const folder = shippedFolder();
  if (folder === null) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(ENDING))
    .sort()
    .map((file) => ({ name: file.slice(0, -ENDING.length), path: join(folder, file) }));
}

/**
 * The path of what a person calls FILE: where that is no file and the name of a shipped scenario, the path of that; a
 * file of that name wins. Null where it is no shipped one.
 */
export function shippedPath(file: string): string | null {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(file) || existsSync(file)) return null;
  return shippedFiles().find(({ name }) => name === file)?.path ?? null;
}

/** A shipped text for a file of one's own: without the line that names the schema beside the shipped ones. */
export const ownText = (text: string): string => text.replace(MODELINE, '');

/** The folder, from the source tree or from the bundle beside it, as seen from where the program runs. */
function shippedFolder(): string | null {
  const found = ['../scenarios', '../../scenarios']
    .map((up) => fileURLToPath(new URL(up, import.meta.url)))
    .find(existsSync);
  if (found === undefined) return null;
  const near = relative(process.cwd(), found);
  return near.startsWith('..') ? found : near;
}
