import { Cancelled, throwIfCancelled } from '../core/failure';
import type { Page } from './resultPage';

/** An answer that was posted to the ACS. Whoever takes it must reply, so that the browser's page says how it went. */
export interface Answer {
  /** As posted. Secret. */
  samlResponse: string;
  relayState: string | undefined;
  /** Where the page with the form came from, as far as the browser tells (`null` where that page hides it); advisory. */
  origin: string | undefined;
  /** Shows a page; the first one counts. */
  reply(page: Page): void;
}

/** Answers in the order of arrival, for one reader. */
export class AnswerQueue {
  readonly #answers: Answer[] = [];
  #arrived: (() => void) | undefined;

  get length(): number {
    return this.#answers.length;
  }

  push(answer: Answer): void {
    this.#answers.push(answer);
    this.#arrived?.();
  }

  /** Takes what waits. */
  drain(): Answer[] {
    return this.#answers.splice(0);
  }

  /** The next answer; waits for one. Rejects with Cancelled when the signal is aborted. */
  async next(signal: AbortSignal): Promise<Answer> {
    for (;;) {
      throwIfCancelled(signal);
      const answer = this.#answers.shift();
      if (answer !== undefined) return answer;
      await this.#arrival(signal);
    }
  }

  #arrival(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.#arrived = undefined;
        reject(new Cancelled({ cause: signal.reason }));
      };
      signal.addEventListener('abort', stop, { once: true });
      this.#arrived = () => {
        this.#arrived = undefined;
        signal.removeEventListener('abort', stop);
        resolve();
      };
    });
  }
}
