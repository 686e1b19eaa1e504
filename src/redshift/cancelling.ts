import type { DescribeStatementResponse } from '@aws-sdk/client-redshift-data';
import { Cancelled, Failure } from '../core/failure';
import type { CallPorts } from './awsCalls';
import type { DataCalls } from './dataCalls';
import type { Waiter } from './waiting';

/** How long a statement may take to stop after it was cancelled; ms. A long one rolls back meanwhile. */
const cancelMs = 120_000;
const cancelAgainMs = 10_000;

/** Stops statements on the server. */
export class Canceller {
  constructor(
    private readonly calls: DataCalls,
    private readonly waiter: Waiter,
    private readonly ports: CallPorts,
  ) {}

  /**
   * Asks for the end, again and again, until there is one, whichever it is.
   * @throws Failure statement.notCancelled, aws.accessDenied, signIn.needed
   */
  async cancel(id: string): Promise<DescribeStatementResponse> {
    const { clock, log } = this.ports;
    await this.#keys(id);
    const until = clock.now() + cancelMs;
    do {
      try {
        await this.calls.cancel(id, AbortSignal.timeout(cancelAgainMs));
      } catch (error) {
        // Refused where it has ended meanwhile; which end it was, the description tells.
        if (Failure.has(error, 'aws.accessDenied') || Failure.has(error, 'signIn.needed')) throw error;
        log.debug(`CancelStatement ${id}: ${String(error)}`);
      }
      const enough = new AbortController();
      const timer = clock.sleep(cancelAgainMs, enough.signal).then(
        () => enough.abort(),
        () => undefined,
      );
      try {
        return await this.waiter.untilEnded(id, enough.signal);
      } catch (error) {
        if (!Cancelled.is(error)) throw error;
      } finally {
        enough.abort();
        await timer;
      }
    } while (clock.now() < until);
    throw notCancelled(id);
  }

  /** One question where a sign-in is needed for it, instead of one for each attempt. */
  async #keys(id: string): Promise<void> {
    try {
      await this.ports.keys.wait(AbortSignal.timeout(cancelMs));
    } catch (error) {
      if (!Cancelled.is(error)) throw error;
      throw notCancelled(id, error);
    }
  }
}

function notCancelled(id: string, cause?: unknown): Failure {
  return new Failure('statement.notCancelled', { id, seconds: cancelMs / 1000 }, { cause });
}
