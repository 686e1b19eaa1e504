import { Cancelled } from '../../core/failure';
import type { Clock, Disposable, Log } from '../../core/ports';

/** The editor's clipboard, as far as it is needed. */
export interface Clipboard {
  readText(): PromiseLike<string>;
  writeText(text: string): PromiseLike<void>;
}

/** How long a secret stays in the clipboard, in ms. */
export const heldForMs = 60_000;

/** A secret in the clipboard: it goes after a minute, or when the window ends, unless something else was copied meanwhile. */
export class HeldSecret implements Disposable {
  #held: { secret: string; control: AbortController } | undefined;
  /** One after the other, so that a clearing that is under way doesn't meet what was copied after it. */
  #turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly clipboard: Clipboard,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Puts a secret into the clipboard. Rejects with the editor's error. */
  copy(secret: string): Promise<void> {
    return this.#inTurn(async () => {
      this.#held?.control.abort();
      this.#held = undefined;
      await this.clipboard.writeText(secret);
      const control = new AbortController();
      this.#held = { secret, control };
      void this.#clearLater(control.signal);
    });
  }

  /** Takes the secret out of the clipboard at once if it is still in there. Never rejects. */
  clear(): Promise<void> {
    return this.#inTurn(() => this.#clear());
  }

  dispose(): void {
    void this.clear();
  }

  async #clearLater(signal: AbortSignal): Promise<void> {
    try {
      await this.clock.sleep(heldForMs, signal);
    } catch (error) {
      if (Cancelled.is(error)) return;
      throw error;
    }
    await this.#inTurn(async () => {
      // Another secret may have come while this waited for its turn.
      if (this.#held?.control.signal === signal) await this.#clear();
    });
  }

  async #clear(): Promise<void> {
    const held = this.#held;
    if (held === undefined) return;
    this.#held = undefined;
    held.control.abort();
    try {
      if ((await this.clipboard.readText()) === held.secret) await this.clipboard.writeText('');
    } catch (error) {
      // A browser may refuse to read it (no focus, no permission). What is not known to be ours is not overwritten.
      this.log.warn(`the clipboard could not be cleared (${error instanceof Error ? error.name : typeof error})`);
    }
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined); // whoever asked for it is told
    return done;
  }
}
