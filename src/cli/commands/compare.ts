import { readSource, refuseSecondInput } from '../../host/read.ts';
import { type CompareFormat, stoppedNote } from '../compare-output.ts';
import {
  type CompareOptions,
  casesOf,
  comparisonOf,
  manyOf,
  printComparison,
  refuseLongTable,
  setsToRun,
} from '../comparing.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { VariantRun } from '../many-variants.ts';
import { formatByName } from '../report-output.ts';
import { isRowFormat } from '../row-encoder.ts';
import { asksForRows } from '../rows-option.ts';

/** `compare`: variants side by side with differences from the first, as base cases or over worlds. */
export async function compare(io: Io, files: readonly string[], options: CompareOptions): Promise<number> {
  refuseSecondInput(files);
  const { output, shard, resume, perWorld } = options;
  const isPage = shard === undefined && resume !== true && perWorld !== true && !isRowFormat(options.format);
  const into = isPage && output !== undefined ? formatByName(output) : null;
  if (into === 'html' || into === 'md') {
    const { compareReport } = await import('../compare-report.ts');
    return compareReport(io, files, { ...options, output: output! }, into);
  }
  if (options.shard !== undefined) {
    const { runVariantsShard } = await import('../variants-part.ts');
    return runVariantsShard(io, files, options);
  }
  if (asksForRows(options)) {
    const { compareRows } = await import('../rows-run.ts');
    return compareRows(io, files, options);
  }
  const asked = comparisonOf(
    files.map((file) => ({ file, read: () => readSource(file) })),
    options,
  );
  const format = options.json === true ? 'json' : ((options.format ?? 'table') as CompareFormat);
  refuseLongTable(format, asked, options);
  const { sets, worlds } = asked;
  const run = new VariantRun(io, setsToRun(asked, sets));
  const answers = run.answers();
  const variants = worlds === null ? { cases: casesOf(answers, sets) } : { many: manyOf(answers, sets, worlds) };
  await printComparison(io, format, asked, variants, { done: () => run.done, isStopped: () => run.isStopped });
  if (!run.isStopped) return EXIT.done;
  io.stderr.write(`${stoppedNote(run.done, asked.count)}\n`);
  return EXIT.interrupted;
}
