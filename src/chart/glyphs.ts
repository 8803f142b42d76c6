/** The characters that the terminal can show: braille dots, block elements, or ASCII alone. */
export type Glyphs = 'braille' | 'blocks' | 'ascii';

/** Characters of a chart's parts, one each. */
export interface Marks {
  readonly axis: string;
  /** On the axis of months, above the first character of a label. */
  readonly tick: string;
  /** Between the labels of values and the plot: `label` in a row with a label, `side` in the others. */
  readonly label: string;
  readonly side: string;
  /** The lowest cash within a month. */
  readonly lowest: string;
  readonly reserve: string;
  readonly baseline: string;
  /** A pinned case, in a chart where `baseline` marks another one. */
  readonly pinned: string;
  readonly median: string;
  /** Cells of the wide band (`light`) and of the narrow one within it (`dense`). */
  readonly light: string;
  readonly dense: string;
  /** Months after the failure. */
  readonly ended: string;
  /** Reported figures: a value, a lower bound, an upper bound. */
  readonly reported: string;
  readonly atLeast: string;
  readonly atMost: string;
  readonly cursor: string;
  /** Between the least and the greatest value of months that share a column. */
  readonly between: string;
  readonly track: string;
  readonly filled: string;
  readonly knob: string;
  readonly below: string;
  readonly above: string;
}

const UNICODE: Marks = {
  axis: '─',
  tick: '┼',
  label: '┤',
  side: '│',
  lowest: '┈',
  reserve: '╌',
  baseline: '◦',
  pinned: '┄',
  median: '━',
  light: '░',
  dense: '▓',
  ended: '·',
  reported: '◎',
  atLeast: '≥',
  atMost: '≤',
  cursor: '┊',
  between: '░',
  track: '─',
  filled: '━',
  knob: '●',
  below: '◀',
  above: '▶',
};

const ASCII: Marks = {
  axis: '-',
  tick: '+',
  label: '+',
  side: '|',
  lowest: '_',
  reserve: '~',
  baseline: 'o',
  pinned: '-',
  median: '=',
  light: '.',
  dense: ':',
  ended: '/',
  reported: '@',
  atLeast: '>',
  atMost: '<',
  cursor: '|',
  between: '|',
  track: '-',
  filled: '=',
  knob: 'O',
  below: '<',
  above: '>',
};

export const MARKS: Readonly<Record<Glyphs, Marks>> = { braille: UNICODE, blocks: UNICODE, ascii: ASCII };
