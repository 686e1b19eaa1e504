import { Emitter } from '../../core/emitter';
import { Failure } from '../../core/failure';
import type { Disposable, Log } from '../../core/ports';
import type { Profile } from '../../core/profile';
import type { Session } from '../../core/session';
import type { MetadataKeep } from '../../federation/metadataKeep';
import type { SessionStore } from '../../federation/sessionStore';
import type { Newcomers, SignInRequest } from '../../federation/signInRequest';
import type { Backend } from '../backend';
import { DurationMemory } from './durationMemory';
import type { Memory } from './memory';
import { RoleMemory } from './roleMemory';
import type { ServerTime } from './serverTime';
import type { Windows } from './windows';

/** The part of a sign-in that has a face. */
export interface SignInFace extends Omit<
  SignInRequest,
  'profile' | 'metadataKeep' | 'durationLimits' | 'clock' | 'log' | 'onClock' | 'heldByUs' | 'newcomers'
> {
  /** Asks for the role even where one is known. */
  askForRole?: boolean;
  /** Asks whether a user that nobody asked for is the person; rejects with Cancelled when not. */
  confirmUser?: Newcomers['confirm'];
  /** Another window signs in for the same: this one waits for it. */
  onOtherWindow?: () => void;
}

/** What a switch of role needs of the person. */
export type SwitchFace = Pick<SignInFace, 'chooseRole' | 'signal'>;

export interface SignInPorts {
  store: SessionStore;
  loadBackend: () => Promise<Backend>;
  /** Keeps providers' metadata beyond the life of this window. */
  metadataKeep?: MetadataKeep;
  windows: Windows;
  /** The editor's globalState. */
  memory: Memory;
  time: ServerTime;
  log: Log;
}

/** From a click to a stored session: one sign-in for all windows, with the role that the person took before. */
export class SignIns implements Disposable {
  readonly #roles: RoleMemory;
  readonly #durations: DurationMemory;
  readonly #unkept = new Emitter<Failure>();
  #toldUnkept = false;

  /** Fires once when the editor's SecretStorage does not keep a sign-in, which then lasts as long as the window. */
  readonly onDidNotKeep = this.#unkept.event;

  constructor(private readonly ports: SignInPorts) {
    this.#roles = new RoleMemory(ports.memory);
    this.#durations = new DurationMemory(ports.memory, ports.time);
  }

  /** A new account, or the renewal of one. Rejects with Failure or Cancelled. */
  async signIn(profile: Profile, face: SignInFace): Promise<Session> {
    const { windows } = this.ports;
    await windows.expectNewest(this.#read);
    const purpose = { profile, accountId: face.account?.id };
    const waits = (): void => face.onOtherWindow?.();
    return windows.oneSignIn(purpose, this.#read, face.signal, waits, () => this.#signInHere(profile, face));
  }

  /**
   * Takes another AWS role by the answer of the last sign-in. Undefined where AWS would not take that any more: then a new sign-in
   * is needed. Rejects with Failure or Cancelled.
   */
  async switchRole(session: Session, profile: Profile, face: SwitchFace): Promise<Session | undefined> {
    const { windows, loadBackend, time, log } = this.ports;
    await windows.expectNewest(this.#read);
    const { switchRole } = await loadBackend();
    const request = { ...face, profile, onClock: this.#onClock, durationLimits: this.#durations, clock: time, log };
    const switched = await switchRole(session.account.id, request);
    if (switched === undefined) return undefined;
    await this.#roles.remember(profile.id, switched.roleArn);
    return this.#keep(switched, profile);
  }

  /** Forgets an account's secrets, here and in the other windows. Rejects with Failure. */
  async forget(accountId: string): Promise<void> {
    const { windows, loadBackend, store } = this.ports;
    await windows.expectNewest(this.#read);
    const { forgetAssertion } = await loadBackend();
    forgetAssertion(accountId);
    const removed = await store.remove(accountId);
    if (removed) await windows.announceGone(removed);
  }

  dispose(): void {
    this.#unkept.dispose();
  }

  readonly #read = (): Promise<Session[]> => this.ports.store.list();

  /** What is measured by the clock of AWS as it is known here, as a whole. */
  readonly #onClock = (aheadMs: number): void => {
    const { time } = this.ports;
    time.learn(aheadMs + time.aheadMs);
  };

  async #signInHere(profile: Profile, face: SignInFace): Promise<Session> {
    const { loadBackend, log, metadataKeep, time, windows } = this.ports;
    const { askForRole = false, confirmUser, onOtherWindow: _, ...request } = face;
    const backend = await loadBackend();
    let chosen: string | undefined;
    const session = await backend.signIn({
      ...request,
      profile: await this.#withRole(profile, face.account?.id, askForRole),
      chooseRole: async (choices, signal) => {
        const choice = await face.chooseRole(choices, signal);
        chosen = choice.roleArn;
        return choice;
      },
      ...(confirmUser && { newcomers: { isExpected: (id) => this.#isExpected(profile, id), confirm: confirmUser } }),
      ...(metadataKeep === undefined ? {} : { metadataKeep }),
      heldByUs: windows.heldByUs,
      onClock: this.#onClock,
      durationLimits: this.#durations,
      clock: time,
      log,
    });
    if (chosen !== undefined) await this.#roles.remember(profile.id, chosen);
    return this.#keep(session, profile);
  }

  /** A renewal keeps the role; else the one that was taken last goes before what the settings prefer. */
  async #withRole(
    { preferredRole, ...profile }: Profile,
    accountId: string | undefined,
    ask: boolean,
  ): Promise<Profile> {
    if (ask) return profile;
    const renewed = accountId === undefined ? undefined : await this.ports.store.get(accountId);
    const role = renewed?.roleArn ?? this.#roles.of(profile.id) ?? preferredRole;
    return role === undefined ? profile : { ...profile, preferredRole: role };
  }

  async #isExpected(profile: Profile, accountId: string): Promise<boolean> {
    const known = (await this.#read()).filter(({ profileId }) => profileId === profile.id);
    return known.length === 0 || known.some(({ account }) => account.id === accountId);
  }

  /** Stores a session and tells the other windows; where it is not stored, this window alone has it. */
  async #keep(session: Session, profile: Profile): Promise<Session> {
    const { store, windows } = this.ports;
    const named = { ...session, account: { id: session.account.id, label: await this.#labelFor(session, profile) } };
    try {
      await store.save(named);
    } catch (error) {
      if (!Failure.has(error, 'secrets.unavailable')) throw error;
      if (!this.#toldUnkept) this.#unkept.fire(error);
      this.#toldUnkept = true;
      return named;
    }
    await windows.announce(named);
    return named;
  }

  /** The editor tells accounts apart by their names: the same user through a second profile gets that profile's name too. */
  async #labelFor({ account }: Session, profile: Profile): Promise<string> {
    const present = await this.#read().catch((error: unknown): Session[] => {
      // Where nothing can be read, nothing is known that could be confused.
      if (Failure.has(error, 'secrets.unavailable')) return [];
      throw error;
    });
    const renewed = present.find(({ account: { id } }) => id === account.id);
    if (renewed) return renewed.account.label;
    const taken = present.some(({ account: { label } }) => label === account.label);
    return taken ? `${account.label} (${profile.name})` : account.label;
  }
}
