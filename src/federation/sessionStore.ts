import { Emitter } from '../core/emitter';
import { Failure } from '../core/failure';
import type { Disposable, Log, SecretStore } from '../core/ports';
import type { Session } from '../core/session';
import { readSessions, writeSessions } from './sessionRecord';

export interface SessionsChange {
  added: Session[];
  removed: Session[];
  /** Same account, renewed or with another role. */
  changed: Session[];
}

/**
 * All sessions are one entry. With an entry for each account and an index, two windows that write at the same time could lose a
 * line of the index and leave a secret behind that no sign-out finds; here the later one wins as a whole, on desktop hosts (shared
 * entries) as on web hosts (each window has its own copy of everything).
 */
export const sessionsKey = 'redshiftFederation.sessions';

/**
 * The signed-in accounts, in the editor's SecretStorage. Each call reads anew, because other windows write too. A session that
 * the storage does not keep lives on in this window alone.
 */
export class SessionStore implements Disposable {
  readonly #secrets: SecretStore;
  readonly #log: Log;
  readonly #changes = new Emitter<SessionsChange>();
  readonly #subscription: Disposable;
  /** Sessions that the storage refused, by account. */
  readonly #unkept = new Map<string, Session>();
  /** What the listeners know of. */
  #told: readonly Session[] = [];
  #last: Promise<unknown> = Promise.resolve();

  readonly onDidChange = this.#changes.event;

  constructor(secrets: SecretStore, log: Log) {
    this.#secrets = secrets;
    this.#log = log;
    this.#subscription = secrets.onDidChange((changed) => {
      if (changed === sessionsKey) this.list().catch(() => log.warn('sessions could not be read after a change'));
    });
  }

  /** All accounts. @throws Failure secrets.unavailable */
  list(): Promise<Session[]> {
    return this.#inTurn(async () => this.#tell(await this.#all()));
  }

  /** @throws Failure secrets.unavailable */
  async get(accountId: string): Promise<Session | undefined> {
    return (await this.list()).find(({ account }) => account.id === accountId);
  }

  /**
   * Stores a session in place of the account's earlier one.
   * @throws Failure secrets.unavailable when the storage refused or gave back something else; the session then lives in memory
   */
  save(session: Session): Promise<void> {
    return this.#inTurn(async () => {
      this.#unkept.set(session.account.id, session);
      try {
        const all = this.#merge(await this.#stored());
        await this.#write(all, 'write');
        this.#unkept.clear();
        this.#tell(all);
      } catch (error) {
        this.#tell(this.#merge(this.#told));
        throw error;
      }
    });
  }

  /**
   * Forgets an account; gives back what was forgotten.
   * @throws Failure secrets.unavailable when the storage would not let go of it
   */
  remove(accountId: string): Promise<Session | undefined> {
    const isOther = ({ account }: Session): boolean => account.id !== accountId;
    return this.#inTurn(async () => {
      const removed = (await this.#all()).find((session) => !isOther(session));
      // A session that lives in memory can be forgotten though the storage cannot be read.
      const stored = await (this.#unkept.has(accountId) ? this.#stored().catch(() => []) : this.#stored());
      if (!stored.every(isOther)) await this.#write(stored.filter(isOther), 'delete');
      this.#unkept.delete(accountId);
      this.#tell(this.#merge(stored.filter(isOther)));
      return removed;
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changes.dispose();
  }

  /** One after the other: each reads, changes and writes the whole. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    // The next one's turn comes in any case; the caller has the error.
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #all(): Promise<Session[]> {
    try {
      return this.#merge(await this.#stored());
    } catch (error) {
      if (this.#unkept.size === 0) throw error;
      return this.#merge(this.#told);
    }
  }

  #merge(stored: readonly Session[]): Session[] {
    return [...stored.filter(({ account }) => !this.#unkept.has(account.id)), ...this.#unkept.values()];
  }

  async #stored(): Promise<Session[]> {
    let text;
    try {
      text = await this.#secrets.get(sessionsKey);
    } catch (cause) {
      throw new Failure('secrets.unavailable', { operation: 'read' }, { cause });
    }
    return readSessions(text, (what) => this.#log.warn(`dropped from the secret storage: ${what}`));
  }

  async #write(sessions: readonly Session[], operation: 'write' | 'delete'): Promise<void> {
    const text = sessions.length === 0 ? undefined : writeSessions(sessions);
    let back;
    try {
      await (text === undefined ? this.#secrets.delete(sessionsKey) : this.#secrets.store(sessionsKey, text));
      back = await this.#secrets.get(sessionsKey);
    } catch (cause) {
      throw new Failure('secrets.unavailable', { operation }, { cause });
    }
    // Some storages without a keyring take everything and keep nothing.
    if (back !== text) throw new Failure('secrets.unavailable', { operation });
  }

  /** Tells the listeners what is new to them; a storage that tells twice, or not at all in this window, makes no difference. */
  #tell(sessions: Session[]): Session[] {
    const before = new Map(this.#told.map((session) => [session.account.id, JSON.stringify(session)]));
    const ids = new Set(sessions.map(({ account }) => account.id));
    const change: SessionsChange = {
      added: sessions.filter(({ account }) => !before.has(account.id)),
      removed: this.#told.filter(({ account }) => !ids.has(account.id)),
      changed: sessions.filter((session) => {
        const earlier = before.get(session.account.id);
        return earlier !== undefined && earlier !== JSON.stringify(session);
      }),
    };
    this.#told = sessions;
    if (change.added.length + change.removed.length + change.changed.length > 0) this.#changes.fire(change);
    return [...sessions];
  }
}
