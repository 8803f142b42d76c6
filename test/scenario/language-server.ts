import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

interface RpcMessage {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

const SETTINGS = { validate: true, hover: true, completion: true, schemaStore: { enable: false } };

/** Runs the yaml-language-server, and speaks to it as editors do. */
export class LanguageServer {
  private readonly child: ChildProcess;
  private readonly answers = new Map<number, (message: RpcMessage) => void>();
  private readonly told: RpcMessage[] = [];
  private readonly looks = new Set<() => void>();
  private received: Buffer = Buffer.alloc(0);
  private asked = 0;

  private constructor() {
    const home = dirname(createRequire(import.meta.url).resolve('yaml-language-server/package.json'));
    const program = join(home, 'bin', 'yaml-language-server');
    this.child = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.child.stdout!.on('data', (chunk: Buffer) => this.hear(chunk));
  }

  static async started(): Promise<LanguageServer> {
    const server = new LanguageServer();
    const textDocument = { hover: {}, completion: { completionItem: { snippetSupport: true } } };
    const capabilities = { textDocument, workspace: { configuration: true } };
    await server.ask('initialize', { processId: process.pid, rootUri: null, capabilities });
    server.send({ method: 'initialized', params: {} });
    return server;
  }

  ask(method: string, params: unknown): Promise<unknown> {
    const id = ++this.asked;
    return new Promise((resolve, reject) => {
      this.answers.set(id, ({ result, error }) =>
        error === undefined ? resolve(result) : reject(new Error(`${method}: ${error.message}`)),
      );
      this.send({ id, method, params });
    });
  }

  open(uri: string, text: string): void {
    const textDocument = { uri, languageId: 'yaml', version: 1, text };
    this.send({ method: 'textDocument/didOpen', params: { textDocument } });
  }

  /** The first notification of the server with this method that fulfils the condition. */
  until<T>(method: string, holds: (params: T) => boolean): Promise<T> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.told.find((message) => message.method === method && holds(message.params as T));
        if (found === undefined) return;
        this.looks.delete(look);
        resolve(found.params as T);
      };
      this.looks.add(look);
      look();
    });
  }

  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await gone;
  }

  private send(message: RpcMessage): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.child.stdin!.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.child.stdin!.write(body);
  }

  private hear(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk]);
    for (;;) {
      const head = this.received.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(this.received.toString('latin1', 0, head))?.[1]);
      if (head === -1 || this.received.length < head + 4 + length) return;
      const message = JSON.parse(this.received.toString('utf8', head + 4, head + 4 + length)) as RpcMessage;
      this.received = this.received.subarray(head + 4 + length);
      this.take(message);
    }
  }

  private take(message: RpcMessage): void {
    const { id, method } = message;
    if (method === undefined) {
      this.answers.get(id as number)?.(message);
      return;
    }
    // A request of the server is for the editor's settings, section by section, and has to be answered.
    if (id !== undefined) {
      const { items = [] } = (message.params ?? {}) as { items?: readonly { section?: string }[] };
      this.send({ id, result: items.map(({ section }) => (section === 'yaml' ? SETTINGS : null)) });
    }
    this.told.push(message);
    for (const look of [...this.looks]) look();
  }
}
