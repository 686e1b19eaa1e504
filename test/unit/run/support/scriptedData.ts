import type { ServerError } from '../../../../src/core/result';
import type { BatchOutcome, BatchRequest, ExecuteRequest, StatementOutcome } from '../../../../src/redshift/statements';
import { closingSql } from '../../../../src/run/closeSession';
import type { RunData } from '../../../../src/run/runData';

/** What a statement comes to: an outcome, a failure that is thrown, or what decides when it is run. */
export type Step =
  | StatementOutcome
  | Error
  | ((request: ExecuteRequest, signal: AbortSignal) => StatementOutcome | Promise<StatementOutcome>);

export interface ScriptedData extends RunData {
  /** What was executed: text, and the session that was named or wished for. */
  readonly executed: readonly { sql: string; session: ExecuteRequest['session'] }[];
  readonly requests: readonly ExecuteRequest[];
  readonly batches: readonly BatchRequest[];
}

/** What else may be asked for; everything that the test did not expect fails it. */
export type Further = Partial<Pick<RunData, 'executeBatch' | 'attach' | 'attachBatch' | 'duration'>>;

/** Stands in for the Data API: each statement takes the next step; one that the test did not expect fails it. */
export function scriptedData(...steps: Step[]): ScriptedData {
  return furtherData({}, ...steps);
}

/** The same with answers to other calls. */
export function furtherData(further: Further, ...steps: Step[]): ScriptedData {
  const requests: ExecuteRequest[] = [];
  const batches: BatchRequest[] = [];
  const unexpected = (what: string): never => {
    throw new Error(`The test did not expect ${what}`);
  };
  return {
    batches,
    executeBatch: (request, signal, onSubmitted): Promise<BatchOutcome> => {
      batches.push(request);
      return further.executeBatch?.(request, signal, onSubmitted) ?? unexpected('a batch');
    },
    attach: further.attach ?? (() => unexpected('a look-up')),
    attachBatch: further.attachBatch ?? (() => unexpected('a look-up of a batch')),
    duration: further.duration ?? (() => Promise.resolve(undefined)),
    get executed() {
      return requests.map(({ sql, session }) => ({ sql, session }));
    },
    requests,
    execute: async (request, signal, onSubmitted) => {
      // The end of a session is nobody's step.
      if (request.sql === closingSql) return aborted();
      requests.push(request);
      onSubmitted?.({ id: 'id' });
      const step = steps.shift();
      if (step === undefined) throw new Error(`The test did not expect ${request.sql}`);
      if (step instanceof Error) throw step;
      return typeof step === 'function' ? await step(request, signal) : step;
    },
  };
}

export function finished(sessionId = 'session-1'): StatementOutcome {
  return { status: 'finished', id: 'id', sessionId, affectedRows: 0 };
}

export const serverError: ServerError = { text: 'ERROR: x', message: 'x', kind: 'other' };

export function failed(error = serverError, sessionId = 'session-1'): StatementOutcome {
  return { status: 'failed', id: 'id', sessionId, error };
}

export function aborted(sessionId = 'session-1'): StatementOutcome {
  return { status: 'aborted', id: 'id', sessionId };
}
