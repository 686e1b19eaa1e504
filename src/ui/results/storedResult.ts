import type { Column, Row } from '../../core/result';
import type { CellRange, LoadView, ResultView } from '../../webview/protocol';
import { ResultLoader, type Block, type LoaderListener } from './resultLoader';
import type { Exported } from '../../rows/export/exportBytes';
import { loadRows, selectedRows } from '../../rows/export/selectedRows';
import type { RowStore } from '../../rows/rowStore';
import { ResultRows, type RowSource } from './resultRows';

/** A result that can be shown: its rows, its loading, and its place in a run. */
export class StoredResult {
  readonly #rows: ResultRows;
  readonly #loader: ResultLoader;
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
    listener: LoaderListener,
    store?: RowStore,
  ) {
    this.#rows = new ResultRows(source, store);
    this.#loader = new ResultLoader(this.#rows, listener);
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

  want(blocks: readonly Block[]): void {
    this.#loader.want(blocks);
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
    return this.#rows.complete || this.#rows.loadedRows > bottom;
  }

  /**
   * The cells of a range, fetching what is not here.
   * @param onProgress is told how many rows are here
   */
  async cells(range: CellRange, onProgress: (loadedRows: number) => void, signal: AbortSignal): Promise<Row[]> {
    await loadRows(this.#rows, range.bottom + 1, signal, onProgress);
    const rows = await this.#rows.slice(range.top, range.bottom - range.top + 1, signal);
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
      ...(this.#durationMs !== undefined && { durationMs: this.#durationMs }),
    };
  }

  dispose(): void {
    this.#loader.stop();
    this.#rows.dispose();
  }
}
