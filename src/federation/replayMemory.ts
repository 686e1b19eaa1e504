import { createHash } from 'node:crypto';

/** Remembers which assertions were used, until they would be refused as expired anyway. */
export class ReplayMemory {
  readonly #used = new Map<string, number>();

  /**
   * Marks an assertion as used; false when it was before.
   * @param until ms since 1970 from when on its own times refuse it
   */
  use(assertion: { issuer: string; id: string }, until: number, now: number): boolean {
    for (const [key, end] of this.#used) if (end <= now) this.#used.delete(key);
    // Both come from outside, and may be long where no signature was checked.
    const key = createHash('sha256')
      .update(JSON.stringify([assertion.issuer, assertion.id]))
      .digest('base64');
    if (this.#used.has(key)) return false;
    this.#used.set(key, until);
    return true;
  }
}
