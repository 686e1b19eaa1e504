import { createHash, randomBytes } from 'node:crypto';
import { Failure } from '../core/failure';
import type { Disposable, Log, SecretStore } from '../core/ports';
import { jsonObject } from './jsonObject';

/** What an account's files are encrypted with. Secret, but for the id. */
export interface DataKey {
  /** 16 hex digits that tell it from others and say nothing about it. */
  id: string;
  /** 32 bytes. */
  bytes: Buffer;
  /** It lives in this window's memory alone; nobody can read its files after that. */
  volatile: boolean;
}

const prefix = 'redshiftFederation.dataKeys.';
const version = 1;
const keyBytes = 32;

/**
 * The keys of what is on disk, in the editor's SecretStorage: an entry for each account. It holds the first key, and those of
 * windows that made one at the same moment. Each call reads anew, because other windows write too.
 */
export class DataKeys implements Disposable {
  readonly #secrets: SecretStore;
  readonly #log: Log;
  readonly #subscription: Disposable;
  /** The stored key that this window encrypts with, by account. */
  readonly #used = new Map<string, DataKey>();
  readonly #volatile = new Map<string, DataKey>();
  /** By the key's id. */
  readonly #concealed = new Map<string, Disposable>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(secrets: SecretStore, log: Log) {
    this.#secrets = secrets;
    this.#log = log;
    this.#subscription = secrets.onDidChange((changed) => {
      const accountId = [...this.#used.keys()].find((id) => dataKeysEntry(id) === changed);
      if (accountId === undefined) return;
      this.known(accountId).catch(() => log.warn('data keys could not be read after a change'));
    });
  }

  /**
   * The account's key, made at the first call.
   * @throws Failure secrets.unavailable when the storage refused or kept nothing: then there is {@link volatile}
   */
  get(accountId: string): Promise<DataKey> {
    return this.#inTurn(async () => {
      let [key] = await this.#stored(accountId);
      if (key === undefined) {
        await this.#write(accountId, [this.#keyOf(randomBytes(keyBytes))]);
        // What is stored by now counts: another window may have made one too.
        [key] = await this.#stored(accountId);
      }
      if (key === undefined) throw new Failure('secrets.unavailable', { operation: 'write' });
      this.#used.set(accountId, key);
      return key;
    });
  }

  /** The keys that the account's files may have, none of them made for it. @throws Failure secrets.unavailable */
  known(accountId: string): Promise<DataKey[]> {
    return this.#inTurn(async () => {
      const stored = await this.#stored(accountId);
      const used = this.#used.get(accountId);
      if (used === undefined || stored.some(({ id }) => id === used.id)) return stored;
      if (stored.length === 0) {
        // Signed out by another window: this one must not bring the key back.
        this.#used.delete(accountId);
        return stored;
      }
      // A window that made its key at the same moment wrote over ours.
      const all = [...stored, used];
      await this.#write(accountId, all);
      return all;
    });
  }

  /** The account's key that is stored nowhere: the same one as long as this window lives. */
  volatile(accountId: string): DataKey {
    const present = this.#volatile.get(accountId);
    if (present !== undefined) return present;
    const key = { ...this.#keyOf(randomBytes(keyBytes)), volatile: true };
    this.#volatile.set(accountId, key);
    return key;
  }

  /** Forgets all keys of an account. @throws Failure secrets.unavailable when the storage would not let go of them */
  delete(accountId: string): Promise<void> {
    return this.#inTurn(async () => {
      this.#volatile.delete(accountId);
      this.#used.delete(accountId);
      let back;
      try {
        await this.#secrets.delete(dataKeysEntry(accountId));
        back = await this.#secrets.get(dataKeysEntry(accountId));
      } catch (cause) {
        throw new Failure('secrets.unavailable', { operation: 'delete' }, { cause });
      }
      if (back !== undefined) throw new Failure('secrets.unavailable', { operation: 'delete' });
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#used.clear();
    this.#volatile.clear();
    for (const concealed of this.#concealed.values()) concealed.dispose();
    this.#concealed.clear();
  }

  /** One after the other: who asks while a key is being made gets that one. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    // The next one's turn comes in any case; the caller has the error.
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #stored(accountId: string): Promise<DataKey[]> {
    let text;
    try {
      text = await this.#secrets.get(dataKeysEntry(accountId));
    } catch (cause) {
      throw new Failure('secrets.unavailable', { operation: 'read' }, { cause });
    }
    if (text === undefined) return [];
    const keys = readKeys(text);
    if (keys === undefined) this.#log.warn('dropped from the secret storage: data keys that cannot be read');
    return (keys ?? []).map((bytes) => this.#keyOf(bytes));
  }

  async #write(accountId: string, keys: readonly DataKey[]): Promise<void> {
    const texts = keys.map(({ bytes }) => bytes.toString('base64'));
    try {
      await this.#secrets.store(dataKeysEntry(accountId), JSON.stringify({ version, keys: texts }));
    } catch (cause) {
      throw new Failure('secrets.unavailable', { operation: 'write' }, { cause });
    }
  }

  #keyOf(bytes: Buffer): DataKey {
    const id = createHash('sha256').update('data key ').update(bytes).digest('hex').slice(0, 16);
    if (!this.#concealed.has(id)) {
      const concealed = this.#log.conceal?.([bytes.toString('base64'), bytes.toString('hex')]);
      if (concealed !== undefined) this.#concealed.set(id, concealed);
    }
    return { id, bytes, volatile: false };
  }
}

/** The entry of the secret storage that holds the keys of an account. */
export function dataKeysEntry(accountId: string): string {
  return prefix + createHash('sha256').update(accountId).digest('hex').slice(0, 32);
}

function readKeys(text: string): Buffer[] | undefined {
  const { version: found, keys } = jsonObject(text) ?? {};
  if (found !== version || !Array.isArray(keys)) return undefined;
  const read = keys.map((key) => (typeof key === 'string' ? Buffer.from(key, 'base64') : Buffer.alloc(0)));
  return read.every(({ length }) => length === keyBytes) ? read : undefined;
}
