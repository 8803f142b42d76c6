import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LanguageServer } from './language-server.ts';

interface Told {
  readonly uri: string;
  readonly diagnostics: readonly { readonly message: string; readonly range: { readonly start: At } }[];
}

interface At {
  readonly line: number;
  readonly character: number;
}

const FILE = 'stability-ai-2023-10.yaml';
const SHIPPED = readFileSync(join('scenarios', FILE), 'utf8');

let server: LanguageServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runway-language-'));
  cpSync('scenarios/schema.json', join(folder, 'schema.json'));
  server = await LanguageServer.started();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;

/** Where the words stand in the text for the first time, behind `after` where that is given. */
function at(text: string, words: string, after = ''): At {
  const before = text.slice(0, text.indexOf(words, text.indexOf(after)) + words.length).split('\n');
  return { line: before.length - 1, character: before.at(-1)!.length };
}

/** The server's faults of a text under that file name. */
async function opened(name: string, text: string): Promise<Told['diagnostics']> {
  server.open(uriOf(name), text);
  const told = await server.until<Told>('textDocument/publishDiagnostics', ({ uri }) => uri === uriOf(name));
  return told.diagnostics;
}

/** yaml-language-server 1.25 with the shipped schema, named in the first line of a file. */
describe('an editor', () => {
  test('finds nothing wrong with a shipped file', async () => {
    expect(await opened(FILE, SHIPPED)).toEqual([]);
  });

  test('marks a wrong key and a wrong word where they stand', async () => {
    const wrong = SHIPPED.replace('\nmonths: ', '\nmonth: ').replace('then: suspend', 'then: sue');
    const diagnostics = await opened('wrong.yaml', wrong);
    const told = diagnostics.map(({ message, range }) => ({ message, line: range.start.line }));
    told.sort((a, b) => a.line - b.line);
    expect(told).toEqual([
      { message: 'Property month is not allowed.', line: at(wrong, '\nmonth:').line },
      { message: 'Value is not accepted. Valid values: "suspend", "petition", "call".', line: at(wrong, 'sue').line },
    ]);
  });

  test('explains a key, with an example', async () => {
    const position = at(SHIPPED, '\n    delay', 'levers:');
    const params = { textDocument: { uri: uriOf(FILE) }, position };
    const hover = (await server.ask('textDocument/hover', params)) as { contents: { value: string } };
    expect(hover.contents.value).toContain('Months between deciding and `from`. Default 0.');
    expect(hover.contents.value).toMatch(/Example:\s+```yaml\s+2\s/);
  });

  test('completes keys, the words that a key takes, and its default', async () => {
    const text = `${SHIPPED.split('\n')[0]}\nrunway: 1\nstart: 2024-01\ncash: 5\ncreditors:\n  cloud:\n    then: \n    priority: \n    \n`;
    await opened('new.yaml', text);
    const complete = async (position: At) =>
      (await server.ask('textDocument/completion', { textDocument: { uri: uriOf('new.yaml') }, position })) as {
        items: readonly { label: string; insertText: string; documentation?: unknown }[];
      };
    const wordsAt = async (position: At) => (await complete(position)).items.map(({ label }) => label);
    expect(await wordsAt({ line: 6, character: 10 })).toEqual(expect.arrayContaining(['suspend', 'petition', 'call']));
    expect(await wordsAt({ line: 7, character: 14 })).toEqual(expect.arrayContaining(['3', '1']));
    const { items } = await complete({ line: 8, character: 4 });
    const keys = new Map(items.map((item) => [item.label, item]));
    // Keys that are there already are not offered.
    expect(keys.has('then')).toBe(false);
    expect([...keys.keys()]).toEqual(expect.arrayContaining(['terms', 'critical', 'overdue', 'patience']));
    expect(JSON.stringify(keys.get('terms')!.documentation)).toContain('Due that many days after the invoice');
  });
});
