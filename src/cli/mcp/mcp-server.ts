/** The server of the Model Context Protocol. A chunk of its own (`build.mjs`), as the protocol's library is loaded only here. */
import type { Readable, Writable } from 'node:stream';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { CallToolResult, ToolAnnotations } from '@modelcontextprotocol/sdk/types.js';
import { ASKING_TOOLS, inputOf, READ_INPUT, SAVE_INPUT, type SaveInput, wordsOf } from './tools.ts';

/** What the server needs of the program that starts it. */
export interface McpHost {
  readonly version: string;
  /** The path to read for a file named by the client; throws where it may not be read. */
  readonly place: (called: string) => string;
  readonly ask: (
    args: readonly string[],
    signal: AbortSignal,
  ) => Promise<{ readonly text: string; readonly said: string; readonly isError: boolean }>;
  /** Lists all scenarios that can be asked about. */
  readonly list: (signal: AbortSignal) => Promise<object>;
  /** The text of a scenario. */
  readonly read: (called: string) => string;
  readonly savePlan: (input: SaveInput) => object;
  /** The message of a thrown user error; rethrows any other error. */
  readonly wordsOf: (error: unknown) => string;
}

const INSTRUCTIONS =
  'Financial runway of companies: when the money runs out, who must wait, what ends the company, what each lever ' +
  'would change. list_scenarios tells which scenarios there are; run gives one case, with worlds its odds; solve, ' +
  'deadlines and rescue say what to do, explain, sensitivity and evidence why. Every answer is the JSON that the ' +
  'command of that name prints with --json. Nothing is written but by save_plan.';

const READS: ToolAnnotations = { readOnlyHint: true, openWorldHint: false };
const WRITES: ToolAnnotations = {
  readOnlyHint: false,
  destructiveHint: true,
  idempotentHint: true,
  openWorldHint: false,
};

/** The server with all its tools, not yet connected; `idle` resolves when every call has been answered. */
export function mcpServer(host: McpHost): { readonly server: McpServer; readonly idle: () => Promise<unknown> } {
  const server = new McpServer({ name: 'runway', version: host.version }, { instructions: INSTRUCTIONS });
  const calls = new Set<Promise<unknown>>();
  const answered = (answer: () => Promise<CallToolResult>): Promise<CallToolResult> => {
    const call = answer()
      .catch((error): CallToolResult => ({ ...said(host.wordsOf(error)), isError: true }))
      .finally(() => calls.delete(call));
    calls.add(call);
    return call;
  };
  const list =
    'The scenarios that can be asked about: files below the folder of the server, and those shipped with it.';
  server.registerTool('list_scenarios', { description: list, annotations: READS }, ({ signal }) =>
    answered(async () => said(JSON.stringify(await host.list(signal), null, 2))),
  );
  const read = 'The text of a scenario file, YAML with its comments.';
  server.registerTool('read_scenario', { description: read, inputSchema: READ_INPUT, annotations: READS }, ({ file }) =>
    answered(async () => said(host.read(file))),
  );
  for (const tool of ASKING_TOOLS) {
    const config = { description: tool.does, inputSchema: inputOf(tool), annotations: READS };
    server.registerTool(tool.name, config, (input, { signal }) =>
      answered(async () => {
        const { text, said: beside, isError } = await host.ask(wordsOf(tool, input, host.place), signal);
        const content = [text, beside]
          .filter((part) => part !== '')
          .map((part) => ({ type: 'text' as const, text: part }));
        return { content, isError };
      }),
    );
  }
  const save = 'Writes levers as a plan into a scenario file; every other character of the file, comments too, stays.';
  server.registerTool('save_plan', { description: save, inputSchema: SAVE_INPUT, annotations: WRITES }, (input) =>
    answered(async () => said(JSON.stringify(host.savePlan(input), null, 2))),
  );
  return { server, idle: () => Promise.allSettled(calls) };
}

const said = (text: string): CallToolResult => ({ content: [{ type: 'text', text }] });

/** Characters of the longest message accepted. */
const LONGEST_MESSAGE = 4_000_000;

/** Serves until the client disconnects. Input that is no message of the protocol is reported to `complain`. */
export async function serveStdio(
  host: McpHost,
  { input, output, complain }: { input: Readable; output: Writable; complain: (message: string) => void },
): Promise<void> {
  const { server, idle } = mcpServer(host);
  const transport = new StdioServerTransport(input, output, { maxBufferSize: LONGEST_MESSAGE });
  server.server.onerror = ({ name, message }) =>
    complain(name === 'ZodError' ? 'a line is JSON, and no message of the protocol' : message);
  const closed = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
  });
  // After its input ends, a client may still read answers; one that has left is noticed when a write fails.
  input.once('end', async () => {
    await idle();
    // Each answer is sent after its promise resolves.
    setImmediate(() => server.close());
  });
  output.on('error', () => server.close());
  await server.connect(transport);
  await closed;
}
