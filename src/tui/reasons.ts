/** Why a key cannot act just now, as half a sentence; null where it can. */

import { evidenceLineInFront } from './evidence-lines.ts';
import { lineOf } from './list-place.ts';
import { movesNow } from './moves/pages.ts';
import { chosenLever, planned, standing } from './outcome.ts';
import { rescueFound, rescueStanding, setInFront } from './rescue.ts';
import { isBroken, isRead, type State } from './state.ts';
import { chances, isComputing, isUncertain, oddsLines, viewed } from './worlds.ts';

export const noLever = (state: State): string | null =>
  isRead(state) ? (chosenLever(state) === null ? 'this file has no levers' : null) : NOT_READ;
export const noFile = (state: State): string | null => (isRead(state) ? null : NOT_READ);
const NOT_READ = 'the file has not been read yet';

export const noOther = (state: State): string | null =>
  state.beside === null ? 'one file is open; runway open a.yaml b.yaml opens two' : null;

export function noPlan(state: State): string | null {
  if (!isRead(state)) return NOT_READ;
  return state.loaded.scenario.plans.size === 0 ? 'this file has no plans' : null;
}

export function cannotSave(state: State): string | null {
  const { changes, plan } = state.choice;
  const nothing = changes.size === 0 && plan === null ? 'no lever has been changed: there is nothing to save' : null;
  return noLever(state) ?? cannotWrite(state) ?? nothing;
}

/** Why the plan pointed at cannot be renamed or removed. */
export function notThisPlan(state: State): string | null {
  const isNone = lineOf(state, 'plans') === 0;
  const none = isNone ? 'this line is no plan of the file' : null;
  return noPlan(state) ?? copyStays(state) ?? cannotWrite(state) ?? none;
}

/** Why plans of a shipped scenario cannot be renamed or removed; null for any other file. */
export const copyStays = (state: State): string | null =>
  state.isCopy ? 'this is a shipped scenario: s saves it as a file of your own, which can be changed' : null;

export const cannotWrite = (state: State): string | null =>
  isBroken(state) ? 'the file is broken: mend it first, and what is set here stays' : null;

export function notChanged(state: State): string | null {
  return noFile(state) ?? (state.choice.changes.size === 0 ? 'no lever has been changed by hand' : null);
}

export function leverNotChanged(state: State): string | null {
  const chosen = isRead(state) ? chosenLever(state) : null;
  if (!isRead(state) || chosen === null) return noLever(state);
  if (!state.choice.changes.has(chosen.lever.name)) return 'this lever is as the file and the plan set it';
  return planned(state.loaded, state.choice.plan).has(chosen.lever.name) ? null : 'this lever is gone from the file';
}

export function noRescue(state: State): string | null {
  if (!isRead(state)) return NOT_READ;
  return noLever(state) ?? (standing(state).outcome.result === null ? 'there is no result to begin with' : null);
}

/** Why there are no sets of a rescue to choose from. */
export function noSteps(state: State): string | null {
  if (rescueFound(state) !== null) return null;
  return rescueStanding(state)?.kind === 'faulty' ? 'there is no answer' : 'the answer is still being looked for';
}

export const noSet = (state: State): string | null =>
  noSteps(state) ?? (setInFront(state) === null ? 'there is no set' : null);

export const cannotSaveSet = (state: State): string | null => noSet(state) ?? cannotWrite(state);

/** Why Enter leads nowhere from the chosen line of What moves it. */
export function nowhereToGo(state: State): string | null {
  if (!isRead(state)) return NOT_READ;
  const now = movesNow(state);
  if (now.kind !== 'told') return now.kind === 'none' ? 'there is nothing to go to' : 'it is still being computed';
  return now.told.go(lineOf(state, 'moves')) === null ? 'this line leads nowhere' : null;
}

export const noMonth = (state: State): string | null =>
  isRead(state) ? (viewed(state).result === null ? 'there is no result to look into' : null) : NOT_READ;

export function noWorld(state: State): string | null {
  if (!isRead(state)) return NOT_READ;
  if (oddsLines(state).length > 0) return null;
  if (isComputing(state)) return 'the odds are being computed';
  if (!isUncertain(state.loaded.model)) return 'nothing in this file is uncertain';
  return chances(state) === null ? 'there are no odds' : 'none of the worlds fails';
}

export function notPinnable(state: State): string | null {
  if (state.baseline !== null) return null;
  if (!isRead(state)) return NOT_READ;
  return standing(state).outcome.result === null ? 'there is no result to pin' : null;
}

export function noResult(state: State): string | null {
  if (!isRead(state)) return NOT_READ;
  return standing(state).outcome.result === null ? 'there is no result to look into' : null;
}

export const noNotes = (state: State): string | null =>
  state.overlay === null && !hasNotes(state) ? 'nothing was found wrong with the file' : null;

/** Whether there are faults or warnings for their panel to show. */
function hasNotes(state: State): boolean {
  if (state.faults.length > 0) return true;
  if (!isRead(state)) return false;
  const { result } = standing(state).outcome;
  return result === null || result.warnings.length > 0;
}

/** Why the chosen line of the evidence has no claim to try. */
export function noClaim(state: State): string | null {
  if (!isRead(state)) return NOT_READ;
  const line = evidenceLineInFront(state);
  if (line?.kind === 'claim') return null;
  if (line?.kind !== 'figure' || line.section !== 'assumptions') return 'nobody claims another value of this line';
  const { claims, replaced } = state.loaded.scenario.assumptions.get(line.name)!;
  if (replaced !== null) return null;
  return claims.size === 0
    ? 'nobody claims another value of this figure'
    : "the file's value is in use; choose a claim";
}
