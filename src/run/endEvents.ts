import { Cancelled, Failure } from '../core/failure';
import type { ServerError } from '../core/result';
import type { BatchStatementOutcome, StatementOutcome } from '../redshift/statements';
import { isSizeLimit } from '../redshift/serverErrors';
import type { JournalEnd, JournalStatus, SessionSnapshot } from './journal';
import { leavesUnknown, type RunEvent } from './runEvents';

/** An event that ends a statement. */
export type EndEvent = Extract<RunEvent, { type: 'finished' | 'failed' | 'aborted' | 'notRun' }>;
type When = Pick<EndEvent, 'index' | 'at' | 'elapsedMs'>;

/** The event for a statement that ended on the server. */
export function endOfOutcome(outcome: StatementOutcome, when: When): EndEvent {
  switch (outcome.status) {
    case 'finished':
      return { type: 'finished', ...when, outcome };
    case 'aborted':
      return { type: 'aborted', ...when, ...(outcome.error === undefined ? {} : { error: outcome.error }) };
    case 'failed': {
      const { error } = outcome;
      if (!isSizeLimit(error)) return { type: 'failed', ...when, problem: { kind: 'server', error } };
      const failure = new Failure('result.tooLarge', { message: error.message });
      return { type: 'failed', ...when, problem: { kind: 'failure', failure } };
    }
  }
}

/** The same for one of a batch. `error`: what the server says of the whole, where no statement has an error of its own. */
export function endOfBatchStatement(outcome: BatchStatementOutcome, when: When, error?: ServerError): EndEvent {
  if (outcome.status !== 'notRun') return endOfOutcome(outcome, when);
  return error === undefined
    ? { type: 'notRun', ...when }
    : { type: 'failed', ...when, problem: { kind: 'server', error } };
}

/** The event for a statement that was not run, or whose end is not known. */
export function endOfError(error: unknown, when: When): EndEvent {
  if (Cancelled.is(error)) return { type: 'aborted', ...when };
  const failure = Failure.is(error)
    ? error
    : new Failure('internal.unexpected', { doing: 'running a statement' }, { cause: error });
  return { type: 'failed', ...when, problem: { kind: 'failure', failure } };
}

/** What the journal keeps of an end. */
export function journalEnd(
  statementName: string,
  end: EndEvent,
  id: string | undefined,
  session: SessionSnapshot | undefined,
): JournalEnd {
  const { index, at, elapsedMs } = end;
  return {
    statementName,
    index,
    status: statusOf(end),
    at,
    elapsedMs,
    ...(id === undefined ? {} : { id }),
    ...detailsOf(end),
    ...(session === undefined ? {} : { session }),
  };
}

function statusOf(end: EndEvent): JournalStatus {
  if (end.type !== 'failed' || end.problem.kind === 'server') return end.type;
  return leavesUnknown(end.problem.failure) ? 'unknown' : 'failed';
}

function detailsOf(end: EndEvent): Partial<JournalEnd> {
  if (end.type === 'failed') {
    const { problem } = end;
    return { error: problem.kind === 'server' ? problem.error.message : problem.failure.code };
  }
  if (end.type !== 'finished') return {};
  const { result, affectedRows, durationMs } = end.outcome;
  return {
    hasResult: result !== undefined,
    ...(result && { rows: result.totalRows }),
    ...(affectedRows !== undefined && { affectedRows }),
    ...(durationMs !== undefined && { durationMs }),
  };
}
