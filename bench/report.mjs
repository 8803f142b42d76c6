// Results as tables of medians and ratios.
import { median } from './rounds.mjs';

/** Medians of all figures, by contestant and name. */
export const medians = (results) =>
  new Map([...results].map(([name, figures]) => [name, new Map([...figures].map(([f, xs]) => [f, median(xs)]))]));

/** How a section's targets and limits were met: `{ text, bound, value, isMet }`. */
export function verdicts({ name, main, results, targets = [], limits = [] }) {
  const found = medians(results);
  const ratios = targets
    .filter(({ over }) => found.has(over))
    .map(({ of, over, ...bound }) => ({
      text: `${name}: ${of} over ${over}`,
      of,
      over,
      value: found.get(of).get(main) / found.get(over).get(main),
      bound,
    }));
  const absolutes = limits.map(({ of, figure, ...bound }) => ({
    text: `${name}: ${of}, ${figure}`,
    of,
    over: figure,
    value: found.get(of).get(figure),
    bound,
  }));
  return [...ratios, ...absolutes].map((verdict) => ({
    ...verdict,
    isMet: verdict.value <= (verdict.bound.atMost ?? Infinity) && verdict.value >= (verdict.bound.atLeast ?? -Infinity),
  }));
}

/** A section as lines: a contestant a row, medians, the range of the main figure, ratios. */
export function sectionLines({ name: section, load, title, notes = [], main, unit, results, over = [] }) {
  const found = medians(results);
  const figures = [...new Set([...found.values()].flatMap((row) => [...row.keys()]))];
  const bases = over.filter((name) => found.has(name));
  const header = [
    '',
    `${main}, ${unit}`,
    'least to most',
    ...figures.filter((f) => f !== main),
    ...bases.map((b) => `× ${b}`),
  ];
  const rows = [...found].map(([name, row]) => {
    const all = results.get(name).get(main);
    const others = figures.filter((f) => f !== main).map((f) => (row.has(f) ? number(row.get(f)) : ''));
    const ratios = bases.map((base) => number(row.get(main) / found.get(base).get(main)));
    return [
      name,
      number(row.get(main)),
      `${number(Math.min(...all))} - ${number(Math.max(...all))}`,
      ...others,
      ...ratios,
    ];
  });
  return [
    '',
    `${section}: ${title}; ${roundsOf(results, main)} rounds, load ${number(load)}`,
    ...table([header, ...rows]),
    ...notes.map((note) => `  ${note}`),
  ];
}

/** Targets and answers of all sections as lines. */
export function verdictLines(sections) {
  const targets = sections.flatMap(verdicts);
  const answers = sections.flatMap(({ answers = [] }) => answers);
  return [
    ...(targets.length === 0 ? [] : ['', 'Targets']),
    ...table(
      targets.map(({ text, bound, value, isMet }) => {
        return [text, number(value), limitText(bound), isMet ? 'met' : 'missed'];
      }),
    ),
    ...(answers.length === 0 ? [] : ['', 'Answers']),
    ...table(
      answers.map((answer) => {
        const { what, found, about, within } = answer;
        const expected = within === 0 ? `${number(about, 6)}` : `${number(about, 6)} ± ${number(within)}`;
        return [what, number(found, 6), expected, isRight(answer) ? 'right' : 'WRONG'];
      }),
    ),
  ];
}

const limitText = ({ atMost, atLeast }) => (atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`);

const roundsOf = (results, main) => [...results.values()][0].get(main).length;

/** All sections as one Markdown table, without the yardsticks' own rows. */
export function markdownLines(sections) {
  const rows = sections.flatMap((section) => {
    const { title, main, unit, results, over = [] } = section;
    const found = medians(results);
    const bases = over.filter((name) => found.has(name));
    const own = [...found].filter(([name]) => !/^(C|numpy|node -e)\b/.test(name));
    return own.map(([name, row], i) => {
      const others = [...row].filter(([figure]) => figure !== main).map(([figure, x]) => `${figure} ${number(x)}`);
      const ratios = bases
        .filter((base) => base !== name)
        .map((base) => `${number(row.get(main) / found.get(base).get(main))} × ${base}`);
      const targets = verdicts(section)
        .filter(({ of }) => of === name)
        .map(({ over, bound, isMet }) => `${limitText(bound)} ${over}: ${isMet ? 'met' : 'missed'}`);
      const median = `${number(row.get(main))} ${unit}`;
      return [i === 0 ? title : '', name, median, others.join(', '), ratios.join(', '), targets.join('; ')];
    });
  });
  const header = ['measured', 'what', 'median', 'of it, or beside it', 'ratios', 'target'];
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

export const isRight = ({ found, about, within }) => Math.abs(found - about) <= within;

function number(x, digits = 3) {
  if (Math.abs(x) >= 10 ** digits) return Math.round(x).toLocaleString('en');
  return String(Number(x.toPrecision(digits)));
}

/** Rows in columns, the first to the left, the others to the right. */
function table(rows) {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows.map((row) =>
    `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i] + 2))).join('')}`.trimEnd(),
  );
}
