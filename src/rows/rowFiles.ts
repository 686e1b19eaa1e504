import { readdir, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from '../core/ports';
import type { DataKey } from '../store/dataKeys';
import { makeFolder } from '../store/durable';
import { ledgerFolderName } from '../store/ledgerNames';
import { isAlive, markOfThisProcess, type ProcessMark } from '../store/liveness';
import { newOwnedName, readOwnedName } from '../store/ownedNames';
import { isCode } from '../store/systemError';
import { BlockFile, createRowFile, type CreateRowFile } from './blockFile';

const ending = 'rows';

export interface RowFilesParts {
  /** A folder of its own, for all windows. */
  folder: string;
  /** What the files of an account are encrypted with. */
  keyOf: (accountId: string) => Promise<DataKey>;
  log: Log;
  /** This window. */
  self?: ProcessMark;
  isAlive?: (process: ProcessMark) => boolean;
  create?: CreateRowFile;
}

/** The files of rows, below one folder, in one of each account. Their names say whose they are. All methods reject with the system's error. */
export class RowFiles {
  readonly #self: ProcessMark;
  #swept: Promise<void> | undefined;

  constructor(private readonly parts: RowFilesParts) {
    this.#self = parts.self ?? markOfThisProcess();
  }

  /** A new file. The first one also removes what dead windows left. Rejects as `keyOf` does, too. */
  async create(accountId: string): Promise<BlockFile> {
    this.#swept ??= this.#sweep().catch((error: unknown) => {
      // Rows that cannot be removed keep nobody from storing others.
      this.parts.log.warn(`rows of closed windows could not be removed: ${String(error)}`);
    });
    await this.#swept;
    const key = await this.parts.keyOf(accountId);
    const folder = this.#folderOf(accountId);
    await makeFolder(folder);
    const file = path.join(folder, newOwnedName(this.#self, ending));
    return BlockFile.create(file, key, this.parts.create ?? createRowFile);
  }

  /** Removes all files of an account, those of other windows too: it is signed out there as well. */
  async forget(accountId: string): Promise<void> {
    await rm(this.#folderOf(accountId), { recursive: true, force: true, maxRetries: 3 });
  }

  async #sweep(): Promise<void> {
    for (const account of await namesIn(this.parts.folder)) {
      const folder = path.join(this.parts.folder, account);
      const names = await namesIn(folder);
      const left = names.filter((name) => this.#isLeft(name));
      await Promise.all(left.map((name) => rm(path.join(folder, name), { force: true })));
      // Another window may be about to write there: its folder is made anew.
      if (left.length === names.length) await rmdir(folder).catch(() => undefined);
    }
  }

  #isLeft(name: string): boolean {
    const read = readOwnedName(name);
    if (read?.ending !== ending) return false;
    const { pid, started } = read.owner;
    const isOwn = pid === this.#self.pid && started === this.#self.started;
    return !isOwn && !(this.parts.isAlive ?? isAlive)(read.owner);
  }

  #folderOf(accountId: string): string {
    return path.join(this.parts.folder, ledgerFolderName(accountId));
  }
}

/** None where there is no such folder, or it is none. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR')) return [];
    throw error;
  }
}
