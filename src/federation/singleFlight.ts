import { Cancelled, throwIfCancelled } from '../core/failure';

interface Flight<T> {
  result: Promise<T>;
  control: AbortController;
  waiting: number;
}

/**
 * Runs one piece of work per key at a time: who asks while it runs gets the same outcome. Each caller can cancel for itself; the
 * work is cancelled when nobody waits any more.
 */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Flight<T>>();

  async run(key: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    throwIfCancelled(signal);
    const flight = this.#flights.get(key) ?? this.#begin(key, work);
    flight.waiting++;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        reject(new Cancelled({ cause: signal.reason }));
        if (--flight.waiting > 0) return;
        // At once, so that whoever asks next starts anew instead of joining work that ends.
        this.#forget(key, flight);
        flight.control.abort(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      flight.result.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  }

  #begin(key: string, work: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const control = new AbortController();
    const flight: Flight<T> = { result: work(control.signal), control, waiting: 0 };
    this.#flights.set(key, flight);
    const forget = (): void => this.#forget(key, flight);
    flight.result.then(forget, forget);
    return flight;
  }

  #forget(key: string, flight: Flight<T>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}
