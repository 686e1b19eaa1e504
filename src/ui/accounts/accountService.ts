import { Emitter } from '../../core/emitter';
import { Failure } from '../../core/failure';
import type { Clock, CredentialSource, Disposable } from '../../core/ports';
import type { Profile } from '../../core/profile';
import type { Session } from '../../core/session';
import type { Redshift } from '../../redshift/redshift';
import { CleanUps, type CleanUp } from './cleanUps';
import { ExpiryWatch } from './expiryWatch';
import { Renewals } from './renewals';
import { ServerTime } from './serverTime';
import { SignOutWatch } from './signOutWatch';
import { SignIns, type SignInFace, type SignInPorts, type SwitchFace } from './signIns';

export type { SignInFace, SwitchFace } from './signIns';

/** What happened to the accounts; `changed` holds sessions that were renewed or took another role. */
export interface AccountsChange {
  added: readonly Session[];
  removed: readonly Session[];
  changed: readonly Session[];
}

/** What the service is made of; plain objects in tests. */
export interface AccountPorts extends Omit<SignInPorts, 'time'> {
  profiles: { get(profileId: string): Profile; onDidChange(listener: () => void): Disposable };
  /** Whether the editor's proxy is for requests alone that bring no HTTP agent of their own. */
  editorAgent?: () => boolean;
  clock: Clock;
}

/**
 * The signed-in accounts and what hangs on them: credentials and the way to their warehouses. The one owner of `Redshift`
 * objects; the tree, the inspector and SQL files ask here.
 */
export class AccountService implements Disposable {
  readonly #changes = new Emitter<AccountsChange>();
  readonly #redshifts = new Map<string, { made: Promise<Redshift>; session: Session; basis: string }>();
  readonly #cleanUps: CleanUps;
  readonly #expiry: ExpiryWatch;
  readonly #ends = new Emitter<Session>();
  readonly #nears = new Emitter<Session>();
  readonly #uses = new Emitter<string>();
  readonly #signIns: SignIns;
  readonly #signOuts: SignOutWatch;
  /** Access key ids that AWS refused as expired before their time. */
  readonly #endedEarly = new Set<string>();
  /** Accounts that are being signed out. */
  readonly #leaving = new Set<string>();
  readonly #listeners: Disposable[];
  #inUse: string | undefined;

  /** The time at AWS: what expirations are judged by. */
  readonly time: ServerTime;
  /** Where work waits that needs a session which is over. */
  readonly renewals: Renewals;

  readonly onDidChange = this.#changes.event;
  /** Fires when a session ends, in time or early. */
  readonly onDidEnd = this.#ends.event;
  /** Fires once for each session when its end is near, for its renewal to be offered. */
  readonly onDidComeNearEnd = this.#nears.event;
  /** Fires when another account is worked with than before. */
  readonly onDidUse = this.#uses.event;

  constructor(private readonly ports: AccountPorts) {
    this.time = new ServerTime(ports.clock, ports.memory);
    this.#signIns = new SignIns({ ...ports, time: this.time });
    this.#cleanUps = new CleanUps(ports.clock, ports.log);
    this.#expiry = new ExpiryWatch(this.time, {
      onNear: (session) => this.#nears.fire(session),
      onEnded: (session) => this.#ends.fire(session),
    });
    this.renewals = new Renewals(
      {
        live: (accountId) => this.#live(accountId),
        onDidChange: (listener) => ports.store.onDidChange(listener),
      },
      ports.clock,
    );
    this.#signOuts = new SignOutWatch(ports, (change) => this.#onSessionsChanged(change));
    this.#listeners = [
      ports.store.onDidChange((change) => this.#onSessionsChanged(this.#signOuts.seen(change))),
      ports.profiles.onDidChange(() => this.#onProfilesChanged()),
    ];
  }

  /** All accounts, by name; expired ones too. */
  async sessions(): Promise<Session[]> {
    this.#signOuts.start();
    const sessions = await this.#read();
    this.#expiry.watch(sessions);
    return [...sessions].sort((a, b) => a.account.label.localeCompare(b.account.label));
  }

  async session(accountId: string): Promise<Session | undefined> {
    return (await this.#read()).find(({ account }) => account.id === accountId);
  }

  /** By AWS's clock, and by what it said about these credentials. */
  isExpired({ credentials: { expiration, accessKeyId } }: Session): boolean {
    return expiration <= this.time.now() || this.#endedEarly.has(accessKeyId);
  }

  /** The account that was worked with last in this window. */
  get inUse(): string | undefined {
    return this.#inUse;
  }

  /** Fires once when the editor's SecretStorage does not keep a sign-in, which then lasts as long as the window. */
  get onDidNotKeep(): (listener: (failure: Failure) => void) => Disposable {
    return this.#signIns.onDidNotKeep;
  }

  /** The connection that an account came by. @throws Failure `profile.unknown` when it is not in the settings any more. */
  profileOf(session: Session): Profile {
    return this.ports.profiles.get(session.profileId);
  }

  /**
   * Credentials of the account as they are at each call, so that a renewal reaches those who hold the source. Where the session is
   * over, it waits for the person to sign in again: {@link Renewals}.
   */
  credentialSource(accountId: string): CredentialSource {
    const source: CredentialSource = async (signal) => {
      this.#use(accountId);
      const live = await this.#live(accountId);
      if (live) return live.credentials;
      const session = await this.#known(accountId);
      // Nobody wants to sign in to sign out.
      if (this.#leaving.has(accountId)) throw new Failure('signIn.needed', { account: session.account.label });
      return (await this.renewals.wait(session, signal)).credentials;
    };
    source.ended = (accessKeyId) => this.#endEarly(accountId, accessKeyId);
    return source;
  }

  /**
   * The account's way to its warehouses, made at first use and shared. Don't keep it: it is disposed when the account
   * signs out, takes another AWS role, or its profile leads elsewhere. A session that is over is asked for at the first call.
   * Rejects with `signIn.needed` where there is none, or with `profile.unknown`.
   */
  async redshiftFor(accountId: string): Promise<Redshift> {
    const session = await this.#known(accountId);
    const present = this.#redshifts.get(accountId);
    if (present) return present.made;
    const entry = { made: this.#connect(session), session, basis: this.#basisOf(session) };
    this.#redshifts.set(accountId, entry);
    // A failed attempt is not kept; those who wait for it are told by the promise itself.
    entry.made.catch(() => this.#redshifts.get(accountId) === entry && this.#redshifts.delete(accountId));
    return entry.made;
  }

  /** One sign-in, stored: a new account, or the renewal of one. Rejects with Failure or Cancelled. */
  signIn(profile: Profile, face: SignInFace): Promise<Session> {
    return this.#signIns.signIn(profile, face);
  }

  /** Takes another AWS role without a sign-in; undefined where that needs one by now. Rejects with Failure or Cancelled. */
  async switchRole(session: Session, face: SwitchFace): Promise<Session | undefined> {
    return this.#signIns.switchRole(session, this.profileOf(session), face);
  }

  /** Forgets the account: first what others keep for it (files, sessions on the server), then its secrets. */
  async signOut(accountId: string): Promise<void> {
    this.#leaving.add(accountId);
    try {
      await this.#cleanUps.run(accountId);
      this.#drop(accountId);
      await this.#signIns.forget(accountId);
    } finally {
      this.#leaving.delete(accountId);
    }
  }

  /** Registers work to be done before an account's secrets go: its credentials still serve, for a few seconds. */
  beforeSignOut(cleanUp: CleanUp): Disposable {
    return this.#cleanUps.add(cleanUp);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#expiry.dispose();
    this.#signIns.dispose();
    this.#signOuts.dispose();
    this.time.dispose();
    for (const emitter of [this.#ends, this.#nears, this.#uses]) emitter.dispose();
    this.#changes.dispose();
    for (const accountId of [...this.#redshifts.keys()]) this.#drop(accountId);
  }

  async #read(): Promise<Session[]> {
    return this.ports.windows.withoutGone(await this.ports.store.list());
  }

  async #known(accountId: string): Promise<Session> {
    const session = await this.session(accountId);
    if (!session) throw new Failure('signIn.needed', { account: accountId });
    return session;
  }

  #use(accountId: string): void {
    if (accountId === this.#inUse) return;
    this.#inUse = accountId;
    this.#uses.fire(accountId);
  }

  /** For {@link Renewals}, which says what it rejects with. */
  async #live(accountId: string): Promise<Session | undefined> {
    const session = await this.#known(accountId);
    if (!this.isExpired(session)) return session;
    await this.ports.windows.expectNewest(() => this.ports.store.list(), accountId);
    return undefined;
  }

  /** Takes AWS's word for it that credentials are over. */
  #endEarly(accountId: string, accessKeyId: string): void {
    if (this.#endedEarly.has(accessKeyId)) return;
    this.#endedEarly.add(accessKeyId);
    this.ports.log.info(`AWS calls the credentials of account ${accountId} expired`);
    this.session(accountId).then(
      (session) => {
        if (session?.credentials.accessKeyId !== accessKeyId) return;
        this.#expiry.end(session.handle);
        this.#ends.fire(session);
      },
      (error: unknown) => this.ports.log.warn(`the session that ended could not be read (${String(error)})`),
    );
  }

  async #connect(session: Session): Promise<Redshift> {
    const { region, endpoints, useFips = false, useDualStack = false } = this.profileOf(session);
    const [, partition, , , awsAccount] = session.roleArn.split(':');
    const { Redshift } = await this.ports.loadBackend();
    return new Redshift({
      region,
      ...(partition === undefined ? {} : { partition }),
      ...(awsAccount === undefined ? {} : { awsAccount }),
      endpoints,
      variant: { useFips, useDualStack },
      editorAgent: this.ports.editorAgent?.() ?? false,
      credentials: this.credentialSource(session.account.id),
      onClock: (aheadMs) => this.time.learn(aheadMs),
      clock: this.ports.clock,
      log: this.ports.log,
    });
  }

  #onSessionsChanged(change: AccountsChange): void {
    for (const { account } of change.removed) this.#drop(account.id);
    for (const session of change.changed) this.#dropUnlessBasedOn(session);
    this.#changes.fire(change);
  }

  #onProfilesChanged(): void {
    for (const { session } of [...this.#redshifts.values()]) this.#dropUnlessBasedOn(session);
  }

  /** What a `Redshift` is made from, the credentials apart: those it asks for again and again. */
  #basisOf(session: Session): string {
    try {
      const { region, endpoints, useFips, useDualStack } = this.profileOf(session);
      return JSON.stringify([session.roleArn, region, endpoints, useFips, useDualStack]);
    } catch (error) {
      if (Failure.has(error, 'profile.unknown')) return '';
      throw error;
    }
  }

  /** Whoever works with one goes on undisturbed by a renewal, or by a change to other connections. */
  #dropUnlessBasedOn(session: Session): void {
    const entry = this.#redshifts.get(session.account.id);
    if (entry && entry.basis !== this.#basisOf(session)) this.#drop(session.account.id);
  }

  #drop(accountId: string): void {
    const entry = this.#redshifts.get(accountId);
    this.#redshifts.delete(accountId);
    entry?.made.then(
      (redshift) => redshift.dispose(),
      () => undefined, // nothing was made: nothing to dispose
    );
  }
}
