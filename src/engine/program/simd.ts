/**
 * The back end that turns a program into WebAssembly with vectors: two worlds in each, one or two vectors side by side,
 * so that while one waits the processor goes on with the other. A world that has failed goes on under a mask. The bytes
 * are those of the JavaScript back end. Where a check fails it only says so, and the other back end is asked which.
 *
 * What lives longer than a month lies in memory, not in locals: there is far more of it than the processor has
 * registers, and the host's compiler moves what it cannot hold there and back again at every turn of the loop.
 */
import { ROOTS } from '../../numeric/simd-draw-tables.ts';
import { addPower } from '../../numeric/simd-power.ts';
import {
  block,
  both,
  type Code,
  f64,
  f64x2,
  get,
  giveBack,
  i32,
  i32x4,
  lanes,
  leaveIf,
  loop,
  set,
  v128,
  when,
} from '../../wasm/code.ts';
import { type FunctionMaker, type MemoryKind, ModuleMaker } from '../../wasm/module.ts';
import { POWER_TABLES } from './block.ts';
import type { After } from './kept.ts';
import { LEVEL, type Level, type Register, type Value } from './program.ts';
import { flagSlot, isIn, PHASE, type Schedule, uses } from './schedule.ts';
import { type Scratch, VECTOR } from './scratch.ts';
import { anyOf, COLUMN_BYTES, type KernelPosition, PARAMS, VectorValues } from './simd-values.ts';
import { type CallName, type Calls, HOST_OPS, notFinite, zero } from './vector-operations.ts';

/** What a series holds after a world's end, in both lanes. */
const AFTER: Readonly<Record<Exclude<After, 'held'>, Code>> = {
  zero,
  lowest: both(Number.NEGATIVE_INFINITY),
  highest: both(Number.POSITIVE_INFINITY),
};

/** A module with one exported function, `run`, with the parameters `PARAMS`. */
export function simdModule(schedule: Schedule, scratch: Scratch, memory: MemoryKind): Uint8Array<ArrayBuffer> {
  const module = new ModuleMaker(memory);
  const calls = new Map<CallName, number>();
  for (const op of HOST_OPS) if (uses(schedule, op)) calls.set(op, module.import(op, ['f64'], ['f64']));
  if (uses(schedule, 'pow')) {
    const single = module.import('power', ['f64', 'f64'], ['f64']);
    calls.set('pow', addPower(module, POWER_TABLES, ROOTS, single));
  }
  const params = Object.keys(PARAMS).map(() => 'i32' as const);
  module.add('run', params, ['i32'], (fn) => new Emitter(schedule, scratch, fn, calls).emit());
  return module.bytes();
}

/** Writes the function `run`: a loop over turns of a few worlds, in each a loop over months. */
class Emitter {
  private readonly values: VectorValues;
  /** By value, the registers whose next value it is. */
  private readonly closes = new Map<Value, Register[]>();
  /** By vector, the local of a mask: the worlds that end with this month. */
  private readonly leaving: readonly number[];
  private readonly at: KernelPosition;

  constructor(
    private readonly schedule: Schedule,
    private readonly scratch: Scratch,
    fn: FunctionMaker,
    calls: Calls,
  ) {
    const [done, t, row, drawn, drawnNow, out, past, open, close] = fn.locals('i32', 9);
    this.at = { done, t, row, drawn, drawnNow, out, past, open, close };
    this.values = new VectorValues(schedule, scratch, this.at, calls, fn);
    this.leaving = fn.locals('v128', scratch.width);
    for (const register of schedule.program.registers) {
      if (!scratch.registers.has(register.value)) continue;
      const next = register.next!;
      if (!this.closes.has(next)) this.closes.set(next, []);
      this.closes.get(next)!.push(register);
    }
  }

  emit(): Code {
    const turn = this.turn();
    return [
      set(this.at.drawn, get(PARAMS.columns)),
      loop(
        [
          turn,
          set(this.at.done, i32.add(get(this.at.done), i32.const(2 * this.scratch.width))),
          set(this.at.drawn, i32.add(get(this.at.drawn), i32.const(VECTOR * this.scratch.width))),
        ],
        i32.lt(get(this.at.done), get(PARAMS.worlds)),
      ),
      i32.const(1),
    ];
  }

  /** One turn: the worlds of its vectors, month by month. */
  private turn(): Code {
    const { rowsAt, rowSize } = this.schedule;
    const month: Code = [
      this.month(),
      this.shifts(),
      this.rareThings(),
      set(this.at.t, i32.add(get(this.at.t), i32.const(1))),
      set(this.at.row, i32.add(get(this.at.row), i32.const(8 * rowSize))),
      set(this.at.drawnNow, i32.add(get(this.at.drawnNow), i32.const(COLUMN_BYTES))),
      set(this.at.out, i32.add(get(this.at.out), get(PARAMS.stride))),
      set(this.at.past, i32.add(get(this.at.past), i32.const(this.scratch.monthBytes))),
      // The banks of registers change places: what this month closed with, the next one opens with.
      [get(this.at.open), get(this.at.close), set(this.at.open, []), set(this.at.close, [])],
    ];
    this.values.isInMonths = false;
    const before: Code = [
      this.values.each((j) => set(this.values.alive[j]!, this.isWorld(j))),
      this.values.worlds(),
      this.checkWorlds(),
      set(this.at.open, i32.add(get(PARAMS.scratch), i32.const(this.scratch.banks))),
      set(this.at.close, i32.add(get(this.at.open), i32.const(this.scratch.bankBytes))),
      this.openRegisters(),
    ];
    this.values.isInMonths = true;
    return [
      before,
      [...this.scratch.histories.values(), ...this.scratch.counts].map((at) =>
        this.values.each((j) => v128.store(get(PARAMS.scratch), zero, at + VECTOR * j)),
      ),
      set(this.at.t, i32.const(0)),
      set(this.at.row, i32.add(get(PARAMS.table), i32.const(8 * rowsAt))),
      set(this.at.drawnNow, get(this.at.drawn)),
      set(this.at.past, get(PARAMS.scratch)),
      set(this.at.out, i32.add(get(PARAMS.series), i32.shl(get(this.at.done), i32.const(3)))),
      // `leave` jumps out when no world is left: at the latest in the last month, with which all end.
      block(loop(month, i32.const(1))),
      this.fill(),
      this.addTallies(),
    ];
  }

  /** A mask: lanes of vector j that hold one of the worlds asked for, and do not only fill up the turn. */
  private isWorld(j: number): Code {
    const numbers = lanes(f64.const(2 * j), f64.const(2 * j + 1));
    return f64x2.lt(numbers, f64x2.splat(f64.ofI32(i32.sub(get(PARAMS.worlds), get(this.at.done)))));
  }

  /**
   * Computes a month: one after the other the values that are carried on or stored as series, each right after what it
   * needs, so that few values are held at once; then the rest.
   */
  private month(): Code {
    const all = this.schedule.program.values.filter((value) => this.values.isComputed(value));
    const lasting = all.filter(
      (value) => this.closes.has(value) || this.schedule.series.some((s) => s.value === value),
    );
    const done = new Set<Value>();
    const compute = (wanted: readonly Value[]): Code[] => {
      const queue = [...wanted];
      const needed: Value[] = [];
      while (queue.length > 0) {
        const value = queue.pop()!;
        if (done.has(value) || !this.values.isComputed(value)) continue;
        done.add(value);
        needed.push(value);
        queue.push(...this.values.needs(value));
      }
      return needed.sort((a, b) => a.id - b.id).map((value) => this.values.compute(value));
    };
    return [lasting.map((value) => [compute([value]), this.closeRegisters(value), this.store(value)]), compute(all)];
  }

  /** Writes what registers hold in the first month. */
  private openRegisters(): Code {
    return [...this.scratch.registers].map(([value, at]) => {
      const { init } = this.schedule.program.registers[value.data]!;
      return this.values.each((j) => v128.store(get(this.at.open), this.values.ref(init, j), at + VECTOR * j));
    });
  }

  /** Writes a value into the registers whose next value it is. */
  private closeRegisters(value: Value): Code {
    return (this.closes.get(value) ?? []).map((register) => {
      const at = this.scratch.registers.get(register.value)!;
      return this.values.each((j) => v128.store(get(this.at.close), this.values.ref(value, j), at + VECTOR * j));
    });
  }

  /** Writes the registers and series of values that the month does not compute: registers themselves, table, worlds. */
  private shifts(): Code {
    const isThere = (value: Value): boolean => value.op === 'register' || !isIn(this.schedule, value, PHASE.both);
    const series = new Set(this.schedule.series.map(({ value }) => value));
    return [
      [...this.closes.keys()].filter(isThere).map((value) => this.closeRegisters(value)),
      [...series].filter(isThere).map((value) => this.store(value)),
    ];
  }

  /**
   * Stores a value in this month of each series whose value it is; in lanes of ended worlds what the series then holds.
   */
  private store(value: Value): Code {
    return this.schedule.series.map((series, i) => {
      if (series.value !== value) return [];
      const { after } = series;
      return this.values.each((j) => {
        const [vector, alive] = [this.values.number(value, j), get(this.values.alive[j]!)];
        if (after === 'zero') return v128.store(this.seriesAt(i), v128.and(vector, alive), VECTOR * j);
        if (after !== 'held') return v128.store(this.seriesAt(i), v128.select(vector, AFTER[after], alive), VECTOR * j);
        const held = this.scratch.held[i]!;
        const before = v128.load(get(this.at.open), held + VECTOR * j);
        return [
          set(this.values.spare[0]!, v128.select(vector, before, alive)),
          v128.store(get(this.at.close), get(this.values.spare[0]!), held + VECTOR * j),
          v128.store(this.seriesAt(i), get(this.values.spare[0]!), VECTOR * j),
        ];
      });
    });
  }

  /** The address of this month of series i. */
  private seriesAt(i: number): Code {
    if (i === 0) return get(this.at.out);
    return i32.add(get(this.at.out), i32.mul(get(PARAMS.stride), i32.const(i * this.schedule.months)));
  }

  /** Returns 0 from `run` where a check that differs by world, but not by month, fails. */
  private checkWorlds(): Code {
    const bad = this.badOf(LEVEL.world);
    return bad.length === 0 ? [] : when(this.holds(bad), giveBack(i32.const(0)));
  }

  private badOf(level: Level): Value[] {
    return this.schedule.checks.map(({ bad }) => bad).filter((bad) => this.schedule.level[bad.id] === level);
  }

  /** What happens in few months, behind one test for all of it: a check fails, a tally counts, a world ends. */
  private rareThings(): Code {
    const { tallies, level, stop } = this.schedule;
    const bad = this.badOf(LEVEL.both);
    const others = [...tallies.map(({ test }) => test), stop].filter((test) => level[test.id]! >= LEVEL.world);
    const isRare = this.flag('rare');
    return when(bad.length + others.length === 0 ? isRare : i32.or(isRare, this.holds([...bad, ...others])), [
      when(this.flag('bad'), giveBack(i32.const(0))),
      bad.length === 0 ? [] : when(this.holds(bad), giveBack(i32.const(0))),
      this.count(),
      this.leave(),
    ]);
  }

  /** An i32, 1 where any of some booleans holds in a lane whose world is alive. */
  private holds(tests: readonly Value[]): Code {
    const each = [...new Set(tests)];
    const amounts = each.flatMap((test) => notFinite(test) ?? []);
    const others = each.filter((test) => notFinite(test) === null);
    return this.values.any((j) => {
      // x - x is 0 where x is finite, else NaN; so a sum of such differences is 0 where all are finite, else NaN.
      const rests = amounts.map((amount) => f64x2.sub(this.values.ref(amount, j), this.values.ref(amount, j)));
      const isLost =
        rests.length === 0
          ? []
          : [
              f64x2.ne(
                rests.reduce((a, b) => f64x2.add(a, b)),
                zero,
              ),
            ];
      return v128.and(
        anyOf([...others.map((test) => this.values.ref(test, j)), ...isLost]),
        get(this.values.alive[j]!),
      );
    });
  }

  /** An i32, not 0 where a flag of the month is 1: the upper half of the double. */
  private flag(flag: 'bad' | 'rare'): Code {
    return i32.load(get(this.at.row), 8 * flagSlot(this.schedule, flag) + 4);
  }

  /** Counts this month for the tallies that hold, in lanes whose world is alive. */
  private count(): Code {
    return this.schedule.tallies.map(({ test }, i) =>
      this.values.each((j) => {
        const at = this.scratch.counts[i]! + VECTOR * j;
        const one = v128.and(v128.and(this.values.ref(test, j), get(this.values.alive[j]!)), both(1));
        return v128.store(get(PARAMS.scratch), f64x2.add(v128.load(get(PARAMS.scratch), at), one), at);
      }),
    );
  }

  /**
   * Worlds that end with this month (those for which `stop` holds, in the last month all) store their finals, and are
   * masked from then on; when none is left, the loop over months ends.
   */
  private leave(): Code {
    const { stop, months } = this.schedule;
    const isLast = i32x4.splat(i32.sub(i32.const(0), i32.eq(get(this.at.t), i32.const(months - 1))));
    return [
      this.values.each((j) =>
        set(this.leaving[j]!, v128.and(v128.or(this.values.ref(stop, j), isLast), get(this.values.alive[j]!))),
      ),
      this.values.each((j) =>
        when(v128.anyTrue(get(this.leaving[j]!)), [
          this.finals(j),
          set(this.values.alive[j]!, v128.andNot(get(this.values.alive[j]!), get(this.leaving[j]!))),
        ]),
      ),
      leaveIf(2, i32.eqz(this.values.any((j) => get(this.values.alive[j]!)))),
    ];
  }

  /** Computes and stores the finals of worlds that end; returns 0 from `run` where one of `ends` holds of one. */
  private finals(j: number): Code {
    const { program, finals, ends } = this.schedule;
    this.values.isAtEnd = true;
    const code: Code = [
      program.values
        .filter((value) => isIn(this.schedule, value, PHASE.finals))
        .map((value) => this.values.computeOne(value, j)),
      ends.length === 0 ? [] : when(v128.anyTrue(this.isLeaving(ends, j)), giveBack(i32.const(0))),
      finals.map(({ value }, i) => {
        const first = i32.add(get(PARAMS.finals), i32.mul(get(PARAMS.stride), i32.const(i)));
        const at = i32.add(first, i32.shl(get(this.at.done), i32.const(3)));
        const before = v128.load(at, VECTOR * j);
        return v128.store(at, v128.select(this.values.number(value, j), before, get(this.leaving[j]!)), VECTOR * j);
      }),
    ];
    this.values.isAtEnd = false;
    return code;
  }

  /** A mask: the worlds that end with this month, and of which one of some booleans holds. */
  private isLeaving(tests: readonly Value[], j: number): Code {
    return v128.and(anyOf(tests.map((test) => this.values.ref(test, j))), get(this.leaving[j]!));
  }

  /** Where all worlds ended early, fills the months that are left with what each series holds after a world's end. */
  private fill(): Code {
    const { months, series, stop, program } = this.schedule;
    if (series.length === 0 || stop === program.false) return [];
    const next: Code = [
      set(this.at.t, i32.add(get(this.at.t), i32.const(1))),
      set(this.at.out, i32.add(get(this.at.out), get(PARAMS.stride))),
    ];
    const row = series.map(({ after }, i) =>
      this.values.each((j) => {
        const value =
          after === 'held' ? v128.load(get(this.at.close), this.scratch.held[i]! + VECTOR * j) : AFTER[after];
        return v128.store(this.seriesAt(i), value, VECTOR * j);
      }),
    );
    const isEarly = i32.lt(get(this.at.t), i32.const(months - 1));
    return when(isEarly, loop([next, row], isEarly));
  }

  /** Adds to each tally the months that were counted, and the number of worlds that have any. */
  private addTallies(): Code {
    return this.scratch.counts.map((at, i) => {
      const counts = this.values.each((j) => v128.load(get(PARAMS.scratch), at + VECTOR * j));
      const add = (vectors: readonly Code[], to: number): Code => {
        const sum = vectors.reduce((a, b) => f64x2.add(a, b));
        const before = f64.load(get(PARAMS.tallies), to);
        const [first, second] = [f64x2.lane(0, get(this.values.spare[0]!)), f64x2.lane(1, get(this.values.spare[0]!))];
        return [
          set(this.values.spare[0]!, sum),
          f64.store(get(PARAMS.tallies), f64.add(before, f64.add(first, second)), to),
        ];
      };
      const worlds = counts.map((count) => v128.and(f64x2.lt(zero, count), both(1)));
      return [add(counts, 16 * i), add(worlds, 16 * i + 8)];
    });
  }
}
