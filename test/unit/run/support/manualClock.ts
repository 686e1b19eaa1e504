import type { Clock } from '../../../../src/core/ports';

/** Time that goes by when it is told to, and by sleeping, which takes no time. */
export class ManualClock implements Clock {
  #now = Date.UTC(2026, 10, 24);

  now(): number {
    return this.#now;
  }

  pass(ms: number): void {
    this.#now += ms;
  }

  async sleep(ms: number): Promise<void> {
    this.#now += ms;
    await Promise.resolve();
  }
}
