import type { ReadStream, WriteStream } from 'node:tty';
import { visible } from '../diagnostic/escape.ts';
import { rowChanges } from './row-changes.ts';
import type { Stretch } from './slots.ts';
import type { Size } from './state.ts';

const CSI = '\u001b[';
/** Stacks the title; alternate screen, cursor hidden, no wrapping at the right edge, bracketed paste, cleared. */
const ENTER = `${CSI}22;0t${CSI}?1049h${CSI}?25l${CSI}?7l${CSI}?2004h${CSI}2J`;
const LEAVE = `${CSI}0m${CSI}?2004l${CSI}?7h${CSI}?25h${CSI}?1049l${CSI}23;0t`;
/** Reports buttons and wheel, in the SGR encoding, which has no largest column. */
const MOUSE_ON = `${CSI}?1000h${CSI}?1006h`;
const MOUSE_OFF = `${CSI}?1006l${CSI}?1000l`;
/** xterm's OSC 11 asks for the background's colour. Most terminals answer, some do not. */
const ASK_BACKGROUND = '\u001b]11;?\u001b\\';
/** xterm's OSC 52, which puts a text into the clipboard. */
export const clipboard = (text: string): string => `\u001b]52;c;${Buffer.from(text).toString('base64')}\u001b\\`;
const titled = (title: string): string => `\u001b]0;${visible(title)}\u001b\\`;

/**
 * The escapes and texts that turn one frame into the next: the columns that differ, shown at once by terminals that
 * know mode 2026. All of the frame where `before` is null or cut into other stretches; empty where nothing differs.
 */
export function changes(before: readonly Stretch[] | null, after: readonly Stretch[]): string {
  const whole = before === null || before.length !== after.length || !after.every((s, i) => isSamePlace(s, before[i]!));
  let out = whole ? `${CSI}0m${CSI}2J` : '';
  after.forEach(({ line, column, text }, i) => {
    if (whole) out += `${CSI}${line + 1};${column + 1}H${text}`;
    else if (before[i]!.text !== text) out += rowChanges(before[i]!.text, text, line, column);
  });
  return out === '' ? '' : `${CSI}?2026h${out}${CSI}?2026l`;
}

const isSamePlace = (a: Stretch, b: Stretch): boolean =>
  a.line === b.line && a.column === b.column && a.width === b.width;

export interface ScreenOptions {
  /** The window's title. */
  readonly title: string;
  readonly hasMouse: boolean;
  /** Whether the terminal is asked for its background. The answer, if there is one, comes as input. */
  readonly asksBackground: boolean;
}

/** The terminal, taken and drawn on. */
export interface Screen {
  size(): Size;
  /** Takes the terminal: alternate screen and raw input. Does nothing where it is taken already. */
  enter(): void;
  /** Gives the terminal back as it was. Does nothing where it is not taken. */
  leave(): void;
  /** Shows the frame; does nothing where the terminal is not taken. */
  show(frame: readonly Stretch[]): void;
  /** Draws the last frame anew as a whole, and so the next. */
  redraw(): void;
  /** Puts the text into the terminal's clipboard. Most terminals take it; none says whether it did. */
  copy(text: string): void;
  /** Has the terminal report the mouse, or keep it to itself. */
  takeMouse(isWanted: boolean): void;
}

export function createScreen(stdin: ReadStream, stdout: WriteStream, options: ScreenOptions): Screen {
  let { hasMouse, asksBackground } = options;
  let taken = false;
  let shown: readonly Stretch[] | null = null;
  let wanted: readonly Stretch[] = [];
  const paint = (): void => {
    if (!taken) return;
    const text = changes(shown, wanted);
    shown = wanted;
    if (text !== '') stdout.write(text);
  };
  return {
    size: () => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 }),
    enter() {
      if (taken) return;
      taken = true;
      shown = null;
      // Off first: after a stop the terminal may be in another mode than Node remembers, and Node does not set a mode
      // that it remembers.
      stdin.setRawMode(false);
      stdin.setRawMode(true);
      stdout.write(ENTER + titled(options.title) + (hasMouse ? MOUSE_ON : '') + (asksBackground ? ASK_BACKGROUND : ''));
      asksBackground = false;
      if (wanted.length > 0) paint();
    },
    leave() {
      if (!taken) return;
      taken = false;
      stdout.write(MOUSE_OFF + LEAVE);
      try {
        stdin.setRawMode(false);
      } catch {
        // The terminal is gone; there is nothing left to restore.
      }
    },
    show(frame) {
      wanted = frame;
      paint();
    },
    redraw() {
      shown = null;
      paint();
    },
    copy(text) {
      if (taken) stdout.write(clipboard(text));
    },
    takeMouse(isWanted) {
      if (taken && isWanted !== hasMouse) stdout.write(isWanted ? MOUSE_ON : MOUSE_OFF);
      hasMouse = isWanted;
    },
  };
}
