import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { Cancelled } from '../../../../src/core/failure';
import type { Clock, Log } from '../../../../src/core/ports';

/** A log whose lines can be read, causes included. */
export class LogOfLines implements Log {
  readonly lines: string[] = [];
  readonly trace = (text: string): void => void this.lines.push(`trace ${text}`);
  readonly debug = (text: string): void => void this.lines.push(`debug ${text}`);
  readonly info = (text: string): void => void this.lines.push(`info ${text}`);
  readonly warn = (text: string): void => void this.lines.push(`warn ${text}`);
  readonly error = (text: string, cause?: unknown): void =>
    void this.lines.push(`error ${text} ${cause instanceof Error ? (cause.stack ?? '') : ''}`);
}

/** Time that stands until it is told to go on. */
export class HandClock implements Clock {
  readonly #sleepers = new Set<{ at: number; wake: () => void }>();

  constructor(private time: number) {}

  now(): number {
    return this.time;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.#sleepers.delete(sleeper);
        reject(new Cancelled());
      };
      const wake = (): void => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const sleeper = { at: this.time + ms, wake };
      this.#sleepers.add(sleeper);
      if (signal?.aborted === true) stop();
      else signal?.addEventListener('abort', stop, { once: true });
    });
  }

  goOn(ms: number): void {
    this.time += ms;
    for (const sleeper of this.#sleepers) {
      if (sleeper.at > this.time) continue;
      this.#sleepers.delete(sleeper);
      sleeper.wake();
    }
  }
}

/** The loopback addresses of this host. */
export const loopbacks = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .map(({ address }) => address)
  .filter((address) => address === '127.0.0.1' || address === '::1');

/** A port that is free on both loopback addresses. */
export async function freePort(): Promise<number> {
  for (;;) {
    const first = createServer().listen(0, '127.0.0.1');
    await once(first, 'listening');
    const { port } = first.address() as AddressInfo;
    const second = createServer().listen(port, '::1');
    const isFree = await Promise.race([
      once(second, 'listening').then(() => true),
      once(second, 'error').then(([error]) => (error as NodeJS.ErrnoException).code !== 'EADDRINUSE'),
    ]);
    await Promise.all([first, second].map((server) => new Promise((resolve) => server.close(resolve))));
    if (isFree) return port;
  }
}

/** A signal that nobody aborts. */
export const never = new AbortController().signal;
