import { Cancelled } from '../../../../src/core/failure';
import { Emitter } from '../../../../src/core/emitter';
import type { Clock, Log, SecretStore } from '../../../../src/core/ports';
import type { Memory } from '../../../../src/ui/accounts/memory';

/** A SecretStorage in memory, as a desktop window has it. */
export function memorySecrets(): SecretStore {
  const values = new Map<string, string>();
  const changes = new Emitter<string>();
  return {
    get: (key) => Promise.resolve(values.get(key)),
    store: (key, value) => {
      values.set(key, value);
      changes.fire(key);
      return Promise.resolve();
    },
    delete: (key) => {
      values.delete(key);
      changes.fire(key);
      return Promise.resolve();
    },
    onDidChange: changes.event,
  };
}

/** A clock that stands still until it is set; sleepers wake in order. */
export class ManualClock implements Clock {
  readonly #sleepers = new Set<{ at: number; wake: () => void }>();
  #now = 0;

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { at: this.#now + ms, wake: resolve };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers.delete(sleeper);
        reject(new Cancelled());
      });
    });
  }

  /** Moves on to a time and lets those wake who wait for it; resolves when they have run. */
  async set(now: number): Promise<void> {
    this.#now = now;
    for (const sleeper of [...this.#sleepers]) {
      if (sleeper.at > now) continue;
      this.#sleepers.delete(sleeper);
      sleeper.wake();
    }
    await settled();
  }
}

/** Resolves when all promises that could go on have done so. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Keeps the warnings and errors that were logged. */
export function keptLog(): Log & { lines: string[] } {
  const lines: string[] = [];
  const keep = (text: string): void => void lines.push(text);
  return { lines, trace: () => undefined, debug: () => undefined, info: () => undefined, warn: keep, error: keep };
}

/** The editor's globalState. */
export function keptMemory(): Memory & { values: Map<string, unknown> } {
  const values = new Map<string, unknown>();
  return {
    values,
    get: (key) => values.get(key),
    update: (key, value) => {
      if (value === undefined) values.delete(key);
      else values.set(key, value);
      return Promise.resolve();
    },
  };
}
