import { wrap } from '../chart/text.ts';

/** Purpose of the program, printed above its options. */
export const HELP_TEXT =
  'Shows month by month when a company runs out of cash, who must wait, what ends it, and what each lever would change. ' +
  'FILE is a scenario in YAML; - is standard input.';

export const EXAMPLES: readonly (readonly [line: string, does: string])[] = [
  ['runway', 'the shipped scenario of Stability AI, October 2023'],
  ['runway my.yaml', 'the terminal UI on a file; it follows each save'],
  ['runway my.yaml other.yaml', 'two files side by side'],
  ['runway run my.yaml --set layoffs=20%@2024-01', ''],
  ['runway run my.yaml --worlds 10000', 'how likely it is'],
  ["runway solve my.yaml --vary layoffs --until 'survival >= 80%'", ''],
  ['runway deadlines my.yaml', 'by when each lever must be decided'],
  ['runway compare my.yaml --grid layoffs=0%:60%:10%,raise=0,20M --format csv', ''],
  ['runway rescue my.yaml --until "survival >= 80%"', 'the least painful way there'],
  ['runway explain my.yaml --plan lean', 'what each lever adds'],
  ['runway sensitivity my.yaml', 'what moves it, and why worlds fail'],
  ['runway evidence my.yaml', 'where figures come from, and who disagrees'],
  ['runway backtest my.yaml', 'what was reported, against the scenario'],
];

export const EXIT_STATUS: readonly (readonly [status: number, means: string])[] = [
  [0, 'done'],
  [1, 'a check of the file is broken'],
  [2, 'usage, or a bad file'],
  [70, 'a fault of the program'],
  [71, 'there is not enough memory, or no WebAssembly for the screen'],
  [
    74,
    'standard output, or the part of a run, cannot be written; a reader that has gone, such as head, changes no status',
  ],
  [130, 'interrupted by Ctrl-C or SIGTERM: what is known so far is printed, and says so, or nothing is'],
];

/** Columns of an example with the gap after it. */
const LINE = 49;

/** Examples and exit statuses, printed below the commands in `width` columns; command lines are never broken. */
export function helpEnd(width: number): string {
  const examples = EXAMPLES.flatMap(([line, does]) => {
    const whole = `  ${line.padEnd(LINE)}${does}`.trimEnd();
    return whole.length <= width ? [whole] : [`  ${line}`, ...hanging('      ', does, width)];
  });
  const statuses = EXIT_STATUS.flatMap(([status, means]) => hanging(`  ${status}`.padEnd(7), means, width));
  return ['', 'Examples:', ...examples, '', 'Exit status:', ...statuses].join('\n');
}

/** The text in lines, the first after `head`, the others indented below it. */
const hanging = (head: string, text: string, width: number): string[] =>
  text === ''
    ? []
    : wrap(text, width - head.length).map((part, i) => `${i === 0 ? head : ' '.repeat(head.length)}${part}`);
