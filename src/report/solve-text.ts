import { numberText } from '../analysis/grid.ts';
import type { Least, TriedValue } from '../analysis/solve.ts';
import type { Role } from '../chart/cells.ts';
import type { Glyphs } from '../chart/glyphs.ts';
import { amount, grouped, money, months, percent } from '../chart/money.ts';
import { plainText } from '../chart/text.ts';
import { monthName } from '../formula/month.ts';
import { measureOf } from '../scenario/figure.ts';
import type { HeadlineAnswer } from './headline.ts';
import { odds } from './odds.ts';
import { overrideSection } from './overrides.ts';
import { notes, type Section } from './page.ts';
import { titleSection } from './run-page.ts';
import type { Solved } from './solve-json.ts';
import { shareText, targetText, worldsLine } from './target-words.ts';
import { calledBy } from './words.ts';
import { worldCount } from './worlds-headline.ts';

/** The page of `solve`. */
export function solveText(answer: Solved, glyphs: Glyphs): Section[] {
  const { scenario, settings, solution } = answer;
  const { varied } = solution;
  const label = plainText(labelOf(answer));
  const name = label === varied.name ? label : `${label} (${varied.name})`;
  const question = `What ${name} must be for ${targetText(answer)}`;
  return [
    titleSection(scenario, [worldsLine(answer)]),
    overrideSection(scenario, settings, glyphs),
    notes({ text: question, role: 'title' }),
    { kind: 'answers', answers: answers(answer) },
    notes({ text: triedWords(answer), role: 'muted' }),
  ];
}

function labelOf({ scenario, solution: { varied } }: Solved): string {
  const { name, kind } = varied;
  if (kind === 'lever') return calledBy(scenario.levers.get(name)!);
  return kind === 'assumption' ? calledBy(scenario.assumptions.get(name)!) : calledBy(scenario.funding.get(name)!);
}

const valueText = ({ solution: { varied } }: Solved, value: number): string => numberText(value, varied.isShare);

function answers(answer: Solved): HeadlineAnswer[] {
  const { solution } = answer;
  const { now, holds, least, onStep, varied } = solution;
  const isBase = answer.worlds === null;
  const value = (x: number): string => valueText(answer, x);
  const found = (label: string, one: Least): HeadlineAnswer => ({
    label,
    text:
      one.value === varied.now
        ? 'none is needed'
        : isBase
          ? value(one.value)
          : `${value(one.value)}: ${shareText(one, isBase)}${one === onStep && isSameDoubt(least, one) ? '' : unsureWords(answer, one)}`,
    role: 'good',
  });
  const stretches = holds.map(({ from, to }) =>
    from === to ? `at ${value(from)}` : `from ${value(from)} to ${value(to)}`,
  );
  const ends = holds.some(({ from, to }) => from === varied.from || to === varied.to) ? endWords(answer) : '';
  return [
    { label: 'Now', text: nowWords(answer), role: now.holds ? 'good' : 'plain' },
    ...(holds.length === 0 ? [noneAnswer(answer)] : []),
    ...(least === null ? [] : [found('Least change', least)]),
    ...(onStep === null || onStep.value === least?.value ? [] : [found('On a step', onStep)]),
    ...(holds.length === 0 ? [] : [{ label: 'It holds', text: stretches.join(', ') + ends, role: 'plain' as Role }]),
    ...(holds.length > 0 && varied.kind === 'lever' ? [decisionAnswer(answer)] : []),
    ...(isSame(solution.tried) ? [] : [orderAnswer(answer)]),
  ];
}

/** Says where the target holds up to an end of the range tried: it may hold beyond. */
function endWords({ solution: { varied, holds } }: Solved): string {
  const isLow = holds[0]!.from === varied.from;
  const isHigh = holds.at(-1)!.to === varied.to;
  if (isLow && isHigh) return holds.length === 1 ? ', all of the range' : ', to both ends of the range';
  return isHigh ? ', where the range ends' : '; the range begins there';
}

function nowWords(answer: Solved): string {
  const { now, varied } = answer.solution;
  const value =
    varied.now === null
      ? 'no one value'
      : `${valueText(answer, varied.now)}${varied.isDrawn ? ', the median of what is drawn' : ''}`;
  const verdict = now.holds ? 'it holds as it stands' : 'it does not hold';
  return answer.worlds === null ? `${value}: ${verdict}` : `${value}: ${shareText(now, false)}, ${verdict}`;
}

/** Whether the same doubtful values are printed already. */
const isSameDoubt = (told: Least | null, { unsure }: Least): boolean =>
  told?.unsure?.from === unsure?.from && told?.unsure?.to === unsure?.to;

function unsureWords(answer: Solved, { unsure }: Least): string {
  if (unsure === null) return '';
  const [from, to] = [unsure.from, unsure.to].map((x) => valueText(answer, Number(x.toPrecision(4))));
  const where = from === to ? `At ${from}` : `From ${from} to ${to}`;
  return `. ${where} the interval has the target in it: more worlds tell.`;
}

function noneAnswer(answer: Solved): HeadlineAnswer {
  const { best, varied } = answer.solution;
  const { tried, isStopped } = answer.solution;
  const range = `from ${valueText(answer, varied.from)} to ${valueText(answer, isStopped ? tried.at(-1)!.value : varied.to)}`;
  return { label: 'Least change', text: `nothing tried ${range} reaches it; ${bestWords(answer, best!)}`, role: 'bad' };
}

function bestWords(answer: Solved, best: TriedValue): string {
  const { held, scenario, solution, worlds } = answer;
  const isFlat = isSame(solution.tried);
  const at = isFlat ? 'all are as near' : `the nearest is ${valueText(answer, best.value)}`;
  if (worlds !== null)
    return isFlat ? `at each it is ${shareText(best, false)}` : `${at}, with ${shareText(best, false)}`;
  if (best.gap === null || !Number.isFinite(best.gap)) return 'none has a value to be near with';
  const { unit } = measureOf(scenario, held!.target);
  const { gap } = best;
  const text = unit === 'money' ? money(gap, scenario.currency) : unit === 'share' ? percent(gap) : months(gap);
  return `${at}, ${text} away`;
}

/** The lever's first month, and the month in which it must be decided for that. */
function decisionAnswer({ scenario, settings, solution: { varied } }: Solved): HeadlineAnswer {
  const { delay } = scenario.levers.get(varied.name)!;
  const { from, until } = settings.get(varied.name)!;
  const span = `from ${monthName(from)}${until === null ? '' : ` to ${monthName(until)}`}`;
  const late = from - delay < scenario.start ? ', which is past' : '';
  const decide = delay === 0 ? '' : `; decided by ${monthName(from - delay)}${late}`;
  return { label: 'In force', text: `${span}${decide}`, role: 'plain' };
}

const isSame = (tried: readonly TriedValue[]): boolean =>
  tried.every(({ share, gap }) => share === tried[0]!.share && gap === tried[0]!.gap);

/** Whether more of the value is better, less is better, or neither. */
function orderAnswer(answer: Solved): HeadlineAnswer {
  const { tried, isMonotone, holds, isStopped } = answer.solution;
  const [first, last] = [tried[0]!.share, tried.at(-1)!.share];
  const label = 'In order';
  if (answer.worlds === null) {
    const many = holds.length > 1 ? 'no: it holds in parts of the range' : 'no: it holds at neither end of the range';
    return isMonotone
      ? { label, text: 'yes, as far as was tried', role: 'muted' }
      : { label, text: many, role: 'warn' };
  }
  const way = first < last ? 'rises' : first > last ? 'falls' : 'stays';
  const where = isStopped ? 'as far as was tried' : 'throughout';
  if (isMonotone) return { label, text: `yes, the share ${way} ${where}`, role: 'muted' };
  const [low, high] = [-1, 1].map((sign) => tried.reduce((a, b) => (sign * (b.share - a.share) > 0 ? b : a)));
  const at = (one: TriedValue): string => `${odds(one.share)} at ${valueText(answer, one.value)}`;
  return { label, text: `no, the share rises and falls: lowest ${at(low!)}, highest ${at(high!)}`, role: 'warn' };
}

function triedWords(answer: Solved): string {
  const { tried, cell, tolerance, varied, isStopped } = answer.solution;
  const worlds = answer.worlds === null ? '' : `; ${worldCount(answer.simulated)} in all`;
  const many = `${grouped(tried.length)} values tried, at most ${varied.isShare ? percent(cell) : amount(cell)} apart`;
  if (isStopped) {
    const last = valueText(answer, tried.at(-1)!.value);
    return `Stopped: ${many}, from the lowest to ${last}${worlds}. Whether it holds beyond was not seen, nor what is narrower.`;
  }
  return `${many}; ends to within ${valueText(answer, tolerance)}${worlds}. What is narrower than that was not seen.`;
}
