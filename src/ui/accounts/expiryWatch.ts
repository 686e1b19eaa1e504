import { Cancelled } from '../../core/failure';
import type { Clock, Disposable } from '../../core/ports';
import type { Session } from '../../core/session';

/** Timers of the platform cannot wait longer. */
const longestSleepMs = 2_147_483_647;

/** Says when sessions expire, so that nobody shows them as live. */
export class ExpiryWatch implements Disposable {
  #waiting = new AbortController();
  #sessions: readonly Session[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly onExpired: (sessions: readonly Session[]) => void,
  ) {}

  /** Replaces the sessions that are watched. */
  watch(sessions: readonly Session[]): void {
    this.#sessions = sessions;
    this.#waitForNext();
  }

  dispose(): void {
    this.#waiting.abort();
  }

  #waitForNext(): void {
    this.#waiting.abort();
    this.#waiting = new AbortController();
    const now = this.clock.now();
    const ends = this.#sessions.map(({ credentials }) => credentials.expiration).filter((end) => end > now);
    if (ends.length === 0) return;
    const next = Math.min(...ends);
    this.clock.sleep(Math.min(next - now, longestSleepMs), this.#waiting.signal).then(
      () => {
        const expired = this.#sessions.filter(({ credentials }) => credentials.expiration === next);
        this.#waitForNext();
        if (this.clock.now() >= next) this.onExpired(expired);
      },
      (error: unknown) => {
        if (!Cancelled.is(error)) throw error;
      },
    );
  }
}
