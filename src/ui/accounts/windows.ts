import path from 'node:path';
import { Failure, throwIfCancelled } from '../../core/failure';
import type { Clock, Disposable, Log } from '../../core/ports';
import type { Profile } from '../../core/profile';
import type { Session } from '../../core/session';
import { Generations, markOf, type Generation } from '../../store/generation';
import { Locks, type LockAttempt, type LockNote } from '../../store/lock';

/** What a sign-in takes beyond the wait for the provider: questions, STS, storing; ms. */
const workMs = 300_000;
/** How often the work of another window is looked at; ms. */
const lookMs = 500;
/** Another window stores first and says so then: within this, both are to be seen; ms. */
const settleMs = 300;

/** Whom a sign-in is for. */
export interface SignInPurpose {
  profile: Pick<Profile, 'id' | 'acsPort' | 'signInTimeout'>;
  /** The account that is renewed; a new sign-in has none. */
  accountId: string | undefined;
}

/** The sessions as this window can read them now. */
export type ReadSessions = () => Promise<readonly Session[]>;

/**
 * Agrees with the person's other windows on this computer, by files without secrets: one of them signs in at a time and serves the
 * others, and each knows when its own copy of the secrets is not the latest. On desktop hosts all windows share the editor's SecretStorage;
 * on web hosts each has its own copy until it is reloaded, and writing an old copy back would undo what another stored.
 */
export class Windows {
  readonly #locks: Locks;
  readonly #generations: Generations;
  readonly #openedAt: number;
  /** Marks of sessions that others could not be told of. */
  readonly #unannounced = new Set<string>();

  /** @param folder in the extension's global storage, for this alone */
  constructor(
    folder: string,
    private readonly clock: Clock,
    private readonly log: Log,
    self?: Pick<LockNote, 'pid' | 'started'>,
    isAlive?: (pid: number) => boolean,
  ) {
    this.#locks = new Locks(folder, () => clock.now(), self, isAlive);
    this.#generations = new Generations(path.join(folder, 'accounts'));
    this.#openedAt = clock.now();
  }

  /** Whether another of the person's windows signs in by this port. */
  readonly heldByUs = async (port: number): Promise<boolean> => {
    const others = await this.#tried('locks could not be read', [], () => this.#locks.ofOthers());
    return others.some((note) => note.port === port);
  };

  /**
   * One sign-in for all windows: this one's, or the outcome of another's that is under way for the same.
   * @param read after another window has signed in, its session is looked for here
   * @throws Failure account.otherWindow, account.otherWindowStopped; what `signIn` throws; Cancelled
   */
  async oneSignIn(
    purpose: SignInPurpose,
    read: ReadSessions,
    signal: AbortSignal,
    onOtherWindow: () => void,
    signIn: () => Promise<Session>,
  ): Promise<Session> {
    for (;;) {
      // Before the lock: who finishes right after it was refused has moved on from here.
      const before = await this.#all();
      const attempt = await this.#take(purpose);
      if (attempt.held) {
        try {
          return await signIn();
        } finally {
          await this.#tried('a lock could not be given back', undefined, attempt.release);
        }
      }
      const isOther = !this.#locks.isOwn(attempt.by);
      if (isOther) {
        this.log.info('another window signs in: waiting for it');
        onOtherWindow();
      }
      const moved = await this.#movedByOther(purpose, before, signal);
      throwIfCancelled(signal);
      if (moved) return await this.#sessionOf(moved, read);
      // It was for the same, and came to nothing: a tab that opens now would surprise.
      if (isOther && attempt.by.accountId === purpose.accountId) throw new Failure('account.otherWindowStopped', {});
    }
  }

  /** Tells the others of a session that was stored. */
  async announce({ account, profileId, handle }: Session): Promise<void> {
    const mark = markOf({ handle });
    this.#unannounced.add(mark);
    const moved = await this.#tried('other windows could not be told of the sign-in', undefined, () =>
      this.#generations.move({ accountId: account.id, profileId, issuedAt: this.clock.now(), mark }),
    );
    if (moved) this.#unannounced.delete(mark);
  }

  /** Tells the others that an account is signed out. */
  async announceGone({ account, profileId }: Pick<Session, 'account' | 'profileId'>): Promise<void> {
    await this.#tried('other windows could not be told of the sign-out', undefined, () =>
      this.#generations.move({ accountId: account.id, profileId, issuedAt: this.clock.now() }),
    );
  }

  /** True in the first window that wants to offer the renewal of a session. */
  mayOffer(session: Session): Promise<boolean> {
    const offer = (): Promise<boolean> => this.#generations.offer(session.account.id, markOf(session));
    return this.#tried('other windows could not be told of an offer', true, offer);
  }

  /** Calls when something happened to an account in any window, this one too. */
  onDidMove(listener: () => void): Disposable {
    let disposed = false;
    const ended = (error: Error): void => this.log.warn(`other windows are not watched any more (${error.name})`);
    const watching = this.#tried('other windows cannot be watched', undefined, async () =>
      this.#generations.watch(() => {
        if (!disposed) listener();
      }, ended),
    );
    return {
      dispose: () => {
        disposed = true;
        void watching.then((watcher) => watcher?.dispose());
      },
    };
  }

  /** The sessions without those of accounts that were signed out elsewhere, which old copies of the secrets still hold. */
  async withoutGone(sessions: readonly Session[]): Promise<Session[]> {
    const gone = await Promise.all(
      sessions.map(async (session) => {
        const latest = await this.#of(session.account.id);
        return latest !== undefined && latest.mark === undefined && !this.#unannounced.has(markOf(session));
      }),
    );
    return sessions.filter((_, i) => gone[i] !== true);
  }

  /**
   * Throws where another window has signed in since this one was opened, and this one cannot read it: a sign-in here would be a
   * second one, and storing it would undo the other's.
   * @param accountId looks at this account alone
   * @throws Failure account.otherWindow
   */
  async expectNewest(read: ReadSessions, accountId?: string): Promise<void> {
    const unread = await this.#unread(read, accountId);
    if (unread === undefined) return;
    // It may be on its way.
    await this.clock.sleep(settleMs);
    if ((await this.#unread(read, accountId)) !== undefined) throw new Failure('account.otherWindow', {});
  }

  async #unread(read: ReadSessions, accountId: string | undefined): Promise<Generation | undefined> {
    const moved = accountId === undefined ? await this.#all() : [await this.#of(accountId)];
    const newer = moved.filter((each) => each?.mark !== undefined && each.issuedAt > this.#openedAt);
    if (newer.length === 0) return undefined;
    const marks = new Set((await read()).map(markOf));
    return newer.find((each) => !marks.has(each?.mark ?? ''));
  }

  async #sessionOf(moved: Generation, read: ReadSessions): Promise<Session> {
    await this.expectNewest(read, moved.accountId);
    const session = (await read()).find(({ account }) => account.id === moved.accountId);
    if (session === undefined) throw new Failure('account.otherWindow', {});
    return session;
  }

  /** The sign-in that another window finished for the same purpose; undefined when it gave up. */
  async #movedByOther(
    { profile, accountId }: SignInPurpose,
    before: readonly Generation[],
    signal: AbortSignal,
  ): Promise<Generation | undefined> {
    const numbers = new Map(before.map((each) => [each.accountId, each.generation]));
    for (;;) {
      // Looked at first: what was moved before the lock was given back is then seen.
      const holder = await this.#tried('a lock could not be read', undefined, () =>
        this.#locks.holder(lockOf(profile)),
      );
      const moved = (await this.#all()).find(
        (each) =>
          each.profileId === profile.id &&
          (accountId === undefined || each.accountId === accountId) &&
          each.mark !== undefined &&
          each.generation > (numbers.get(each.accountId) ?? 0),
      );
      if (moved || holder === undefined) return moved;
      await this.clock.sleep(lookMs, signal);
    }
  }

  #take({ profile, accountId }: SignInPurpose): Promise<LockAttempt> {
    const purpose = {
      profileId: profile.id,
      port: profile.acsPort,
      until: this.clock.now() + profile.signInTimeout * 1000 + workMs,
      ...(accountId === undefined ? {} : { accountId }),
    };
    const alone: LockAttempt = { held: true, release: () => Promise.resolve() };
    return this.#tried('no lock could be taken', alone, () => this.#locks.take(lockOf(profile), purpose));
  }

  #all(): Promise<Generation[]> {
    return this.#tried('other windows’ sign-ins could not be read', [], () => this.#generations.all());
  }

  #of(accountId: string): Promise<Generation | undefined> {
    return this.#tried('other windows’ sign-ins could not be read', undefined, () => this.#generations.of(accountId));
  }

  /** A disk that refuses must keep nobody from signing in: then each window is on its own. */
  async #tried<T>(problem: string, instead: T, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : typeof error;
      this.log.warn(`${problem} (${code})`);
      return instead;
    }
  }
}

function lockOf({ id }: Pick<Profile, 'id'>): string {
  // Ids are letters, digits, dots, dashes and underscores alone.
  return `signIn-${id}`;
}
