import type { Clock } from '../core/ports';

/**
 * Requests a second that an AWS account may make in a region, by action ("Quotas and limits of the Data API", as people report
 * them; AWS raises them on request). Actions that are not named are not held back.
 */
const ratePerSecond: Readonly<Record<string, number>> = {
  ExecuteStatement: 30,
  BatchExecuteStatement: 20,
  DescribeStatement: 100,
  GetStatementResult: 20,
  GetStatementResultV2: 20,
  CancelStatement: 3,
  ListStatements: 3,
  ListSessions: 3,
  ListDatabases: 3,
};

/** What throttling takes away at once, and the least that is left. */
const afterThrottling = 0.5;
const leastShare = 0.1;
/** How long it takes until all of it is there again; ms. */
const recoveryMs = 60_000;

interface Bucket {
  /** Requests that may be made now; below zero, those that wait. */
  tokens: number;
  refilledAt: number;
  /** Share of the rate that was left after the last throttling, and when that was. */
  share: number;
  throttledAt: number;
}

/**
 * Holds requests back so that an account stays within its rates, by a bucket for each action that holds a second's worth. What
 * others of the account use up is learnt from throttling: the rate falls, and comes back within a minute.
 */
export class RateLimiter {
  readonly #buckets = new Map<string, Bucket>();

  constructor(private readonly clock: Clock) {}

  /** Resolves when a request may be made; rejects with Cancelled when the signal is aborted first. */
  async turn(action: string, signal?: AbortSignal): Promise<void> {
    const rate = ratePerSecond[action];
    if (rate === undefined) return;
    const bucket = this.#refilled(action, rate);
    bucket.tokens -= 1;
    if (bucket.tokens >= 0) return;
    try {
      await this.clock.sleep((-bucket.tokens / (rate * this.#shareOf(bucket))) * 1000, signal);
    } catch (error) {
      // Whoever is behind moves up.
      bucket.tokens += 1;
      throw error;
    }
  }

  /** AWS said that there are too many requests of this action. */
  throttled(action: string): void {
    const rate = ratePerSecond[action];
    if (rate === undefined) return;
    const bucket = this.#refilled(action, rate);
    bucket.share = Math.max(this.#shareOf(bucket) * afterThrottling, leastShare);
    bucket.throttledAt = this.clock.now();
    bucket.tokens = Math.min(bucket.tokens, 0);
  }

  #refilled(action: string, rate: number): Bucket {
    const now = this.clock.now();
    const present = this.#buckets.get(action);
    if (present === undefined) {
      const full: Bucket = { tokens: rate, refilledAt: now, share: 1, throttledAt: -Infinity };
      this.#buckets.set(action, full);
      return full;
    }
    const perMs = (rate * this.#shareOf(present)) / 1000;
    // A clock that was set back gives nothing, and takes nothing.
    present.tokens = Math.min(rate, present.tokens + Math.max(0, now - present.refilledAt) * perMs);
    present.refilledAt = now;
    return present;
  }

  #shareOf({ share, throttledAt }: Bucket): number {
    const recovered = Math.min(1, Math.max(0, this.clock.now() - throttledAt) / recoveryMs);
    return share + (1 - share) * recovered;
  }
}

const shared = new Map<string, { limiter: RateLimiter; clock: Clock }>();

/** The one limiter for all connections of this window to a service (`host`) in an AWS account, whoever has signed in. */
export function sharedLimiter(host: string, awsAccount: string, clock: Clock): RateLimiter {
  const key = `${awsAccount}@${host}`;
  const present = shared.get(key);
  if (present?.clock === clock) return present.limiter;
  const limiter = new RateLimiter(clock);
  shared.set(key, { limiter, clock });
  return limiter;
}
