import type { DescribeStatementResponse } from '@aws-sdk/client-redshift-data';
import type { Column, ResultPage, ServerError } from '../core/result';
import { readServerError } from './serverErrors';

/** Rows of a finished statement, fetched page by page in order. */
export interface ResultSet {
  columns: readonly Column[];
  totalRows: number;
  readonly firstPage: ResultPage;
  /** @throws Failure; Cancelled */
  page(nextToken: string, signal: AbortSignal): Promise<ResultPage>;
}

/** How a statement ended on the server. */
export type StatementOutcome =
  | {
      status: 'finished';
      id: string;
      sessionId?: string;
      result?: ResultSet;
      /** Rows that it changed, of statements without a result set. */
      affectedRows?: number;
      /** On the server; missing where asking for it would have cost a request. */
      durationMs?: number;
    }
  | { status: 'failed'; id: string; sessionId?: string; error: ServerError }
  /** Stopped by us, or (then with what the server says about it) by somebody else. */
  | { status: 'aborted'; id: string; sessionId?: string; error?: ServerError };

/** One statement of a batch; `notRun` where one before it kept it from running, or took it back with the whole. */
export type BatchStatementOutcome = StatementOutcome | { status: 'notRun' };

/** How a batch ended, statement by statement. */
export interface BatchOutcome {
  id: string;
  sessionId?: string;
  status: 'finished' | 'failed' | 'aborted';
  statements: BatchStatementOutcome[];
  /** What the server says of the whole, where no statement of it has an error of its own. */
  error?: ServerError;
}

/** What is known of a statement that has ended: by the answer of its wait, or by a description. */
export interface Ended {
  status: string | undefined;
  hasResultSet: boolean | undefined;
  description?: DescribeStatementResponse;
}

export function endedOf(description: DescribeStatementResponse): Ended {
  return { status: description.Status, hasResultSet: description.HasResultSet, description };
}

/** Fetches the rows of a statement by its id. */
export type FetchResult = (id: string) => Promise<ResultSet>;

/** The server's numbers and words about a statement, or about one of a batch. */
export type Described = Pick<DescribeStatementResponse, 'Duration' | 'ResultRows' | 'Error'>;

interface Of {
  id: string;
  sessionId?: string;
}

/** An end in our words, with the first rows where there are some. Rejects as `fetchResult` does. */
export async function outcomeOf(
  of: Of,
  sql: string,
  {
    status,
    hasResultSet,
    description,
  }: { status: string | undefined; hasResultSet: boolean | undefined; description?: Described },
  fetchResult: FetchResult,
): Promise<StatementOutcome> {
  if (status === 'FINISHED') {
    const { durationMs, affectedRows } = numbersOf(description);
    const finished = { status: 'finished', ...of, ...(durationMs === undefined ? {} : { durationMs }) } as const;
    if (hasResultSet === true) return { ...finished, result: await fetchResult(of.id) };
    return { ...finished, ...(affectedRows === undefined ? {} : { affectedRows }) };
  }
  const error = errorOf(description?.Error, sql);
  if (status === 'ABORTED') return { status: 'aborted', ...of, ...(error === undefined ? {} : { error }) };
  return { status: 'failed', ...of, error: error ?? { text: '', message: '', kind: 'other' } };
}

/** Rejects as `fetchResult` does. */
export async function batchOutcomeOf(
  of: Of,
  sqls: readonly string[],
  { Status: status, Error: text, SubStatements: parts = [] }: DescribeStatementResponse,
  fetchResult: FetchResult,
): Promise<BatchOutcome> {
  const statements: BatchStatementOutcome[] = [];
  for (const [index, sql] of sqls.entries()) {
    const part = parts[index];
    if (part?.Id === undefined || !hasRun(part.Status, part.Error)) statements.push({ status: 'notRun' });
    else {
      const ended = { status: part.Status, hasResultSet: part.HasResultSet, description: part };
      statements.push(await outcomeOf({ ...of, id: part.Id }, sql, ended, fetchResult));
    }
  }
  const whole = status === 'FINISHED' ? 'finished' : status === 'ABORTED' ? 'aborted' : 'failed';
  const isTold = statements.some((each) => each.status === 'failed');
  const error = isTold ? undefined : errorOf(text, '');
  return { ...of, status: whole, statements, ...(error === undefined ? {} : { error }) };
}

/** A part that waits when all is over never comes to run; one that was stopped before its turn has nothing to say. */
function hasRun(status: string | undefined, error: string | undefined): boolean {
  if (status === 'FINISHED' || status === 'FAILED') return true;
  return status === 'ABORTED' && error !== undefined && error !== '';
}

/** Numbers that are -1 where there is none; the duration in nanoseconds. */
export function numbersOf(description: Described | undefined): { durationMs?: number; affectedRows?: number } {
  const { Duration: duration = -1, ResultRows: rows = -1 } = description ?? {};
  return { ...(duration < 0 ? {} : { durationMs: duration / 1e6 }), ...(rows < 0 ? {} : { affectedRows: rows }) };
}

function errorOf(text: string | undefined, sql: string): ServerError | undefined {
  return text === undefined || text === '' ? undefined : readServerError(text, sql);
}
