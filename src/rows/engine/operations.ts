import { Cancelled, Failure, type FailureCode } from '../../core/failure';
import type { Column } from '../../core/result';
import type { RowsSnapshot } from '../rowStore';
import { distinct, type Distinct, type DistinctQuery } from './distinct';
import { find, type Found, type FindQuery } from './find';
import type { Pace } from './pace';
import { SnapshotReader } from './snapshotReader';
import { summarize, type Summary, type SummaryQuery } from './summary';
import { viewOf, type View, type ViewQuery } from './view';

/** What the engine does, by name: what it is asked, and what comes of it. */
export interface Operations {
  view: [ViewQuery, View];
  find: [FindQuery, Found];
  distinct: [DistinctQuery, Distinct];
  summarize: [SummaryQuery, Summary];
}

export type OperationName = keyof Operations;

/** One thing to do over the rows of a result; secret, for the snapshot is. */
export interface Job<N extends OperationName = OperationName> {
  name: N;
  query: Operations[N][0];
  columns: readonly Column[];
  snapshot: RowsSnapshot;
}

type Run<N extends OperationName> = (
  query: Operations[N][0],
  columns: readonly Column[],
  reader: SnapshotReader,
  pace: Pace,
) => Promise<Operations[N][1]>;

const runs: { [N in OperationName]: Run<N> } = { view: viewOf, find, distinct, summarize };

/** @throws Failure rows.*; Cancelled */
export async function runJob<N extends OperationName>(job: Job<N>, pace: Pace): Promise<Operations[N][1]> {
  const reader = new SnapshotReader(job.snapshot);
  try {
    return await runs[job.name](job.query, job.columns, reader, pace);
  } finally {
    reader.close();
  }
}

/** To the worker. */
export type EngineRequest = { id: number; job: Job } | { id: number; cancel: true };

/** From the worker: first that it is there. */
export type EngineReply =
  | { ready: true }
  | { id: number; progress: number }
  | { id: number; result: Operations[OperationName][1] }
  | { id: number; error: SentError };

/** An error on its way between threads, which keeps no classes. */
export type SentError =
  | { kind: 'cancelled' }
  | { kind: 'failure'; code: FailureCode; facts: Failure['facts']; cause: string }
  | { kind: 'other'; stack: string };

export function sentError(error: unknown): SentError {
  if (Cancelled.is(error)) return { kind: 'cancelled' };
  if (Failure.is(error)) {
    return {
      kind: 'failure',
      code: error.code,
      facts: error.facts,
      cause: error.cause instanceof Error ? error.cause.message : '',
    };
  }
  return { kind: 'other', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

export function errorSent(error: SentError): Error {
  switch (error.kind) {
    case 'cancelled':
      return new Cancelled();
    case 'failure':
      return new Failure(error.code, error.facts, error.cause === '' ? {} : { cause: error.cause });
    case 'other':
      return Object.assign(new Error('the engine failed'), { stack: error.stack });
  }
}
