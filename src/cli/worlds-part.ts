/** Parts of many worlds of one case: `run --worlds N --shard k/K -o FILE`, and their sum. */
import { Faults } from '../diagnostic/diagnostic.ts';
import type { Worlds } from '../engine/answers.ts';
import { type Counts, countsOf, joinShards, type Shard, type ShardColumn } from '../engine/ask.ts';
import { type AskedWorlds, askedWorlds, type WorldsOptions } from './commands/worlds.ts';
import { fromExact, toExact } from './exact-json.ts';
import type { Io } from './io.ts';
import type { LoadedRun } from './load.ts';
import { simulateAll, simulateShard } from './many-worlds.ts';
import { manifestOf, type PartQuestion, questionOf, type RunPart } from './parts.ts';
import { inputsOf, rowsRefused } from './rows-option.ts';
import { rangeOfShard, readShard, type ShardNumber, type ShardOptions } from './shard-option.ts';
import { writeShard } from './write-shard.ts';

/** Worlds simulated at once; a shard consists of whole blocks. */
const BLOCK = 1024;
/**
 * Blocks of the first worlds that every shard simulates, to tell where percentiles will lie: a quarter of its own
 * number, within these limits.
 */
const LEAST_SAMPLE = 64;
const MOST_SAMPLE = 1024;

const sampleOf = (count: number, { of }: ShardNumber): number =>
  BLOCK * Math.max(LEAST_SAMPLE, Math.min(MOST_SAMPLE, Math.ceil(count / BLOCK / of / 4)));

/** The content of a part beside its manifest. */
interface Body {
  readonly counts: Omit<Counts, 'add' | 'addEndings' | 'merge'>;
  readonly columns: readonly (ShardColumn & { readonly kept: number })[];
}

/** Options of `run` that a shard uses, and those that it refuses. */
interface ShardedRun extends ShardOptions {
  readonly worlds?: string;
  readonly measures?: string;
  readonly world?: string;
  readonly month?: string;
  readonly runway?: boolean;
  readonly json?: boolean;
  readonly resume?: boolean;
  readonly perWorld?: boolean;
  readonly actuals?: string;
  readonly format?: string;
}

/** Simulates a shard and writes it. Throws Faults where the options do not go with a shard. */
export async function runShard(
  io: Io,
  file: PartQuestion['files'][number],
  loaded: LoadedRun,
  options: ShardedRun,
): Promise<number> {
  const { shard, path } = readShard(options, io.env, {
    inputs: inputsOf([file.file], options),
    needed: options.worlds === undefined ? ['--worlds', 'shards are of many worlds'] : null,
    refused: Object.entries({
      '--world': options.world,
      '--month': options.month,
      '--runway': options.runway,
      '--json': options.json,
      ...Object.fromEntries(rowsRefused(options)),
    }),
  });
  const question = questionOf('run', [file], options);
  const { many } = askedWorlds(loaded, { ...options, worlds: options.worlds! });
  const { first, count, seed } = many.worlds;
  const share = rangeOfShard(count, BLOCK, shard);
  const range = { first: first + share.first, count: share.count };
  const done = await simulateShard(io, many, range, sampleOf(count, shard));
  const { sampler } = loaded;
  const manifest = manifestOf(question, { seed, sampler, shard, unit: 'worlds', range, whole: { first, count } });
  const columns = done.columns.map((column, i) => ({
    ...column,
    kept: done.kept(i).reduce((n, { length }) => n + length, 0),
  }));
  return writeShard(io, path, manifest, toExact({ counts: done.counts, columns }) as object, keptBytes(done));
}

function* keptBytes(shard: Shard): Generator<Uint8Array> {
  for (let i = 0; i < shard.columns.length; i++) {
    for (const values of shard.kept(i)) yield new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  }
}

/**
 * The result of all parts together. Where a percentile was lost, which is rare, its series is simulated here, with a
 * note on standard error. Throws Interrupted, too.
 */
export async function joinWorlds(
  io: Io,
  loaded: LoadedRun,
  parts: readonly RunPart[],
): Promise<{ asked: AskedWorlds; worlds: Worlds }> {
  const { options } = parts[0]!.manifest.question;
  const asked = askedWorlds(loaded, options as unknown as WorldsOptions);
  const { model, ends = 0 } = asked.many;
  const shards = parts.map((part) => shardOf(part, countsOf(model, ends)));
  const { worlds, lost, areMeasuresLost } = joinShards(asked.many, shards);
  if (lost.length === 0 && !areMeasuresLost) return { asked, worlds };
  const what = lost.length > 0 ? lost.join(', ') : 'a measure of whole worlds';
  io.stderr.write(`runway: a percentile of ${what} lies outside of what the parts keep; it is simulated here\n`);
  const again = await simulateAll(io, { ...asked.many, series: lost });
  const byMonth = new Map([...worlds.byMonth].map(([name, own]) => [name, again.byMonth.get(name) ?? own]));
  const { measures, opening, openingCash } = again;
  return { asked, worlds: { ...worlds, byMonth, measures, opening, openingCash } };
}

/** A part in the engine's form. Throws Faults where its content is not what it should be. */
function shardOf({ file }: RunPart, counts: Counts): Shard {
  const { counts: counted, columns } = fromExact((file.header as { readonly body: unknown }).body) as Body;
  const starts: number[] = [];
  let at = 0;
  for (const { kept } of columns) {
    starts.push(at);
    at += 8 * kept;
  }
  if (at !== file.bodyBytes) {
    const message = `${file.path}: it has ${file.bodyBytes} bytes of values, and should have ${at}`;
    throw new Faults([{ severity: 'error', code: 'unreadable', place: null, message }]);
  }
  counts.merge(counted as Counts);
  return {
    counts,
    columns,
    kept: (i) => {
      const bytes = file.body(starts[i]!, 8 * columns[i]!.kept);
      return [new Float64Array(bytes.buffer, bytes.byteOffset, columns[i]!.kept)];
    },
  };
}
