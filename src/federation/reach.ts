import { Cancelled } from '../core/failure';
import type { Clock } from '../core/ports';
import { errorCode } from './networkErrors';
import { hostOf } from './text';

const timeoutMs = 10_000;

/** Whether a host answers, whatever it says. */
export type Reach =
  | {
      reached: true;
      host: string;
      /** How far the clock here is ahead of the host's in ms, where its answer has a Date (whole seconds). */
      aheadMs?: number;
    }
  | { reached: false; host: string; /** The system's error code. */ reason: string };

/**
 * Asks the root of an address's host, which gets nothing of the rest. `fetch` is the editor's, which knows its proxy and certificates.
 * Rejects with Cancelled.
 */
export async function reach(address: string, clock: Clock, signal: AbortSignal): Promise<Reach> {
  const host = hostOf(address);
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const answer = await fetch(new URL('/', address), { method: 'HEAD', redirect: 'manual', signal: bounded });
    const date = Date.parse(answer.headers.get('date') ?? '');
    return { reached: true, host, ...(Number.isNaN(date) ? {} : { aheadMs: clock.now() - date }) };
  } catch (error) {
    if (signal.aborted) throw new Cancelled({ cause: signal.reason });
    return { reached: false, host, reason: bounded.aborted ? 'ETIMEDOUT' : errorCode(error) };
  }
}
