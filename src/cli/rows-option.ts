/** Options of rows (`-o`, `--format`, `--resume`, `--per-world`): where they go, and how they are written. */
import { type Diagnostic, Faults } from '../diagnostic/diagnostic.ts';
import { isRowFormat, ROW_FORMATS, type RowFormat } from './row-encoder.ts';
import { readOutput, usageOf } from './usage.ts';

/** Options of `run` and `compare` that concern rows. */
export interface RowsOptions {
  readonly output?: string;
  readonly format?: string;
  readonly json?: boolean;
  readonly resume?: boolean;
  readonly perWorld?: boolean;
  readonly worlds?: string;
  readonly sort?: string;
  readonly actuals?: string;
}

export interface RowsAsked {
  readonly format: RowFormat;
  /** Null: standard output. */
  readonly path: string | null;
  readonly resumes: boolean;
  /** Whether there is a row for each world; else for each variant. */
  readonly isPerWorld: boolean;
}

/** Whether rows are asked for that cannot just be printed. */
export const asksForRows = ({ output, format, resume, perWorld }: RowsOptions): boolean =>
  output !== undefined || format === 'parquet' || resume === true || perWorld === true;

/** Files that are read, which what is written may not take the place of. */
export const inputsOf = (files: readonly string[], { actuals }: Pick<RowsOptions, 'actuals'>): string[] =>
  actuals === undefined ? [...files] : [...files, actuals];

/** The options of rows that do not go with --shard. */
export const rowsRefused = ({
  perWorld,
  resume,
  format = 'table',
}: RowsOptions): [option: string, value: unknown][] => [
  ['--format', format === 'table' ? undefined : format],
  ['--per-world', perWorld],
  ['--resume', resume],
];

/** Reads the options of rows; `refused` are options of the command that do not go with rows, by name. Throws Faults. */
export function readRowsAsked(
  command: 'run' | 'compare',
  files: readonly string[],
  options: RowsOptions,
  refused: Readonly<Record<string, unknown>>,
): RowsAsked {
  const { output, resume, perWorld, worlds, sort, json } = options;
  const faults: Diagnostic[] = [];
  const refuse = (option: string, text: string, message: string, hint: string): void => {
    faults.push(usageOf(option, text, message, hint));
  };
  const [asked, said] = askedBy(options);
  if (command === 'run' && perWorld !== true) {
    const message = 'run writes rows of worlds, or a part of them, and neither --per-world nor --shard is given';
    refuse(asked, said, message, 'as in --worlds 10000 --per-world -o worlds.csv');
  }
  if (perWorld === true && worlds === undefined)
    refuse('--per-world', '--per-world', 'a row for each world, and --worlds is not given', 'as in --worlds 10000');
  if (resume === true && output === undefined)
    refuse('--resume', '--resume', 'it continues a file, and -o is not given', 'as in -o FILE --resume');
  if (sort !== undefined && (perWorld === true || resume === true)) {
    const message =
      perWorld === true
        ? 'variants are sorted, not worlds: --sort and --per-world do not go together'
        : 'the best are known when all variants are done: nothing is written before that could be continued';
    refuse('--sort', sort, message, `leave out the one or the other`);
  }
  const others = { ...refused, '--json': json };
  for (const [option, value] of Object.entries(others)) {
    if (value === undefined || value === false) continue;
    const text = typeof value === 'string' ? value : option;
    refuse(option, text, `${option} and ${asked} do not go together`, 'leave out the one or the other');
  }
  const format = formatOf(options, (message, hint) => {
    if (output === undefined) refuse(asked, said, message, hint);
    else refuse('-o', output, message, hint);
  });
  const path = output === undefined ? null : readOutput(output, inputsOf(files, options), faults);
  if (format === null || faults.length > 0) throw new Faults(faults);
  return { format, path, resumes: resume === true, isPerWorld: perWorld === true };
}

/** The option that asks for rows, and its text, for messages. */
function askedBy({ output, perWorld, resume, format }: RowsOptions): [option: string, text: string] {
  if (perWorld === true) return ['--per-world', '--per-world'];
  if (output !== undefined) return ['-o', output];
  return resume === true ? ['--resume', '--resume'] : ['--format', format ?? ''];
}

/** The format: that of `--format`, else by the ending of the file name; null with a fault. */
function formatOf(
  { output, format = 'table' }: RowsOptions,
  refuse: (message: string, hint: string) => void,
): RowFormat | null {
  const ending = /\.(\w+)$/.exec(output ?? '')?.[1]?.toLowerCase() ?? '';
  const said = format === 'table' ? ending : format;
  const found = isRowFormat(said) ? said : undefined;
  if (found === 'parquet' && output === undefined) {
    refuse('Parquet is for a file, and -o is not given', 'as in --format parquet -o FILE');
    return null;
  }
  if (found !== undefined) return found;
  const which = `rows are written as ${ROW_FORMATS.join(', ')}`;
  if (format !== 'table') refuse(`${which}, and ${format} is asked for`, 'any other format is printed, without -o');
  else if (output === undefined) refuse(`${which}, and --format is not given`, 'as in --format csv');
  else refuse(`${which}, and neither --format nor the file's name says which`, 'as in --format csv, or -o rows.csv');
  return null;
}
