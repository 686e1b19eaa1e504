import { spawn, type ChildProcessByStdio } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { SandboxInfo } from './info';
import type { Sandbox } from './start';

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** Longest start, ms: PostgreSQL's folders, the big table and a large catalog are made anew each time. */
const PATIENCE_MS = 300_000;
/** Longest end, ms; after that it is killed. */
const END_MS = 20_000;

/** Starts the sandbox as a child process, which ends with this one. `args` as on the command line. */
export async function spawnSandbox(args: readonly string[] = [], signal?: AbortSignal): Promise<Sandbox> {
  const main = path.join(__dirname, 'main.ts');
  const child: Child = spawn(
    process.execPath,
    ['--import', 'tsx', main, '--parent-pid', String(process.pid), ...args],
    { cwd: path.join(__dirname, '..', '..'), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = (): Promise<void> => end(child, exited);
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-10_000);
  });
  const limit = AbortSignal.timeout(PATIENCE_MS);
  const line = await firstLine(child, exited, signal ? AbortSignal.any([signal, limit]) : limit);
  if (line === undefined) {
    await stop();
    signal?.throwIfAborted();
    throw new Error(`The sandbox did not start:\n${complaints}`);
  }
  return { info: JSON.parse(line) as SandboxInfo, stop };
}

/** Undefined when the child ended, or the signal was aborted, before there was one. */
function firstLine(child: Child, exited: Promise<void>, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    void exited.then(() => resolve(undefined));
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
    if (signal.aborted) resolve(undefined);
  });
}

async function end(child: Child, exited: Promise<void>): Promise<void> {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), END_MS);
  await exited;
  clearTimeout(timer);
}
