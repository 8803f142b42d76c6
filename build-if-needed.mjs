// Builds where dist is not what this Node would build of what is here now.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUILT_FROM, inputsDigest } from './built-from.mjs';

const built = await readFile(join('dist', BUILT_FROM), 'utf8').catch(() => null);
if (built !== (await inputsDigest())) await import('./build.mjs');
