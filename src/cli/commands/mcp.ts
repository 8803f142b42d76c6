import process from 'node:process';
import { Faults } from '../../diagnostic/diagnostic.ts';
import { visible } from '../../diagnostic/escape.ts';
import { renderDiagnostics } from '../../diagnostic/render.ts';
import { readSource } from '../../host/read.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { Answers, type RunCommandLine, short } from '../mcp/answer.ts';
import { ServedFolder } from '../mcp/folder.ts';
import type { McpHost } from '../mcp/mcp-server.ts';
import { savePlan } from '../mcp/save-plan.ts';
import { usage } from '../usage.ts';
import { VERSION } from '../version.ts';

/** `mcp`: a server for agents and notebooks on standard input and output, until the client disconnects. */
export async function mcp(io: Io, run: RunCommandLine): Promise<number> {
  if (io.stdin.isTTY) {
    const message = 'runway mcp is started by a client, which speaks to it by standard input';
    const hint = 'in the settings of the client: command runway, argument mcp';
    throw new Faults([usage(message, hint)]);
  }
  // What stops the work of a command would leave the server running.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(EXIT.interrupted));
  const { serveStdio } = await import('../mcp/mcp-server.ts');
  const complain = (message: string): void => io.stderr.write(`runway: ${visible(message)}\n`);
  const host = mcpHost(process.cwd(), run, io.env);
  await serveStdio(host, { input: io.stdin, output: io.stdout.stream(), complain });
  return EXIT.done;
}

/** What the server needs of this program, for the scenarios below a folder. */
export function mcpHost(path: string, run: RunCommandLine, env: Io['env']): McpHost {
  const folder = new ServedFolder(path);
  // An empty RUNWAY_CONFIG: the settings file is for a person at a terminal, not for a client.
  const answers = new Answers(run, { ...env, RUNWAY_CONFIG: '' });
  return {
    version: VERSION,
    place: (called) => folder.readable(called),
    ask: (args, signal) => answers.ask(args, signal),
    read: (called) => short(readSource(folder.readable(called)).text, called),
    savePlan: (input) => savePlan(folder, input),
    async list(signal) {
      const { files, isWhole } = folder.scenarios();
      const { text } = await answers.ask(['list', '--json'], signal);
      const { scenarios } = JSON.parse(text) as { readonly scenarios: readonly object[] };
      return { folder: folder.path, files, complete: isWhole, shipped: scenarios };
    },
    wordsOf(error) {
      if (error instanceof Faults) return renderDiagnostics(error.diagnostics);
      throw error;
    },
  };
}
