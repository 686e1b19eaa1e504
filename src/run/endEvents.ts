import { Cancelled, Failure } from '../core/failure';
import { isSizeLimit } from '../redshift/serverErrors';
import type { StatementOutcome } from '../redshift/statements';
import type { RunEvent } from './runEvents';

export type EndEvent = Extract<RunEvent, { type: 'finished' | 'failed' | 'aborted' }>;
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

/** The event for a statement that was not run, or whose end is not known. */
export function endOfError(error: unknown, when: When): EndEvent {
  if (Cancelled.is(error)) return { type: 'aborted', ...when };
  const failure = Failure.is(error)
    ? error
    : new Failure('internal.unexpected', { doing: 'running a statement' }, { cause: error });
  return { type: 'failed', ...when, problem: { kind: 'failure', failure } };
}
