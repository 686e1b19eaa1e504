import { existsSync } from 'node:fs';
import path from 'node:path';
import { startChild } from '../common/children';
import { root } from '../common/paths';
import { Obstacle } from '../common/say';
import { whenAborted } from '../common/signals';
import type { SandboxInfo } from './info';

export interface Sandbox {
  readonly info: SandboxInfo;
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

const program = path.join(root, 'test/sandbox/main.ts');

/** ms; PostgreSQL's data folders are made and filled first. */
const patience = 120_000;

/** Starts the sandbox as `npm run sandbox` does, and waits until it is ready. `args`: its options. */
export async function startSandboxProcess(args: readonly string[], signal: AbortSignal): Promise<Sandbox> {
  signal.throwIfAborted();
  if (!existsSync(program)) throw new Obstacle('This checkout has no sandbox.');
  const child = startChild(process.execPath, ['--import', 'tsx', program, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.process.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-10_000);
  });
  const limit = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
  const line = await Promise.race([
    firstLine(child.process.stdout),
    child.ended.then(() => undefined),
    whenAborted(limit).then(() => undefined),
  ]);
  if (line === undefined) {
    await child.end();
    signal.throwIfAborted();
    throw new Obstacle(`The sandbox did not start:\n${complaints}`);
  }
  return { info: JSON.parse(line) as SandboxInfo, ended: child.ended, stop: () => child.end(15_000) };
}

function firstLine(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  return new Promise((resolve) => {
    stream?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
  });
}
