import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../cli/captured.ts';

/** The program's message where it runs from its source, from which no threads can be started. */
const FROM_SOURCE = /^runway: one thread simulates, .*Cannot find module '.*thread\.js'.*\n/m;

/**
 * Runs the commands of a page as a shell would in the repository, with the page's scenarios as files beside those that
 * the commands write.
 */
export class Commands {
  private readonly folder = mkdtempSync(join(tmpdir(), 'runway-docs-'));
  private readonly paths = new Map<string, string>();

  constructor(files: ReadonlyMap<string, string>, created: readonly string[] = []) {
    for (const name of created) this.paths.set(name, join(this.folder, name));
    for (const [name, text] of files) {
      const path = join(this.folder, name);
      writeFileSync(path, text);
      this.paths.set(name, path);
    }
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }

  /**
   * The lines that `runway …` prints, standard output before standard error. With `beginnings`, for each of them the
   * first line, after the one before, that begins so. Throws where the exit status is not `exit`, or no line begins so.
   */
  async answer(command: string, exit: number, beginnings?: readonly string[]): Promise<string[]> {
    const { status, stdout, stderr } = await this.run(command);
    if (status !== exit) throw new Error(`${command}: exit status ${status}, not ${exit}\n${stderr}`);
    // The message that threads are missing is dropped: they are built into dist alone, and one thread answers the same.
    const told = stderr.replace(/^runway: one thread simulates, which takes longer: .*\n/m, '');
    const lines = (stdout + told)
      .trimEnd()
      .split('\n')
      .map((line) => line.trimEnd());
    if (beginnings === undefined) return lines;
    let from = 0;
    return beginnings.map((beginning) => {
      const at = lines.findIndex((line, i) => i >= from && line.trimStart().startsWith(beginning));
      if (at === -1) throw new Error(`${command}: no line begins with "${beginning}"`);
      from = at + 1;
      return lines[at]!;
    });
  }

  async run(command: string): ReturnType<typeof runCli> {
    const [program, ...words] = wordsOf(command);
    if (program !== 'runway') throw new Error(`${command}: only runway is run`);
    const outcome = await runCli(words.map((word) => this.paths.get(word) ?? this.beside(word)));
    return {
      ...outcome,
      stdout: this.named(outcome.stdout),
      stderr: this.named(outcome.stderr.replace(FROM_SOURCE, '')),
    };
  }

  /** The path of a projection: without a folder of its own it lies in the folder of the page's files. */
  private beside(word: string): string {
    return /^[^/]+\.frozen\.json$/.test(word) ? join(this.folder, word) : word;
  }

  /** The text with the paths of the page's files replaced by the names that the page gives them. */
  private named(text: string): string {
    for (const [name, path] of this.paths) text = text.replaceAll(path, name);
    // Files that commands wrote beside them lose their folder too.
    return text.replaceAll(join(this.folder, '/'), '');
  }
}

/** The words of a command: quotes keep blanks, `*.yaml` stands for the files of its folder, `#` begins a comment. */
function wordsOf(command: string): string[] {
  const words = [...command.matchAll(/(?:^|(?<=\s))#.*$|'([^']*)'|"([^"]*)"|(\S+)/g)];
  return words.flatMap(([whole, single, double, bare]) => {
    if (bare === undefined) return whole.startsWith('#') ? [] : [single ?? double ?? ''];
    const [, folder] = /^(\w+)\/\*\.yaml$/.exec(bare) ?? [];
    if (folder === undefined) return [bare];
    return readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .sort()
      .map((file) => `${folder}/${file}`);
  });
}
