import type { Setting } from '../scenario/override.ts';
import type { PlanEdit } from '../scenario/plan-edit.ts';

export type Way = 'undo' | 'redo';

/** The undo or redo of an earlier change of the file: the text `gone` is turned into `back` again. */
export interface PlansBack {
  readonly kind: 'put-back';
  readonly way: Way;
  readonly gone: string;
  readonly back: string;
}

/** A change of the file that is to be carried out (`open.tsx`). */
export interface Writing {
  readonly edit: PlanEdit | PlansBack;
  /** The text that the file must hold now: where it holds another, the write would lose it. */
  readonly before: string;
  readonly after: string;
  /** The path of a new file, for the copy of a shipped scenario; null: the file itself is changed. */
  readonly to: string | null;
  /** The message when it is done, of the file's name. */
  readonly said: (file: string) => string;
  /** Whether the screen is left when it is done. */
  readonly thenQuit: boolean;
}

/** A question to the user, with the text typed so far where it asks for one. */
export type Prompt =
  | { readonly kind: 'save'; readonly text: string; readonly thenQuit: boolean }
  /** The target of a rescue. */
  | { readonly kind: 'target'; readonly text: string }
  | { readonly kind: 'rename'; readonly plan: string; readonly text: string }
  /** The name of a file for the table in front. */
  | { readonly kind: 'table'; readonly text: string }
  /** The file into which to save the copy of a shipped scenario. */
  | { readonly kind: 'where'; readonly text: string; readonly writing: Writing }
  /** Whether a plan that is not the one in hand may be replaced. */
  | { readonly kind: 'replace'; readonly plan: string; readonly thenQuit: boolean }
  | { readonly kind: 'remove'; readonly plan: string }
  /** Whether to write into a file that changed on disk, which now holds `newer`. */
  | { readonly kind: 'changed'; readonly writing: Writing; readonly newer: string }
  /** Whether levers past their range may be saved as that plan. */
  | { readonly kind: 'outside'; readonly plan: string; readonly label: string | null; readonly thenQuit: boolean }
  /** Whether the number typed for a lever was meant in percent; on yes the lever gets `setting`. */
  | { readonly kind: 'percent'; readonly setting: Setting }
  | { readonly kind: 'quit' };
