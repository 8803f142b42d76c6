/**
 * Parts of a comparison: `compare … --shard k/K -o FILE` writes a row for each variant; `join` reads the rows of all
 * parts.
 */
import { numbersOf } from '../analysis/measure.ts';
import { MEASURE_NUMBERS } from '../engine/ask.ts';
import { readSource } from '../host/read.ts';
import type { ComparedCase } from '../report/variant.ts';
import type { WorldsVariant } from '../report/worlds-variant.ts';
import {
  type CompareOptions,
  type ComparisonAsked,
  comparedOf,
  comparisonOf,
  figureIn,
  foundFigure,
  manyOf,
  type NamedVariant,
  resultOf,
  setsToRun,
  type VariantsOfFile,
} from './comparing.ts';
import { fromExact, toExact } from './exact-json.ts';
import { Interrupted, NO_PART } from './interrupt.ts';
import type { Io } from './io.ts';
import { type VariantNumbers, VariantRun } from './many-variants.ts';
import { manifestOf, questionOf, type RunPart } from './parts.ts';
import { inputsOf, rowsRefused } from './rows-option.ts';
import { rangeOfShard, readShard } from './shard-option.ts';
import { writeShard } from './write-shard.ts';

/** Runs the variants of a shard and writes a row for each. Throws Faults where the options do not go with a shard. */
export async function runVariantsShard(io: Io, paths: readonly string[], options: CompareOptions): Promise<number> {
  const { shard, path } = readShard(options, io.env, {
    inputs: inputsOf(paths, options),
    needed: null,
    refused: [['--json', options.json], ...rowsRefused(options)],
  });
  const files = paths.map((file) => ({ file, ...readSource(file) }));
  const asked = comparisonOf(
    files.map(({ file, ...source }) => ({ file, read: () => source })),
    options,
  );
  const range = rangeOfShard(asked.count, 1, shard);
  const isAfterFirst = asked.worlds !== null && range.first > 0 && range.count > 0;
  const sets = slicesOf(asked.sets, range);
  // Worlds are compared with those of the first variant, so every shard simulates it.
  if (isAfterFirst) sets.unshift(...slicesOf(asked.sets, { first: 0, count: 1 }));
  const rows: Uint8Array[] = [];
  const run = new VariantRun(io, setsToRun(asked, sets));
  if (range.count > 0) {
    for await (const row of rowsOf(asked, sets, run.answers()))
      rows.push(Buffer.from(`${JSON.stringify(toExact(row))}\n`));
  }
  if (run.isStopped) throw new Interrupted(NO_PART);
  const { seed } = asked.sets[0]!.scenario;
  const sampler = asked.worlds?.sampler ?? 'random';
  const whole = { first: 0, count: asked.count };
  const question = questionOf('compare', files, options);
  const manifest = manifestOf(question, { seed, sampler, shard, unit: 'variants', range, whole });
  return writeShard(io, path, manifest, {}, isAfterFirst ? rows.slice(1) : rows);
}

/** The variants in a range, set by set, without empty sets. */
export function slicesOf(sets: readonly VariantsOfFile[], range: { readonly first: number; readonly count: number }) {
  let before = 0;
  return sets.flatMap((set): VariantsOfFile[] => {
    const from = Math.max(0, range.first - before);
    const count = Math.min(set.count, range.first + range.count - before) - from;
    before += set.count;
    if (count <= 0) return [];
    return [
      {
        ...set,
        count,
        *variants(first) {
          let left = count - first;
          for (const variant of left > 0 ? set.variants(from + first) : []) {
            yield variant;
            left--;
            if (left === 0) return;
          }
        },
      },
    ];
  });
}

/** The rows of a part: the numbers of a base case, or the results over worlds. What needs no simulation is left out. */
async function* rowsOf(
  { worlds }: ComparisonAsked,
  sets: readonly VariantsOfFile[],
  answers: AsyncIterable<VariantNumbers<NamedVariant>>,
): AsyncGenerator<unknown> {
  if (worlds === null) {
    for await (const { set, numbers } of answers) {
      const { figure, scenario } = sets[set]!;
      const count = MEASURE_NUMBERS.length + (figure === null ? 0 : numbersOf(scenario, figure).length);
      yield Array.from({ length: count }, (_, k) => numbers.at(k, 0));
    }
  } else {
    for await (const { worlds: own, delta, figure } of manyOf(answers, sets, worlds))
      yield { worlds: own, delta, figure: figure?.value };
  }
}

/** The rows of all parts, each with its variant. */
function* joinedRows(sets: readonly VariantsOfFile[], parts: readonly RunPart[]) {
  const rows = (function* () {
    for (const { file } of parts) {
      for (const line of file.body(0, file.bodyBytes).toString().split('\n')) {
        if (line !== '') yield fromExact(JSON.parse(line));
      }
    }
  })();
  for (const set of sets) {
    for (const variant of set.variants(0)) yield { set, variant, row: rows.next().value };
  }
}

/** The variants of all parts, in order, as one run yields them. */
export function joinedVariants(asked: ComparisonAsked, parts: readonly RunPart[]) {
  const { sets, worlds } = asked;
  return worlds === null ? { cases: joinedCases(sets, parts) } : { many: joinedWorlds(sets, parts, worlds.sampler) };
}

async function* joinedCases(sets: readonly VariantsOfFile[], parts: readonly RunPart[]): AsyncGenerator<ComparedCase> {
  for (const { set, variant, row } of joinedRows(sets, parts)) {
    const values = row as readonly number[];
    const numbers = { count: 1, of: (k: number) => Float64Array.of(values[k]!), at: (k: number) => values[k]! };
    yield { ...comparedOf(set, variant), figure: figureIn(set, numbers), result: resultOf(set.model, numbers) };
  }
}

async function* joinedWorlds(
  sets: readonly VariantsOfFile[],
  parts: readonly RunPart[],
  sampler: WorldsVariant['sampler'],
): AsyncGenerator<WorldsVariant> {
  for (const { set, variant, row } of joinedRows(sets, parts)) {
    const { figure: value, ...rest } = row as Pick<WorldsVariant, 'worlds' | 'delta'> & { readonly figure?: number };
    const figure = set.figure === null ? null : foundFigure(set, set.figure, value!);
    yield { ...comparedOf(set, variant), figure, sampler, ...rest };
  }
}
