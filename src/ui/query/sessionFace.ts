import type { RunnerState } from '../../run/runEvents';

/** What there is to say of a file's session. */
export type SessionFace =
  /** `until`: when it ends by itself; ms since 1970. */
  | { kind: 'idle'; until?: number }
  | { kind: 'busy' }
  | { kind: 'transaction'; busy: boolean; until?: number }
  /** Redshift refuses everything but its end. */
  | { kind: 'failedTransaction'; busy: boolean; until?: number }
  /** It has ended by itself, and nobody has asked for it since; `transaction`: with one that was open. */
  | { kind: 'expired'; transaction: boolean }
  | { kind: 'lost' };

/** Undefined where there is no session, and none is missed. */
export function sessionFace(state: RunnerState | undefined, now: number): SessionFace | undefined {
  if (state === undefined || state.session === 'none') return undefined;
  if (state.session === 'lost') return { kind: 'lost' };
  const { transaction, expiresAt } = state;
  const busy = state.session === 'busy';
  if (!busy && expiresAt !== undefined && expiresAt <= now) {
    return { kind: 'expired', transaction: transaction !== 'none' };
  }
  const until = busy || expiresAt === undefined ? {} : { until: expiresAt };
  if (transaction === 'failed') return { kind: 'failedTransaction', busy, ...until };
  if (transaction === 'open') return { kind: 'transaction', busy, ...until };
  return busy ? { kind: 'busy' } : { kind: 'idle', ...until };
}
