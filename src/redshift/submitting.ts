import type { ExecuteStatementOutput } from '@aws-sdk/client-redshift-data';
import { Cancelled, Failure } from '../core/failure';
import type { CallPorts } from './awsCalls';
import { kindOfAwsError } from './awsErrors';
import { refusesWaiting } from './awsFailures';
import { Backoff } from './backoff';
import type { DataCalls } from './dataCalls';
import { batchInput, executeInput, type BatchRequest, type ExecuteRequest } from './executions';
import type { WaitSupport } from './waiting';

/** A statement, or several at once. */
export type SubmitRequest = ExecuteRequest | BatchRequest;

/** What is known of a statement as soon as its id is. */
export interface Submitted {
  id: string;
  sessionId?: string;
  /** Of the first wait, where it was waited. */
  status?: string;
  hasResultSet?: boolean;
}

/** How long a request that broke is sent again, with its token, before the statement is looked for by its name; ms. */
const resendMs = 30_000;
const lookUpMs = 20_000;

/** What a request that was not answered yet waits for. */
interface Waiting {
  /** The person, and nothing was sent that could run. */
  forSignIn: boolean;
}

/** Sends statements, so that each runs at most once and its id is learnt whatever breaks. */
export class Submitter {
  constructor(
    private readonly calls: DataCalls,
    private readonly ports: CallPorts,
    private readonly wait: WaitSupport,
  ) {}

  /**
   * When the signal is aborted, the id is still learnt, so that the statement can be cancelled.
   * @throws Failure; Cancelled when the statement was certainly not started
   */
  async submit(request: SubmitRequest, signal: AbortSignal): Promise<Submitted> {
    const waiting: Waiting = { forSignIn: false };
    const sent = this.#send(request, signal, waiting);
    const cancelled = aborted(signal);
    try {
      const first = await Promise.race([sent, cancelled.promise]);
      if (first !== undefined) return first;
    } finally {
      cancelled.dispose();
    }
    // Nothing is under way that could have started it.
    if (waiting.forSignIn) return sent;
    // Whichever tells first: the answer to the request, or the list of statements.
    const found = this.#findOnce(request);
    const byName = found.then((id): Submitted | Promise<Submitted> => (id === undefined ? sent : { id }));
    return Promise.race([sent, byName]);
  }

  /**
   * The id of a statement that was sent before, by its name; it may still be on its way.
   * @returns undefined where there is none
   * @throws Failure where the list cannot be had; Cancelled
   */
  async find(statementName: string, signal: AbortSignal): Promise<string | undefined> {
    const { clock } = this.ports;
    const backoff = new Backoff(clock, { firstMs: 500, longestMs: 4_000 });
    const until = clock.now() + lookUpMs;
    for (;;) {
      const id = await this.calls.findByName(statementName, signal);
      if (id !== undefined || clock.now() >= until) return id;
      await backoff.pause(signal);
    }
  }

  /** Undefined also when it cannot be found out. */
  async #findOnce({ statementName }: SubmitRequest): Promise<string | undefined> {
    try {
      return await this.calls.findByName(statementName, AbortSignal.timeout(lookUpMs));
    } catch (error) {
      this.ports.log.debug(`ListStatements ${statementName}: ${String(error)}`);
      return undefined;
    }
  }

  async #send(request: SubmitRequest, signal: AbortSignal, waiting: Waiting): Promise<Submitted> {
    const { clock, log, keys, limiter } = this.ports;
    const action = actionOf(request);
    const backoff = new Backoff(clock, { firstMs: 100, longestMs: 5_000 });
    let began = clock.now();
    let renewed = false;
    /** A request may have arrived though its answer did not. */
    let mayRun = false;
    for (;;) {
      let waits = false;
      try {
        await limiter?.turn(action, signal);
        waits = this.wait.supported;
        const answer = await this.#call(request, waits);
        if (waits && answer.Status === undefined) this.wait.supported = false;
        return submittedOf(answer);
      } catch (error) {
        const kind = kindOfAwsError(error);
        log.debug(`${action} ${request.statementName}: ${kind}`);
        if (kind === 'throttled') limiter?.throttled(action);
        // Another request may have learnt it while this one was under way.
        if (waits && refusesWaiting(error)) {
          this.wait.supported = false;
          continue;
        }
        if (kind === 'expired' && keys.renewable && !renewed) {
          // Whoever is not let in gets nothing run: it is sent once more, with its token.
          renewed = true;
          waiting.forSignIn = !mayRun;
          try {
            await keys.wait(signal);
          } catch (refusal) {
            if (mayRun) return await this.#lookUp(request, error);
            throw refusal;
          }
          waiting.forSignIn = false;
          began = clock.now();
          continue;
        }
        mayRun ||= kind === 'broken';
        const again = kind === 'throttled' || kind === 'broken' || (kind === 'unsent' && mayRun);
        if (!again && !mayRun) throw this.#failure(error, request);
        if (!again || (mayRun && clock.now() - began > resendMs)) return await this.#lookUp(request, error);
        await this.#pause(backoff, signal, mayRun);
        // Sent again now, a statement that did not arrive before would start after it was cancelled.
        if (signal.aborted) return await this.#lookUp(request, error);
      }
    }
  }

  /** Rejects with Cancelled only where nothing can have been started. */
  async #pause(backoff: Backoff, signal: AbortSignal, mayRun: boolean): Promise<void> {
    try {
      await backoff.pause(signal);
    } catch (error) {
      if (!Cancelled.is(error) || !mayRun) throw error;
    }
  }

  /**
   * Finds a statement whose request broke by its name. What cannot be found out is said, and nothing is sent again.
   * @param error the last one of the request
   */
  async #lookUp(request: SubmitRequest, error: unknown): Promise<Submitted> {
    const { clock, log } = this.ports;
    const backoff = new Backoff(clock, { firstMs: 500, longestMs: 4_000 });
    const until = clock.now() + lookUpMs;
    let listed = false;
    do {
      try {
        const id = await this.calls.findByName(request.statementName, AbortSignal.timeout(lookUpMs));
        if (id !== undefined) return { id };
        listed = true;
      } catch (failed) {
        log.debug(`ListStatements ${request.statementName}: ${String(failed)}`);
      }
      await backoff.pause();
    } while (clock.now() < until);
    // Refused although it carried the token of a request that arrived: then that one did not arrive.
    if (listed && kindOfAwsError(error) === 'refused') throw this.#failure(error, request);
    throw new Failure('statement.unknown', { statementName: request.statementName }, { cause: error });
  }

  #call(request: SubmitRequest, waits: boolean): Promise<ExecuteStatementOutput> {
    return 'sql' in request
      ? this.calls.execute(executeInput(request, waits))
      : this.calls.executeBatch(batchInput(request, waits));
  }

  #failure(error: unknown, request: SubmitRequest): Error {
    const { warehouse, database } = request;
    return this.calls.failure(error, actionOf(request), { warehouse: warehouse.name, database });
  }
}

const actionOf = (request: SubmitRequest): string => ('sql' in request ? 'ExecuteStatement' : 'BatchExecuteStatement');

function submittedOf({
  Id: id,
  SessionId: sessionId,
  Status: status,
  HasResultSet: hasResultSet,
}: ExecuteStatementOutput): Submitted {
  if (id === undefined) throw new SyntaxError('The answer has no Id');
  return {
    id,
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(status === undefined ? {} : { status }),
    ...(hasResultSet === undefined ? {} : { hasResultSet }),
  };
}

/** Resolves when the signal is aborted. */
function aborted(signal: AbortSignal): { promise: Promise<undefined>; dispose: () => void } {
  let dispose = (): void => undefined;
  const promise = new Promise<undefined>((resolve) => {
    const done = (): void => resolve(undefined);
    if (signal.aborted) done();
    else signal.addEventListener('abort', done, { once: true });
    dispose = () => signal.removeEventListener('abort', done);
  });
  return { promise, dispose };
}
