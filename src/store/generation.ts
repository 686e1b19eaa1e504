import { createHash } from 'node:crypto';
import { watch } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Disposable } from '../core/ports';
import { JsonFile } from './jsonFile';

/** The latest that happened to an account in any window of this computer. No secrets: those are told apart by a mark. */
export interface Generation {
  accountId: string;
  profileId: string;
  /** Counts the account's sign-ins, renewals, changes of role and sign-outs. */
  generation: number;
  /** When it happened, ms since 1970 by the clock here. */
  issuedAt: number;
  /** The session's mark; after a sign-out there is none. */
  mark?: string;
  /** A window has offered the renewal of this session. */
  offered?: true;
}

const version = 1;

/** Tells sessions apart without saying anything about them; `handle` is the session's own random handle. */
export function markOf({ handle }: { handle: string }): string {
  return createHash('sha256').update(`mark ${handle}`).digest('base64url').slice(0, 16);
}

/** The generations of all accounts: a file (0600) for each in one folder, so that windows write at the same time. */
export class Generations {
  constructor(private readonly folder: string) {}

  /** Rejects with the system's error, as all methods do. */
  of(accountId: string): Promise<Generation | undefined> {
    return this.#file(accountId).read();
  }

  async all(): Promise<Generation[]> {
    let names;
    try {
      names = await readdir(this.folder);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
    const files = names.filter((name) => name.endsWith('.json')).map((name) => jsonFile(path.join(this.folder, name)));
    const found = await Promise.all(files.map((file) => file.read()));
    return found.filter((each) => each !== undefined);
  }

  /** Writes down what happened, and gives it its number. */
  async move(next: Omit<Generation, 'generation'>): Promise<Generation> {
    const file = this.#file(next.accountId);
    const present = await file.read();
    const moved = { ...next, generation: (present?.generation ?? 0) + 1 };
    await file.write(moved);
    return moved;
  }

  /** True for the first window that wants to offer the renewal of a session. */
  async offer(accountId: string, mark: string): Promise<boolean> {
    const file = this.#file(accountId);
    const present = await file.read();
    if (present?.mark !== mark) return true;
    if (present.offered) return false;
    await file.write({ ...present, offered: true });
    return true;
  }

  /**
   * Calls when something was written down in any window, more than once for one thing, it may be.
   * @param onEnd the system watches no longer
   */
  async watch(listener: () => void, onEnd: (error: Error) => void): Promise<Disposable> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const watcher = watch(this.folder, { persistent: false }, listener);
    watcher.on('error', onEnd);
    return { dispose: () => watcher.close() };
  }

  #file(accountId: string): JsonFile<Generation> {
    const name = createHash('sha256').update(accountId).digest('hex').slice(0, 32);
    return jsonFile(path.join(this.folder, `${name}.json`));
  }
}

function jsonFile(file: string): JsonFile<Generation> {
  return new JsonFile(file, version, read);
}

function read(value: unknown): Generation | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { accountId, profileId, generation, issuedAt, mark, offered } = value as Partial<
    Record<keyof Generation, unknown>
  >;
  if (typeof accountId !== 'string' || typeof profileId !== 'string') return undefined;
  if (typeof generation !== 'number' || typeof issuedAt !== 'number') return undefined;
  if (mark !== undefined && typeof mark !== 'string') return undefined;
  return {
    ...{ accountId, profileId, generation, issuedAt },
    ...(mark === undefined ? {} : { mark }),
    ...(offered === true ? { offered } : {}),
  };
}
