import type { Dice } from './dice.ts';

/** Precedences of texts, loosest first; `not` may be an operand of `and` and `or` alone. */
const TERNARY = 0;
const OR = 1;
const AND = 2;
const NOT = 3;
const COMPARE = 4;
const ADD = 5;
const MUL = 6;
const SIGN = 7;
const POWER = 8;
const ATOM = 9;

/** The text of a formula with the precedence of its outermost operator. */
export interface Piece {
  readonly text: string;
  readonly rank: number;
}

const within = (piece: Piece, rank: number): string => (piece.rank >= rank ? piece.text : `(${piece.text})`);
const atom = (text: string): Piece => ({ text, rank: ATOM });

/** A number as text without an exponent and without trailing zeros. */
function decimal(value: number, digits: number): string {
  if (value === 0) return '0';
  const places = Math.min(15, Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value)))));
  const text = value.toFixed(places);
  return places === 0 ? text : text.replace(/\.?0+$/, '') || '0';
}

/** Writes formulas, choosing at random among the spellings that the language allows. */
export class Pen {
  private readonly dice: Dice;
  /** Whether numbers are round, so that amounts meet exactly. */
  private readonly round: boolean;

  /** The sign of the file's currency, which may stand before an amount; empty: none. */
  private readonly sign: string;

  constructor(dice: Dice, round: boolean, sign: string) {
    this.dice = dice;
    this.round = round;
    this.sign = sign;
  }

  // -------------------------------------------------------------------------------------------------------- numbers

  /** A number of at least 0, spelled in one of many ways; in the round style a whole one. */
  money(value: number): Piece {
    const { dice } = this;
    if (this.round) {
      const whole = Math.round(value);
      return dice.chance(0.85) || whole % 1000 !== 0 ? atom(String(whole)) : atom(`${whole / 1000}k`);
    }
    const digits = dice.pick([1, 2, 3, 3, 4, 5, 6, 7]);
    const currency = dice.chance(0.06) ? this.sign : '';
    switch (dice.whole(0, 11)) {
      case 0:
        return atom(currency + this.suffixed(value, 3, digits));
      case 1:
        return atom(currency + this.suffixed(value, 6, digits));
      case 2:
        return atom(currency + this.suffixed(value, 9, digits));
      case 3:
        return atom(currency + this.underscored(decimal(value, digits)));
      case 4:
        return this.exponential(value, digits);
      case 5:
        return this.times('/', atom(currency + this.suffixed(value * 12, dice.pick([0, 3, 6]), digits)), atom('year'));
      case 6:
        return this.times(
          '/',
          atom(currency + this.suffixed(value * 3, dice.pick([0, 3, 6]), digits)),
          atom('quarter'),
        );
      case 7:
        return this.times('/', atom(currency + decimal(value, digits)), atom('month'));
      case 8: {
        const part = dice.between(0.2, 0.8);
        return this.plus('+', atom(decimal(value * part, digits)), atom(decimal(value * (1 - part), digits)));
      }
      default:
        return atom(currency + decimal(value, digits));
    }
  }

  /** A number that no sum of others equals by chance: for comparisons with the state. */
  odd(value: number): Piece {
    const digits = Math.max(3, Math.floor(Math.log10(Math.max(value, 10))) + 4);
    return atom((Math.floor(value) + this.dice.whole(1, 8998) * 1e-4 + 0.00005).toFixed(digits > 12 ? 4 : 5));
  }

  private suffixed(value: number, exponent: number, digits: number): string {
    const text = decimal(value / 10 ** exponent, digits);
    const suffix = { 0: '', 3: 'k', 6: 'M', 9: 'B' }[exponent] ?? '';
    return text + (suffix !== '' && this.dice.chance(0.15) ? ' ' : '') + suffix;
  }

  private underscored(text: string): string {
    const [whole, fraction] = text.split('.') as [string, string | undefined];
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '_');
    return fraction === undefined ? grouped : `${grouped}.${fraction}`;
  }

  private exponential(value: number, digits: number): Piece {
    if (value === 0) return atom('0e3');
    const exponent = Math.floor(Math.log10(value)) + this.dice.whole(-2, 1);
    return atom(`${decimal(value / 10 ** exponent, digits)}${this.dice.pick(['e', 'E'])}${exponent}`);
  }

  /** A rate or share: per cent, or a plain number. */
  share(value: number): Piece {
    const { dice } = this;
    if (value < 0) return { text: `-${within(this.share(-value), SIGN)}`, rank: SIGN };
    const digits = this.round ? 1 : dice.whole(2, 4);
    switch (dice.whole(0, 9)) {
      case 0:
        return atom(decimal(value, digits));
      case 1:
        return value > 0 && value < 1
          ? atom(decimal(value, digits).replace(/^0\./, '.'))
          : atom(decimal(value, digits));
      case 2:
        return atom(`${decimal(value * 100, digits)} %`);
      case 3: {
        const part = value * dice.between(0.3, 0.7);
        return this.plus('+', atom(`${decimal(part * 100, 2)}%`), atom(`${decimal((value - part) * 100, 3)}%`));
      }
      case 4:
        return this.plus('-', atom(`${decimal(value * 150, 2)}%`), atom(`${decimal(value * 50, 2)}%`));
      default:
        return atom(`${decimal(value * 100, digits)}%`);
    }
  }

  /** A monthly rate, sometimes written by the year or the quarter. */
  rate(value: number): Piece {
    switch (this.dice.whole(0, 5)) {
      case 0:
        return this.times('/', this.percent(value * 12), atom('year'));
      case 1:
        return this.times('/', this.percent(value * 3), atom('quarter'));
      case 2:
        return this.times('/', this.percent(value), atom('month'));
      default:
        return this.share(value);
    }
  }

  private percent(value: number): Piece {
    return atom(`${decimal(value * 100, this.round ? 1 : 3)}%`);
  }

  whole(value: number): Piece {
    return value < 0 ? { text: String(value), rank: SIGN } : atom(String(value));
  }

  /** A number of up to three digits after the point. */
  plain(value: number): Piece {
    const text = decimal(Math.abs(value), 3);
    return value < 0 ? { text: `-${text}`, rank: SIGN } : atom(text);
  }

  // ------------------------------------------------------------------------------------------------------ operators

  word(text: string): Piece {
    return atom(text);
  }

  private gap(): string {
    return this.dice.chance(0.85) ? ' ' : '';
  }

  plus(sign: '+' | '-', left: Piece, right: Piece): Piece {
    const gap = this.gap();
    return { text: `${within(left, ADD)}${gap}${sign}${gap}${within(right, MUL)}`, rank: ADD };
  }

  times(sign: '*' | '/', left: Piece, right: Piece): Piece {
    const gap = this.gap();
    return { text: `${within(left, MUL)}${gap}${sign}${gap}${within(right, SIGN)}`, rank: MUL };
  }

  negative(piece: Piece): Piece {
    return { text: `-${within(piece, POWER)}`, rank: SIGN };
  }

  power(base: Piece, exponent: Piece): Piece {
    const gap = this.dice.chance(0.3) ? ' ' : '';
    return { text: `${within(base, ATOM)}${gap}^${gap}${within(exponent, SIGN)}`, rank: POWER };
  }

  compare(first: Piece, ...rest: readonly (readonly [sign: string, piece: Piece])[]): Piece {
    const gap = this.gap();
    const tail = rest.map(([sign, piece]) => `${gap}${sign}${gap}${within(piece, ADD)}`).join('');
    return { text: within(first, ADD) + tail, rank: COMPARE };
  }

  and(left: Piece, right: Piece): Piece {
    return { text: `${within(left, AND)} and ${within(right, NOT)}`, rank: AND };
  }

  or(left: Piece, right: Piece): Piece {
    return { text: `${within(left, OR)} or ${within(right, AND)}`, rank: OR };
  }

  not(piece: Piece): Piece {
    const operand = piece.rank === ATOM && /^[a-z(]/.test(piece.text) ? piece.text : `(${piece.text})`;
    return { text: `not ${operand}`, rank: NOT };
  }

  choose(test: Piece, yes: Piece, no: Piece): Piece {
    if (this.dice.chance(0.5)) return this.call('if', test, yes, no);
    return { text: `${within(test, OR)} ? ${within(yes, OR)} : ${within(no, OR)}`, rank: TERNARY };
  }

  call(fn: string, ...args: readonly Piece[]): Piece {
    const comma = this.dice.chance(0.9) ? ', ' : ',';
    return atom(`${fn}(${args.map((arg) => arg.text).join(comma)})`);
  }

  /** A call whose first argument is a month or a creditor, in quotes. */
  quoted(fn: string, text: string, ...args: readonly Piece[]): Piece {
    const quote = this.dice.chance(0.95) ? '"' : "'";
    return this.call(fn, atom(quote + text + quote), ...args);
  }

  /** A call whose arguments are months, days and numbers in turn. */
  row(fn: string, ...args: readonly (string | Piece)[]): Piece {
    return this.call(fn, ...args.map((arg) => (typeof arg === 'string' ? atom(`"${arg}"`) : arg)));
  }

  inBrackets(piece: Piece): Piece {
    return this.dice.chance(0.05) ? atom(`(${piece.text})`) : piece;
  }
}
