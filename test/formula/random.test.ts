import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFormula } from '../../src/formula/parse.ts';
import { power } from '../../src/numeric/power.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { constantOf, valuesOf } from './evaluate.ts';

/**
 * A formula of numbers alone, as the tests have it: built, printed and evaluated without the program, but for powers,
 * of which the host has other last bits; those of the program are held to exact arithmetic in test/numeric.
 */
type Tree =
  | { readonly kind: 'number'; readonly text: string; readonly value: number }
  | { readonly kind: 'unary'; readonly sign: '-' | 'not'; readonly arg: Tree }
  | { readonly kind: 'binary'; readonly sign: string; readonly left: Tree; readonly right: Tree }
  | { readonly kind: 'chain'; readonly signs: readonly string[]; readonly args: readonly Tree[] }
  | {
      readonly kind: 'conditional';
      readonly test: Tree;
      readonly then: Tree;
      readonly else: Tree;
      readonly isCall: boolean;
    }
  | { readonly kind: 'call'; readonly fn: string; readonly args: readonly Tree[] };

const digits = fc.constantFrom('0', '1', '2', '3', '7', '10', '2.5', '.5', '1e2', '0.125', '1_000');
const ENDINGS: Record<string, string> = { '': '', k: 'e3', M: 'e6', ' k': 'e3', '%': 'e-2', ' %': 'e-2' };
const number = fc.tuple(digits, fc.constantFrom(...Object.keys(ENDINGS))).map(([written, ending]): Tree => {
  // Numbers with an exponent of their own take none from the ending here.
  const isPlain = !written.includes('e');
  const text = isPlain ? written + ending : written;
  return { kind: 'number', text, value: Number(written.replace('_', '') + (isPlain ? ENDINGS[ending] : '')) };
});
/** They stand after / or beside *. */
const words = fc
  .constantFrom(['1*month', 1], ['quarter*1', 3], ['12/year', 1], ['2*quarter*2', 12] as const)
  .map(([text, value]): Tree => ({ kind: 'number', text: `(${text})`, value: value as number }));

const ARITY: Record<string, number> = {
  abs: 1,
  floor: 1,
  ceil: 1,
  round: 1,
  exp: 1,
  log: 1,
  sqrt: 1,
  clamp: 3,
  min: 2,
  max: 3,
};

const { tree } = fc.letrec<{ tree: Tree }>((tie) => {
  const sub = tie('tree');
  return {
    tree: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      number,
      words,
      fc.record({ kind: fc.constant('unary' as const), sign: fc.constantFrom('-' as const, 'not' as const), arg: sub }),
      fc.record({
        kind: fc.constant('binary' as const),
        sign: fc.constantFrom('+', '-', '*', '/', '^', 'and', 'or'),
        left: sub,
        right: sub,
      }),
      fc
        .array(fc.tuple(fc.constantFrom('<', '<=', '>', '>=', '==', '!='), sub), { minLength: 1, maxLength: 3 })
        .chain((links) =>
          sub.map(
            (first): Tree => ({
              kind: 'chain',
              signs: links.map(([s]) => s),
              args: [first, ...links.map(([, a]) => a)],
            }),
          ),
        ),
      fc.record({ kind: fc.constant('conditional' as const), test: sub, then: sub, else: sub, isCall: fc.boolean() }),
      fc
        .constantFrom(...Object.keys(ARITY))
        .chain((fn) =>
          fc
            .array(sub, { minLength: ARITY[fn]!, maxLength: ARITY[fn]! })
            .map((args): Tree => ({ kind: 'call', fn, args })),
        ),
    ),
  };
});

/** How tightly a tree holds together where it stands unbracketed, by the manual of math.js. */
function strength(node: Tree): number {
  switch (node.kind) {
    case 'number':
    case 'call':
      return 9;
    case 'conditional':
      return node.isCall ? 9 : 0;
    case 'chain':
      return 3;
    case 'unary':
      return node.sign === '-' ? 6 : 2.5;
    case 'binary':
      return { or: 1, and: 2, '+': 4, '-': 4, '*': 5, '/': 5, '^': 7 }[node.sign]!;
  }
}

/** With no more parentheses than are needed. */
function print(node: Tree): string {
  const above = (child: Tree, least: number) => (strength(child) >= least ? print(child) : `(${print(child)})`);
  switch (node.kind) {
    case 'number':
      return node.text;
    case 'unary':
      return node.sign === 'not' ? `not (${print(node.arg)})` : `-${above(node.arg, 6)}`;
    case 'binary': {
      const own = strength(node);
      // A power binds from the right, and takes a minus there without parentheses.
      if (node.sign === '^') return `${above(node.left, 8)} ^ ${above(node.right, 6)}`;
      return `${above(node.left, own)} ${node.sign} ${above(node.right, own + 0.5)}`;
    }
    case 'chain':
      return node.args.map((arg, i) => (i === 0 ? '' : ` ${node.signs[i - 1]} `) + above(arg, 4)).join('');
    case 'conditional': {
      if (node.isCall) return `if(${print(node.test)}, ${print(node.then)}, ${print(node.else)})`;
      return `${above(node.test, 1)} ? ${above(node.then, 1)} : ${above(node.else, 1)}`;
    }
    case 'call':
      return `${node.fn}(${node.args.map(print).join(', ')})`;
  }
}

/** Every operator in parentheses of its own. */
function printFully(node: Tree): string {
  switch (node.kind) {
    case 'number':
      return node.text;
    case 'unary':
      return `(${node.sign}(${printFully(node.arg)}))`;
    case 'binary':
      return `(${printFully(node.left)}${node.sign.length > 1 ? ` ${node.sign} ` : node.sign}${printFully(node.right)})`;
    case 'chain':
      return `(${node.args.map((arg, i) => (i === 0 ? '' : node.signs[i - 1]) + printFully(arg)).join('')})`;
    case 'conditional':
      return `(${printFully(node.test)}?${printFully(node.then)}:${printFully(node.else)})`;
    case 'call':
      return `${node.fn}(${node.args.map(printFully).join(',')})`;
  }
}

const truth = (x: boolean): number => (x ? 1 : 0);
const SIGNS: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': power,
  and: (a, b) => truth(a !== 0 && b !== 0),
  or: (a, b) => truth(a !== 0 || b !== 0),
  '<': (a, b) => truth(a < b),
  '<=': (a, b) => truth(a <= b),
  '>': (a, b) => truth(a > b),
  '>=': (a, b) => truth(a >= b),
  '==': (a, b) => truth(a === b),
  '!=': (a, b) => truth(a !== b),
};
const CALLS: Record<string, (...x: number[]) => number> = {
  abs: Math.abs,
  floor: Math.floor,
  ceil: Math.ceil,
  round: (x) => (Number.isNaN(x) ? x : Math.sign(x) * Math.round(Math.abs(x))),
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  clamp: (x, low, high) => Math.max(low!, Math.min(x!, high!)),
  min: Math.min,
  max: Math.max,
};

function evaluate(node: Tree): number {
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'unary':
      return node.sign === '-' ? -evaluate(node.arg) : truth(evaluate(node.arg) === 0);
    case 'binary':
      return SIGNS[node.sign]!(evaluate(node.left), evaluate(node.right));
    case 'chain': {
      const values = node.args.map(evaluate);
      return truth(node.signs.every((sign, i) => SIGNS[sign]!(values[i]!, values[i + 1]!) === 1));
    }
    case 'conditional':
      return evaluate(node.test) !== 0 ? evaluate(node.then) : evaluate(node.else);
    case 'call':
      return CALLS[node.fn]!(...node.args.map(evaluate));
  }
}

const LONGEST = 4000;

describe('a random formula', () => {
  test('comes to what its tree comes to, printed with as few parentheses as may be, or with all', () => {
    fc.assert(
      fc.property(tree, (node) => {
        const expected = evaluate(node);
        for (const text of [print(node), printFully(node)]) {
          if (text.length <= LONGEST) expect(constantOf(text), text).toBe(expected);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('comes to the same in a simulated month', () => {
    const finite = tree.filter((node) => Math.abs(evaluate(node)) < 1e12 && print(node).length <= LONGEST);
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 20 }), (nodes) => {
        const expected = nodes.map((node) => evaluate(node) + 0);
        const scale = Math.max(1, ...expected.map(Math.abs));
        valuesOf(nodes.map(print)).forEach((value, i) => {
          expect(Math.abs(value - expected[i]!), print(nodes[i]!)).toBeLessThanOrEqual(1e-15 * scale);
        });
      }),
      { numRuns: 100 },
    );
  });
});

const BITS =
  '0 1 2.5 .5 1e9 5k 8% 2M k M % $ € + - * / ^ ( ) , ? : < <= > >= == != = and or not t cash sales x min( max( if( prev( owed( at( normal( monthly( "2024-01" "cloud" \' " ; . [ ] { } ! & | # \\ @ é 🚀 \u0000 \n \t'.split(
    ' ',
  );
const garbage = fc.oneof(
  fc.array(fc.constantFrom(...BITS, ' '), { maxLength: 40 }).map((bits) => bits.join('')),
  fc.array(fc.constantFrom(...BITS), { maxLength: 40 }).map((bits) => bits.join(' ')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

describe('garbage', () => {
  test('as a formula is read, or has faults inside its text, and never throws', () => {
    fc.assert(
      fc.property(garbage, (text) => {
        const { node, faults } = parseFormula(text);
        expect(node === null).toBe(faults.length > 0);
        for (const { at, message } of faults) {
          expect(message).not.toBe('');
          expect(at.start).toBeGreaterThanOrEqual(0);
          expect(at.end).toBeLessThanOrEqual(text.length);
          if (text !== '') expect(at.start, `${JSON.stringify(text)}: ${message}`).toBeLessThan(at.end);
        }
      }),
      { numRuns: 10_000 },
    );
  });

  test('in a file gives a scenario, or faults inside the file, and never throws', () => {
    const yaml = fc.oneof(
      garbage.map((text) => `runway: 1\nstart: 2024-01\ncash: ${text}\ncosts:\n  rent: ${JSON.stringify(text)}\n`),
      garbage.map((text) => `runway: 1\nstart: 2024-01\ncash: 5\ncosts: {rent: '${text}', ${text}: 5}\n${text}\n`),
      garbage,
    );
    fc.assert(
      fc.property(yaml, (text) => {
        const { scenario, diagnostics } = readScenario({ name: 'test', text });
        expect(scenario === null).toBe(diagnostics.length > 0);
        for (const { place, message } of diagnostics) {
          expect(message).not.toBe('');
          expect(place).not.toBeNull();
          expect(place!.start).toBeGreaterThanOrEqual(0);
          expect(place!.start, message).toBeLessThanOrEqual(place!.end);
          expect(place!.start, message).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
