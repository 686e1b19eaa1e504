import { throwIfCancelled } from '../core/failure';
import type { Clock, Log } from '../core/ports';
import { kindOfAwsError } from './awsErrors';
import { awsFailure, type AwsCall } from './awsFailures';
import { Backoff } from './backoff';
import type { Keys } from './keys';
import type { RateLimiter } from './rateLimiter';

/** How long a call goes on trying, beyond the SDK's own few attempts; ms. */
export interface Patience {
  /** While AWS says that there are too many calls. */
  throttledMs: number;
  /** While the network or the service is broken. */
  brokenMs: number;
}

/** For calls that somebody looks at and can ask for again. */
export const littlePatience: Patience = { throttledMs: 60_000, brokenMs: 0 };
/** For calls about a statement that is running: giving up would lose it. A laptop may sleep meanwhile. */
export const greatPatience: Patience = { throttledMs: Infinity, brokenMs: 600_000 };

/** For calls about a statement that has ended: nothing runs that could be lost. */
export const fairPatience: Patience = { throttledMs: 300_000, brokenMs: 60_000 };

export interface CallPorts {
  clock: Clock;
  log: Log;
  keys: Keys;
  /** Keeps the account's calls within their rates; without it nothing is held back. */
  limiter?: Pick<RateLimiter, 'turn' | 'throttled'>;
}

/** Renewals within one call: credentials that are refused as soon as they are made would be asked for for ever. */
export const mostRenewals = 2;

/**
 * Makes a call that may be made twice (it reads, or carries a ClientToken): throttling and, as far as the patience goes,
 * breaks are waited out, and so is the renewal of credentials that AWS calls expired. `send` is called for each attempt and gets
 * the signal.
 *
 * @throws Failure; Cancelled as soon as the signal is aborted
 */
export async function callAws<Output>(
  { clock, log, keys, limiter }: CallPorts,
  call: AwsCall,
  send: (abortSignal: AbortSignal) => Promise<Output>,
  patience: Patience,
  signal: AbortSignal,
): Promise<Output> {
  const backoff = new Backoff(clock, { firstMs: 200, longestMs: 5_000 });
  let began = clock.now();
  let renewals = 0;
  for (;;) {
    await keys.wait(signal);
    await limiter?.turn(call.action, signal);
    try {
      return await send(signal);
    } catch (error) {
      throwIfCancelled(signal);
      const kind = kindOfAwsError(error);
      if (kind === 'throttled') limiter?.throttled(call.action);
      if (kind === 'expired' && keys.renewable && renewals++ < mostRenewals) {
        log.info(`${call.service} ${call.action}: the credentials are over; goes on when they are renewed`);
        await keys.wait(signal);
        // What a person took to sign in is no part of what the service took.
        began = clock.now();
        continue;
      }
      const left = began + patienceFor(kind, patience) - clock.now();
      log.debug(`${call.service} ${call.action}: ${kind}, ${left > 0 ? 'trying again' : 'giving up'}`);
      if (left <= 0) throw awsFailure(error, call);
    }
    await backoff.pause(signal);
  }
}

function patienceFor(kind: ReturnType<typeof kindOfAwsError>, { throttledMs, brokenMs }: Patience): number {
  switch (kind) {
    case 'throttled':
      return throttledMs;
    case 'broken':
    case 'unsent':
      return brokenMs;
    case 'expired':
    case 'refused':
    case 'foreign':
      return -Infinity;
  }
}
