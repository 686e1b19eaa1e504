import type { DescribeStatementResponse } from '@aws-sdk/client-redshift-data';
import { Cancelled, Failure, throwIfCancelled } from '../core/failure';
import type { Column, ResultPage, ServerError } from '../core/result';
import type { CallPorts } from './awsCalls';
import type { Services } from './connection';
import { DataCalls } from './dataCalls';
import { readServerError } from './serverErrors';
import { Submitter, type ExecuteRequest, type Submitted } from './submitting';
import { hasEnded, Waiter, type WaitSupport } from './waiting';

export type { ExecuteRequest } from './submitting';

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

/** How long a statement may take to stop after it was cancelled; ms. A long one rolls back meanwhile. */
const cancelMs = 120_000;
const cancelAgainMs = 10_000;
/** With all its attempts, and a person who takes their time to sign in again. */
const firstPageMs = 3_600_000;

/** Statements by the Redshift Data API. */
export class DataApi {
  readonly #calls: DataCalls;
  readonly #submitter: Submitter;
  readonly #waiter: Waiter;

  constructor(
    services: Pick<Services, 'data'>,
    private readonly ports: CallPorts,
  ) {
    const wait: WaitSupport = { supported: true };
    this.#calls = new DataCalls(services.data, ports);
    this.#submitter = new Submitter(this.#calls, ports, wait);
    this.#waiter = new Waiter(this.#calls, ports, wait);
  }

  /**
   * Runs one statement to its end. When the signal is aborted it is cancelled on the server; one that ends first keeps its
   * outcome. Rows of a statement that ends within the first wait cost two requests.
   *
   * @throws Failure when it could not be run, or when its end could not be learnt; Cancelled when it was not started
   */
  async execute(request: ExecuteRequest, signal: AbortSignal): Promise<StatementOutcome> {
    throwIfCancelled(signal);
    // Signing in anew may ask the person and take its time: this much can still be cancelled without a trace.
    await this.ports.keys.wait(signal);
    const { log } = this.ports;
    log.debug(`Statement ${request.statementName}: ${request.sql.length} characters to ${request.warehouse.name}`);
    const submitted = await this.#submitter.submit(request, signal);
    const end = await this.#untilEnded(submitted, signal);
    log.debug(`Statement ${request.statementName} (${submitted.id}): ${end.status}`);
    const outcome = await this.#outcome(request, submitted, end);
    // That we asked for it is no news to anybody.
    if (outcome.status === 'aborted' && signal.aborted) delete outcome.error;
    return outcome;
  }

  async #untilEnded(submitted: Submitted, signal: AbortSignal): Promise<Ended> {
    const { id, status, hasResultSet } = submitted;
    if (hasEnded(status)) return { status, hasResultSet };
    try {
      return endedOf(await this.#waiter.untilEnded(id, signal));
    } catch (error) {
      if (!Cancelled.is(error)) throw error;
      return endedOf(await this.#cancel(id));
    }
  }

  /** Asks for the end, again and again, until there is one. */
  async #cancel(id: string): Promise<DescribeStatementResponse> {
    const { clock, log } = this.ports;
    await this.#keysForCancelling(id);
    const until = clock.now() + cancelMs;
    do {
      try {
        await this.#calls.cancel(id, AbortSignal.timeout(cancelAgainMs));
      } catch (error) {
        // Refused where it has ended meanwhile; which end it was, the description tells.
        if (Failure.has(error, 'aws.accessDenied') || Failure.has(error, 'signIn.needed')) throw error;
        log.debug(`CancelStatement ${id}: ${String(error)}`);
      }
      const enough = new AbortController();
      const timer = clock.sleep(cancelAgainMs, enough.signal).then(
        () => enough.abort(),
        () => undefined,
      );
      try {
        return await this.#waiter.untilEnded(id, enough.signal);
      } catch (error) {
        if (!Cancelled.is(error)) throw error;
      } finally {
        enough.abort();
        await timer;
      }
    } while (clock.now() < until);
    throw new Failure('statement.notCancelled', { id, seconds: cancelMs / 1000 });
  }

  /** One question where a sign-in is needed for it, instead of one for each attempt. */
  async #keysForCancelling(id: string): Promise<void> {
    try {
      await this.ports.keys.wait(AbortSignal.timeout(cancelMs));
    } catch (error) {
      if (!Cancelled.is(error)) throw error;
      throw new Failure('statement.notCancelled', { id, seconds: cancelMs / 1000 }, { cause: error });
    }
  }

  async #outcome(request: ExecuteRequest, submitted: Submitted, ended: Ended): Promise<StatementOutcome> {
    const { id } = submitted;
    const { status, hasResultSet, description } = await this.#described(id, ended);
    const sessionId = submitted.sessionId ?? description?.SessionId;
    const of = { id, ...(sessionId === undefined ? {} : { sessionId }) };
    if (status === 'FINISHED') {
      const { durationMs, affectedRows } = numbersOf(description);
      const finished = { status: 'finished', ...of, ...(durationMs === undefined ? {} : { durationMs }) } as const;
      if (hasResultSet) return { ...finished, result: await this.#result(id) };
      return { ...finished, ...(affectedRows === undefined ? {} : { affectedRows }) };
    }
    const text = description?.Error;
    const error = text === undefined || text === '' ? undefined : readServerError(text, request.sql);
    if (status === 'ABORTED') return { status: 'aborted', ...of, ...(error === undefined ? {} : { error }) };
    return { status: 'failed', ...of, error: error ?? { text: '', message: '', kind: 'other' } };
  }

  /** All but rows (the number of affected rows, the server's error) is told by DescribeStatement alone. */
  async #described(id: string, ended: Ended): Promise<Ended> {
    const { status, hasResultSet, description } = ended;
    if (description !== undefined || (status === 'FINISHED' && hasResultSet === true)) return ended;
    try {
      return endedOf(await this.#waiter.describeEnded(id));
    } catch (error) {
      // It ended well, and is not to fail now for want of a number.
      if (status !== 'FINISHED' || hasResultSet === undefined) throw error;
      this.ports.log.warn(`DescribeStatement ${id}: ${String(error)}`);
      return ended;
    }
  }

  async #result(id: string): Promise<ResultSet> {
    const page = (nextToken: string | undefined, signal: AbortSignal): Promise<ResultPage> =>
      this.#calls.resultPage(id, nextToken, signal);
    // Not cancelled with the statement: what has ended keeps its result.
    const firstPage = await page(undefined, AbortSignal.timeout(firstPageMs));
    return { columns: firstPage.columns, totalRows: firstPage.totalRows, firstPage, page };
  }
}

interface Ended {
  status: string | undefined;
  hasResultSet: boolean | undefined;
  description?: DescribeStatementResponse;
}

function endedOf(description: DescribeStatementResponse): Ended {
  return { status: description.Status, hasResultSet: description.HasResultSet, description };
}

/** Numbers that are -1 where there is none; the duration in nanoseconds. */
function numbersOf(description: DescribeStatementResponse | undefined): { durationMs?: number; affectedRows?: number } {
  const { Duration: duration = -1, ResultRows: rows = -1 } = description ?? {};
  return { ...(duration < 0 ? {} : { durationMs: duration / 1e6 }), ...(rows < 0 ? {} : { affectedRows: rows }) };
}
