import { everyLine } from '../report/line-diff.ts';

/**
 * Undoes in `now` the change that turned `back` into `gone`, by lines; other changes of `now` stay. Null where the
 * changed lines, or the line before or behind them, are not as in `gone` any more.
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
  // The edge before the first line, and the one behind the last, is at the same place of both texts.
  const placeOf = (i: number): number | undefined => (i < 0 ? -1 : i === old.length ? lines.length : places.get(i));
  const end = old.length - tail;
  const start = placeOf(head - 1);
  if (start === undefined) return null;
  for (let i = head; i <= end; i++) if (placeOf(i) !== start + 1 + i - head) return null;
  const after = lines.slice(start + 1 + end - head);
  return [...lines.slice(0, start + 1), ...wanted.slice(head, wanted.length - tail), ...after].join('\n');
}

/** By line of `text` the same line of `other`, both counted from 0; lines that `other` does not have are left out. */
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
