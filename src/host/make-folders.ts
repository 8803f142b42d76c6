import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it that are missing. Throws what the file system throws, where Node's own recursive
 * `mkdirSync` goes on for ever: below a folder that is there and says of what is made in it that it is not, as /proc
 * does, and /home where it is mounted from elsewhere for those who have one.
 */
export function makeFolders(path: string, mode?: number): void {
  if (existsSync(path)) return;
  const above = dirname(path);
  if (above !== path) makeFolders(above, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process may have made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
