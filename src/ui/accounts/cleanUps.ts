import type { Clock, Disposable, Log } from '../../core/ports';

/** Work to be done for an account before it is forgotten. */
export type CleanUp = (accountId: string) => Promise<void>;

/** Sign-out must not hang on a server that does not answer. */
const patienceMs = 5_000;

/** Clean-ups of all parts; one that fails or hangs is logged and holds up nobody. */
export class CleanUps {
  readonly #all = new Set<CleanUp>();

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  add(cleanUp: CleanUp): Disposable {
    this.#all.add(cleanUp);
    return { dispose: () => void this.#all.delete(cleanUp) };
  }

  async run(accountId: string): Promise<void> {
    const done = new AbortController();
    const patience = this.clock.sleep(patienceMs, done.signal).then(
      () => this.log.warn('sign-out goes on without waiting for its clean-ups'),
      () => undefined, // all were done in time
    );
    const all = Promise.all([...this.#all].map((cleanUp) => this.#runOne(cleanUp, accountId)));
    await Promise.race([all, patience]);
    done.abort();
  }

  async #runOne(cleanUp: CleanUp, accountId: string): Promise<void> {
    try {
      await cleanUp(accountId);
    } catch (error) {
      this.log.warn(`a clean-up before sign-out failed: ${error instanceof Error ? error.name : typeof error}`);
    }
  }
}
