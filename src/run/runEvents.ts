import type { Failure } from '../core/failure';
import type { ServerError } from '../core/result';
import type { BoundParameter, StatementOutcome } from '../redshift/statements';
import type { Statement } from '../sql/splitter';

/** What is run: statements of a file, or any text that is one statement; with values for its parameters, bound into its text. */
export type RunStatement = Pick<Statement, 'text' | 'unterminated'> & { parameters?: readonly BoundParameter[] };

/** The server's error, or whatever kept the statement from being run or its end from being learnt. */
export type RunProblem = { kind: 'server'; error: ServerError } | { kind: 'failure'; failure: Failure };

/** Whether it says that nobody knows whether the statement ran. */
export function leavesUnknown({ code }: Failure): boolean {
  return code === 'statement.unknown' || code === 'statement.notFound';
}

/** What happens in a run, in order; `index` counts its statements from 0, `at` is ms since 1970. */
export type RunEvent =
  /** The session of before was over with nothing in it that is missed, and a new one was opened. */
  | { type: 'sessionRenewed'; cause: 'expired' | 'closed' | 'closedHere' }
  /** The profile is read-only, and the warehouse does not know sessions that are. */
  | { type: 'readOnlyRefused' }
  /** The run is not stored: it could not be found again after a reload. `reason` is the system's error code. */
  | { type: 'notStored'; reason: string }
  | { type: 'started'; index: number; at: number; statementName: string }
  /** `elapsedMs` is what a person waited; the outcome has the server's own duration where that was asked for. */
  | {
      type: 'finished';
      index: number;
      at: number;
      elapsedMs: number;
      outcome: Extract<StatementOutcome, { status: 'finished' }>;
    }
  /** Also without `started`, for statements that were refused before anything was sent. */
  | { type: 'failed'; index: number; at: number; elapsedMs: number; problem: RunProblem }
  /** Cancelled; or stopped by somebody else, then with what the server says. */
  | { type: 'aborted'; index: number; at: number; elapsedMs: number; error?: ServerError }
  /** In a batch, behind one that failed or was stopped. */
  | { type: 'notRun'; index: number; at: number; elapsedMs: number }
  /** The server's duration of a statement whose rows are there already. */
  | { type: 'described'; index: number; durationMs: number };

/** How a run ended: where it stopped at the first problem, `failed` at the statement after the finished ones. */
export interface RunSummary {
  status: 'finished' | 'failed' | 'aborted';
  /** Statements that finished. */
  finished: number;
}

/** The session of a file, as far as it is known here. */
export interface RunnerState {
  /** `lost`: over, together with a transaction or settings, which the next run must not miss unawares. */
  session: 'none' | 'idle' | 'busy' | 'lost';
  /** As far as BEGIN, COMMIT and ROLLBACK tell; `failed`: open, and refusing everything but its end. */
  transaction: 'none' | 'open' | 'failed';
  /** Runs that wait for the present one. */
  queued: number;
  /** ms since 1970; of an idle session. */
  expiresAt?: number;
}
