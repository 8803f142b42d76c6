import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { MOST_VALUES } from '../numeric/sketch.ts';
import { LAST_WORLD } from './load.ts';

/** Most worlds of one run, of each of which numbers are kept in memory; and of one that is sketched. */
const MAX_WORLDS = 1_000_000;
const MAX_SKETCHED = MOST_VALUES;

/**
 * What `--worlds` says: `10000`, or a range of worlds, `5000..9999`; null with a fault where it is neither. `sketch` is
 * whether the run is sketched, null where it cannot be.
 */
export function readRange(
  text: string,
  sketch: boolean | null,
  faults: Diagnostic[],
): { readonly first: number; readonly count: number } | null {
  const match = /^(\d{1,10})(?:\.\.(\d{1,10}))?$/.exec(text.trim());
  const first = match?.[2] === undefined ? 0 : Number(match[1]);
  const count = match === null ? 0 : match[2] === undefined ? Number(match[1]) : Number(match[2]) - first + 1;
  const most = sketch === true ? MAX_SKETCHED : MAX_WORLDS;
  if (count >= 1 && count <= most && first + count - 1 <= LAST_WORLD) return { first, count };
  const place = { source: { name: '--worlds', text }, start: 0, end: text.length };
  const message = `worlds are a whole number from 1 to ${most}, or a range of as many`;
  const more = sketch === false ? `; more than ${MAX_WORLDS} with --sketch` : '';
  faults.push({
    severity: 'error',
    code: 'usage',
    place,
    message,
    hint: `as in --worlds 10000 or --worlds 5000..9999${more}`,
  });
  return null;
}
