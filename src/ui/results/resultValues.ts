import { Cancelled } from '../../core/failure';
import type { ValuesView } from '../../webview/protocol';
import type { ArrangedRows, EngineOf } from './arrangedRows';
import type { ResultRows } from './resultRows';
import { conditionOf } from './rowConditions';

/** Values that a list of them holds; who looks for others gives a condition. */
const mostValues = 1_000;

export interface ValuesListener {
  onValues(values: ValuesView): void;
  /** An error as one text for a person. */
  wordsOf(error: unknown): string;
}

/** Counts the values of columns, for whoever filters by them. */
export class ResultValues {
  #work = new AbortController();

  constructor(
    private readonly rows: ResultRows,
    private readonly arranged: ArrangedRows,
    private readonly engine: EngineOf,
    private readonly listener: ValuesListener,
  ) {}

  /** Lists the values of a column, in place of the list that is being made. Never rejects: what goes wrong is said. */
  async list(column: number): Promise<void> {
    this.#work.abort();
    const { signal } = (this.#work = new AbortController());
    try {
      const others = this.arranged.view?.filters.filter((filter) => filter.column !== column) ?? [];
      const filter = conditionOf(others);
      const query = { column, limit: mostValues, ...(filter && { filter }) };
      const { values, isCut } = await (await this.engine()).distinct(this.rows.forEngine, query, { signal });
      if (!signal.aborted) this.listener.onValues({ column, values, isCut });
    } catch (error) {
      if (signal.aborted || Cancelled.is(error)) return;
      this.listener.onValues({ column, values: [], isCut: false, problem: this.listener.wordsOf(error) });
    }
  }

  stop(): void {
    this.#work.abort();
  }
}
