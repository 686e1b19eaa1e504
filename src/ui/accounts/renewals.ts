import { Cancelled, Failure, throwIfCancelled } from '../../core/failure';
import type { Clock, Disposable } from '../../core/ports';
import type { Session } from '../../core/session';
import { SingleFlight } from '../../federation/singleFlight';

/** What the person sees of it. */
export interface RenewalFace {
  /**
   * Shows that work waits for a sign-in, and offers it by the command that calls {@link Renewals.renew}. Resolves when the person
   * does not want to sign in, or when the signal is aborted, which takes it away.
   */
  ask(session: Session, signal: AbortSignal): Promise<void>;
  /** Signs the account in again. Rejects with Failure or Cancelled. */
  signIn(session: Session): Promise<Session>;
  /** Tells that a sign-in failed. */
  tell(error: unknown, session: Session): void;
}

/** What is known of an account's session. */
export interface SessionState {
  /**
   * The session as it can be used now; undefined when it is over. Rejects with `signIn.needed` when there is none at all, and with
   * `account.otherWindow` when this window cannot read the newer one.
   */
  live(accountId: string): Promise<Session | undefined>;
  onDidChange(listener: () => void): Disposable;
}

/** How often an open question looks whether another window has answered it; ms. */
const lookMs = 1_000;
const never = new AbortController().signal;

/**
 * Work that needs a session which is over waits here. However many callers there are, there is one question and one sign-in for an
 * account, and never a tab unasked; who waits can be cancelled; a renewal by any other way (status bar, another window) ends
 * the wait as well.
 */
export class Renewals {
  readonly #flights = new SingleFlight<Session>();
  /** What a click does while a question is open, by account. */
  readonly #clicks = new Map<string, () => void>();
  /** Without it nobody can be asked: then who needs a session is told so. */
  face: RenewalFace | undefined;

  constructor(
    private readonly sessions: SessionState,
    private readonly clock: Clock,
  ) {}

  /**
   * Waits until the account has a session that is good now.
   * @throws Failure `signIn.needed` when the person does not want to, and what `live` rejects with; Cancelled
   */
  wait(session: Session, signal: AbortSignal = never): Promise<Session> {
    const { face } = this;
    if (face === undefined) return Promise.reject(new Failure('signIn.needed', { account: session.account.label }));
    return this.#flights.run(session.account.id, signal, (inner) => this.#untilLive(face, session, inner));
  }

  /** The person wants to sign in again: the open question goes over into it. Rejects as the sign-in does. */
  async renew(session: Session): Promise<void> {
    const click = this.#clicks.get(session.account.id);
    if (click) click();
    else await this.face?.signIn(session);
  }

  async #untilLive(face: RenewalFace, session: Session, signal: AbortSignal): Promise<Session> {
    for (;;) {
      const answer = await this.#question(face, session, signal);
      throwIfCancelled(signal);
      if (answer === 'no') throw declined(session);
      if (answer !== 'signIn') return answer;
      try {
        await face.signIn(session);
      } catch (error) {
        throwIfCancelled(signal);
        if (Cancelled.is(error)) throw declined(session, error);
        // The work still waits: the question stands again beside the reason.
        face.tell(error, session);
        continue;
      }
      const live = await this.sessions.live(session.account.id);
      if (live) return live;
    }
  }

  /** What the person wants, or the session that came by another way. */
  async #question(face: RenewalFace, session: Session, signal: AbortSignal): Promise<'signIn' | 'no' | Session> {
    const { id } = session.account;
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    const clicked = new Promise<'signIn'>((resolve) => this.#clicks.set(id, () => resolve('signIn')));
    const asked = face.ask(session, either).then((): 'no' => 'no');
    try {
      return await Promise.race([clicked, asked, this.#becomingLive(id, either)]);
    } finally {
      this.#clicks.delete(id);
      over.abort();
    }
  }

  async #becomingLive(accountId: string, signal: AbortSignal): Promise<Session> {
    for (;;) {
      const live = await this.sessions.live(accountId);
      if (live) return live;
      await this.#pause(signal);
      if (signal.aborted) return new Promise(() => undefined); // the question is over: nobody looks at this any more
    }
  }

  /** Until something changed, or for a while. */
  async #pause(signal: AbortSignal): Promise<void> {
    const woken = new AbortController();
    const listener = this.sessions.onDidChange(() => woken.abort());
    try {
      await this.clock.sleep(lookMs, AbortSignal.any([signal, woken.signal]));
    } catch (error) {
      if (!Cancelled.is(error)) throw error;
    } finally {
      listener.dispose();
    }
  }
}

function declined({ account }: Session, cause?: unknown): Failure {
  return new Failure('signIn.needed', { account: account.label, declined: true }, { cause });
}
