import { setImmediate } from 'node:timers/promises';
import { throwIfCancelled } from '../../core/failure';

/** Least time between two reports; ms. */
const reportMs = 100;

/** Keeps long work in slices, between which others have their turn: messages, what a person types, and the cancelling of it. */
export class Pace {
  #rested = performance.now();
  #reported = performance.now();

  /**
   * @param sliceMs time after which it is somebody else's turn
   * @param patternMs time that a regular expression may take for the rows of one block
   */
  constructor(
    private readonly sliceMs: number,
    readonly patternMs: number,
    private readonly signal: AbortSignal,
    private readonly onProgress: (rows: number) => void = () => undefined,
  ) {}

  /** Whether {@link rest} is due: asked in loops, where waiting each time would cost too much. */
  get isDue(): boolean {
    return performance.now() - this.#rested >= this.sliceMs;
  }

  /** Lets others go on. Rejects with Cancelled. */
  async rest(): Promise<void> {
    await setImmediate();
    throwIfCancelled(this.signal);
    this.#rested = performance.now();
  }

  /** Reports rows that are done, now and then, and rests when that is due. Rejects with Cancelled. */
  async done(rows: number): Promise<void> {
    const now = performance.now();
    if (now - this.#reported >= reportMs) {
      this.#reported = now;
      this.onProgress(rows);
    }
    if (this.isDue) await this.rest();
  }
}
