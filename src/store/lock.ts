import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { jsonObject } from './jsonObject';
import { isRunning, thisProcess } from './liveness';
import { isCode } from './systemError';

/** Who holds a lock and for what; readable by all windows, so it holds no secrets. */
export interface LockNote {
  pid: number;
  /** When the process began, in ms since 1970: the system gives the ids of dead processes to new ones. */
  started: number;
  /** ms since 1970 from when the lock counts as left behind, whoever has the pid by then. */
  until: number;
  profileId: string;
  /** The account that is renewed, where it is one. */
  accountId?: string;
  /** Port of the listener that goes with it. */
  port: number;
}

/** What the holder says about its work; the rest is known. */
export type LockPurpose = Pick<LockNote, 'profileId' | 'accountId' | 'port' | 'until'>;

export type LockAttempt = { held: true; release: () => Promise<void> } | { held: false; by: LockNote };

type Stored = LockNote & { token: string };

const ending = '.lock';
/** A lock that cannot be read is being written, but not for longer than this; ms. */
const writingMs = 5_000;
const writtenMs = 50;

/**
 * Locks between the windows of one person on one computer, as files in one folder. Those of dead processes are taken over.
 * They keep windows from doing the same work twice; what must never be done twice needs more than that.
 */
export class Locks {
  /**
   * @param folder made where it is missing
   * @param now ms since 1970
   */
  constructor(
    private readonly folder: string,
    private readonly now: () => number,
    private readonly self: Pick<LockNote, 'pid' | 'started'> = thisProcess,
    private readonly isAlive: (pid: number) => boolean = isRunning,
  ) {}

  /** Takes a lock, or says who holds it. Rejects with the system's error where no file can be written. */
  async take(name: string, purpose: LockPurpose): Promise<LockAttempt> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const file = this.#file(name);
    const mine: Stored = { ...this.self, ...purpose, token: randomUUID() };
    for (;;) {
      if (await create(file, JSON.stringify(mine))) return { held: true, release: () => release(file, mine) };
      const present = await this.#read(file);
      if (present === 'gone') continue;
      if (present === 'unfinished') {
        await pause(writtenMs);
        continue;
      }
      if (present !== 'broken' && this.#isHeld(present)) return { held: false, by: withoutToken(present) };
      await takeAway(file, present === 'broken' ? undefined : present.token);
    }
  }

  /** Who holds a lock now; undefined where nobody does. */
  async holder(name: string): Promise<LockNote | undefined> {
    const present = await this.#read(this.#file(name));
    return typeof present === 'object' && this.#isHeld(present) ? withoutToken(present) : undefined;
  }

  /** All locks that other processes hold. */
  async ofOthers(): Promise<LockNote[]> {
    const names = await readdir(this.folder).catch((error: unknown) => {
      if (isCode(error, 'ENOENT')) return [];
      throw error;
    });
    const locks = await Promise.all(
      names.filter((name) => name.endsWith(ending)).map((name) => this.holder(name.slice(0, -ending.length))),
    );
    return locks.filter((note): note is LockNote => note !== undefined && !this.isOwn(note));
  }

  #file(name: string): string {
    return path.join(this.folder, name + ending);
  }

  /** Whether this very window holds it. */
  isOwn({ pid, started }: LockNote): boolean {
    return pid === this.self.pid && started === this.self.started;
  }

  #isHeld(note: LockNote): boolean {
    if (note.until <= this.now()) return false;
    // The same pid with another beginning: ours was given to us after the other one had died.
    return note.pid === this.self.pid ? this.isOwn(note) : this.isAlive(note.pid);
  }

  async #read(file: string): Promise<Stored | 'gone' | 'unfinished' | 'broken'> {
    try {
      const stored = read(await readFile(file, 'utf8'));
      if (stored !== undefined) return stored;
      const { mtimeMs } = await stat(file);
      return Math.abs(Date.now() - mtimeMs) < writingMs ? 'unfinished' : 'broken';
    } catch (error) {
      if (isCode(error, 'ENOENT')) return 'gone';
      throw error;
    }
  }
}

/** False when the file is there already. */
async function create(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * Removes a lock that was left behind. Another window may have done so meanwhile and taken it: so it is moved aside first, and
 * put back where it is not the one that was looked at.
 */
async function takeAway(file: string, token: string | undefined): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  const text = await readFile(aside, 'utf8');
  const moved = read(text);
  if (moved !== undefined && moved.token !== token) await create(file, text);
  await rm(aside, { force: true });
}

async function release(file: string, { token }: Stored): Promise<void> {
  const present = await readFile(file, 'utf8').catch(() => '');
  if (read(present)?.token === token) await rm(file, { force: true });
}

function withoutToken({ token: _, ...note }: Stored): LockNote {
  return note;
}

function read(text: string): Stored | undefined {
  const value: Partial<Record<keyof Stored, unknown>> = jsonObject(text) ?? {};
  const { pid, started, until, profileId, accountId, port, token } = value;
  if (![pid, started, until, port].every((number) => typeof number === 'number')) return undefined;
  if (typeof profileId !== 'string' || typeof token !== 'string') return undefined;
  if (accountId !== undefined && typeof accountId !== 'string') return undefined;
  return value as Stored;
}
