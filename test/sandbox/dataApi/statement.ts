import { randomUUID } from 'node:crypto';
import { pause, type SandboxClock } from '../wire/clock';
import type { Caller } from '../wire/service';
import type { ColumnMetadata } from './columnMetadata';
import { LIMITS } from './limits';
import { tooManyWaiting } from './refusals';
import type { StoredRows } from './resultSpool';
import type { Target } from './target';

export type Status = 'SUBMITTED' | 'PICKED' | 'STARTED' | 'FINISHED' | 'FAILED' | 'ABORTED';

export interface Parameter {
  name: string;
  value: string;
}

/** What was asked for; never changes. */
export interface StatementRequest {
  sql: string;
  parameters: readonly Parameter[];
  name?: string;
  target: Target;
  dbUser: string;
  owner: Pick<Caller, 'roleArn' | 'userId'>;
  sessionId?: string;
}

export interface ResultSet {
  columns: readonly ColumnMetadata[];
  rows: StoredRows;
}

export interface Outcome {
  status: 'FINISHED' | 'FAILED' | 'ABORTED';
  error?: string;
  /** Rows returned or affected. */
  resultRows?: number;
  /** Bytes. */
  resultSize?: number;
  result?: ResultSet;
  durationNs?: number;
}

/** A statement from SUBMITTED to its end. */
export class Statement {
  readonly id = randomUUID();
  readonly createdAt: number;
  updatedAt: number;
  status: Status = 'SUBMITTED';
  /** Known once it was sent to the database; 0 before. */
  pid = 0;
  queryId = 0;
  cancelRequested = false;
  outcome: Outcome | undefined;
  /** True when the database is done with it, which is a moment before the end. */
  hasLeft = false;
  readonly left: Promise<void>;
  private tellLeft: () => void = () => undefined;
  /** Resolves when the statement is over. */
  readonly settled: Promise<void>;
  private settle: () => void = () => undefined;
  private waiting = 0;

  constructor(
    readonly request: StatementRequest,
    private readonly clock: SandboxClock,
  ) {
    this.createdAt = this.updatedAt = clock.now();
    this.left = new Promise((resolve) => (this.tellLeft = resolve));
    this.settled = new Promise((resolve) => (this.settle = resolve));
  }

  /** Its database connection is being made. */
  pick(): void {
    this.advance('PICKED');
  }

  /** It was sent to the database. */
  start(pid: number, queryId: number): void {
    this.pid = pid;
    this.queryId = queryId;
    this.advance('STARTED');
  }

  /** The database is done with it; from here on nobody may cancel. */
  leave(): void {
    this.hasLeft = true;
    this.tellLeft();
  }

  finish(outcome: Outcome): void {
    if (this.outcome) return;
    this.leave();
    this.outcome = outcome;
    this.advance(outcome.status);
    this.settle();
  }

  /** Waits for the end, at most so many seconds, or until the client is gone. */
  async wait(seconds: number | undefined, signal: AbortSignal): Promise<void> {
    if (seconds === undefined || this.outcome) return;
    if (this.waiting >= LIMITS.waitingRequests) throw tooManyWaiting();
    this.waiting++;
    const enough = new AbortController();
    await Promise.race([this.settled, gone(AbortSignal.any([signal, enough.signal]), seconds * 1000)]);
    enough.abort();
    this.waiting--;
  }

  private advance(status: Status): void {
    this.status = status;
    this.updatedAt = this.clock.now();
  }
}

/** Resolves after so many ms, or when the signal is aborted. */
function gone(signal: AbortSignal, ms: number): Promise<void> {
  return pause(ms, signal).catch(() => undefined);
}
