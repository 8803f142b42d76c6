/** HTML and SVG as elements. Every text is escaped: markup can be made by `el` alone. */
import { visible } from '../../diagnostic/escape.ts';

/** Markup of whole elements. */
export class Markup {
  constructor(readonly source: string) {}
}

export type Child = Markup | string | null | readonly Child[];
/** An attribute that is null is left out; one that is true has no value. */
export type Attributes = Readonly<Record<string, string | number | true | null>>;

const SPECIAL: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text escaped for an element or a quoted attribute; invisible characters are written as escapes. */
const escapedText = (text: string): string => visible(text).replace(/[&<>"']/g, (char) => SPECIAL[char]!);

/** HTML elements without content and end tag. */
const VOID = new Set(['meta', 'br', 'hr', 'link']);

/** An element; its children that are strings are escaped as text. */
export function el(name: string, attributes: Attributes = {}, ...children: readonly Child[]): Markup {
  const own = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : value === true ? [` ${key}`] : [` ${key}="${escapedText(String(value))}"`],
  );
  const head = `<${name}${own.join('')}>`;
  return new Markup(VOID.has(name) ? head : `${head}${sourceOf(children)}</${name}>`);
}

/** The source of a child; of an array one after another. */
export function sourceOf(child: Child): string {
  if (child === null) return '';
  if (typeof child === 'string') return escapedText(child);
  return child instanceof Markup ? child.source : child.map(sourceOf).join('');
}

/** A number for SVG, rounded to a hundredth of a pixel, so that the same picture has the same bytes. */
export const px = (value: number): string => String(Math.round(value * 100) / 100 + 0);
