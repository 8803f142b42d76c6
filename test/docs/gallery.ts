import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODES } from '../../src/diagnostic/codes.ts';

const SPECIMENS = join(import.meta.dirname, '../specimens');

/** Every kind of fault with what is printed of its specimens, which `test/specimens/` holds to the program. */
export function errorGallery(): string {
  const files = readdirSync(SPECIMENS)
    .filter((file) => file.endsWith('.txt'))
    .sort();
  return Object.entries(CODES)
    .map(([code, means]) => {
      const shown = files
        .filter((file) => file.split('.')[0] === code)
        .map((file) => readFileSync(join(SPECIMENS, file), 'utf8').trimEnd().replaceAll('test/specimens/', ''));
      return `### ${code}\n\n${means[0]!.toUpperCase()}${means.slice(1)}.\n\n\`\`\`text\n${shown.join('\n\n')}\n\`\`\``;
    })
    .join('\n\n');
}
