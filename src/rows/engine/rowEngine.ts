import { throwIfCancelled } from '../../core/failure';
import type { Clock, Disposable, Log } from '../../core/ports';
import type { Column } from '../../core/result';
import type { RowStore } from '../rowStore';
import { EngineThread } from './engineThread';
import { runJob, type Job, type OperationName, type Operations } from './operations';
import { Pace } from './pace';

/** The thread is ended when it had nothing to do for so long. */
const idleMs = 60_000;

/** The thread is given up when it is not there after so long. */
const startMs = 10_000;

/** Without a thread: time for the engine between two turns of everybody else, and for a regular expression in a block; ms. */
const sliceMs = 8;
const patternMs = 500;

export interface RowEngineParts {
  /** The bundle of the worker thread (src/rowsWorker.ts); without it all is done in slices on this thread. */
  workerFile?: string;
  clock: Clock;
  log: Log;
}

/** How one follows what the engine does. */
export interface Following {
  signal: AbortSignal;
  /** Told now and then how many rows were gone through; sorting itself comes after the last of them. */
  onProgress?: (rows: number) => void;
}

/** A result that the engine works on. */
export interface EngineResult {
  store: Pick<RowStore, 'snapshot' | 'ended'>;
  columns: readonly Column[];
}

/**
 * Orders, filters, searches and sums up the rows of results, off the main thread: in one worker for all results of a window, started
 * at first need and ended after a while without work. Where none can be started, in slices on the main thread.
 *
 * Each operation is over the rows that are here when it begins, and says how many they were (`covered`). All of them reject with
 * Cancelled, also when the result is given up; with Failure rows.damaged, rows.engineEnded; and as they say.
 */
export class RowEngine implements Disposable {
  #thread: Promise<EngineThread | undefined> | undefined;
  #hasNoThread = false;
  #idle = new AbortController();
  readonly #end = new AbortController();

  constructor(private readonly parts: RowEngineParts) {}

  /**
   * The rows that fulfil a condition, in an order; see {@link ViewQuery}.
   * @throws Failure rows.noValue, rows.badPattern, rows.slowPattern, rows.tooMuchToSort
   */
  view(result: EngineResult, query: Operations['view'][0], following: Following): Promise<Operations['view'][1]> {
    return this.#run('view', result, query, following);
  }

  /**
   * All cells in which something is found. To go to the next one, look for the next row in the order that is shown (findNext.ts).
   * @throws Failure rows.badPattern, rows.slowPattern
   */
  find(result: EngineResult, query: Operations['find'][0], following: Following): Promise<Operations['find'][1]> {
    return this.#run('find', result, query, following);
  }

  /** The values of a column with their counts. @throws Failure as {@link view}, where there is a filter */
  distinct(
    result: EngineResult,
    query: Operations['distinct'][0],
    following: Following,
  ): Promise<Operations['distinct'][1]> {
    return this.#run('distinct', result, query, following);
  }

  /** Sum, mean, count and ends of selected cells. */
  summarize(
    result: EngineResult,
    query: Operations['summarize'][0],
    following: Following,
  ): Promise<Operations['summarize'][1]> {
    return this.#run('summarize', result, query, following);
  }

  dispose(): void {
    this.#end.abort();
    this.#idle.abort();
    void this.#thread?.then((thread) => thread?.end());
  }

  async #run<N extends OperationName>(
    name: N,
    { store, columns }: EngineResult,
    query: Operations[N][0],
    { signal, onProgress = () => undefined }: Following,
  ): Promise<Operations[N][1]> {
    const either = AbortSignal.any([signal, store.ended, this.#end.signal]);
    throwIfCancelled(either);
    const job: Job<N> = { name, query, columns, snapshot: store.snapshot() };
    this.#idle.abort();
    const thread = await this.#startedThread();
    throwIfCancelled(either);
    if (thread === undefined) return runJob(job, new Pace(sliceMs, patternMs, either, onProgress));
    try {
      return await thread.run(job, either, onProgress);
    } finally {
      if (thread.isIdle) void this.#endWhenIdle(thread);
    }
  }

  #startedThread(): Promise<EngineThread | undefined> {
    const { workerFile, log } = this.parts;
    if (workerFile === undefined || this.#hasNoThread) return Promise.resolve(undefined);
    this.#thread ??= this.#start(workerFile).catch((error: unknown) => {
      log.warn(`rows are sorted and filtered on the main thread: no other could be started (${String(error)})`);
      this.#hasNoThread = true;
      return undefined;
    });
    return this.#thread;
  }

  async #start(workerFile: string): Promise<EngineThread> {
    const started = new AbortController();
    const tooLong = this.parts.clock.sleep(startMs, started.signal).then(() => {
      throw new Error(`it was not there after ${startMs} ms`);
    });
    try {
      const thread = EngineThread.start(workerFile, () => {
        this.#thread = undefined;
      });
      return await Promise.race([thread, tooLong]);
    } finally {
      started.abort();
      // It lost the race, and is told to stop: nobody needs to hear of it.
      tooLong.catch(() => undefined);
    }
  }

  async #endWhenIdle(thread: EngineThread): Promise<void> {
    this.#idle.abort();
    const idle = new AbortController();
    this.#idle = idle;
    try {
      await this.parts.clock.sleep(idleMs, idle.signal);
      if (thread.isIdle) thread.end();
    } catch {
      // There is work again, or all is over.
    }
  }
}
