import { distance } from 'fastest-levenshtein';

/** The known word nearest to what was written, or null where none is near enough to be meant. */
export function nearest(written: string, known: Iterable<string>): string | null {
  if (written.length > 64) return null;
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(written.length / 3)) + 1;
  for (const word of known) {
    const d = distance(written.toLowerCase(), word.toLowerCase());
    if (d < bestDistance) {
      best = word;
      bestDistance = d;
    }
  }
  return best;
}

/** `; did you mean "overdue"?`, or nothing. */
export function didYouMean(written: string, known: Iterable<string>): string {
  const word = nearest(written, known);
  return word === null ? '' : `; did you mean "${word}"?`;
}

/** A sentence's list of what is allowed: `a, b, c`; cut after 16. */
export function listed(words: Iterable<string>): string {
  const all = [...words];
  if (all.length === 0) return 'none';
  return all.length <= 16 ? all.join(', ') : `${all.slice(0, 16).join(', ')}, …`;
}
