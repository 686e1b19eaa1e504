import type { ServerError } from '../../core/result';
import type { ErrorView, ResultView, RunState, RunView, StatementView } from '../../webview/protocol';
import type { RowSource } from './resultRows';
import type { StoredResult } from './storedResult';

/** A statement before it runs. */
export interface PlannedStatement {
  text: string;
  /** Line in the file, from 1; missing where it is not of the file. */
  line?: number;
}

/** What became of a statement. */
export type StatementEnd = StatementOutcome & {
  /** When it ended, where that was not now; ms since 1970. */
  at?: number | undefined;
};

type StatementOutcome =
  | {
      state: 'finished';
      durationMs?: number | undefined;
      affectedRows?: number | undefined;
      result?: RowSource | undefined;
    }
  | { state: 'failed' | 'unknown'; durationMs?: number | undefined; error: ErrorView }
  | { state: 'cancelled' }
  /** In a batch, behind one that failed. */
  | { state: 'notRun' };

/** The face of a run: who and where, in words. */
export interface RunTitle {
  file: string;
  target: string;
  /** Whose results these are: they go when the account signs out. */
  accountId: string;
  /** Of a run of before that is shown again: says when it was, and how long it took; ms. */
  before?: { words: string; elapsedMs: number };
}

/** Characters of a statement that lists show. */
const shownLength = 200;

/** One run of a file as it goes on; what the results view shows of it. */
export class RunRecord {
  readonly #statements: StatementView[];
  #results: StoredResult[] = [];
  #old: readonly StoredResult[];
  #state: RunState = 'running';
  #error: ErrorView | undefined;
  #endedAt: number | undefined;
  #begun = 0;
  /** When each statement ended; ms since 1970. */
  readonly #ends: (number | undefined)[] = [];
  readonly #notices: string[] = [];
  readonly #startedAt: number;

  /**
   * @param old results of the run before, which stay until something newer is there
   * @param keep turns a result set into one that can be shown
   */
  constructor(
    readonly id: string,
    readonly title: RunTitle,
    planned: readonly PlannedStatement[],
    old: readonly StoredResult[],
    private readonly keep: (source: RowSource, number: number) => StoredResult,
    private readonly now: () => number,
  ) {
    this.#old = old;
    this.#startedAt = now();
    this.#statements = planned.map(({ text, line }, index) => ({
      index,
      text: startOf(text),
      ...(line !== undefined && { line }),
      state: 'waiting',
    }));
  }

  get state(): RunState {
    return this.#state;
  }

  get active(): boolean {
    return this.#state === 'running' || this.#state === 'cancelling';
  }

  /** How many of its statements have begun, and how many there are. */
  get progress(): { begun: number; count: number } {
    return { begun: this.#begun, count: this.#statements.length };
  }

  /** What is shown now: its own results, else what an earlier run left. */
  get results(): readonly StoredResult[] {
    return this.#results.length > 0 ? this.#results : this.#old;
  }

  statement(index: number): StatementView | undefined {
    return this.#statements[index];
  }

  /** When a statement ended; ms since 1970. */
  endedAt(index: number): number | undefined {
    return this.#ends[index];
  }

  /** The statements in a state. */
  indexesOf(state: StatementView['state']): number[] {
    return this.#statements.flatMap((statement) => (statement.state === state ? [statement.index] : []));
  }

  /** @returns the statement as it is shown now */
  started(index: number): StatementView | undefined {
    this.#begun++;
    return this.#update(index, { state: 'running' });
  }

  /** Takes what became of a statement. The first result of its own takes the place of the old ones. */
  ended(index: number, end: StatementEnd): StatementView | undefined {
    if (end.state !== 'notRun') this.#ends[index] = end.at ?? this.now();
    const duration = 'durationMs' in end && end.durationMs !== undefined ? { durationMs: end.durationMs } : {};
    if (end.state !== 'finished') {
      return this.#update(index, {
        ...duration,
        state: end.state,
        ...('error' in end && { error: end.error }),
      });
    }
    if (end.result !== undefined) {
      const result = this.keep(end.result, this.#results.length + 1);
      result.place({ statement: index, durationMs: end.durationMs });
      if (this.#results.length === 0) this.#dropOld();
      this.#results.push(result);
    }
    return this.#update(index, {
      ...duration,
      state: 'finished',
      ...(end.result && { rows: end.result.totalRows }),
      ...(end.affectedRows !== undefined && { affectedRows: end.affectedRows }),
    });
  }

  /** The server's own duration of a statement, learnt after its rows were shown. */
  described(index: number, durationMs: number): StatementView | undefined {
    for (const result of this.#results) {
      if (result.statement === index) result.place({ statement: index, durationMs });
    }
    return this.#update(index, { durationMs });
  }

  /** Adds something to be known, localized. */
  notice(text: string): void {
    this.#notices.push(text);
  }

  cancelling(): void {
    if (this.#state === 'running') this.#state = 'cancelling';
  }

  /** The run is over; statements that did not come to run say so. */
  over(state: 'finished' | 'failed' | 'cancelled', error?: ErrorView): void {
    this.#state = state;
    this.#error = error;
    this.#endedAt = this.now();
    for (const { index, state: at } of this.#statements) {
      if (at === 'waiting') this.#update(index, { state: 'notRun' });
      if (at === 'running') this.#update(index, { state: state === 'cancelled' ? 'cancelled' : 'notRun' });
    }
    if (state === 'finished') this.#dropOld();
  }

  /** All that is known of the rows, for the page. */
  view(): RunView {
    const isOld = this.#results.length === 0;
    const { file, target, before } = this.title;
    return {
      id: this.id,
      file,
      target,
      state: this.#state,
      ...(before && { fromHistory: before.words }),
      elapsedMs: before?.elapsedMs ?? (this.#endedAt ?? this.now()) - this.#startedAt,
      statements: this.active ? this.#statements.filter(({ state }) => state !== 'waiting') : [...this.#statements],
      statementCount: this.#statements.length,
      results: this.results.map((result): ResultView => ({ ...result.view(), stale: isOld })),
      notices: [...this.#notices],
      ...(this.#error && { error: this.#error }),
    };
  }

  /** Gives up all rows. */
  dispose(): void {
    for (const result of this.#results) result.dispose();
    this.#dropOld();
  }

  #dropOld(): void {
    for (const result of this.#old) result.dispose();
    this.#old = [];
  }

  #update(index: number, change: Partial<StatementView>): StatementView | undefined {
    const statement = this.#statements[index];
    if (statement === undefined) return undefined;
    const updated = { ...statement, ...change };
    this.#statements[index] = updated;
    return updated;
  }
}

/** Beginning of a statement on one line. */
function startOf(text: string): string {
  const line = text
    .slice(0, shownLength * 2)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length > shownLength || text.length > shownLength * 2 ? `${line.slice(0, shownLength)}…` : line;
}

/** A server's error as the messages show it. */
export function errorViewOf(error: ServerError): ErrorView {
  return {
    message: error.message,
    ...(error.detail !== undefined && { detail: error.detail }),
    ...(error.hint !== undefined && { hint: error.hint }),
  };
}
