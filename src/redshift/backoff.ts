import type { Clock } from '../core/ports';

/** Pauses that grow, with jitter so that many callers do not come back together. */
export class Backoff {
  #next: number;

  constructor(
    private readonly clock: Clock,
    private readonly bounds: { firstMs: number; longestMs: number },
  ) {
    this.#next = bounds.firstMs;
  }

  /** The next pause; rejects with Cancelled when the signal is aborted. */
  async pause(signal?: AbortSignal): Promise<void> {
    const longest = this.#next;
    this.#next = Math.min(longest * 1.6, this.bounds.longestMs);
    await this.clock.sleep(longest * (0.5 + Math.random() / 2), signal);
  }

  reset(): void {
    this.#next = this.bounds.firstMs;
  }
}
