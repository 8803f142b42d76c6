/** Values of a YAML file with their places, and how they are found by path. */
import type { Scalar } from 'yaml';
import type { Place, Source, Span } from '../diagnostic/diagnostic.ts';

/** A YAML value with its place. Every scalar is text: the formula language reads numbers. */
export type Located =
  | { readonly kind: 'scalar'; readonly text: string; readonly span: Span; readonly node: Scalar }
  | { readonly kind: 'list'; readonly items: readonly Located[]; readonly span: Span }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, MapEntry>; readonly span: Span };

export interface MapEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Located;
}

/** As `placeIn`, of a scalar of the file. */
export function locateInScalar(source: Source, scalar: Located & { kind: 'scalar' }, span: Span): Place {
  const known = scalarsAsTexts.get(scalar) ?? { text: scalar.text, place: { source, ...scalar.span } };
  scalarsAsTexts.set(scalar, known);
  return placeIn(known, span);
}

const scalarsAsTexts = new WeakMap<Located, PlacedText>();

/** A value as text, and the place where it is written. */
interface PlacedText {
  readonly text: string;
  readonly place: Place;
}

/**
 * The place in the source of the stretch `span` of a value's text. Quotes, escapes and folded lines make the two texts
 * differ, so both are walked together: a character of the value stands for itself, an escape, or a run of white space.
 */
export function placeIn(value: PlacedText, span: Span): Place {
  const { source, start, end } = value.place;
  const written = source.text.slice(start, end);
  if (written === value.text) return { source, start: start + span.start, end: start + span.end };
  const offsets = knownOffsets.get(value) ?? offsetsOf(written, value.text);
  knownOffsets.set(value, offsets);
  const from = offsets[Math.min(span.start, offsets.length - 1)]!;
  const to = span.end > span.start ? offsets[Math.min(span.end - 1, offsets.length - 1)]! + 1 : from;
  return { source, start: start + from, end: start + Math.max(to, from) };
}

/** Offsets worked out before, kept since a value may have many faults, each with a place. */
const knownOffsets = new WeakMap<PlacedText, readonly number[]>();

/** By character of the value its offset in the text as written; approximate behind escapes that decode to others. */
function offsetsOf(written: string, value: string): number[] {
  const offsets: number[] = [];
  let i = /^["']/.test(written) ? 1 : 0;
  if (/^[|>]/.test(written)) i = Math.max(0, written.indexOf('\n') + 1);
  for (const c of value) {
    if (/\s/.test(c)) {
      offsets.push(Math.min(i, written.length - 1));
      while (i < written.length && /\s/.test(written[i]!)) i++;
    } else {
      while (i < written.length && !written.startsWith(c, i) && written[i] !== '\\') i++;
      offsets.push(Math.min(i, written.length - 1));
      if (written[i] === '\\') i += 2;
      else i += c.length;
      if (c === "'" && written[i] === "'" && written.startsWith("'")) i++;
    }
    for (let rest = 1; rest < c.length; rest++) offsets.push(offsets.at(-1)!);
  }
  offsets.push(Math.min(i, Math.max(0, written.length - 1)));
  return offsets;
}

/** The located value at a path of keys and indices; null where there is none. */
export function valueAt(root: Located, path: readonly PropertyKey[]): Located | null {
  let at: Located | undefined = root;
  for (const step of path) {
    if (at.kind === 'map') at = at.entries.get(String(step))?.value;
    else if (at.kind === 'list') at = at.items[Number(step)];
    else return null;
    if (at === undefined) return null;
  }
  return at;
}

/** The key that leads to a path; null at the root and in lists. */
export function keyAt(root: Located, path: readonly PropertyKey[]): MapEntry | null {
  const parent = valueAt(root, path.slice(0, -1));
  return parent?.kind === 'map' ? (parent.entries.get(String(path.at(-1))) ?? null) : null;
}

/** The value without its places, as zod checks it: texts, lists, and objects without a prototype. */
export function toPlain(located: Located): unknown {
  if (located.kind === 'scalar') return located.text;
  if (located.kind === 'list') return located.items.map(toPlain);
  const plain: Record<string, unknown> = Object.create(null);
  for (const { key, value } of located.entries.values()) plain[key] = toPlain(value);
  return plain;
}
