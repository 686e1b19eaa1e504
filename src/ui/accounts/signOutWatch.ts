import type { Disposable, Log } from '../../core/ports';
import type { Session } from '../../core/session';
import type { SessionStore, SessionsChange } from '../../federation/sessionStore';
import type { Windows } from './windows';

interface Parts {
  store: Pick<SessionStore, 'list'>;
  windows: Pick<Windows, 'withoutGone' | 'onDidMove'>;
  log: Log;
}

/**
 * Notices that an account was signed out in another window. On web hosts this window's copy of the secrets still holds it then, and
 * no event of the store tells; nothing is written here, as that would put the old copy back over what others stored since.
 */
export class SignOutWatch implements Disposable {
  /** Accounts that were told of as removed, though the store has them. */
  readonly #gone = new Set<Session['account']['id']>();
  #watching: Disposable | undefined;
  #looking = false;
  #again = false;

  constructor(
    private readonly parts: Parts,
    private readonly tell: (change: SessionsChange) => void,
  ) {}

  /** From now on; calling it again changes nothing. */
  start(): void {
    this.#watching ??= this.parts.windows.onDidMove(() => void this.#look());
  }

  /** A change of the store as it is for those who were told of sign-outs: who comes back is new to them, and goes but once. */
  seen({ added, removed, changed }: SessionsChange): SessionsChange {
    const isBack = ({ account }: Session): boolean => this.#gone.has(account.id);
    const change = {
      added: [...added, ...changed.filter(isBack)],
      removed: removed.filter((session) => !isBack(session)),
      changed: changed.filter((session) => !isBack(session)),
    };
    for (const { account } of [...added, ...removed, ...changed]) this.#gone.delete(account.id);
    // A window that starts may find an old copy that another one wrote back.
    if (added.length > 0) void this.#look();
    return change;
  }

  dispose(): void {
    this.#watching?.dispose();
  }

  async #look(): Promise<void> {
    this.#again = true;
    if (this.#looking) return;
    this.#looking = true;
    try {
      while (this.#again) {
        this.#again = false;
        await this.#compare();
      }
    } catch (error) {
      // Nobody asked for anything here: who uses the account is told then.
      this.parts.log.warn(`what other windows did could not be looked at (${String(error)})`);
    } finally {
      this.#looking = false;
    }
  }

  async #compare(): Promise<void> {
    const { store, windows } = this.parts;
    const sessions = await store.list();
    const here = new Set((await windows.withoutGone(sessions)).map(({ account }) => account.id));
    const removed = sessions.filter(({ account: { id } }) => !here.has(id) && !this.#gone.has(id));
    const added = sessions.filter(({ account: { id } }) => here.has(id) && this.#gone.has(id));
    for (const { account } of removed) this.#gone.add(account.id);
    for (const { account } of added) this.#gone.delete(account.id);
    if (removed.length + added.length > 0) this.tell({ added, removed, changed: [] });
  }
}
