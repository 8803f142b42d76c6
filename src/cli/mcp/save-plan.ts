import { Faults } from '../../diagnostic/diagnostic.ts';
import { didYouMean } from '../../diagnostic/nearest.ts';
import { readContent } from '../../host/read.ts';
import { writeOver } from '../../host/write.ts';
import { planEntries } from '../../scenario/lever-text.ts';
import { applySettings, planSettings } from '../../scenario/override.ts';
import { editPlan } from '../../scenario/plan-edit.ts';
import { readScenario } from '../../scenario/read.ts';
import { usage } from '../usage.ts';
import type { ServedFolder } from './folder.ts';
import type { SaveInput } from './tools.ts';

/** The plan written, and the levers it sets. */
export interface SavedPlan {
  readonly file: string;
  readonly plan: string;
  readonly label: string | null;
  readonly replaced: boolean;
  readonly set: Readonly<Record<string, string>>;
}

/**
 * Writes lever settings as a plan into a file below the folder; every other character of the file stays. Throws Faults
 * where nothing was written.
 */
export function savePlan(folder: ServedFolder, input: SaveInput): SavedPlan {
  const { file, name, label = null, plan = null, set = {}, replace = false } = input;
  if (folder.shipped(file) !== null)
    throw refused(
      `${file} is a shipped scenario, which nothing is written into`,
      `runway init --from ${file} copies it`,
    );
  const path = folder.writable(file);
  const content = readContent(path);
  if ('fault' in content) throw new Faults([content.fault]);
  const { text } = content;
  const scenario = scenarioOf(path, text);
  const plans = [...scenario.plans.keys()];
  if (plan !== null && !scenario.plans.has(plan))
    throw refused(`there is no plan "${plan}"${didYouMean(plan, plans)}`, `plans: ${plans.join(', ') || 'none'}`);
  const before = scenario.plans.get(name) ?? null;
  if (before !== null && !replace)
    throw refused(`there is a plan "${name}" already`, 'another name, or replace: true writes over it');
  const args = Object.entries(set).map(([lever, value]) => ({ name: 'set', text: `${lever}=${value}` }));
  const settings = applySettings(scenario, planSettings(scenario, plan), args);
  const after = editPlan(text, { kind: 'save', name, label, set: planEntries(scenario, settings, before) });
  if (after === null) throw refused('the plans of this file are written in a way that cannot be changed safely');
  const written = scenarioOf(path, after).plans.get(name)!;
  const outcome = after === text ? ({ kind: 'written' } as const) : writeOver(path, text, after);
  if (outcome.kind === 'failed') throw refused(outcome.why);
  if (outcome.kind === 'changed') throw refused(`${file} was changed meanwhile; it is as that left it`, 'ask again');
  const entries = planEntries(scenario, planSettings(scenarioOf(path, after), name), null);
  return {
    ...{ file, plan: name, label: written.label, replaced: before !== null },
    set: Object.fromEntries([...entries].map(([lever, value]) => [lever, value!])),
  };
}

function scenarioOf(name: string, text: string) {
  const { scenario, diagnostics } = readScenario({ name, text: text.replace(/^\ufeff/, '') });
  if (scenario === null) throw new Faults(diagnostics);
  return scenario;
}

const refused = (message: string, hint?: string): Faults => new Faults([usage(message, hint)]);
