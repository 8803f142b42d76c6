/** HTML and SVG in which every text is escaped: what is no markup is text, and there is no other way to make markup. */
import { visible } from '../../diagnostic/escape.ts';

/** Markup, whole elements. */
export class Markup {
  constructor(readonly source: string) {}
}

export type Child = Markup | string | null | readonly Child[];
/** A value that is null is left out; true is an attribute without a value. */
export type Attributes = Readonly<Record<string, string | number | true | null>>;

const SPECIAL: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML and SVG hold it, in an element or a quoted attribute; what cannot be seen is written out. */
const escapedText = (text: string): string => visible(text).replace(/[&<>"']/g, (char) => SPECIAL[char]!);

/** Elements of HTML that hold nothing and have no end. */
const VOID = new Set(['meta', 'br', 'hr', 'link']);

/** An element; strings among its children are text. */
export function el(name: string, attributes: Attributes = {}, ...children: readonly Child[]): Markup {
  const own = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : value === true ? [` ${key}`] : [` ${key}="${escapedText(String(value))}"`],
  );
  const head = `<${name}${own.join('')}>`;
  return new Markup(VOID.has(name) ? head : `${head}${sourceOf(children)}</${name}>`);
}

/** The source of children one after another. */
export function sourceOf(child: Child): string {
  if (child === null) return '';
  if (typeof child === 'string') return escapedText(child);
  return child instanceof Markup ? child.source : child.map(sourceOf).join('');
}

/** A number of SVG: to a hundredth of a pixel, so that the same picture has the same bytes. */
export const px = (value: number): string => String(Math.round(value * 100) / 100 + 0);
