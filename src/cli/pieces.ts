import type { Output } from './output.ts';

/** UTF-16 units held back at first; from then on, units written at once. */
const HELD_BACK = 2 ** 20;
const AT_ONCE = 2 ** 16;

/**
 * A long text written piece by piece. Its beginning is held back, so that where a fault is found early, or the text is
 * short, nothing has been written.
 */
export class Pieces {
  private readonly held: string[] = [];
  private length = 0;
  private isBegun = false;

  constructor(private readonly out: Output) {}

  write(text: string): void {
    this.held.push(text);
    this.length += text.length;
    if (this.length >= (this.isBegun ? AT_ONCE : HELD_BACK)) this.end();
  }

  /** Writes all that is held back. */
  end(): void {
    if (this.length > 0) this.out.write(this.held.join(''));
    this.held.length = 0;
    this.length = 0;
    this.isBegun = true;
  }
}
