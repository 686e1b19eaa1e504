import type { Clock } from '../../core/ports';
import type { DurationLimits } from '../../federation/sts';
import type { Memory } from './memory';

const key = 'redshiftFederation.durations';

/** An administrator may have allowed more meanwhile: after so long the longest is asked for again; ms. */
const goodMs = 7 * 24 * 3_600_000;

interface Limit {
  seconds: number;
  /** When it was learnt; ms since 1970. */
  at: number;
}

/** Remembers how long the sessions of AWS roles may last, so that a sign-in asks for that at once. */
export class DurationMemory implements DurationLimits {
  constructor(
    private readonly memory: Memory,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  get(roleArn: string): number | undefined {
    return this.#read()[roleArn]?.seconds;
  }

  set(roleArn: string, seconds: number): PromiseLike<void> {
    return this.memory.update(key, {
      version: 1,
      limits: { ...this.#read(), [roleArn]: { seconds, at: this.clock.now() } },
    });
  }

  #read(): Record<string, Limit> {
    const found = this.memory.get(key) as { version?: unknown; limits?: unknown } | null | undefined;
    if (found?.version !== 1 || typeof found.limits !== 'object' || found.limits === null) return {};
    const entries: [string, unknown][] = Object.entries(found.limits);
    return Object.fromEntries(entries.flatMap(([role, limit]) => (this.#isGood(limit) ? [[role, limit]] : [])));
  }

  #isGood(value: unknown): value is Limit {
    if (typeof value !== 'object' || value === null) return false;
    const { seconds, at } = value as Record<string, unknown>;
    return typeof seconds === 'number' && typeof at === 'number' && Math.abs(this.clock.now() - at) < goodMs;
  }
}
