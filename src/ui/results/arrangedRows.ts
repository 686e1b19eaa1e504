import { Cancelled } from '../../core/failure';
import type { Row } from '../../core/result';
import type { RowEngine } from '../../rows/engine/rowEngine';
import type { Arrangement, ArrangementView } from '../../webview/protocol';
import { ListedRows } from './listedRows';
import type { Block } from './resultLoader';
import type { ResultRows } from './resultRows';
import { conditionOf } from './rowConditions';

/** Gives the engine, which is loaded at first use. */
export type EngineOf = () => Promise<RowEngine>;

export interface ArrangedListener {
  onArranged(arrangement: ArrangementView): void;
  onRows(first: number, rows: readonly Row[]): void;
  /** An error as one text for a person. */
  wordsOf(error: unknown): string;
}

const asItCame: Arrangement = { sort: [], filters: [] };

/** The rows of a result in the order and choice that somebody wants to see; as they came, until something else is wanted. */
export class ArrangedRows {
  #listed: ListedRows | undefined;
  #view: ArrangementView | undefined;
  #work = new AbortController();
  #reading = new AbortController();

  constructor(
    private readonly rows: ResultRows,
    private readonly engine: EngineOf,
    private readonly listener: ArrangedListener,
  ) {}

  /** Undefined while nothing was ever arranged. */
  get view(): ArrangementView | undefined {
    return this.#view;
  }

  /** The rows that are shown, where they do not stand as they came. */
  get listed(): ListedRows | undefined {
    return this.#listed;
  }

  get version(): number {
    return this.#view?.version ?? 0;
  }

  /** Arranges the rows that are here. Never rejects: what goes wrong is said, and the rows stay as they were. */
  async arrange({ sort, filters }: Arrangement): Promise<void> {
    this.#work.abort();
    const work = new AbortController();
    this.#work = work;
    const before = this.#view ?? this.#unarranged();
    if (sort.length === 0 && filters.length === 0) {
      this.#shown(asItCame, undefined, this.rows.loadedRows);
      return;
    }
    const { problem: _, ...rest } = before;
    this.#say({ ...rest, sort, filters, working: 0 });
    try {
      const engine = await this.engine();
      const filter = conditionOf(filters);
      const { rows, covered } = await engine.view(
        this.rows.forEngine,
        { sort, ...(filter && { filter }) },
        { signal: work.signal, onProgress: (working) => this.#goesOn(work, working) },
      );
      if (!work.signal.aborted) this.#shown({ sort, filters }, new ListedRows(this.rows, rows), covered);
    } catch (error) {
      // Whoever wanted something newer says so.
      if (this.#work === work) this.#back(Cancelled.is(error) ? undefined : this.listener.wordsOf(error));
    }
  }

  /** Goes over the rows that came since. */
  async again(): Promise<void> {
    const view = this.#view;
    if (view !== undefined && this.#listed !== undefined && view.covered < this.rows.loadedRows)
      await this.arrange(view);
  }

  /** Leaves the rows as they are shown. */
  stop(): void {
    this.#work.abort();
  }

  /** Hands out rows by their places; replaces what was wanted before. */
  want(listed: ListedRows, blocks: readonly Block[]): void {
    this.#reading.abort();
    this.#reading = new AbortController();
    for (const block of blocks) void this.#read(listed, block, this.#reading.signal);
  }

  dispose(): void {
    this.#work.abort();
    this.#reading.abort();
  }

  /** Never rejects: what goes wrong is said. */
  async #read(listed: ListedRows, { first, count }: Block, signal: AbortSignal): Promise<void> {
    try {
      const rows = await listed.slice(first, count, signal);
      if (!signal.aborted) this.listener.onRows(first, rows);
    } catch (error) {
      if (!Cancelled.is(error) && this.#view !== undefined) {
        this.#say({ ...this.#view, problem: this.listener.wordsOf(error) });
      }
    }
  }

  #shown(shown: Arrangement, listed: ListedRows | undefined, covered: number): void {
    this.#reading.abort();
    this.#listed = listed;
    const rows = listed?.count ?? this.rows.totalRows;
    this.#say({ ...shown, shown, version: this.version + 1, rows, covered });
  }

  #back(problem: string | undefined): void {
    if (this.#view === undefined) return;
    const { working: _, problem: __, ...view } = this.#view;
    this.#say({ ...view, ...view.shown, ...(problem !== undefined && { problem }) });
  }

  #goesOn(work: AbortController, working: number): void {
    if (this.#work === work && !work.signal.aborted && this.#view !== undefined) this.#say({ ...this.#view, working });
  }

  #unarranged(): ArrangementView {
    const { totalRows, loadedRows } = this.rows;
    return { ...asItCame, shown: asItCame, version: 0, rows: totalRows, covered: loadedRows };
  }

  #say(view: ArrangementView): void {
    this.#view = view;
    this.listener.onArranged(view);
  }
}
