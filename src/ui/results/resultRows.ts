import { Cancelled } from '../../core/failure';
import type { Column, ResultPage, Row } from '../../core/result';

/** A result set as the server hands it out: its first page, and further ones in order by their tokens. */
export interface RowSource {
  readonly columns: readonly Column[];
  readonly totalRows: number;
  readonly firstPage: ResultPage;
  page(nextToken: string, signal: AbortSignal): Promise<ResultPage>;
}

/** The rows of one result as far as they came, in memory, and the next page at a time. */
export class ResultRows {
  readonly #pages: { first: number; rows: readonly Row[] }[] = [];
  #loadedRows = 0;
  #nextToken: string | undefined;
  #loading: Promise<void> | undefined;

  constructor(private readonly source: RowSource) {
    this.#take(source.firstPage);
  }

  get columns(): readonly Column[] {
    return this.source.columns;
  }

  /** Rows of the whole result; what the server counted, until it has handed out the last page. */
  get totalRows(): number {
    return this.complete ? this.#loadedRows : this.source.totalRows;
  }

  /** Rows that are here, from the first on without gaps. */
  get loadedRows(): number {
    return this.#loadedRows;
  }

  get complete(): boolean {
    return this.#nextToken === undefined;
  }

  /** The rows from `first` on, as many as are here of `count`. */
  slice(first: number, count: number): Row[] {
    const end = Math.min(first + count, this.#loadedRows);
    const rows: Row[] = [];
    for (let index = this.#pageOf(first); index < this.#pages.length; index++) {
      const page = this.#pages[index];
      if (page === undefined || page.first >= end) break;
      for (const row of page.rows.slice(Math.max(0, first - page.first), end - page.first)) rows.push(row);
    }
    return rows;
  }

  /** Fetches one further page. Those who ask at the same time share it. Rejects with what `page` rejects with. */
  loadNext(signal: AbortSignal): Promise<void> {
    this.#loading ??= this.#load(signal).finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #load(signal: AbortSignal): Promise<void> {
    if (this.#nextToken === undefined) return;
    if (signal.aborted) throw new Cancelled();
    this.#take(await this.source.page(this.#nextToken, signal));
  }

  #take(page: ResultPage): void {
    if (page.rows.length > 0) this.#pages.push({ first: this.#loadedRows, rows: page.rows });
    this.#loadedRows += page.rows.length;
    this.#nextToken = page.nextToken;
  }

  /** Index of the page that holds a row. */
  #pageOf(row: number): number {
    let low = 0;
    let high = this.#pages.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#pages[middle]?.first ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
