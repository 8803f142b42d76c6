import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Commands } from './commands.ts';
import { fileTables } from './file-tables.ts';
import { errorGallery } from './gallery.ts';
import { initSession } from './init-session.ts';
import { shippedStory } from './shipped-story.ts';
import { functionTable, keyTable, measureTables, settingsTable, wordTable } from './tables.ts';
import { pictureOf, Tourist } from './visitor.ts';

/**
 * By NAME the maker of the text between `<!-- made: NAME -->` and `<!-- /made -->` in a page, from the program's
 * tables.
 */
export const MADE: Readonly<Record<string, () => string | Promise<string>>> = {
  init: initSession,
  keys: keyTable,
  settings: settingsTable,
  words: wordTable,
  functions: functionTable,
  measures: measureTables,
  file: fileTables,
  errors: errorGallery,
  story: shippedStory,
};

const MADE_PART = /(<!-- made: (\w+) -->\n)[\s\S]*?(<!-- \/made -->\n)/g;
/** A scenario, or a file of a bank, that the commands after it on the page can be given, by its name. */
const FILE_PART = /<!-- file: (\S+) -->\n```(?:yaml|csv)\n([\s\S]*?)```\n/g;
/** The name of a file that a command of the page writes. */
const NEW_PART = /<!-- new: (\S+) -->\n/g;
/**
 * Commands, each after `$`, with what is printed: all of it, or the lines of which the beginnings are given, each the
 * first after the one before.
 */
const CONSOLE_PART = /((?:<!-- (?:exit (\d+))?(?:, )?(?:shown: ([^\n]+?))? -->\n)?```console\n)([\s\S]*?)(```\n)/g;
/** A picture of the screen; the size and the keys that lead to it; of two files where it names another. */
const PICTURE_PART = /(<!-- (\d+) by (\d+)(?:, beside (\S+))?: ([^\n]*) -->\n```text\n)[^`]*(```\n)/g;
/** A step of the tour: keys in the summary, and in the block the screen after them, or how they change the file. */
const STEP_PART = /(<details><summary>([^\n]*)<\/summary>\n\n```(text|diff)\n)[^`]*(```\n)/g;

export const ROOT = join(import.meta.dirname, '../..');
export const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

/** The scenarios of a page, by the names that it gives them. */
export const filesIn = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(FILE_PART)].map(([, name, yaml]) => [name!, yaml!]));

/** The names of the files that the commands of a page write. */
export const newIn = (text: string): string[] => [...text.matchAll(NEW_PART)].map(([, name]) => name!);

/** The page with every part that the program makes made anew: the same text, unless a part is stale. */
export async function madeAnew(page: string): Promise<string> {
  let text = read(page);
  text = await replaced(text, MADE_PART, async ([, head, name, tail]) => {
    const make = MADE[name!];
    if (make === undefined)
      throw new Error(`${page}: nothing makes "${name}"; there are ${Object.keys(MADE).join(', ')}`);
    return `${head}${await make()}\n${tail}`;
  });
  const commands = new Commands(filesIn(text), newIn(text));
  try {
    text = await replaced(text, CONSOLE_PART, async ([, head, exit, shown, block, tail]) => {
      const said: string[] = [];
      for (const line of block!.split('\n').filter((one) => one.startsWith('$ '))) {
        said.push(line, ...(await commands.answer(line.slice(2), Number(exit ?? 0), shown?.split(' | '))));
      }
      return `${head}${said.map((line) => `${line}\n`).join('')}${tail}`;
    });
  } finally {
    commands.close();
  }
  text = await replaced(
    text,
    PICTURE_PART,
    async ([, head, columns, rows, beside, keys, tail]) =>
      `${head}${await pictureOf({ columns: Number(columns), rows: Number(rows) }, keys!, beside)}${tail}`,
  );
  let tourist: Tourist | null = null;
  return replaced(text, STEP_PART, async ([, head, keys, kind, tail]) => {
    tourist ??= new Tourist();
    return `${head}${await tourist.step(keys!, kind as 'text' | 'diff')}${tail}`;
  });
}

/** The first lines of pictures, answers and tables in the page that no maker makes. */
export function unmade(text: string): string[] {
  const rest = [MADE_PART, CONSOLE_PART, PICTURE_PART, STEP_PART].reduce((left, part) => left.replace(part, ''), text);
  return rest.match(/^```(?:text|diff|console)$|^<!-- \/?made.*$/gm) ?? [];
}

/** The NAMEs of the parts made from tables in the page. */
export const madeIn = (text: string): string[] => [...text.matchAll(MADE_PART)].map(([, , name]) => name!);

/** The text with each match replaced, one after the other, since a replacement may depend on those before. */
async function replaced(
  text: string,
  pattern: RegExp,
  make: (match: RegExpMatchArray) => string | Promise<string>,
): Promise<string> {
  const parts: string[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push(text.slice(end, match.index), await make(match));
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end)].join('');
}
