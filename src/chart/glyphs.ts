/** What the terminal can draw: dots of braille, block elements, or ASCII alone. */
export type Glyphs = 'braille' | 'blocks' | 'ascii';

/** The single characters a chart is drawn with. */
export interface Marks {
  readonly axis: string;
  /** Where a label of the axis begins. */
  readonly tick: string;
  /** Between the labels of the value axis and the plot: at a label, and elsewhere. */
  readonly label: string;
  readonly side: string;
  /** The least cash within a month. */
  readonly lowest: string;
  readonly reserve: string;
  readonly baseline: string;
  /** The case compared with, where `baseline` stands for the one in front. */
  readonly pinned: string;
  readonly median: string;
  /** Cells of a band that is wide and thin, and of the narrow one within it. */
  readonly light: string;
  readonly dense: string;
  /** Months that the company did not live to see. */
  readonly ended: string;
  /** What was reported: a figure, or a bound. */
  readonly reported: string;
  readonly atLeast: string;
  readonly atMost: string;
  readonly cursor: string;
  /** Between the least and the most of several months that share a column. */
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
