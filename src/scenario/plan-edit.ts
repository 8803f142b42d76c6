import { isMap, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { readDocument } from './document.ts';
import { toPlain } from './located.ts';
import { type Fresh, isEmpty, linesOf, pairOf, YamlEdit } from './yaml-edit.ts';

/** One change of one plan of a file. */
export type PlanEdit =
  /** Writes the plan's levers. A plan of that name keeps its other keys, and each entry whose text is null. */
  | {
      readonly kind: 'save';
      readonly name: string;
      /** The label of a new plan; null: it has none. */
      readonly label: string | null;
      readonly set: ReadonlyMap<string, string | null>;
    }
  /** Gives the plan `from` another name. A label is written where the plan has one or `label` is not null. */
  | { readonly kind: 'rename'; readonly from: string; readonly name: string; readonly label: string | null }
  | { readonly kind: 'remove'; readonly name: string };

/** Longest line, in columns, that is written in braces; longer ones are broken up where the file's style allows it. */
const LONGEST_LINE = 120;

/**
 * The file's text with one plan changed, and every other character as it was: comments, order, quotes, indentation,
 * line ends. Null where its layout does not allow that, such as a plan that others repeat by alias.
 */
export function editPlan(text: string, edit: PlanEdit): string | null {
  const before = readDocument({ name: '', text });
  if (before.root?.kind !== 'map') return null;
  const expected = edited(toPlain(before.root) as Plain, edit);
  const changed = expected === null ? null : stepsOf(toPlain(before.root) as Plain, edit).reduce(applied, text);
  if (changed === null) return null;
  const after = readDocument({ name: '', text: changed });
  if (after.diagnostics.length > 0 || after.root === null) return null;
  return JSON.stringify(withoutNoPlans(toPlain(after.root) as Plain)) === JSON.stringify(withoutNoPlans(expected!))
    ? changed
    : null;
}

type Plain = Record<string, unknown>;

/** An empty section, without a prototype, since a lever may be called `constructor`. */
const NOTHING: Plain = Object.create(null);

/** The file's values after the change, which the changed text must read as; null where there is no such plan. */
function edited(file: Plain, edit: PlanEdit): Plain | null {
  const plans = Object.entries((file.plans || NOTHING) as Record<string, Plain>);
  const name = edit.kind === 'rename' ? edit.from : edit.name;
  const at = plans.findIndex(([other]) => other === name);
  if (at === -1 && edit.kind !== 'save') return null;
  const plan = plans[at]?.[1];
  if (edit.kind === 'remove') plans.splice(at, 1);
  else if (edit.kind === 'rename') {
    const label = edit.label ?? (plan!.label === undefined ? null : edit.name);
    const rest = label === null || plan!.label !== undefined ? plan! : { label, ...plan };
    plans[at] = [edit.name, label === null ? rest : { ...rest, label }];
  } else {
    const old = (plan?.set || NOTHING) as Record<string, string>;
    const kept = Object.entries(old).filter(([lever]) => edit.set.has(lever));
    const added = [...edit.set].filter(([lever]) => !Object.hasOwn(old, lever));
    const set = Object.fromEntries([...kept, ...added].map(([lever, was]) => [lever, edit.set.get(lever) ?? was]));
    if (plan !== undefined) plans[at] = [name, { ...plan, set }];
    else plans.push([name, edit.label === null ? { set } : { label: edit.label, set }]);
  }
  return { ...file, plans: Object.fromEntries(plans) };
}

/** The file without its section `plans` where that is empty, so that an empty one compares equal to none. */
function withoutNoPlans(file: Plain): Plain {
  const { plans, ...rest } = file;
  return typeof plans === 'object' && plans !== null && Object.keys(plans).length > 0 ? { ...rest, plans } : rest;
}

/** One change of the text, at one place: an edit is made of several. */
type Step =
  | { readonly kind: 'add'; readonly plan: PlanEdit & { kind: 'save' } }
  | { readonly kind: 'remove'; readonly name: string }
  | { readonly kind: 'key'; readonly from: string; readonly name: string }
  | { readonly kind: 'label'; readonly plan: string; readonly label: string }
  | { readonly kind: 'set'; readonly plan: string; readonly lever: string; readonly text: string | null };

function stepsOf(file: Plain, edit: PlanEdit): Step[] {
  if (edit.kind === 'remove') return [edit];
  const plans = (file.plans || NOTHING) as Record<string, Plain>;
  if (edit.kind === 'rename') {
    const label = edit.label ?? (plans[edit.from]?.label === undefined ? null : edit.name);
    const key: Step = { kind: 'key', from: edit.from, name: edit.name };
    return label === null ? [key] : [{ kind: 'label', plan: edit.from, label }, key];
  }
  const plan = plans[edit.name];
  if (plan === undefined) return [{ kind: 'add', plan: edit }];
  const written = [...edit.set].filter(([, text]) => text !== null);
  const gone = Object.keys((plan.set || NOTHING) as Plain).filter((lever) => !edit.set.has(lever));
  const set = (lever: string, text: string | null): Step => ({ kind: 'set', plan: edit.name, lever, text });
  return [...written.map(([lever, text]) => set(lever, text)), ...gone.map((lever) => set(lever, null))];
}

function applied(text: string | null, step: Step): string | null {
  if (text === null) return null;
  const { contents } = parseDocument(text, { schema: 'failsafe', version: '1.2', uniqueKeys: false });
  return isMap(contents) ? new PlanEditor(text, contents).apply(step) : null;
}

/** Applies one step to a text that was parsed for it. */
class PlanEditor {
  private readonly edit: YamlEdit;
  /** Blanks that one level is indented by. */
  private readonly unit: string;

  constructor(
    text: string,
    private readonly root: YAMLMap,
  ) {
    this.edit = new YamlEdit(text);
    const nested = root.items.find(({ value }) => isMap(value) && !value.flow && value.items.length > 0);
    const deeper = nested === undefined ? '' : this.edit.indentOf(nested.value as YAMLMap);
    const steps = deeper.length - (root.flow ? 0 : this.edit.indentOf(root).length);
    this.unit = ' '.repeat(steps > 0 ? steps : 2);
  }

  /** The text after the step; null where the file's layout does not allow it. */
  apply(step: Step): string | null {
    const section = pairOf(this.root, 'plans');
    const plans = isMap(section?.value) ? section.value : null;
    if (section !== undefined && plans === null && !isEmpty(section)) return null;
    if (step.kind === 'add') this.add(section, step.plan);
    else {
      const name = step.kind === 'remove' ? step.name : step.kind === 'key' ? step.from : step.plan;
      const plan = plans === null ? undefined : pairOf(plans, name);
      if (plan === undefined) return null;
      if (step.kind === 'remove') this.remove(section!, plans!, plan);
      else if (step.kind === 'key') this.edit.setKey(plan, step.name);
      else if (!isMap(plan.value)) return null;
      else if (step.kind === 'label') this.label(plan.value, step.label);
      else if (!this.set(plan.value, step.lever, step.text)) return null;
    }
    return this.edit.result();
  }

  private add(section: Pair | undefined, plan: PlanEdit & { kind: 'save' }): void {
    const root = this.root.flow ? '' : this.edit.indentOf(this.root);
    const last = isMap(section?.value) ? section.value.items.at(-1) : undefined;
    const model = isMap(last?.value) ? last.value : null;
    const fresh = this.freshPlan(plan, model, last === undefined ? root + this.unit : this.edit.indentAt(last));
    if (section !== undefined) this.edit.addLast(section, root + this.unit, plan.name, fresh);
    else if (this.root.flow) this.edit.addToFlow(this.root, `plans: {${plan.name}: ${fresh.flow}}`);
    else this.addSection(root, plan.name, fresh);
  }

  /** Adds the section `plans` with one plan at the end of the file, after an empty line. */
  private addSection(root: string, name: string, fresh: Fresh): void {
    const { text, eol } = this.edit;
    const lines = [`${root}plans:`, ...linesOf(name, fresh, root + this.unit)];
    const marker = /(?<=\n)\.\.\.(?=\s|$)/.exec(text)?.index;
    const at = marker ?? text.length;
    const isEnded = text[at - 1] === '\n';
    this.edit.replace(at, at, (isEnded ? '' : eol) + eol + lines.join(eol) + (isEnded ? eol : ''));
  }

  /** The text of a new plan, laid out as `model`, the last plan of the file; null where the file has none. */
  private freshPlan(plan: PlanEdit & { kind: 'save' }, model: YAMLMap | null, indent: string): Fresh {
    const set = [...plan.set].map(([lever, text]) => `${lever}: ${text}`);
    const label = plan.label === null ? [] : [`label: ${scalarText(plan.label)}`];
    const braced = `{${set.join(', ')}}`;
    const flow = `{${[...label, `set: ${braced}`].join(', ')}}`;
    if (model?.flow && `${indent}${plan.name}: ${flow}`.length <= LONGEST_LINE) return { flow, block: null };
    const modelSet = model === null ? undefined : pairOf(model, 'set');
    const below = isMap(modelSet?.value) && !modelSet.value.flow ? modelSet.value : null;
    const inner = model === null || model.flow ? indent + this.unit : this.edit.indentOf(model);
    const deeper = below === null ? inner + this.unit : this.edit.indentOf(below);
    const line = `${inner}set: ${braced}`;
    const isOneLine = set.length === 0 || (below === null && line.length <= LONGEST_LINE);
    const block = [
      ...label.map((entry) => inner + entry),
      ...(isOneLine ? [line] : [`${inner}set:`, ...set.map((entry) => deeper + entry)]),
    ];
    return { flow, block };
  }

  /** Removes a plan; with the only one also the section, where that has neither comment nor anchor. */
  private remove(section: Pair, plans: YAMLMap, plan: Pair): void {
    const { edit } = this;
    if (plans.flow || plans.items.length > 1) {
      edit.remove(plans, plan);
      return;
    }
    const end = edit.extentEnd(plan);
    const start = edit.lineStart(edit.startOf(section));
    const first = edit.lineStart(edit.startOf(plan));
    const isPure = /^ *plans:[ \t]*\r?\n$/.test(edit.text.slice(start, first));
    const isLast = edit.text.slice(end).trim() === '' || /^\s*\.\.\.\s*$/.test(edit.text.slice(end));
    const whole = isLast && edit.isBlankBefore(section) ? edit.lineStart(start - 1) : start;
    edit.removeLines(isPure ? whole : first, end);
  }

  private label(plan: YAMLMap, label: string): void {
    const pair = pairOf(plan, 'label');
    if (pair === undefined) this.edit.addFirst(plan, 'label', scalarText(label));
    else this.edit.setScalar(pair, scalarText(label));
  }

  /** Writes one entry of the plan's `set`, or removes it where the text is null; false where the layout prevents it. */
  private set(plan: YAMLMap, lever: string, text: string | null): boolean {
    const pair = pairOf(plan, 'set');
    if (pair === undefined || !isMap(pair.value)) return false;
    const entry = pairOf(pair.value, lever);
    if (text === null) {
      if (entry === undefined) return false;
      if (pair.value.flow || pair.value.items.length > 1) this.edit.remove(pair.value, entry);
      else this.edit.replace(this.edit.afterColon(pair), this.edit.contentEnd(pair), ' {}');
    } else if (entry === undefined) this.edit.addLast(pair, '', lever, { flow: text, block: null });
    else this.edit.setScalar(entry, text);
    return true;
  }
}

/** A text as a YAML scalar, in quotes where a reader could take it for anything but that text. */
const scalarText = (text: string): string =>
  /^[A-Za-z\p{L}][^:#,[\]{}"'\\\p{C}]*$/u.test(text) &&
  text === text.trim() &&
  !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);
