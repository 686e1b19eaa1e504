import { Cancelled } from '../../core/failure';
import type { Clock, Disposable } from '../../core/ports';
import type { Session } from '../../core/session';

/** Timers stand still while a computer sleeps: so none is longer than this, ms. */
const longestSleepMs = 30_000;
/** How long before its end a session's renewal is offered, ms; half of its life where that is shorter. */
const offerMs = 600_000;

export interface ExpiryListener {
  /** Once for each session: its end is near, and it is not over yet. */
  onNear(session: Session): void;
  /** Once for each session that ends while it is watched. */
  onEnded(session: Session): void;
}

/** From when on a session's end is near, in ms since 1970 by AWS's clock. */
export function nearFrom({ signedInAt, credentials: { expiration } }: Session): number {
  const life = Math.max(0, expiration - signedInAt);
  return expiration - (life > offerMs ? offerMs : life / 2);
}

/** Says when sessions come near their end, and when they are over, so that nobody shows them as live. */
export class ExpiryWatch implements Disposable {
  #waiting = new AbortController();
  #sessions: readonly Session[] = [];
  /** Handles of sessions whose end is not to be told (again). */
  readonly #near = new Set<string>();
  readonly #ended = new Set<string>();

  constructor(
    private readonly clock: Clock,
    private readonly listener: ExpiryListener,
  ) {}

  /** Replaces the sessions that are watched. Those that are over already are no news. */
  watch(sessions: readonly Session[]): void {
    const known = new Set(this.#sessions.map(({ handle }) => handle));
    for (const { handle, credentials } of sessions) {
      if (!known.has(handle) && credentials.expiration <= this.clock.now()) this.end(handle);
    }
    this.#sessions = sessions;
    this.#check();
  }

  /** A session is over before its time: nothing more is told of it. */
  end(handle: string): void {
    this.#near.add(handle);
    this.#ended.add(handle);
  }

  dispose(): void {
    this.#waiting.abort();
  }

  #check(): void {
    const now = this.clock.now();
    const near = this.#sessions.filter((session) => !this.#near.has(session.handle) && nearFrom(session) <= now);
    const ended = this.#sessions.filter(
      ({ handle, credentials }) => !this.#ended.has(handle) && credentials.expiration <= now,
    );
    for (const { handle } of near) this.#near.add(handle);
    for (const { handle } of ended) this.end(handle);
    this.#waitForNext(now);
    for (const session of near) if (!ended.includes(session)) this.listener.onNear(session);
    for (const session of ended) this.listener.onEnded(session);
  }

  #waitForNext(now: number): void {
    this.#waiting.abort();
    this.#waiting = new AbortController();
    const moments = this.#sessions
      .flatMap((session) => [
        this.#near.has(session.handle) ? Infinity : nearFrom(session),
        this.#ended.has(session.handle) ? Infinity : session.credentials.expiration,
      ])
      .filter((moment) => moment !== Infinity);
    if (moments.length === 0) return;
    const pause = Math.min(Math.max(0, Math.min(...moments) - now), longestSleepMs);
    this.clock.sleep(pause, this.#waiting.signal).then(
      () => this.#check(),
      (error: unknown) => {
        if (!Cancelled.is(error)) throw error;
      },
    );
  }
}
