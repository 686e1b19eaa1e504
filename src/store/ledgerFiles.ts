import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../core/failure';
import type { Log } from '../core/ports';
import type { DataKey, DataKeys } from './dataKeys';
import { EncryptedLog } from './encryptedLog';
import { ledgerNames, readLedger, readUnlessGone, removeFiles, type LedgerReading } from './ledgerFolder';
import { ledgerFolderName, newLedgerName, readLedgerName, type LedgerName } from './ledgerNames';
import { isAlive, markOfThisProcess, type ProcessMark } from './liveness';
import type { LogEnd } from './logFormat';
import { isCode } from './systemError';

/** A file of one window, or what was left by one. */
export interface LedgerFile {
  /** Within the account's folder; changes when somebody takes the file over. */
  name: string;
  owner: 'own' | 'alive' | 'dead';
  /** As they were appended; their form is the caller's. */
  records: unknown[];
  /** A torn end of a living window's file is no damage: it is writing. */
  end: LogEnd;
  bytes: number;
}

export interface LedgerOptions {
  /** Bytes of this window's files of an account above which they are compacted; 8 MiB where it is missing. */
  compactAbove?: number;
  /** This window. */
  self?: ProcessMark;
  isAlive?: (process: ProcessMark) => boolean;
}

/**
 * The ledgers of all accounts, as files below one folder: each window writes into its own. What dead windows left is adopted by one
 * of those that live. All methods reject with the system's error; where the SecretStorage refuses, this window's files have a key
 * in memory, and go with the window.
 */
export class LedgerFiles {
  readonly #folder: string;
  readonly #keys: DataKeys;
  readonly #log: Log;
  readonly #compactAbove: number;
  readonly #self: ProcessMark;
  readonly #isAlive: (process: ProcessMark) => boolean;
  readonly #opened = new Map<string, Promise<EncryptedLog>>();
  #compacting: Promise<unknown> = Promise.resolve();

  constructor(folder: string, keys: DataKeys, log: Log, options: LedgerOptions = {}) {
    this.#folder = folder;
    this.#keys = keys;
    this.#log = log;
    this.#compactAbove = options.compactAbove ?? 8 * 1024 * 1024;
    this.#self = options.self ?? markOfThisProcess();
    this.#isAlive = options.isAlive ?? isAlive;
  }

  /** This window's own log for an account, made at the first call. */
  open(accountId: string): Promise<EncryptedLog> {
    const present = this.#opened.get(accountId);
    if (present !== undefined) return present;
    const opening = this.#create(accountId);
    this.#opened.set(accountId, opening);
    opening.catch(() => {
      // The next one tries anew; this caller has the error.
      if (this.#opened.get(accountId) === opening) this.#opened.delete(accountId);
    });
    return opening;
  }

  /** What all windows wrote down for an account, the oldest window first. */
  async all(accountId: string): Promise<LedgerFile[]> {
    const { files } = await readLedger(this.#folderOf(accountId), await this.#known(accountId));
    return files.filter((file) => !this.#isLost(file)).map((file) => this.#fileOf(file));
  }

  /**
   * Takes over the file of a dead window, so that one window alone finishes what stands in it. What it adds goes into its own log.
   * @returns the file under its new name; undefined when another window has it, or its owner lives, or its key is not known
   */
  async adopt(accountId: string, name: string): Promise<LedgerFile | undefined> {
    const folder = this.#folderOf(accountId);
    const old = readLedgerName(name);
    if (old === undefined || old.isUnfinished || old.isVolatile || this.#ownerOf(old) !== 'dead') return undefined;
    const keys = await this.#known(accountId);
    if (!isReadable((await readUnlessGone(folder, old, keys))?.end)) return undefined;
    const mine = newLedgerName(this.#self, false);
    try {
      // Of all that try, the file is there for one.
      await rename(path.join(folder, name), path.join(folder, mine.name));
    } catch (error) {
      if (isCode(error, 'ENOENT')) return undefined;
      throw error;
    }
    const file = await readUnlessGone(folder, mine, keys);
    return file && this.#fileOf(file);
  }

  /**
   * Writes this window's files of an account into one, adopted ones included, when they have become large; also removes what has
   * no reader any more. A dead window's file is adopted first, so that somebody answers for what is unfinished in it.
   * @param keep is given all records of those files, and those of the others; it says which ones stay, or what takes their place
   * @param isDue is given the same, and says whether it is necessary however large they are
   * @returns whether it was necessary
   */
  compact(
    accountId: string,
    keep: (records: unknown[], others: unknown[]) => unknown[],
    isDue: (records: unknown[], others: unknown[]) => boolean = () => false,
  ): Promise<boolean> {
    // One after the other: the second would read what the first is about to remove.
    const turn = this.#compacting.then(() => this.#compact(accountId, keep, isDue));
    // The next one's turn comes in any case; the caller has the error.
    this.#compacting = turn.catch(() => undefined);
    return turn;
  }

  /** Removes all files of an account, those of other windows too. Its keys are deleted by {@link DataKeys.delete}. */
  async forget(accountId: string): Promise<void> {
    await this.#close(accountId);
    await rm(this.#folderOf(accountId), { recursive: true, force: true, maxRetries: 3 });
  }

  /** Ends this window's logs when what waits is written; files that nobody could read later are removed. */
  async close(): Promise<void> {
    await Promise.all([...this.#opened.keys()].map((accountId) => this.#close(accountId)));
  }

  async #compact(
    accountId: string,
    keep: (records: unknown[], others: unknown[]) => unknown[],
    isDue: (records: unknown[], others: unknown[]) => boolean,
  ): Promise<boolean> {
    const folder = this.#folderOf(accountId);
    const names = await ledgerNames(folder);
    const { files, replaced } = await readLedger(folder, await this.#known(accountId));
    const left = names.filter((name) => (name.isUnfinished || name.isVolatile) && this.#ownerOf(name) === 'dead');
    await removeFiles(folder, [...replaced, ...left]);
    const mine = files.filter((file) => this.#ownerOf(file) === 'own' && !file.isVolatile && isReadable(file.end));
    const others = files.filter((file) => !mine.includes(file)).flatMap((file) => file.records);
    const isLarge = mine.reduce((sum, { bytes }) => sum + bytes, 0) > this.#compactAbove;
    if (!isLarge && !isDue(recordsOf(mine), others)) return false;
    const log = await this.open(accountId);
    // What others can read must not move to where they cannot.
    if (log.key.volatile) return false;
    const adopted = mine.filter(({ name }) => name !== path.basename(log.file));
    await log.rewrite(path.join(folder, newLedgerName(this.#self, false).name), (present) => {
      for (const { end } of [...adopted, present]) {
        if (end.kind === 'damaged') this.#log.warn(`ledger: ${end.bytes} bytes after a damaged record are dropped`);
      }
      const records = keep(recordsOf([...adopted, present]), others);
      return Promise.resolve({ records, replaces: adopted.map(({ id }) => id) });
    });
    await removeFiles(folder, adopted);
    return true;
  }

  async #close(accountId: string): Promise<void> {
    const opening = this.#opened.get(accountId);
    this.#opened.delete(accountId);
    // Whoever opened it has the error.
    const log = await opening?.catch(() => undefined);
    await log?.close();
    if (log?.key.volatile) await rm(log.file, { force: true });
  }

  async #create(accountId: string): Promise<EncryptedLog> {
    const key = await this.#keyFor(accountId);
    const { name } = newLedgerName(this.#self, key.volatile);
    return EncryptedLog.create(path.join(this.#folderOf(accountId), name), key);
  }

  async #keyFor(accountId: string): Promise<DataKey> {
    // In this order: whoever has a file stored its key before.
    const names = await ledgerNames(this.#folderOf(accountId));
    try {
      const known = await this.#keys.known(accountId);
      if (known.length === 0 && names.some((name) => !name.isVolatile && this.#ownerOf(name) === 'alive')) {
        // On web hosts each window has its own copy of the secrets: a key stored from here would write over the other one's.
        this.#log.warn('ledger: another window has the key, this one keeps its records until it is closed or reloaded');
        return this.#keys.volatile(accountId);
      }
      return await this.#keys.get(accountId);
    } catch (error) {
      if (!Failure.has(error, 'secrets.unavailable')) throw error;
      this.#log.warn(`ledger: no key can be stored, records are kept until this window is closed (${error.message})`);
      return this.#keys.volatile(accountId);
    }
  }

  async #known(accountId: string): Promise<DataKey[]> {
    // Whoever opened it has the error.
    const own = await this.#opened.get(accountId)?.catch(() => undefined);
    const keys = own === undefined ? [] : [own.key];
    try {
      return [...(await this.#keys.known(accountId)), ...keys];
    } catch (error) {
      if (!Failure.has(error, 'secrets.unavailable')) throw error;
      this.#log.warn(`ledger: the keys of other windows cannot be read (${error.message})`);
      return keys;
    }
  }

  #fileOf(file: LedgerReading): LedgerFile {
    const { name, records, end, bytes } = file;
    return { name, owner: this.#ownerOf(file), records, end, bytes };
  }

  #ownerOf({ owner }: LedgerName): LedgerFile['owner'] {
    if (owner.pid === this.#self.pid && owner.started === this.#self.started) return 'own';
    return this.#isAlive(owner) ? 'alive' : 'dead';
  }

  /** Its key was in the memory of a window that is dead. */
  #isLost(file: LedgerName): boolean {
    return file.isVolatile && this.#ownerOf(file) === 'dead';
  }

  #folderOf(accountId: string): string {
    return path.join(this.#folder, ledgerFolderName(accountId));
  }
}

function recordsOf(files: readonly { records: unknown[] }[]): unknown[] {
  return files.flatMap(({ records }) => records);
}

/** A file with a key that is lost, or of a newer version, stays as it is. */
function isReadable(end: LogEnd | undefined): boolean {
  return end !== undefined && end.kind !== 'keyMissing' && end.kind !== 'foreign';
}
