import { Cancelled } from '../../core/failure';
import type { Search } from '../../rows/engine/condition';
import type { Found } from '../../rows/engine/find';
import { findNext } from '../../rows/engine/findNext';
import type { CellPlace, FoundView, SearchView } from '../../webview/protocol';
import type { ArrangedRows, EngineOf } from './arrangedRows';
import type { ResultRows } from './resultRows';

export interface SearchListener {
  onFound(found: FoundView): void;
  /** An error as one text for a person. */
  wordsOf(error: unknown): string;
}

/** Looks for texts in the rows that are shown. */
export class ResultSearch {
  #work = new AbortController();
  /** What was found last, and what it answers to. */
  #last: { key: string; found: Found } | undefined;

  constructor(
    private readonly rows: ResultRows,
    private readonly arranged: ArrangedRows,
    private readonly engine: EngineOf,
    private readonly listener: SearchListener,
  ) {}

  /**
   * Leads to the next cell (1), the one before (-1), or the first one from the place on (0). Never rejects: what goes wrong is said.
   * Takes the place of a search that goes on.
   */
  async find(looked: SearchView, from: CellPlace, step: 1 | -1 | 0): Promise<void> {
    this.#work.abort();
    const { signal } = (this.#work = new AbortController());
    const { version, listed } = this.arranged;
    const search = searchOf(looked);
    try {
      const found = await this.#found(search, version, signal);
      const walk = {
        found,
        search,
        ...(listed && { view: listed.numbers }),
        columns: this.rows.columns.map((_, column) => column),
        row: async (number: number) => (await this.rows.slice(number, 1, signal))[0] ?? [],
      };
      // From the cell before on, the one at the place is the next.
      const column = step === 0 ? from.column - 1 : from.column;
      const next = found.cells === 0 ? undefined : await findNext(walk, { place: from.row, column }, step || 1);
      if (signal.aborted) return;
      const { cells, covered } = found;
      const at = next && { row: next.place, column: next.column };
      this.listener.onFound({ version, cells, covered, ...(at && { at }) });
    } catch (error) {
      if (signal.aborted || Cancelled.is(error)) return;
      this.listener.onFound({ version, cells: 0, covered: 0, problem: this.listener.wordsOf(error) });
    }
  }

  stop(): void {
    this.#work.abort();
  }

  async #found(search: Search, version: number, signal: AbortSignal): Promise<Found> {
    const key = JSON.stringify([search, version, this.rows.loadedRows]);
    if (this.#last?.key === key) return this.#last.found;
    const onProgress = (working: number): void => {
      if (!signal.aborted) this.listener.onFound({ version, cells: 0, covered: 0, working });
    };
    const { listed } = this.arranged;
    const engine = await this.engine();
    const query = { search, ...(listed && { rows: listed.numbers }) };
    const found = await engine.find(this.rows.forEngine, query, { signal, onProgress });
    this.#last = { key, found };
    return found;
  }
}

function searchOf({ text, matchCase, wholeWord, pattern }: SearchView): Search {
  return pattern ? { pattern: text, matchCase } : { text, matchCase, wholeWord };
}
