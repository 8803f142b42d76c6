/** Options `--shard` and `-o`: which part of a run to make, and where to write it. */
import { type Diagnostic, Faults } from '../diagnostic/diagnostic.ts';
import { readOutput, usageOf } from './usage.ts';

export interface ShardOptions {
  readonly shard?: string;
  readonly output?: string;
}

/** Number of a shard, from 1 to `of`. */
export interface ShardNumber {
  readonly number: number;
  readonly of: number;
}

/** How a batch system tells a task its number, as names of environment variables. */
interface ArrayEngine {
  readonly name: string;
  readonly task: string;
  /** Variable of the number of tasks; null where there is none. */
  readonly count: string | null;
  /** Number of the first task, or the variable that has it. */
  readonly first: number | string;
  /** Variable of the last task's number, where there is one: tasks must be consecutive to be shards. */
  readonly last?: string;
}

/** The known batch systems; the first whose variable is set is used. */
export const ARRAY_ENGINES: readonly ArrayEngine[] = [
  {
    name: 'Slurm',
    task: 'SLURM_ARRAY_TASK_ID',
    count: 'SLURM_ARRAY_TASK_COUNT',
    first: 'SLURM_ARRAY_TASK_MIN',
    last: 'SLURM_ARRAY_TASK_MAX',
  },
  { name: 'Grid Engine', task: 'SGE_TASK_ID', count: 'SGE_TASK_LAST', first: 1 },
  { name: 'PBS', task: 'PBS_ARRAY_INDEX', count: null, first: 1 },
  { name: 'LSF', task: 'LSB_JOBINDEX', count: 'LSB_JOBINDEX_END', first: 1 },
  { name: 'AWS Batch', task: 'AWS_BATCH_JOB_ARRAY_INDEX', count: 'AWS_BATCH_JOB_ARRAY_SIZE', first: 0 },
  { name: 'Kubernetes', task: 'JOB_COMPLETION_INDEX', count: null, first: 0 },
  { name: 'Cloud Run', task: 'CLOUD_RUN_TASK_INDEX', count: 'CLOUD_RUN_TASK_COUNT', first: 0 },
  { name: 'HyperQueue', task: 'HQ_TASK_ID', count: null, first: 1 },
];

const MOST_SHARDS = 1_000_000;

type Env = Readonly<Record<string, string | undefined>>;

/** Which options a shard needs, and which it refuses. */
export interface ShardLimits {
  /** Files that are read, which a part may not take the place of. */
  readonly inputs: readonly string[];
  readonly needed: readonly [option: string, why: string] | null;
  readonly refused: readonly (readonly [option: string, value: unknown])[];
}

/** Reads the shard and its file. Throws Faults. */
export function readShard(
  { shard, output }: ShardOptions,
  env: Env,
  { inputs, needed, refused }: ShardLimits,
): { shard: ShardNumber; path: string } {
  const faults: Diagnostic[] = [];
  const text = shard ?? output!;
  if (needed !== null) fault('--shard', text, `${needed[1]}, and ${needed[0]} is not given`, AS, faults);
  for (const [option, value] of refused) {
    if (value === undefined || value === false) continue;
    const message = `a shard is no answer yet: ${option} does not go with it`;
    fault('--shard', text, message, 'runway join prints what all shards come to, in any format', faults);
  }
  if (output === undefined) fault('--shard', shard!, 'a shard is written to a file, and -o is not given', AS, faults);
  const path = output === undefined ? null : readOutput(output, inputs, faults);
  const number = shard === undefined ? null : numberOf(shard, env, faults);
  if (faults.length > 0 || number === null || path === null) throw new Faults(faults);
  return { shard: number, path };
}

const AS = 'as in --shard 3/40 -o part-3.runway';

function numberOf(text: string, env: Env, faults: Diagnostic[]): ShardNumber | null {
  const match = /^(?:(\d{1,7})|auto)(?:\/(\d{1,7}))?$/.exec(text.trim());
  const of = match?.[2] === undefined ? null : Number(match[2]);
  if (match !== null && match[1] === undefined) return autoNumber(text, of, env, faults);
  const number = Number(match?.[1]);
  if (of !== null && isShard(number, of)) return { number, of };
  const message = `a shard is a number from 1 to that of all of them, of at most ${MOST_SHARDS}`;
  return fault('--shard', text, message, `${AS}, or auto where an engine numbers the tasks`, faults);
}

const isShard = (number: number, of: number): boolean =>
  Number.isInteger(number) && number >= 1 && number <= of && of <= MOST_SHARDS;

/** Takes the task's number from the environment. */
function autoNumber(text: string, asked: number | null, env: Env, faults: Diagnostic[]): ShardNumber | null {
  const engine = ARRAY_ENGINES.find(({ task }) => /^\d+$/.test(env[task] ?? ''));
  if (engine === undefined) {
    const message = `no engine has numbered this task: none of ${ARRAY_ENGINES.map(({ task }) => task).join(', ')} is set`;
    return fault('--shard', text, message, AS, faults);
  }
  const of = asked ?? (engine.count === null ? null : Number(env[engine.count] ?? Number.NaN));
  if (of === null) {
    return fault('--shard', text, `${engine.name} does not tell how many tasks there are`, 'as in auto/40', faults);
  }
  // Where the number of shards is given, a task keeps its number even if only some tasks are run again.
  const first = typeof engine.first === 'number' ? engine.first : asked === null ? Number(env[engine.first] ?? 1) : 1;
  const number = Number(env[engine.task]) - first + 1;
  const last = engine.last === undefined || asked !== null ? null : Number(env[engine.last] ?? Number.NaN);
  if (isShard(number, of) && (last === null || last - first + 1 === of)) return { number, of };
  const found = `${engine.task}=${env[engine.task]}, of ${of} tasks from ${first} on`;
  const hint = `number tasks from ${typeof engine.first === 'number' ? engine.first : 1} on without a gap; ${WHICH}`;
  return fault('--shard', text, `this task is no shard: ${found}`, hint, faults);
}

const WHICH = 'to run some of 40 again, with the numbers that they had, auto/40';

function fault(name: string, text: string, message: string, hint: string, faults: Diagnostic[]): null {
  faults.push(usageOf(name, text, message, hint));
  return null;
}

/**
 * The range of a shard: `count` items in pieces of `piece`, distributed as evenly as possible; only the last piece may
 * be incomplete.
 */
export function rangeOfShard(
  count: number,
  piece: number,
  { number, of }: ShardNumber,
): { first: number; count: number } {
  const pieces = Math.ceil(count / piece);
  const edge = (k: number): number => Math.min(count, piece * Math.floor((pieces * k) / of));
  return { first: edge(number - 1), count: edge(number) - edge(number - 1) };
}
