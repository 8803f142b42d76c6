/** Whether a file can be written under a path, asked before the long work of making it. */
import { accessSync, constants, existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { reasonOf } from './write.ts';

/** The path to write, links followed; or what stands in the way, and how to mend it. */
export type OutputPlace =
  | { readonly isFree: true; readonly path: string }
  | { readonly isFree: false; readonly why: string; readonly hint: string };

const refuse = (why: string, hint: string): OutputPlace => ({ isFree: false, why, hint });

/** An existing file may be replaced, but not one of the `inputs`. */
export function outputPlace(path: string, inputs: readonly string[]): OutputPlace {
  if (path === '' || path === '-') return refuse('no file is named', 'as in -o FILE; rows without -o are printed');
  try {
    return placeOf(path, inputs);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    return refuse(`no file can be written there: ${reasonOf(code, message)}`, 'name another');
  }
}

function placeOf(path: string, inputs: readonly string[]): OutputPlace {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return refuse('it is a folder', 'name a file in it');
  if (stat !== undefined && !stat.isFile()) return refuse('it is no ordinary file', 'name one, or a new one');
  const real = stat === undefined ? path : realpathSync(path);
  if (stat !== undefined && inputs.some((input) => existsSync(input) && realpathSync(input) === real))
    return refuse('it is a file that is read here, and would be lost', 'give what is written a name of its own');
  const folder = dirname(real);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    return refuse(`there is no folder ${folder}`, 'make it, or name a file in another');
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    return refuse(`nothing may be written into the folder ${folder}`, 'name a file in another');
  }
  // A file that is no link is called as it was named.
  return { isFree: true, path: lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true ? real : path };
}
