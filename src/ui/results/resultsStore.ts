import { Emitter } from '../../core/emitter';
import type { Disposable } from '../../core/ports';
import type { RowSpace } from '../../rows/rowSpace';
import type { ResultsHostMessage } from '../../webview/protocol';
import type { EngineOf } from './arrangedRows';
import type { RowSource } from './resultRows';
import { RunRecord, type PlannedStatement, type RunTitle, type StatementEnd } from './runRecord';
import { StoredResult, type ResultListener } from './storedResult';

/** Words that the store needs, localized. */
export interface StoreWords {
  resultTitle(number: number): string;
  wordsOf(error: unknown): string;
}

/**
 * The last run of each file with its results, and which of them the view shows. Fires the messages that bring a
 * page up to date; a page that comes new gets everything by {@link shownRun}.
 */
export class ResultsStore implements Disposable {
  readonly #messages = new Emitter<ResultsHostMessage>();
  readonly #runs = new Map<string, RunRecord>();
  /** Files that were closed while their run was in front. */
  readonly #closed = new Set<string>();
  #shown: string | undefined;
  #count = 0;

  readonly onMessage = this.#messages.event;

  constructor(
    private readonly words: StoreWords,
    private readonly now: () => number,
    /** Where rows are kept; each result in memory of its own where it is missing. */
    private readonly space?: Pick<RowSpace, 'open'>,
    /** What sorts and filters. */
    private readonly engine: EngineOf = () => Promise.reject(new Error('There is no engine.')),
  ) {}

  /** Begins a run of a file and shows it. What the run before left stays until something newer is there. */
  begin(file: string, title: RunTitle, planned: readonly PlannedStatement[]): RunRecord {
    const before = this.#runs.get(file);
    const old = before?.title.accountId === title.accountId ? before.results : [];
    if (before !== undefined && old.length === 0) before.dispose();
    const keep = (source: RowSource, number: number): StoredResult => this.#keep(source, number, title.accountId);
    const run = new RunRecord(`run-${++this.#count}`, title, planned, old, keep, this.now);
    this.#runs.set(file, run);
    this.show(file);
    return run;
  }

  started(run: RunRecord, index: number): void {
    const statement = run.started(index);
    if (statement !== undefined) this.#tell(run, { type: 'statement', runId: run.id, statement });
  }

  ended(run: RunRecord, index: number, end: StatementEnd): void {
    const statement = run.ended(index, end);
    if (statement === undefined) return;
    if (end.state === 'finished' && end.result !== undefined) this.changed(run);
    else this.#tell(run, { type: 'statement', runId: run.id, statement });
  }

  described(run: RunRecord, index: number, durationMs: number): void {
    const statement = run.described(index, durationMs);
    if (statement !== undefined) this.#tell(run, { type: 'statement', runId: run.id, statement });
  }

  /** Tells the page everything about a run that changed as a whole. */
  changed(run: RunRecord): void {
    this.#tell(run, { type: 'run', run: run.view() });
  }

  /** Puts the run of a file in front, if it has one. */
  show(file: string): void {
    const run = this.#runs.get(file);
    if (run === undefined) return;
    const gone = this.#shown;
    this.#shown = file;
    this.#messages.fire({ type: 'run', run: run.view() });
    if (gone !== undefined && gone !== file && this.#closed.delete(gone)) this.forget(gone);
  }

  /** The file is closed: its rows go as soon as another file's are shown. */
  closed(file: string): void {
    if (this.#shown === file) this.#closed.add(file);
    else this.forget(file);
  }

  /** The file is open (again): its rows stay. */
  opened(file: string): void {
    this.#closed.delete(file);
  }

  forget(file: string): void {
    this.#runs.get(file)?.dispose();
    this.#runs.delete(file);
    if (this.#shown !== file) return;
    this.#shown = undefined;
    this.#messages.fire({ type: 'run' });
  }

  /** Forgets everything that an account has fetched. */
  forgetAccount(accountId: string): void {
    for (const [file, run] of [...this.#runs]) if (run.title.accountId === accountId) this.forget(file);
  }

  /** The run in front, for a page that comes new. */
  shownRun(): RunRecord | undefined {
    return this.#shown === undefined ? undefined : this.#runs.get(this.#shown);
  }

  /** File of a run by the run's id. */
  fileOf(runId: string): string | undefined {
    return [...this.#runs].find(([, run]) => run.id === runId)?.[0];
  }

  result(resultId: string): StoredResult | undefined {
    for (const run of this.#runs.values()) {
      const found = run.results.find(({ id }) => id === resultId);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  dispose(): void {
    for (const run of this.#runs.values()) run.dispose();
    this.#runs.clear();
    this.#messages.dispose();
  }

  #keep(source: RowSource, number: number, accountId: string): StoredResult {
    const id = `result-${++this.#count}`;
    const listener: ResultListener = {
      onRows: (first, rows) => this.#messages.fire({ type: 'rows', resultId: id, first, rows }),
      onLoad: (load) => this.#messages.fire({ type: 'load', resultId: id, load }),
      onArranged: (arrangement) => this.#messages.fire({ type: 'arranged', resultId: id, arrangement }),
      onValues: (values) => this.#messages.fire({ type: 'values', resultId: id, values }),
      onSummary: (summary) => this.#messages.fire({ type: 'summary', resultId: id, summary }),
      onFound: (found) => this.#messages.fire({ type: 'found', resultId: id, found }),
      wordsOf: (error) => this.words.wordsOf(error),
    };
    const title = this.words.resultTitle(number);
    return new StoredResult(id, title, source, listener, this.engine, this.space?.open(accountId));
  }

  #tell(run: RunRecord, message: ResultsHostMessage): void {
    if (this.shownRun() === run) this.#messages.fire(message);
  }
}
