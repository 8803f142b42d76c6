/** Where a file is to be put that takes long to make: looked at before anything is worked out. */
import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The path to write, links followed; or why there is none: what stands in the way, and how to mend it. */
export type OutputPlace =
  | { readonly isFree: true; readonly path: string }
  | { readonly isFree: false; readonly why: string; readonly hint: string };

/** Looks at the place that a path names. What is there already is replaced, but not one of the `inputs`. */
export function outputPlace(path: string, inputs: readonly string[]): OutputPlace {
  const refuse = (why: string, hint: string): OutputPlace => ({ isFree: false, why, hint });
  if (path === '' || path === '-') return refuse('no file is named', 'as in -o FILE; rows without -o are printed');
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return refuse('it is a folder', 'name a file in it');
  if (stat !== undefined && !stat.isFile()) return refuse('it is no ordinary file', 'name one, or a new one');
  const real = stat === undefined ? path : realpathSync(path);
  if (stat !== undefined && inputs.some((input) => existsSync(input) && realpathSync(input) === real))
    return refuse('it is a file that is read here, and would be lost', 'give what is written a name of its own');
  const folder = dirname(real);
  if (!existsSync(folder)) return refuse(`there is no folder ${folder}`, 'make it, or name a file in another');
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    return refuse(`nothing may be written into the folder ${folder}`, 'name a file in another');
  }
  return { isFree: true, path: real };
}
