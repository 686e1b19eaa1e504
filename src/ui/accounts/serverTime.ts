import { Emitter } from '../../core/emitter';
import type { Clock } from '../../core/ports';
import type { Memory } from './memory';

const key = 'redshiftFederation.clockAhead';
/** From here on it is said: AWS refuses signatures that are five minutes off, and answers of providers are checked to a minute. */
const tellMs = 60_000;
/** The header Date has seconds, and answers are on their way for some. */
const noiseMs = 5_000;

/**
 * The time at AWS, as far as its answers tell: expirations are AWS's times, so they are judged by its clock and not by one here
 * that may be off. What was learnt is kept, so that a window that was just opened does not call a good session ended.
 */
export class ServerTime implements Clock {
  readonly #tells = new Emitter<number>();
  #aheadMs: number;
  #told = false;

  /** Fires once when the clock here turns out to be off by a minute or more: seconds ahead (behind, where negative). */
  readonly onDidFindOff = this.#tells.event;

  constructor(
    private readonly clock: Clock,
    private readonly memory: Memory,
  ) {
    const kept = memory.get(key);
    this.#aheadMs = typeof kept === 'number' && Number.isFinite(kept) ? kept : 0;
  }

  /** How far the clock here is ahead of AWS's, in ms (behind, where negative). */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  /** ms since 1970 at AWS. */
  now(): number {
    return this.clock.now() - this.#aheadMs;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return this.clock.sleep(ms, signal);
  }

  /** Takes what an answer told: how far the clock here is ahead, in ms. */
  learn(aheadMs: number): void {
    const before = this.#aheadMs;
    if (Math.abs(aheadMs - before) >= noiseMs) {
      this.#aheadMs = Math.abs(aheadMs) < noiseMs ? 0 : aheadMs;
      // Nobody waits for it, and it is learnt again.
      this.memory.update(key, this.#aheadMs === 0 ? undefined : this.#aheadMs).then(undefined, () => undefined);
    }
    const off = Math.abs(aheadMs) >= tellMs;
    if (off && !this.#told) this.#tells.fire(Math.round(aheadMs / 1000));
    this.#told = off;
  }

  dispose(): void {
    this.#tells.dispose();
  }
}
