/** Parts of a run: the manifest of each, and whether they form the whole. */
import { type Diagnostic, Faults } from '../diagnostic/diagnostic.ts';
import { digestOf, type PartFile, readPart } from '../host/part-file.ts';
import { type BankFile, readBankFile } from './bank.ts';
import type { ScenarioOptions } from './load.ts';
import type { ShardNumber } from './shard-option.ts';
import { caught, usage } from './usage.ts';
import { VERSION } from './version.ts';

/** The complete question, from which any machine can ask it again. */
export interface PartQuestion {
  readonly command: 'run' | 'compare';
  /** Files by the path given, by name, and with their text. */
  readonly files: readonly { readonly file: string; readonly name: string; readonly text: string }[];
  /** All options except those of where and how the answer is printed. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The file of the bank among them. */
  readonly bank?: BankFile;
}

/** The header of a part. */
export interface Manifest {
  readonly version: string;
  readonly question: PartQuestion;
  /** `digest`: SHA-256 of version and question, equal for all parts of a run; `scenarios`: of the scenarios alone. */
  readonly digest: string;
  readonly scenarios: string;
  readonly seed: number;
  readonly sampler: string;
  readonly shard: ShardNumber;
  /** Worlds or variants of this part, and of the whole. */
  readonly unit: 'worlds' | 'variants';
  readonly range: { readonly first: number; readonly count: number };
  readonly whole: { readonly first: number; readonly count: number };
}

/** The options by which it is asked again. */
export const optionsOf = ({ options, bank }: PartQuestion): ScenarioOptions & object => ({
  ...options,
  ...(bank === undefined ? {} : { bank }),
});

/** Options that do not change what is computed. */
const OF_OUTPUT = new Set(['format', 'json', 'shard', 'output', 'resume']);

/**
 * The question of a command, once its scenario is loaded: by then the rules of a bank file stand beside it. Options are
 * sorted, so that equal questions have equal digests.
 */
export function questionOf(
  command: PartQuestion['command'],
  files: PartQuestion['files'],
  options: ScenarioOptions,
): PartQuestion {
  const asked = Object.entries(options).filter(([key, value]) => !OF_OUTPUT.has(key) && value !== undefined);
  const { actuals } = options;
  return {
    ...{ command, files, options: Object.fromEntries(asked.sort(([a], [b]) => (a < b ? -1 : 1))) },
    ...(actuals === undefined ? {} : { bank: readBankFile(actuals) }),
  };
}

/** The manifest of a part, with its digests. */
export function manifestOf(
  question: PartQuestion,
  rest: Omit<Manifest, 'version' | 'question' | 'digest' | 'scenarios'>,
): Manifest {
  const digest = digestOf(JSON.stringify([VERSION, question]));
  const scenarios = digestOf(JSON.stringify(question.files.map(({ text }) => text)));
  return { version: VERSION, digest, scenarios, ...rest, question };
}

/** A part read back; `header` also has the body that its command wrote. */
export interface RunPart {
  readonly file: PartFile;
  readonly manifest: Manifest;
}

/**
 * Reads the parts of one run, in order. Throws Faults where a part cannot be read, is of another run or version, is
 * missing, or is given twice.
 */
export function readParts(paths: readonly string[]): RunPart[] {
  const parts: RunPart[] = [];
  const faults: Diagnostic[] = [];
  for (const path of paths) {
    const file = caught(() => readPart(path), faults);
    if (file !== null) parts.push({ file, manifest: file.header as Manifest });
  }
  const [first] = parts;
  if (first === undefined) throw new Faults(faults);
  const { of } = first.manifest.shard;
  for (const part of parts) {
    const why = strangeness(part.manifest, first);
    if (why !== null) faults.push(usage(`${part.file.path} ${why}`, 'join the parts of one run alone'));
  }
  if (faults.length > 0) throw new Faults(faults);
  const byNumber = new Map<number, RunPart>();
  for (const part of parts) {
    const { number } = part.manifest.shard;
    const other = byNumber.get(number);
    if (other === undefined) byNumber.set(number, part);
    else {
      const [path, own] = [part.file.path, other.file.path];
      const message = path === own ? `${path} is named twice` : `${path} and ${own} are both shard ${number} of ${of}`;
      faults.push(usage(message, 'leave out the one or the other'));
    }
  }
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter((number) => !byNumber.has(number));
  if (missing.length > 0) {
    const some = missing.slice(0, 10).join(', ') + (missing.length > 10 ? ', …' : '');
    const message = `of ${of} shards ${missing.length} ${missing.length === 1 ? 'is' : 'are'} missing: ${some}`;
    faults.push(usage(message, 'run them, and join all parts'));
  }
  if (faults.length > 0) throw new Faults(faults);
  return [...byNumber.values()].sort((a, b) => a.manifest.shard.number - b.manifest.shard.number);
}

/** In what a part differs from the first one, in words; null where both are of one run. */
function strangeness(part: Manifest, { manifest: first, file: { path } }: RunPart): string | null {
  if (part.version !== VERSION)
    return `was written by version ${part.version ?? 'unknown'} of the program, and this is ${VERSION}`;
  if (part.scenarios !== first.scenarios) return `is of another scenario than ${path}`;
  if (JSON.stringify(part.question.bank) !== JSON.stringify(first.question.bank))
    return `is of another file of the bank, or other rules for it, than ${path}`;
  if (part.digest !== first.digest) return `answers another question than ${path}`;
  if (part.shard.of === first.shard.of) return null;
  return `is one of ${part.shard.of} shards, and ${path} one of ${first.shard.of}`;
}
