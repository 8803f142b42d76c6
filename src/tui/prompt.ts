import type { Setting } from '../scenario/override.ts';
import type { PlanEdit } from '../scenario/plan-edit.ts';

export type Way = 'undo' | 'redo';

/** Undo or redo of a change that turned the text `back` into `gone`. */
export interface PlansBack {
  readonly kind: 'put-back';
  readonly way: Way;
  readonly gone: string;
  readonly back: string;
}

/** A change of the file: for whoever has the file to carry out. */
export interface Writing {
  readonly edit: PlanEdit | PlansBack;
  /** What the file must hold, so that nothing newer is lost. */
  readonly before: string;
  readonly after: string;
  /** A new file for it; null: the file itself, which is no copy of a shipped scenario. */
  readonly to: string | null;
  /** What to say when it is done, in a file of that name. */
  readonly said: (file: string) => string;
  /** Leave when it is done. */
  readonly thenQuit: boolean;
}

/** What is asked of the user. */
export type Prompt =
  | { readonly kind: 'save'; readonly text: string; readonly thenQuit: boolean }
  /** Of what saves the company. */
  | { readonly kind: 'target'; readonly text: string }
  | { readonly kind: 'rename'; readonly plan: string; readonly text: string }
  /** The name of a file for the table in front. */
  | { readonly kind: 'table'; readonly text: string }
  /** Where to write what is in a copy of a shipped scenario. */
  | { readonly kind: 'where'; readonly text: string; readonly writing: Writing }
  /** Whether a plan that is not the one in hand may be replaced. */
  | { readonly kind: 'replace'; readonly plan: string; readonly thenQuit: boolean }
  | { readonly kind: 'remove'; readonly plan: string }
  /** Whether to write into a file that changed on disk, which now holds `newer`. */
  | { readonly kind: 'changed'; readonly writing: Writing; readonly newer: string }
  /** Whether levers past their range may be saved as that plan. */
  | { readonly kind: 'outside'; readonly plan: string; readonly label: string | null; readonly thenQuit: boolean }
  /**
   * Whether the number typed for a lever, which stays until that is answered, was meant in percent: the lever is set so
   * then.
   */
  | { readonly kind: 'percent'; readonly setting: Setting }
  | { readonly kind: 'quit' };
