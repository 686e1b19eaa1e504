import { Emitter } from '../core/emitter';
import type { Clock, Log } from '../core/ports';
import type { Target } from '../core/warehouse';
import type { BatchMode } from '../redshift/statements';
import { checkStatement } from './checkStatement';
import { closeSession } from './closeSession';
import { FileSession } from './fileSession';
import type { JournalStart, RunJournal, SessionSnapshot } from './journal';
import { readOnlySession } from './readOnlySession';
import { RequestRun } from './requestRun';
import type { RunEvent, RunnerState, RunStatement, RunSummary } from './runEvents';
import { RunQueue } from './runQueue';
import type { RunData } from './runData';
import { newIds } from './statementIds';

export interface FileRunnerOptions {
  redshift: { data: RunData };
  target: Pick<Target, 'warehouse' | 'database'>;
  clock: Clock;
  log: Log;
  /** How long the session lives after each statement, in s. */
  keepAliveSeconds?: number;
  /** The session that the file had in a window of before. */
  restored?: SessionSnapshot | undefined;
  /** Whether a person closed the session of this id, beside its file. */
  wasClosedHere?: (id: string) => boolean;
  /** Asks the warehouse to refuse writing in the file's session, where it can. */
  readOnly?: boolean;
}

export interface RunOptions {
  journal?: RunJournal | undefined;
  /** What follows a statement that the server refused; without it, the run stops there. */
  onError?: 'stop' | 'goOn';
}

const defaultKeepAliveSeconds = 1_800;
const closeMs = 10_000;

/** Runs the statements of one file on one target, one after the other, all in one session of the Data API. */
export class FileRunner {
  readonly #changes = new Emitter<RunnerState>();
  /** Fires when the state has changed. */
  readonly onDidChangeState = this.#changes.event;
  readonly #session: FileSession;
  readonly #requests: RequestRun;
  readonly #closing = new AbortController();
  readonly #queue = new RunQueue(() => this.#changed());

  constructor(private readonly options: FileRunnerOptions) {
    const { redshift, target, clock, log, keepAliveSeconds = defaultKeepAliveSeconds } = options;
    const { restored, readOnly, wasClosedHere } = options;
    const { data } = redshift;
    const opening = readOnly === true ? readOnlySession(data, () => this.#requests.readOnlyRefused()) : undefined;
    this.#session = new FileSession({ target, clock, keepAliveSeconds, restored, wasClosedHere, opening });
    this.#requests = new RequestRun({ data, session: this.#session, clock, log });
  }

  get state(): RunnerState {
    const { state, transaction, expiresAt } = this.#session;
    const session = this.#queue.busy ? 'busy' : state;
    const expires = session === 'idle' ? { expiresAt } : {};
    return { session, transaction, queued: this.#queue.waiting, ...expires };
  }

  /** The session's id, where there is one. */
  get sessionId(): string | undefined {
    return this.#session.id;
  }

  /** Resolves when nothing more is asked of the server about what has ended. */
  get settled(): Promise<unknown> {
    return this.#requests.settled;
  }

  /**
   * Runs statements in order, after the runs that were asked for before.
   * When the signal is aborted the running statement is cancelled on the server; one that finishes first keeps its result.
   * Never rejects because of a statement: what happened is told by events.
   */
  run(
    statements: readonly RunStatement[],
    signal: AbortSignal,
    onEvent: (event: RunEvent) => void,
    options: RunOptions = {},
  ): Promise<RunSummary> {
    return this.#inTurn(signal, (either) => this.#runAll(statements, either, onEvent, options));
  }

  /** Runs up to 40 statements as one request of the Data API; otherwise as {@link run}. */
  runBatch(
    statements: readonly RunStatement[],
    mode: BatchMode,
    signal: AbortSignal,
    onEvent: (event: RunEvent) => void,
    { journal }: Pick<RunOptions, 'journal'> = {},
  ): Promise<RunSummary> {
    return this.#inTurn(signal, async (either) => {
      if (!this.#mayAllBeSent(statements, onEvent)) return { status: 'failed', finished: 0 };
      const indexes = statements.map((_, index) => index);
      const parameters = [
        ...new Map(statements.flatMap((each) => each.parameters ?? []).map((one) => [one.name, one])),
      ];
      const start: JournalStart = {
        ...newIds(),
        indexes,
        texts: statements.map(({ text }) => text),
        ...(parameters.length === 0 ? {} : { parameters: parameters.map(([, one]) => one) }),
        mode,
        at: this.options.clock.now(),
      };
      return this.#requests.batch(start, mode, either, { onEvent, journal });
    });
  }

  /** Waits for what was sent by a window of before, and sends nothing; as {@link run} otherwise. */
  attach(
    sent: JournalStart & { id?: string | undefined },
    signal: AbortSignal,
    onEvent: (event: RunEvent) => void,
    { journal }: Pick<RunOptions, 'journal'> = {},
  ): Promise<RunSummary> {
    return this.#inTurn(signal, (either) => this.#requests.attach(sent, either, { onEvent, journal }));
  }

  /** Cancels what runs, rolls an open transaction back and ends the session, all as well as they can be. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#queue.idle;
    await this.#requests.settled;
    const { id } = this.#session;
    if (id !== undefined && this.options.clock.now() < this.#session.expiresAt) await this.#endSession(id);
    this.#changes.dispose();
  }

  async #endSession(id: string): Promise<void> {
    const { redshift, target, log } = this.options;
    const { warehouse, database } = target;
    const limit = AbortSignal.timeout(closeMs);
    try {
      if (this.#session.transaction !== 'none') {
        await redshift.data.execute({ sql: 'ROLLBACK', warehouse, database, session: { id }, ...newIds() }, limit);
      }
      await closeSession(redshift.data, { id, warehouse, database }, limit);
    } catch (error) {
      log.debug(`The end of session ${id}: ${String(error)}`);
    }
    this.#session.forget();
  }

  async #inTurn(signal: AbortSignal, work: (signal: AbortSignal) => Promise<RunSummary>): Promise<RunSummary> {
    const either = AbortSignal.any([signal, this.#closing.signal]);
    return this.#queue.run(either, { status: 'aborted', finished: 0 } satisfies RunSummary, () => work(either));
  }

  async #runAll(
    statements: readonly RunStatement[],
    signal: AbortSignal,
    onEvent: (event: RunEvent) => void,
    { journal, onError = 'stop' }: RunOptions,
  ): Promise<RunSummary> {
    if (!this.#mayAllBeSent(statements, onEvent)) return { status: 'failed', finished: 0 };
    let finished = 0;
    let status: RunSummary['status'] = 'finished';
    for (const [index, { text, parameters }] of statements.entries()) {
      if (signal.aborted) return { status: 'aborted', finished };
      const at = this.options.clock.now();
      const start = { ...newIds(), indexes: [index], texts: [text], ...(parameters && { parameters }), at };
      const end = await this.#requests.statement(start, signal, { onEvent, journal });
      this.#changed();
      if (end.type === 'finished') finished++;
      else {
        status = end.type === 'aborted' ? 'aborted' : 'failed';
        // Behind a failure of ours (a lost session, an end that is not known) nothing is as the next statement expects it.
        const isRefusal = end.type === 'failed' && end.problem.kind === 'server' && this.#session.state !== 'lost';
        if (onError === 'stop' || !isRefusal) return { status, finished };
      }
    }
    return { status, finished };
  }

  /** All of them first: nothing is to be half done for want of a quote at the end. */
  #mayAllBeSent(statements: readonly RunStatement[], onEvent: (event: RunEvent) => void): boolean {
    for (const [index, statement] of statements.entries()) {
      const failure = checkStatement(statement);
      if (failure === undefined) continue;
      const at = this.options.clock.now();
      onEvent({ type: 'failed', index, at, elapsedMs: 0, problem: { kind: 'failure', failure } });
      return false;
    }
    return true;
  }

  #changed(): void {
    this.#changes.fire(this.state);
  }
}
