import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of Chromium; null where this machine has none. */
export const chromiumPath = (): string | null =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find(existsSync) ?? null;

const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--remote-debugging-pipe'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-extensions'],
];

type Message = { id?: number; method?: string; params?: object; result?: object; error?: { message: string } };

/** A headless Chromium with one page, spoken to over a pipe (Chrome DevTools Protocol). */
export class Chromium {
  /** Messages on the page's console, its errors, and files that could not be loaded. */
  readonly said: string[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'runway-chromium-'));
  private readonly process: ChildProcess;
  private readonly waiting = new Map<number, (message: Message) => void>();
  private readonly loads: (() => void)[] = [];
  private next = 0;
  private rest = '';
  private session: string | undefined;

  private constructor(path: string) {
    this.process = spawn(path, [...FLAGS, `--user-data-dir=${this.folder}`, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    (this.process.stdio[4] as Readable).on('data', (bytes: Buffer) => {
      const parts = (this.rest + bytes.toString()).split('\0');
      this.rest = parts.pop()!;
      for (const part of parts) this.hear(JSON.parse(part) as Message);
    });
  }

  static async open(path: string): Promise<Chromium> {
    const own = new Chromium(path);
    const { targetInfos } = (await own.send('Target.getTargets')) as {
      targetInfos: { targetId: string; type: string }[];
    };
    const { targetId } = targetInfos.find(({ type }) => type === 'page')!;
    const { sessionId } = (await own.send('Target.attachToTarget', { targetId, flatten: true })) as {
      sessionId: string;
    };
    own.session = sessionId;
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await own.send(`${domain}.enable`);
    return own;
  }

  private hear({ id, method, params, ...rest }: Message): void {
    if (id !== undefined) this.waiting.get(id)?.({ id, ...rest });
    if (method === 'Page.loadEventFired') for (const done of this.loads.splice(0)) done();
    if (
      ['Runtime.consoleAPICalled', 'Runtime.exceptionThrown', 'Log.entryAdded', 'Network.loadingFailed'].includes(
        method ?? '',
      )
    )
      this.said.push(JSON.stringify(params));
  }

  async send(method: string, params: object = {}): Promise<object> {
    const id = ++this.next;
    const answer = new Promise<Message>((resolve) => this.waiting.set(id, resolve));
    const message = { id, method, params, ...(this.session === undefined ? {} : { sessionId: this.session }) };
    (this.process.stdio[3] as Writable).write(`${JSON.stringify(message)}\0`);
    const { result, error } = await answer;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result!;
  }

  /** Opens a file in a window of `width` pixels, in a light or dark scheme. */
  async show(url: string, width: number, scheme: 'light' | 'dark'): Promise<void> {
    await this.send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: false });
    await this.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
    const loaded = new Promise<void>((resolve) => this.loads.push(resolve));
    await this.send('Page.navigate', { url });
    await loaded;
  }

  /** The value of an expression in the page, by way of JSON; a promise is awaited. */
  async value<T>(expression: string): Promise<T> {
    const asked = { expression, returnByValue: true, awaitPromise: true };
    const { result, exceptionDetails } = (await this.send('Runtime.evaluate', asked)) as {
      result: { value: T };
      exceptionDetails?: object;
    };
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return result.value;
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.session = undefined;
    await this.send('Browser.close');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
