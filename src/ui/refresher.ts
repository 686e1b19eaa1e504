import { Cancelled } from '../core/failure';
import type { Clock, Disposable } from '../core/ports';

/** ms, at least, from something that happened to the refresh it brings; and so many times as long as a load takes. */
const shortestMs = 300;
const loadShare = 10;

/** Brings a view up to date behind what happens: once for many events, and rarer the longer its loading takes. */
export class Refresher implements Disposable {
  readonly #closing = new AbortController();
  #isWaiting = false;
  #loadMs = 0;

  constructor(
    private readonly clock: Clock,
    private readonly refresh: () => void,
  ) {}

  /** Something happened. */
  soon(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    void this.#refreshLater();
  }

  /** Loads, and learns how long that takes. */
  async measure<T>(load: () => Promise<T>): Promise<T> {
    const begun = this.clock.now();
    try {
      return await load();
    } finally {
      this.#loadMs = this.clock.now() - begun;
    }
  }

  dispose(): void {
    this.#closing.abort();
  }

  async #refreshLater(): Promise<void> {
    try {
      await this.clock.sleep(Math.max(shortestMs, this.#loadMs * loadShare), this.#closing.signal);
    } catch (error) {
      // The view is gone.
      if (Cancelled.is(error)) return;
      throw error;
    }
    this.#isWaiting = false;
    this.refresh();
  }
}
