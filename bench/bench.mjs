// How fast the program is, by itself and beside C and numpy: npm run bench -- [--rounds N] [--anchors DIR] [--only A,B]
// [--json FILE] [--markdown FILE]. What is compared runs in turn; medians of the rounds are printed, with the load of
// the machine. Exit status 1 where an answer is wrong.
import { existsSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, type } from 'node:os';
import { parseArgs } from 'node:util';
import { analysis } from './analysis.mjs';
import { openAnchors } from './anchors.mjs';
import { assertions } from './assertions.mjs';
import { bundleEngine, temporaryFolder } from './bundle.mjs';
import { cold, grid, path } from './cases.mjs';
import { watchWorker } from './crunch.mjs';
import { growth, startUp } from './processes.mjs';
import { explain, rescue, sensitivity } from './questions.mjs';
import { isRight, markdownLines, medians, sectionLines, verdictLines, verdicts } from './report.mjs';
import { sameC } from './same-c.mjs';
import { firstFrame, held, keys, rest } from './screen.mjs';
import { settings } from './settings.mjs';
import { studies } from './studies.mjs';
import { crew, crunch, shipped, whatIf } from './worlds.mjs';

const SECTIONS = {
  ...{
    crunch,
    crew,
    c: sameC,
    assertions,
    whatif: whatIf,
    settings,
    grid,
    analysis,
    path,
    cold,
    shipped,
    rescue,
    explain,
    sensitivity,
    growth,
  },
  startup: startUp,
  ...{ screen: keys, studies, 'first-frame': firstFrame, rest, memory: held },
};

const options = readOptions();
const folder = temporaryFolder();
const { file: engineFile, engine, thread } = await bundleEngine(folder);
const anchors = await openAnchors(options.anchors, folder);
const spent = watchWorker(engine);
const machine = `${cpus()[0].model} × ${cpus().length}, ${type()}, Node ${process.version}`;
console.log(`${machine}; medians of rounds in turn, after warm-up`);
for (const line of anchors.told) console.error(`bench: ${line}`);

const sections = [];
for (const name of options.only) {
  const found = await SECTIONS[name]({ folder, engine, engineFile, thread, anchors, spent, rounds: options.rounds });
  const section = { name, load: loadavg()[0], ...found };
  sections.push(section);
  console.log(sectionLines(section).join('\n'));
}
console.log(verdictLines(sections).join('\n'));
if (options.markdown !== undefined) writeFileSync(options.markdown, `${markdownLines(sections).join('\n')}\n`);
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(asData(), null, 1)}\n`);
if (!sections.flatMap(({ answers = [] }) => answers).every(isRight)) process.exitCode = 1;

function readOptions() {
  const values = readArguments();
  const names = Object.keys(SECTIONS);
  const only = values.only?.split(',') ?? names;
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) stop(`no measurement "${unknown[0]}"; there are ${names.join(', ')}`);
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) stop(`--rounds is a whole number from 1, not "${values.rounds}"`);
  if (values.anchors !== undefined && !existsSync(values.anchors)) stop(`there is no folder ${values.anchors}`);
  return { ...values, rounds, only };
}

function readArguments() {
  const text = { type: 'string' };
  const options = { rounds: { ...text, default: '5' }, anchors: text, only: text, json: text, markdown: text };
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return stop(error.message);
  }
}

function stop(message) {
  console.error(`bench: ${message}`);
  process.exit(2);
}

function asData() {
  const plain = (map) => Object.fromEntries([...map].map(([name, x]) => [name, x instanceof Map ? plain(x) : x]));
  return {
    machine,
    date: new Date().toISOString(),
    rounds: options.rounds,
    yardsticks: anchors.told,
    sections: sections.map((section) => ({
      name: section.name,
      title: section.title,
      load: section.load,
      unit: section.unit,
      main: section.main,
      medians: plain(medians(section.results)),
      numbers: plain(section.results),
      targets: verdicts(section),
      answers: (section.answers ?? []).map((answer) => ({ ...answer, isRight: isRight(answer) })),
    })),
  };
}
