// What dist was built from, for nothing to be built twice.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The file of dist that holds the digest. */
export const BUILT_FROM = 'built-from';

const FOLDERS = ['src', 'licences'];
const FILES = ['package.json', 'package-lock.json', 'tsconfig.json', 'build.mjs', 'built-from.mjs'];

/** A digest of all that the build reads, and of the Node that runs it: the code that is kept beside the programs is for that one alone. */
export async function inputsDigest() {
  const files = [...FILES];
  for (const folder of FOLDERS) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    files.push(...entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name)));
  }
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}`);
  for (const file of files.sort()) {
    const bytes = await readFile(file);
    hash.update(`\n${file} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}
