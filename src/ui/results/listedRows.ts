import type { Row } from '../../core/result';
import type { ResultRows } from './resultRows';

/** Rows of a result by a list of their numbers. */
export class ListedRows {
  constructor(
    private readonly rows: Pick<ResultRows, 'slice'>,
    /** Numbers of rows in the result, from 0, in the order in which they are shown. */
    readonly numbers: Uint32Array,
  ) {}

  get count(): number {
    return this.numbers.length;
  }

  /** The rows from place `first` on, as many as there are of `count`. @throws Failure rows.damaged; Cancelled */
  async slice(first: number, count: number, signal?: AbortSignal): Promise<Row[]> {
    const numbers = this.numbers.subarray(first, first + count);
    const sorted = numbers.slice().sort();
    const found = new Map<number, Row>();
    // Neighbours are read at once, and each block of the store one time.
    for (let at = 0; at < sorted.length;) {
      const from = sorted[at] ?? 0;
      let length = 1;
      while (sorted[at + length] === from + length) length++;
      const rows = await this.rows.slice(from, length, signal);
      rows.forEach((row, i) => found.set(from + i, row));
      at += length;
    }
    return [...numbers].map((number) => found.get(number) ?? []);
  }
}
