import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../cli/captured.ts';

/** What the program tells where it runs from its source, which threads cannot be started from. */
const FROM_SOURCE = /^runway: one thread simulates, .*Cannot find module '.*thread\.js'.*\n/m;

/**
 * The commands of a page, run as a shell would run them in the repository, with the page's own scenarios as files, and
 * with those that they write themselves.
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
   * The lines that `runway …` prints: standard output, then standard error. Of `beginnings`, the first line that begins
   * so after the one before. Throws where the exit status is another, or no line begins so.
   */
  async answer(command: string, exit: number, beginnings?: readonly string[]): Promise<string[]> {
    const { status, stdout, stderr } = await this.run(command);
    if (status !== exit) throw new Error(`${command}: exit status ${status}, not ${exit}\n${stderr}`);
    // The thread of a crew is built into dist, and is not there beside the source: one thread gives the same answers.
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

  /** A projection without a folder lies beside the page's files. */
  private beside(word: string): string {
    return /^[^/]+\.frozen\.json$/.test(word) ? join(this.folder, word) : word;
  }

  /** Files of the page by the names that it gives them. */
  private named(text: string): string {
    for (const [name, path] of this.paths) text = text.replaceAll(path, name);
    // What was written beside them too.
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
