import type { Column, Row } from '../../core/result';
import type { Arrangement, CellRange, LoadView, ResultView } from '../../webview/protocol';
import { ArrangedRows, type ArrangedListener, type EngineOf } from './arrangedRows';
import { ResultLoader, type Block, type LoaderListener } from './resultLoader';
import type { Exported } from '../../rows/export/exportBytes';
import { loadRows, selectedRows } from '../../rows/export/selectedRows';
import type { RowStore } from '../../rows/rowStore';
import { ResultSearch, type SearchListener } from './resultSearch';
import { ResultSummary, type SummaryListener } from './resultSummary';
import { ResultValues, type ValuesListener } from './resultValues';
import { ResultRows, type RowSource } from './resultRows';

export type ResultListener = LoaderListener & ArrangedListener & SearchListener & ValuesListener & SummaryListener;

/** A result that can be shown: its rows, its loading, and its place in a run. */
export class StoredResult {
  readonly #rows: ResultRows;
  readonly #loader: ResultLoader;
  readonly #arranged: ArrangedRows;
  readonly search: ResultSearch;
  readonly summary: ResultSummary;
  readonly values: ResultValues;
  #statement = 0;
  #durationMs: number | undefined;

  /**
   * @param id unique in this window
   * @param title name of its tab
   * @param store takes its rows
   */
  constructor(
    readonly id: string,
    readonly title: string,
    source: RowSource,
    listener: ResultListener,
    engine: EngineOf,
    store?: RowStore,
  ) {
    this.#rows = new ResultRows(source, store);
    this.#loader = new ResultLoader(this.#rows, listener);
    this.#arranged = new ArrangedRows(this.#rows, engine, listener);
    this.summary = new ResultSummary(this.#rows, this.#arranged, engine, listener);
    this.values = new ResultValues(this.#rows, this.#arranged, engine, listener);
    this.search = new ResultSearch(this.#rows, this.#arranged, engine, listener);
  }

  place(place: { statement: number; durationMs: number | undefined }): void {
    this.#statement = place.statement;
    this.#durationMs = place.durationMs;
  }

  /** Place of its statement in the run, from 0. */
  get statement(): number {
    return this.#statement;
  }

  get totalRows(): number {
    return this.#rows.totalRows;
  }

  get load(): LoadView {
    return this.#loader.load;
  }

  /** @param version of the arrangement that the places are of: those of an older one are nobody's any more */
  want(blocks: readonly Block[], version: number): void {
    if (version !== this.#arranged.version) return;
    const { listed } = this.#arranged;
    if (listed === undefined) this.#loader.want(blocks);
    else this.#arranged.want(listed, blocks);
  }

  /** Arranges the rows that are here. Never rejects. */
  async arrange(arrangement: Arrangement): Promise<void> {
    this.#loader.want([]);
    await this.#arranged.arrange(arrangement);
  }

  stopArranging(): void {
    this.#arranged.stop();
  }

  /** Brings all rows and takes those that came into the arrangement. Never rejects. */
  async loadAll(): Promise<void> {
    await this.#loader.loadAll();
    await this.#arranged.again();
  }

  stop(): void {
    this.#loader.stop();
  }

  /** The columns of a range. */
  columns({ left, right }: CellRange): readonly Column[] {
    return this.#rows.columns.slice(left, right + 1);
  }

  /** All rows, for a file; those that are not here are fetched on the way. */
  exported(signal: AbortSignal): Exported {
    const { columns, totalRows } = this.#rows;
    return { columns, slices: selectedRows(this.#rows, {}, signal), rowCount: totalRows };
  }

  /** Whether all rows of a range are here. */
  has({ bottom }: CellRange): boolean {
    return this.#arranged.listed !== undefined || this.#rows.complete || this.#rows.loadedRows > bottom;
  }

  /**
   * The cells of a range as it is shown, fetching what is not here.
   * @param onProgress is told how many rows are here
   */
  async cells(range: CellRange, onProgress: (loadedRows: number) => void, signal: AbortSignal): Promise<Row[]> {
    if (!this.has(range)) await loadRows(this.#rows, range.bottom + 1, signal, onProgress);
    const rows = await (this.#arranged.listed ?? this.#rows).slice(range.top, range.bottom - range.top + 1, signal);
    return rows.map((row) => row.slice(range.left, range.right + 1));
  }

  view(): Omit<ResultView, 'stale'> {
    return {
      id: this.id,
      statement: this.#statement,
      title: this.title,
      columns: this.#rows.columns,
      totalRows: this.#rows.totalRows,
      load: this.load,
      ...(this.#arranged.view && { arrangement: this.#arranged.view }),
      ...(this.#durationMs !== undefined && { durationMs: this.#durationMs }),
    };
  }

  dispose(): void {
    this.#loader.stop();
    this.#arranged.dispose();
    this.search.stop();
    this.summary.stop();
    this.values.stop();
    this.#rows.dispose();
  }
}
