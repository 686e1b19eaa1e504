import type { ServerError } from '../../../../src/core/result';
import type { DataApi, ExecuteRequest, StatementOutcome } from '../../../../src/redshift/statements';

/** What a statement comes to: an outcome, a failure that is thrown, or what decides when it is run. */
export type Step =
  | StatementOutcome
  | Error
  | ((request: ExecuteRequest, signal: AbortSignal) => StatementOutcome | Promise<StatementOutcome>);

export interface ScriptedData extends Pick<DataApi, 'execute'> {
  /** What was executed: text, and the session that was named or wished for. */
  readonly executed: readonly { sql: string; session: ExecuteRequest['session'] }[];
  readonly requests: readonly ExecuteRequest[];
}

/** Stands in for the Data API: each statement takes the next step; one that the test did not expect fails it. */
export function scriptedData(...steps: Step[]): ScriptedData {
  const requests: ExecuteRequest[] = [];
  return {
    get executed() {
      return requests.map(({ sql, session }) => ({ sql, session }));
    },
    requests,
    execute: async (request, signal) => {
      requests.push(request);
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
