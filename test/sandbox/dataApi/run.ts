import { randomUUID } from 'node:crypto';
import { pause, type SandboxClock } from '../wire/clock';
import type { Caller } from '../wire/service';
import { LIMITS } from './limits';
import { tooManyWaiting } from './refusals';
import type { Target } from './target';

export type EndStatus = 'FINISHED' | 'FAILED' | 'ABORTED';
export type Status = 'SUBMITTED' | 'PICKED' | 'STARTED' | EndStatus;

export const RESULT_FORMATS = ['CSV', 'JSON'] as const;
export type ResultFormat = (typeof RESULT_FORMATS)[number];

export interface Parameter {
  name: string;
  value: string;
}

/** What was asked for beside the SQL; never changes. */
export interface RunRequest {
  parameters: readonly Parameter[];
  name?: string;
  /** ClientToken */
  token?: string;
  target: Target;
  dbUser: string;
  owner: Pick<Caller, 'roleArn' | 'userId'>;
  sessionId?: string;
  resultFormat: ResultFormat;
}

export interface Outcome {
  status: EndStatus;
  error?: string;
  /** Rows returned or affected. */
  resultRows?: number;
  /** Bytes. */
  resultSize?: number;
  durationNs?: number;
}

/** What an Id stands for, from SUBMITTED to its end: a statement, or a batch of them. */
export abstract class Run<End extends Outcome = Outcome> {
  readonly createdAt: number;
  updatedAt: number;
  status: Status = 'SUBMITTED';
  /** In the order in which they came, from 1. */
  number = 0;
  /** Of the database process, known once something was sent to it; 0 before. */
  pid = 0;
  cancelRequested = false;
  outcome: End | undefined;
  /** Resolves when it is over. */
  readonly settled: Promise<void>;
  private settle: () => void = () => undefined;
  private waiting = 0;

  protected constructor(
    readonly request: RunRequest,
    protected readonly clock: SandboxClock,
    readonly id: string = randomUUID(),
  ) {
    this.createdAt = this.updatedAt = clock.now();
    this.settled = new Promise((resolve) => (this.settle = resolve));
  }

  abstract readonly hasResultSet: boolean;

  /** Its database connection is being made. */
  pick(): void {
    this.advance('PICKED');
  }

  /** It could not be run at all. */
  abstract fail(error: string): void;

  /** Removes what its results have on disk. */
  abstract discard(): void;

  finish(outcome: End): void {
    if (this.outcome) return;
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

  protected advance(status: Status): void {
    this.status = status;
    this.updatedAt = this.clock.now();
  }
}

/** Resolves after so many ms, or when the signal is aborted. */
function gone(signal: AbortSignal, ms: number): Promise<void> {
  return pause(ms, signal).catch(() => undefined);
}
