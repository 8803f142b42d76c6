import { isSameSetting, type Settings } from '../scenario/override.ts';
import { planned, settingsOf } from './outcome.ts';
import type { Choice } from './results.ts';
import type { Loaded, State } from './state.ts';

/** Whether levers were set by hand in a way that neither the file nor a plan of it has. */
export function isUnsaved({ loaded, choice, past }: State): boolean {
  // Levers that only the command line has set need no saving.
  if (loaded === null || choice.changes.size === 0 || !hasSetLevers(past)) return false;
  const now = settingsOf(loaded, choice);
  return ![null, ...loaded.scenario.plans.keys()].some((plan) => isAlike(now, planned(loaded, plan)));
}

function hasSetLevers(past: State['past']): boolean {
  let at = past;
  while (at?.top.act.kind === 'plans' || at?.top.act.kind === 'claim') at = at.below;
  return at !== null;
}

/** Whether two settings have the same effect: a lever at 0 has none, whatever its months. */
function isAlike(a: Settings, b: Settings): boolean {
  return [...a].every(([name, setting]) => {
    const other = b.get(name)!;
    return (setting.value === 0 && other.value === 0) || isSameSetting(setting, other);
  });
}

/** The choice under a new reading `now`, with every lever set as before, over `plan` where that is still there. */
export function carried(choice: Choice, plan: string | null, before: Loaded, now: Loaded): Choice {
  const there = plan !== null && now.scenario.plans.has(plan) ? plan : null;
  const own = planned(now, there);
  const changes = new Map(
    [...settingsOf(before, choice)].filter(([name, setting]) => {
      const other = own.get(name);
      return other !== undefined && !isSameSetting(setting, other);
    }),
  );
  return { plan: there, changes };
}
