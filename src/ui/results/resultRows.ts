import { throwIfCancelled } from '../../core/failure';
import type { Column, ResultPage, Row } from '../../core/result';
import type { EngineResult } from '../../rows/engine/rowEngine';
import { RowSpace } from '../../rows/rowSpace';
import type { RowStore } from '../../rows/rowStore';

/** A result set as the server hands it out: its first page, and further ones in order by their tokens. */
export interface RowSource {
  readonly columns: readonly Column[];
  readonly totalRows: number;
  readonly firstPage: ResultPage;
  page(nextToken: string, signal: AbortSignal): Promise<ResultPage>;
}

/** The rows of one result as far as they came, and the next page at a time. */
export class ResultRows {
  #nextToken: string | undefined;
  #loading: Promise<void> | undefined;

  /** @param store takes the rows, and goes with them; in memory where it is missing */
  constructor(
    private readonly source: RowSource,
    private readonly store: RowStore = new RowSpace().open(''),
  ) {
    this.#take(source.firstPage);
  }

  get columns(): readonly Column[] {
    return this.source.columns;
  }

  /** Rows of the whole result; what the server counted, until it has handed out the last page. */
  get totalRows(): number {
    return this.complete ? this.loadedRows : this.source.totalRows;
  }

  /** Rows that are here, from the first on without gaps. */
  get loadedRows(): number {
    return this.store.count;
  }

  get complete(): boolean {
    return this.#nextToken === undefined;
  }

  /** The rows from `first` on, as many as are here of `count`; undefined where some of them have to be read from disk. */
  here(first: number, count: number): Row[] | undefined {
    return this.store.here(first, count);
  }

  /** The same from disk, too. @throws Failure rows.damaged; Cancelled */
  slice(first: number, count: number, signal?: AbortSignal): Promise<Row[]> {
    return this.store.slice(first, count, signal);
  }

  /** The rows that are here, for the engine. */
  get forEngine(): EngineResult {
    return { store: this.store, columns: this.columns };
  }

  /** Gives up all rows. */
  dispose(): void {
    this.store.dispose();
  }

  /** Fetches one further page. Those who ask at the same time share it. Rejects with what `page` rejects with, or Failure rows.noRoom. */
  loadNext(signal: AbortSignal): Promise<void> {
    this.#loading ??= this.#load(signal).finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #load(signal: AbortSignal): Promise<void> {
    if (this.#nextToken === undefined) return;
    throwIfCancelled(signal);
    throwIfCancelled(this.store.ended);
    // Where there is no room for a page, it is not fetched.
    if (!this.store.hasRoom) {
      await this.store.room();
      throwIfCancelled(signal);
    }
    this.#take(await this.source.page(this.#nextToken, signal));
  }

  #take(page: ResultPage): void {
    this.store.append(page.rows);
    this.#nextToken = page.nextToken;
    if (this.complete) this.store.pack();
  }
}
