import type { CompareFormat } from '../compare-output.ts';
import { type CompareOptions, comparisonOf, printComparison, refuseLongTable } from '../comparing.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { load } from '../load.ts';
import { optionsOf, type RunPart, readParts } from '../parts.ts';

export interface JoinOptions {
  readonly format?: CompareFormat;
  readonly json?: boolean;
}

/**
 * `join`: prints, byte for byte, what one run prints from the parts of it. Throws Faults where the parts are not of one
 * run.
 */
export async function join(io: Io, paths: readonly string[], options: JoinOptions): Promise<number> {
  const parts = readParts(paths);
  const format = options.json === true ? 'json' : (options.format ?? 'table');
  const { command } = parts[0]!.manifest.question;
  return command === 'run' ? joinRun(io, parts, format) : joinCompare(io, parts, format);
}

async function joinRun(io: Io, parts: readonly RunPart[], format: CompareFormat): Promise<number> {
  const { question } = parts[0]!.manifest;
  const loaded = load(question.files[0]!, optionsOf(question));
  const { joinWorlds } = await import('../worlds-part.ts');
  const { printWorlds } = await import('./worlds.ts');
  const { asked, worlds } = await joinWorlds(io, loaded, parts);
  return printWorlds(io, loaded, asked, worlds, format);
}

async function joinCompare(io: Io, parts: readonly RunPart[], format: CompareFormat): Promise<number> {
  const { question } = parts[0]!.manifest;
  const { joinedVariants } = await import('../variants-part.ts');
  const own: CompareOptions = optionsOf(question);
  const asked = comparisonOf(
    question.files.map(({ file, ...source }) => ({ file, read: () => source })),
    own,
  );
  refuseLongTable(format, asked, own);
  const state = { done: () => asked.count, isStopped: () => false };
  await printComparison(io, format, asked, joinedVariants(asked, parts), state);
  return EXIT.done;
}
