import type { SpawnOptions } from 'node:child_process';
import path from 'node:path';
import { startChild } from './children';
import { Obstacle } from './say';

export interface RunOptions extends Pick<SpawnOptions, 'cwd' | 'env'> {
  signal: AbortSignal;
  /** ms after which the program is ended. */
  timeout: number;
}

/** Runs a program to its end and gives its stdout; throws with its output when it fails. */
export async function capture(command: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { signal, timeout, ...spawnOptions } = options;
  signal.throwIfAborted();
  const child = startChild(command, args, { ...spawnOptions, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let all = '';
  child.process.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    all += text;
  });
  child.process.stderr?.setEncoding('utf8').on('data', (text: string) => {
    all += text;
  });
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeout)]);
  const end = (): void => void child.end();
  limit.addEventListener('abort', end, { once: true });
  const { code, error } = await child.ended;
  limit.removeEventListener('abort', end);
  signal.throwIfAborted();
  if (code === 0) return out;
  const reason = error?.message ?? (limit.aborted ? `no end after ${timeout / 1000} s` : `exit code ${String(code)}`);
  throw new Obstacle(`${path.basename(command)} ${args.join(' ')}: ${reason}\n${all.trimEnd()}`);
}

/** Runs npm, whichever way this process was started. */
export async function npm(args: readonly string[], options: RunOptions): Promise<string> {
  const cli = process.env['npm_execpath'];
  return cli !== undefined && path.basename(cli) === 'npm-cli.js'
    ? capture(process.execPath, [cli, ...args], options)
    : capture(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
}
