/** Work that is done one after the other; what waits can be given up without a trace. */
export class RunQueue {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #busy = false;

  /** @param onDidChange is called when {@link waiting} or {@link busy} may be another */
  constructor(private readonly onDidChange: () => void) {}

  get waiting(): number {
    return this.#waiting;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** Resolves when all that was asked for so far is over. */
  get idle(): Promise<unknown> {
    return this.#last;
  }

  /** Does the work in its turn; gives `instead` when the signal is aborted before that. Rejects as the work does. */
  async run<T>(signal: AbortSignal, instead: T, work: () => Promise<T>): Promise<T> {
    const before = this.#last;
    const mine = this.#inTurn(before, signal, instead, work);
    // One that is cancelled while it waits ends at once; those behind it wait on for the ones before.
    this.#last = Promise.allSettled([before, mine]);
    return await mine;
  }

  async #inTurn<T>(before: Promise<unknown>, signal: AbortSignal, instead: T, work: () => Promise<T>): Promise<T> {
    this.#waiting++;
    this.onDidChange();
    const free = await untilFree(before, signal);
    this.#waiting--;
    this.#busy ||= free;
    this.onDidChange();
    if (!free) return instead;
    try {
      return await work();
    } finally {
      this.#busy = false;
      this.onDidChange();
    }
  }
}

/** False when the signal was aborted first. */
function untilFree(before: Promise<unknown>, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const stop = (): void => resolve(false);
    signal.addEventListener('abort', stop, { once: true });
    void before.then(() => {
      signal.removeEventListener('abort', stop);
      resolve(true);
    });
  });
}
