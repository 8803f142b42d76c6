import { distance } from 'fastest-levenshtein';

/** The known word with the least edit distance (Levenshtein) to what was written; null where none is near enough. */
export function nearest(written: string, known: Iterable<string>): string | null {
  if (written.length > 64) return null;
  let best: string | null = null;
  // In a word of three letters only one may be wrong, or any word would be near any other.
  let bestDistance = (written.length <= 3 ? 1 : Math.max(2, Math.floor(written.length / 3))) + 1;
  for (const word of known) {
    const d = distance(written.toLowerCase(), word.toLowerCase());
    // Half of a short word may be wrong only where it begins alike, or next would be near exp.
    if (d > 1 && written.length <= 4 && written[0]?.toLowerCase() !== word[0]?.toLowerCase()) continue;
    if (d < bestDistance) {
      best = word;
      bestDistance = d;
    }
  }
  return best;
}

/** `; did you mean "overdue"?` to end a message with; empty where no known word is near. */
export function didYouMean(written: string, known: Iterable<string>): string {
  const word = nearest(written, known);
  return word === null ? '' : `; did you mean "${word}"?`;
}

/** Words as a list within a sentence, `a, b, c`; after `most` of them `…`; `none` where there is none. */
export function listed(words: Iterable<string>, between = ', ', most = 16): string {
  const shown: string[] = [];
  for (const word of words) {
    if (shown.length === most) return `${shown.join(between)}${between}…`;
    shown.push(word);
  }
  return shown.length === 0 ? 'none' : shown.join(between);
}
