import { Cancelled } from '../../core/failure';
import type { CellRange, SummaryView } from '../../webview/protocol';
import type { ArrangedRows, EngineOf } from './arrangedRows';
import type { ResultRows } from './resultRows';

export interface SummaryListener {
  onSummary(summary: SummaryView): void;
}

/** Sums up what is selected. */
export class ResultSummary {
  #work = new AbortController();

  constructor(
    private readonly rows: ResultRows,
    private readonly arranged: ArrangedRows,
    private readonly engine: EngineOf,
    private readonly listener: SummaryListener,
  ) {}

  /** Sums up a range in place of the one before, as far as its rows are here. Never rejects: what goes wrong leaves it out. */
  async summarize(range: CellRange, version: number): Promise<void> {
    this.#work.abort();
    if (version !== this.arranged.version) return;
    const { signal } = (this.#work = new AbortController());
    const { listed } = this.arranged;
    const rows = listed ? listed.numbers.slice(range.top, range.bottom + 1) : this.#loaded(range);
    const columns = Array.from({ length: range.right - range.left + 1 }, (_, i) => range.left + i);
    try {
      const engine = await this.engine();
      const { values, sum, mean } = await engine.summarize(this.rows.forEngine, { columns, rows }, { signal });
      if (signal.aborted) return;
      const numbers = { ...(sum !== undefined && { sum }), ...(mean !== undefined && { mean }) };
      this.listener.onSummary({ version, range, rows: rows.length, values, ...numbers });
    } catch (error) {
      // The sum is an extra: whoever reads or copies the rows is told of what is wrong with them.
      if (!Cancelled.is(error)) this.stop();
    }
  }

  stop(): void {
    this.#work.abort();
  }

  #loaded({ top, bottom }: CellRange): Uint32Array {
    const count = Math.max(0, Math.min(bottom + 1, this.rows.loadedRows) - top);
    return Uint32Array.from({ length: count }, (_, i) => top + i);
  }
}
