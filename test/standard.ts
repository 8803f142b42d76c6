import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PLACES = ['../../shared', '../../../shared'].map((path) => join(import.meta.dirname, path));

/**
 * The path of a folder of the standard, which is no part of this program: in `shared` beside the project or its folder.
 */
export function standardFolder(name: string): string {
  const folders = PLACES.map((place) => join(place, name));
  return folders.find(existsSync) ?? folders[0]!;
}
