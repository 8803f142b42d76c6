import { everyLine } from '../report/line-diff.ts';

/**
 * `now` with that changed back which turned `back` into `gone`, line by line; all else that is new in `now` stays. Null
 * where the changed lines, the one before them or the one behind them are not as `gone` has them any more.
 */
export function putBack(now: string, gone: string, back: string): string | null {
  if (now === gone) return back;
  const old = gone.split('\n');
  const wanted = back.split('\n');
  const lines = now.split('\n');
  const shorter = Math.min(old.length, wanted.length);
  let head = 0;
  while (head < shorter && old[head] === wanted[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === wanted.at(-1 - tail)) tail++;
  const places = placesOf(gone, now);
  // Both texts have the same edge before their first line and behind their last one.
  const placeOf = (i: number): number | undefined => (i < 0 ? -1 : i === old.length ? lines.length : places.get(i));
  const end = old.length - tail;
  const start = placeOf(head - 1);
  if (start === undefined) return null;
  for (let i = head; i <= end; i++) if (placeOf(i) !== start + 1 + i - head) return null;
  const after = lines.slice(start + 1 + end - head);
  return [...lines.slice(0, start + 1), ...wanted.slice(head, wanted.length - tail), ...after].join('\n');
}

/** Where the lines of one text stand in another, both counted from 0; without those that it has no more. */
function placesOf(text: string, other: string): Map<number, number> {
  const places = new Map<number, number>();
  let line = 0;
  let place = 0;
  for (const { sign } of everyLine(text, other)) {
    if (sign === ' ') places.set(line, place);
    if (sign !== '+') line++;
    if (sign !== '-') place++;
  }
  return places;
}
