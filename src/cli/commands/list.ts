import { Faults } from '../../diagnostic/diagnostic.ts';
import { formatMonth } from '../../formula/month.ts';
import { readSource } from '../../host/read.ts';
import { shippedFiles } from '../../host/shipped.ts';
import { notes, type Section } from '../../report/page.ts';
import { cell, type Table } from '../../report/table.ts';
import { readScenario } from '../../scenario/read.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { printJson, printPage } from '../print.ts';

/** A shipped scenario: name and description. */
interface Listed {
  readonly name: string;
  readonly path: string;
  readonly scenario: Scenario;
}

/** `list`: the shipped scenarios. */
export function list(io: Io, { json = false }: { readonly json?: boolean }): number {
  const all = shippedFiles().map(({ name, path }): Listed => {
    const { scenario, diagnostics } = readScenario(readSource(path));
    if (scenario === null) throw new Faults(diagnostics);
    return { name, path, scenario };
  });
  if (json) printJson(io, { format: 1, command: 'list', scenarios: all.map(listedJson) });
  else printPage(io, 'table', sections(all));
  return EXIT.done;
}

const listedJson = ({ name, path, scenario }: Listed): object => ({
  name,
  file: path,
  title: scenario.name,
  description: scenario.description,
  start: formatMonth(scenario.start),
  months: scenario.months,
});

function sections(all: readonly Listed[]): Section[] {
  if (all.length === 0) return [notes({ text: 'No scenario is shipped with this program.', role: 'muted' })];
  const table: Table = {
    columns: [
      { key: 'name', title: 'Name', align: 'left' },
      { key: 'title', title: 'Scenario', align: 'left' },
    ],
    rows: all.map(({ name, scenario }) => [cell(name), cell(scenario.name ?? '')]),
  };
  const { name } = all[0]!;
  const how = `A name stands wherever a file does: runway ${name}. A copy of your own: runway init --from ${name}`;
  return [{ kind: 'table', title: null, table, notes: [] }, notes({ text: how, role: 'muted' })];
}
