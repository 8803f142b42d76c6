/** Rows of worlds, one for each world of one case, or of each variant. */
import { drawnInputs, drawWorlds, type Model, type WorldRange } from '../engine/ask.ts';
import type { RecordColumn } from '../report/column.ts';
import { headRecords } from '../report/compare-values.ts';
import type { RecordValue } from '../report/csv.ts';
import { type DrawnColumn, drawnColumns, numbersOfWorld, WORLD_COLUMNS, worldValues } from '../report/world-records.ts';
import type { Settings } from '../scenario/override.ts';
import { type ComparisonAsked, comparedOf, leversOf, type NamedVariant, type VariantsOfFile } from './comparing.ts';
import type { Io } from './io.ts';
import { VariantRun, type VariantSet } from './many-variants.ts';
import type { RecordRow } from './row-encoder.ts';
import { slicesOf } from './variants-part.ts';
import type { RowSource } from './write-rows.ts';

/** `WORLDS_AT_ONCE`: worlds of one case simulated in one question; the other: worlds whose draws are held at once. */
const WORLDS_AT_ONCE = 16_384;
const DRAWN_AT_ONCE = 16_384;
/** Rows made at once: few enough for V8 to free them before it counts them as long-lived. */
const ROWS_AT_ONCE = 256;
/** Rows in a group, for formats with groups. */
const GROUP = 65_536;
const WORLD: readonly RecordColumn[] = [{ key: 'world', kind: 'whole' }];

/** A source of rows, before the question that they answer is added. */
export type WorldRowSource = Omit<RowSource, 'digest' | 'about'>;

/** A row for each world of one case. */
export function rowsOfCase(io: Io, model: Model, settings: Settings, range: WorldRange): WorldRowSource {
  const drawn = new DrawnRows(model, range, drawnOf(model));
  let run: VariantRun<{ readonly settings: Settings }> | null = null;
  return {
    columns: [...WORLD, ...drawn.columns, ...WORLD_COLUMNS],
    ...{ group: GROUP, count: range.count, isStopped: () => run?.isStopped === true },
    async *from(first) {
      const numbers = numbersOfWorld(model.scenario);
      const sets: VariantSet<{ readonly settings: Settings }>[] = [];
      for (let at = first; at < range.count; at += WORLDS_AT_ONCE) {
        const worlds = { ...range, first: range.first + at, count: Math.min(WORLDS_AT_ONCE, range.count - at) };
        sets.push({ model, count: 1, variants: () => [{ settings }], numbers, worlds });
      }
      if (sets.length === 0) return;
      run = new VariantRun(io, sets);
      let at = first;
      for await (const { numbers: found } of run.answers()) {
        yield* worldRows(drawn, [], worldValues(model, found), at, at + found.count, at);
        at += found.count;
      }
    },
  };
}

/** A row for each world of each variant, variant by variant. */
export function rowsOfWorlds(io: Io, asked: ComparisonAsked): WorldRowSource {
  const range = asked.worlds!;
  const own = new Map<Model, DrawnRows>();
  const columns = new Map<string, DrawnColumn>();
  for (const { model } of asked.sets) for (const column of drawnOf(model)) columns.set(column.key, column);
  for (const { model, scenario } of asked.sets)
    own.set(model, new DrawnRows(model, { ...range, seed: scenario.seed }, [...columns.values()]));
  const taken: RecordColumn[] = [...WORLD, ...columns.values(), ...WORLD_COLUMNS];
  const head = headRecords(leversOf(asked), new Set(taken.map(({ key }) => key)));
  let run: VariantRun<NamedVariant> | null = null;
  return {
    columns: [...head.columns, ...taken],
    ...{ group: GROUP, count: asked.count * range.count, isStopped: () => run?.isStopped === true },
    async *from(first) {
      const before = Math.floor(first / range.count);
      const sets = slicesOf(asked.sets, { first: before, count: asked.count - before });
      if (sets.length === 0) return;
      run = new VariantRun(
        io,
        sets.map((set) => worldsOfSet(set, range)),
      );
      let skipped = first % range.count;
      for await (const { set, variant, numbers } of run.answers()) {
        const mine = sets[set]!;
        const values = head.values(comparedOf(mine, variant));
        yield* worldRows(own.get(mine.model)!, values, worldValues(mine.model, numbers), skipped, range.count, 0);
        skipped = 0;
      }
    },
  };
}

const worldsOfSet = (set: VariantsOfFile, range: Omit<WorldRange, 'seed'>) => ({
  ...set,
  numbers: numbersOfWorld(set.scenario),
  worlds: { ...range, seed: set.scenario.seed },
});

/** The rows of worlds `first` to `end - 1` of a range, some at a time; index 0 of the numbers is world `before`. */
function* worldRows(
  drawn: DrawnRows,
  head: RecordRow,
  valuesOf: (w: number) => RecordRow,
  first: number,
  end: number,
  before: number,
): Generator<RecordRow[]> {
  for (let at = first; at < end; ) {
    const next = Math.min(end, (Math.floor(at / ROWS_AT_ONCE) + 1) * ROWS_AT_ONCE);
    const draws = drawn.from(at);
    const rows: RecordRow[] = [];
    for (let w = at; w < next; w++) rows.push([...head, drawn.range.first + w, ...draws(w), ...valuesOf(w - before)]);
    yield rows;
    at = next;
  }
}

const drawnOf = (model: Model): DrawnColumn[] => drawnColumns(model.scenario, drawnInputs(model));

/** The draws of the worlds of a range, in blocks, of which the last is kept. */
class DrawnRows {
  private block = -1;
  private found: (Float64Array | null)[] = [];

  /** `columns` may include those of other models, which are empty here. */
  constructor(
    private readonly model: Model,
    readonly range: WorldRange,
    readonly columns: readonly DrawnColumn[],
  ) {}

  /**
   * A function that gives the draws of world w, for any w in the same block as world `at`; both count from the first of
   * the range.
   */
  from(at: number): (w: number) => RecordValue[] {
    const block = Math.floor(at / DRAWN_AT_ONCE);
    const first = block * DRAWN_AT_ONCE;
    if (block !== this.block) {
      const { range, model } = this;
      const count = Math.min(DRAWN_AT_ONCE, range.count - first);
      const drawn = drawWorlds(model, { ...range, first: range.first + first, count });
      const own = new Map(drawnOf(model).map(({ key, input, t }) => [key, drawn.get(input)![t]!]));
      this.found = this.columns.map(({ key }) => own.get(key) ?? null);
      this.block = block;
    }
    const { found } = this;
    return (w) => found.map((values) => (values === null ? null : values[w - first]!));
  }
}
