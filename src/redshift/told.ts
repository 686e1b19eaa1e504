import type { Told, Untold } from '../core/access';
import { Failure } from '../core/failure';
import { readServerError } from './serverErrors';

/**
 * What came of one reading among several, none of which may hide another: what the database refuses is told as such.
 * Rejects with Cancelled, and with failures that would meet the others as well (`signIn.needed`).
 */
export async function told<T>(reading: Promise<T>): Promise<Told<T>> {
  try {
    return { told: true, value: await reading };
  } catch (error) {
    if (!Failure.is(error) || Failure.has(error, 'signIn.needed')) throw error;
    return { told: false, why: untold(error) };
  }
}

function untold(error: Failure): Untold {
  const message = 'message' in error.facts ? error.facts.message : error.code;
  if (!Failure.has(error, 'warehouse.queryFailed')) return { kind: 'failed', message };
  const { kind } = readServerError(message, '');
  if (kind === 'permission') return { kind: 'denied', message };
  return { kind: kind === 'missing' ? 'unknown' : 'failed', message };
}
