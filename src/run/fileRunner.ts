import { randomUUID } from 'node:crypto';
import { Emitter } from '../core/emitter';
import type { Clock, Log } from '../core/ports';
import type { Target } from '../core/warehouse';
import type { DataApi } from '../redshift/statements';
import { checkStatement } from './checkStatement';
import { FileSession, type StatementIds } from './fileSession';
import { endOfError, endOfOutcome, type EndEvent } from './endEvents';
import type { RunEvent, RunnerState, RunStatement, RunSummary } from './runEvents';

export interface FileRunnerOptions {
  redshift: { data: Pick<DataApi, 'execute'> };
  target: Pick<Target, 'warehouse' | 'database'>;
  clock: Clock;
  log: Log;
  /** How long the session lives after each statement, in s. */
  keepAliveSeconds?: number;
}

const defaultKeepAliveSeconds = 1_800;
const closeMs = 10_000;

/** Runs the statements of one file on one target, one after the other, all in one session of the Data API. */
export class FileRunner {
  readonly #changes = new Emitter<RunnerState>();
  /** Fires when the state has changed. */
  readonly onDidChangeState = this.#changes.event;
  readonly #session: FileSession;
  readonly #closing = new AbortController();
  #last: Promise<unknown> = Promise.resolve();
  #queued = 0;
  #busy = false;

  constructor(private readonly options: FileRunnerOptions) {
    const { redshift, target, clock, keepAliveSeconds = defaultKeepAliveSeconds } = options;
    this.#session = new FileSession({ data: redshift.data, target, clock, keepAliveSeconds });
  }

  get state(): RunnerState {
    const { state, transaction, expiresAt } = this.#session;
    const session = this.#busy ? 'busy' : state;
    const expires = session === 'idle' ? { expiresAt } : {};
    return { session, transaction, queued: this.#queued, ...expires };
  }

  /**
   * Runs statements in order, after the runs that were asked for before, and stops at the first that does not finish.
   * When the signal is aborted the running statement is cancelled on the server; one that finishes first keeps its result.
   * Never rejects because of a statement: what happened is told by events.
   */
  async run(
    statements: readonly RunStatement[],
    signal: AbortSignal,
    onEvent: (event: RunEvent) => void,
  ): Promise<RunSummary> {
    const either = AbortSignal.any([signal, this.#closing.signal]);
    const before = this.#last;
    const mine = this.#whenFree(before, either, () => this.#runAll(statements, either, onEvent));
    // One that is cancelled while it waits ends at once; those behind it wait on for the ones before.
    this.#last = Promise.allSettled([before, mine]);
    return await mine;
  }

  /**
   * Cancels what runs and rolls an open transaction back, both as well as they can be; the session itself ends on the
   * server when it has been idle for its time, as the Data API has no call to end one.
   */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#last;
    if (this.#session.transaction !== 'none') {
      try {
        await this.#session.execute('ROLLBACK', newIds(), AbortSignal.timeout(closeMs), () => undefined);
      } catch (error) {
        this.options.log.debug(`ROLLBACK at the end: ${String(error)}`);
      }
    }
    this.#changes.dispose();
  }

  async #whenFree(before: Promise<unknown>, signal: AbortSignal, task: () => Promise<RunSummary>): Promise<RunSummary> {
    this.#queued++;
    this.#changed();
    const free = await untilFree(before, signal);
    this.#queued--;
    this.#busy ||= free;
    this.#changed();
    if (!free) return { status: 'aborted', finished: 0 };
    try {
      return await task();
    } finally {
      this.#busy = false;
      this.#changed();
    }
  }

  async #runAll(
    statements: readonly RunStatement[],
    signal: AbortSignal,
    onEvent: (event: RunEvent) => void,
  ): Promise<RunSummary> {
    const { clock } = this.options;
    // All of them first: nothing is to be half done for want of a quote at the end.
    for (const [index, statement] of statements.entries()) {
      const failure = checkStatement(statement);
      if (failure === undefined) continue;
      onEvent({ type: 'failed', index, at: clock.now(), elapsedMs: 0, problem: { kind: 'failure', failure } });
      return { status: 'failed', finished: 0 };
    }
    let finished = 0;
    for (const [index, { text }] of statements.entries()) {
      if (signal.aborted) return { status: 'aborted', finished };
      const event = await this.#runOne(index, text, signal, onEvent);
      onEvent(event);
      this.#changed();
      if (event.type !== 'finished') return { status: event.type, finished };
      finished++;
    }
    return { status: 'finished', finished };
  }

  async #runOne(
    index: number,
    text: string,
    signal: AbortSignal,
    onEvent: (event: RunEvent) => void,
  ): Promise<EndEvent> {
    const { clock, log } = this.options;
    const ids = newIds();
    const began = clock.now();
    const { statementName } = ids;
    onEvent({ type: 'started', index, at: began, statementName });
    const ended = (): Pick<EndEvent, 'index' | 'at' | 'elapsedMs'> => {
      const at = clock.now();
      return { index, at, elapsedMs: at - began };
    };
    try {
      const outcome = await this.#session.execute(text, ids, signal, (cause) => {
        onEvent({ type: 'sessionRenewed', cause });
      });
      return endOfOutcome(outcome, ended());
    } catch (error) {
      log.debug(`Statement ${statementName}: ${String(error)}`);
      return endOfError(error, ended());
    }
  }

  #changed(): void {
    this.#changes.fire(this.state);
  }
}

/** False when the signal was aborted first. */
function untilFree(before: Promise<unknown>, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const stop = (): void => resolve(false);
    signal.addEventListener('abort', stop, { once: true });
    void before.then(() => {
      signal.removeEventListener('abort', stop);
      resolve(true);
    });
  });
}

function newIds(): StatementIds {
  return { statementName: `redshift-federation-${randomUUID()}`, clientToken: randomUUID() };
}
