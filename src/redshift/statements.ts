import type { DescribeStatementResponse } from '@aws-sdk/client-redshift-data';
import { Cancelled, throwIfCancelled } from '../core/failure';
import type { ResultPage } from '../core/result';
import type { CallPorts } from './awsCalls';
import type { Services } from './connection';
import { Canceller } from './cancelling';
import { DataCalls } from './dataCalls';
import type { BatchRequest, ExecuteRequest } from './executions';
import {
  batchOutcomeOf,
  endedOf,
  numbersOf,
  outcomeOf,
  type BatchOutcome,
  type Ended,
  type ResultSet,
  type StatementOutcome,
} from './outcomes';
import { Submitter, type Submitted, type SubmitRequest } from './submitting';
import { hasEnded, Waiter, waitSupportOf } from './waiting';

export type { BatchMode, BatchRequest, BoundParameter, ExecuteRequest } from './executions';
export type { BatchOutcome, BatchStatementOutcome, ResultSet, StatementOutcome } from './outcomes';

/** A statement that was sent before, maybe by another window: what is left to know of it. */
export interface SentStatement {
  statementName: string;
  /** Where it was learnt. */
  id?: string;
}

/** With all its attempts, and a person who takes their time to sign in again. */
const firstPageMs = 3_600_000;

/** Statements by the Redshift Data API. */
export class DataApi {
  readonly #calls: DataCalls;
  readonly #submitter: Submitter;
  readonly #waiter: Waiter;
  readonly #canceller: Canceller;

  constructor(
    services: Pick<Services, 'data'>,
    private readonly ports: CallPorts,
  ) {
    const wait = waitSupportOf(services.data.host);
    this.#calls = new DataCalls(services.data, ports);
    this.#submitter = new Submitter(this.#calls, ports, wait);
    this.#waiter = new Waiter(this.#calls, ports, wait);
    this.#canceller = new Canceller(this.#calls, this.#waiter, ports);
  }

  /**
   * Runs one statement to its end. When the signal is aborted it is cancelled on the server; one that ends first keeps its
   * outcome. Rows of a statement that ends within the first wait cost two requests.
   *
   * @param onSubmitted is told the id as soon as it is known
   * @throws Failure when it could not be run, or when its end could not be learnt; Cancelled when it was not started
   */
  async execute(
    request: ExecuteRequest,
    signal: AbortSignal,
    onSubmitted?: (submitted: Submitted) => void,
  ): Promise<StatementOutcome> {
    const submitted = await this.#submit(request, request.sql.length, signal, onSubmitted);
    return this.#outcome(request.sql, submitted, signal);
  }

  /** Runs several statements in one request, as {@link execute} does one. */
  async executeBatch(
    request: BatchRequest,
    signal: AbortSignal,
    onSubmitted?: (submitted: Submitted) => void,
  ): Promise<BatchOutcome> {
    const length = request.sqls.reduce((sum, sql) => sum + sql.length, 0);
    const submitted = await this.#submit(request, length, signal, onSubmitted);
    return this.#batchOutcome(request.sqls, submitted, signal);
  }

  /**
   * Waits for the end of a statement that was sent before, and never sends it again. When the signal is aborted it is cancelled.
   * @returns undefined where the server knows no such statement (of the last 24 hours) of this account's own
   * @throws Failure; Cancelled before it was found
   */
  async attach(sent: SentStatement, sql: string, signal: AbortSignal): Promise<StatementOutcome | undefined> {
    const submitted = await this.#found(sent, signal);
    return submitted && this.#outcome(sql, submitted, signal);
  }

  /** The same for a batch. */
  async attachBatch(
    sent: SentStatement,
    sqls: readonly string[],
    signal: AbortSignal,
  ): Promise<BatchOutcome | undefined> {
    const submitted = await this.#found(sent, signal);
    return submitted && this.#batchOutcome(sqls, submitted, signal);
  }

  /** Rows of a finished statement, or of one of a batch, by its id. @throws Failure `result.gone` after 24 hours, others; Cancelled */
  async result(id: string, signal: AbortSignal): Promise<ResultSet> {
    const page = (nextToken: string | undefined, abortSignal: AbortSignal): Promise<ResultPage> =>
      this.#calls.resultPage(id, nextToken, abortSignal);
    const firstPage = await page(undefined, signal);
    return { columns: firstPage.columns, totalRows: firstPage.totalRows, firstPage, page };
  }

  /** How long a statement took on the server in ms; undefined where it does not say. @throws Failure; Cancelled */
  async duration(id: string): Promise<number | undefined> {
    return numbersOf(await this.#waiter.describeEnded(id)).durationMs;
  }

  /** Stops a statement by its id, and waits for its end, whichever it is. @throws Failure `statement.notCancelled`, others */
  async cancel(id: string): Promise<void> {
    await this.#canceller.cancel(id);
  }

  async #submit(
    request: SubmitRequest,
    length: number,
    signal: AbortSignal,
    onSubmitted: ((submitted: Submitted) => void) | undefined,
  ): Promise<Submitted> {
    throwIfCancelled(signal);
    // Signing in anew may ask the person and take its time: this much can still be cancelled without a trace.
    await this.ports.keys.wait(signal);
    this.ports.log.debug(`Statement ${request.statementName}: ${length} characters to ${request.warehouse.name}`);
    const submitted = await this.#submitter.submit(request, signal);
    this.ports.log.debug(`Statement ${request.statementName} has id ${submitted.id}`);
    onSubmitted?.(submitted);
    return submitted;
  }

  async #found({ statementName, id }: SentStatement, signal: AbortSignal): Promise<Submitted | undefined> {
    if (id !== undefined) return { id };
    const found = await this.#submitter.find(statementName, signal);
    return found === undefined ? undefined : { id: found };
  }

  async #outcome(sql: string, submitted: Submitted, signal: AbortSignal): Promise<StatementOutcome> {
    const { id } = submitted;
    const ended = await this.#described(id, await this.#untilEnded(submitted, signal));
    this.ports.log.debug(`Statement ${id}: ${ended.status}`);
    const outcome = await outcomeOf(ofStatement(submitted, ended.description), sql, ended, this.#fetchResult);
    // That we asked for it is no news to anybody.
    if (outcome.status === 'aborted' && signal.aborted) delete outcome.error;
    return outcome;
  }

  async #batchOutcome(sqls: readonly string[], submitted: Submitted, signal: AbortSignal): Promise<BatchOutcome> {
    const { description } = await this.#untilEnded(submitted, signal);
    const whole = description ?? (await this.#waiter.describeEnded(submitted.id));
    this.ports.log.debug(`Batch ${submitted.id}: ${whole.Status}`);
    return batchOutcomeOf(ofStatement(submitted, whole), sqls, whole, this.#fetchResult);
  }

  async #untilEnded(submitted: Submitted, signal: AbortSignal): Promise<Ended> {
    const { id, status, hasResultSet } = submitted;
    if (hasEnded(status)) return { status, hasResultSet };
    try {
      return endedOf(await this.#waiter.untilEnded(id, signal));
    } catch (error) {
      if (!Cancelled.is(error)) throw error;
      return endedOf(await this.#canceller.cancel(id));
    }
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

  /** Not cancelled with the statement: what has ended keeps its result. */
  readonly #fetchResult = (id: string): Promise<ResultSet> => this.result(id, AbortSignal.timeout(firstPageMs));
}

function ofStatement(
  { id, sessionId }: Submitted,
  description: DescribeStatementResponse | undefined,
): { id: string; sessionId?: string } {
  const session = sessionId ?? description?.SessionId;
  return { id, ...(session === undefined ? {} : { sessionId: session }) };
}
