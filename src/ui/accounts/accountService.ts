import { Emitter } from '../../core/emitter';
import { Failure } from '../../core/failure';
import type { Clock, CredentialSource, Disposable, Log } from '../../core/ports';
import type { Profile } from '../../core/profile';
import type { Session } from '../../core/session';
import type { MetadataKeep } from '../../federation/metadataKeep';
import type { SignInRequest } from '../../federation/signInRequest';
import type { SessionStore } from '../../federation/sessionStore';
import type { Redshift } from '../../redshift/redshift';
import type { Backend } from '../backend';
import { CleanUps, type CleanUp } from './cleanUps';
import { ExpiryWatch } from './expiryWatch';

/** What happened to the accounts; `changed` holds renewed sessions and those that have just expired. */
export interface AccountsChange {
  added: readonly Session[];
  removed: readonly Session[];
  changed: readonly Session[];
}

/** What the service is made of; plain objects in tests. */
export interface AccountPorts {
  store: SessionStore;
  profiles: { get(profileId: string): Profile; onDidChange(listener: () => void): Disposable };
  loadBackend: () => Promise<Backend>;
  /** Keeps providers' metadata beyond the life of this window. */
  metadataKeep?: MetadataKeep;
  /** Whether the editor's proxy is for requests alone that bring no HTTP agent of their own. */
  editorAgent?: () => boolean;
  clock: Clock;
  log: Log;
}

/** The part of a sign-in that has a face. */
export type SignInFace = Omit<SignInRequest, 'profile' | 'metadataKeep' | 'clock' | 'log'>;

/**
 * The signed-in accounts and what hangs on them: credentials and the way to their warehouses. The one owner of `Redshift`
 * objects; the tree, the inspector and SQL files ask here.
 */
export class AccountService implements Disposable {
  readonly #changes = new Emitter<AccountsChange>();
  readonly #redshifts = new Map<string, { made: Promise<Redshift>; session: Session; basis: string }>();
  readonly #cleanUps: CleanUps;
  readonly #expiry: ExpiryWatch;
  readonly #listeners: Disposable[];

  readonly onDidChange = this.#changes.event;

  constructor(private readonly ports: AccountPorts) {
    this.#cleanUps = new CleanUps(ports.clock, ports.log);
    this.#expiry = new ExpiryWatch(ports.clock, (changed) => this.#changes.fire({ added: [], removed: [], changed }));
    this.#listeners = [
      ports.store.onDidChange((change) => this.#onStoreChanged(change)),
      ports.profiles.onDidChange(() => this.#onProfilesChanged()),
    ];
  }

  /** All accounts, by name; expired ones too. */
  async sessions(): Promise<Session[]> {
    const sessions = await this.ports.store.list();
    this.#expiry.watch(sessions);
    return [...sessions].sort((a, b) => a.account.label.localeCompare(b.account.label));
  }

  session(accountId: string): Promise<Session | undefined> {
    return this.ports.store.get(accountId);
  }

  isExpired(session: Session): boolean {
    return session.credentials.expiration <= this.ports.clock.now();
  }

  /** The connection that an account came by. @throws Failure `profile.unknown` when it is not in the settings any more. */
  profileOf(session: Session): Profile {
    return this.ports.profiles.get(session.profileId);
  }

  /** Credentials of the account as they are at each call, so that a renewal reaches those who hold the source. */
  credentialSource(accountId: string): CredentialSource {
    return async () => (await this.#liveSession(accountId)).credentials;
  }

  /**
   * The account's way to its warehouses, made at first use and shared. Don't keep it: it is disposed when the account
   * signs out, takes another AWS role, or its profile leads elsewhere. Rejects with `signIn.needed` or `profile.unknown`.
   */
  async redshiftFor(accountId: string): Promise<Redshift> {
    const session = await this.#liveSession(accountId);
    const present = this.#redshifts.get(accountId);
    if (present) return present.made;
    const entry = { made: this.#connect(session), session, basis: this.#basisOf(session) };
    this.#redshifts.set(accountId, entry);
    // A failed attempt is not kept; those who wait for it are told by the promise itself.
    entry.made.catch(() => this.#redshifts.get(accountId) === entry && this.#redshifts.delete(accountId));
    return entry.made;
  }

  /** One sign-in, stored: a new account, or the renewal of one. Rejects with Failure or Cancelled. */
  async signIn(profile: Profile, face: SignInFace): Promise<Session> {
    const { clock, log, store, metadataKeep } = this.ports;
    const backend = await this.ports.loadBackend();
    const session = await backend.signIn({
      profile,
      ...face,
      ...(metadataKeep === undefined ? {} : { metadataKeep }),
      clock,
      log,
    });
    const named = { ...session, account: { id: session.account.id, label: await this.#labelFor(session, profile) } };
    await store.save(named);
    return named;
  }

  /** Forgets the account: first what others keep for it (files, sessions on the server), then its secrets. */
  async signOut(accountId: string): Promise<void> {
    await this.#cleanUps.run(accountId);
    this.#drop(accountId);
    await this.ports.store.remove(accountId);
  }

  /** Registers work to be done before an account's secrets go: its credentials still serve, for a few seconds. */
  beforeSignOut(cleanUp: CleanUp): Disposable {
    return this.#cleanUps.add(cleanUp);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#expiry.dispose();
    this.#changes.dispose();
    for (const accountId of [...this.#redshifts.keys()]) this.#drop(accountId);
  }

  async #liveSession(accountId: string): Promise<Session> {
    const session = await this.ports.store.get(accountId);
    if (!session) throw new Failure('signIn.needed', { account: accountId });
    if (this.isExpired(session)) throw new Failure('signIn.needed', { account: session.account.label });
    return session;
  }

  async #connect(session: Session): Promise<Redshift> {
    const { region, endpoints, useFips = false, useDualStack = false } = this.profileOf(session);
    const partition = session.roleArn.split(':')[1];
    const { Redshift } = await this.ports.loadBackend();
    return new Redshift({
      region,
      ...(partition === undefined ? {} : { partition }),
      endpoints,
      variant: { useFips, useDualStack },
      editorAgent: this.ports.editorAgent?.() ?? false,
      credentials: this.credentialSource(session.account.id),
      clock: this.ports.clock,
      log: this.ports.log,
    });
  }

  /** The editor tells accounts apart by their names: the same user through a second profile gets that profile's name too. */
  async #labelFor({ account }: Session, profile: Profile): Promise<string> {
    const present = await this.ports.store.list();
    const renewed = present.find(({ account: { id } }) => id === account.id);
    if (renewed) return renewed.account.label;
    const taken = present.some(({ account: { label } }) => label === account.label);
    return taken ? `${account.label} (${profile.name})` : account.label;
  }

  #onStoreChanged(change: AccountsChange): void {
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
