/** Rows by their numbers, a bit for each. */
export class RowSet {
  /** @param words a bit for each row, in their order */
  constructor(readonly words: Uint32Array) {}

  static ofSize(rows: number): RowSet {
    return new RowSet(new Uint32Array(Math.ceil(rows / 32)));
  }

  static of(rows: Uint32Array, size: number): RowSet {
    const set = RowSet.ofSize(size);
    for (const row of rows) set.add(row);
    return set;
  }

  add(row: number): void {
    this.words[row >>> 5] = (this.words[row >>> 5] ?? 0) | (1 << (row & 31));
  }

  has(row: number): boolean {
    return ((this.words[row >>> 5] ?? 0) & (1 << (row & 31))) !== 0;
  }

  /** Whether one of so many rows from `first` on is in the set. */
  hasAny(first: number, count: number): boolean {
    for (let row = first; row < first + count;) {
      if ((row & 31) === 0 && this.words[row >>> 5] === 0) row += 32;
      else if (this.has(row)) return true;
      else row++;
    }
    return false;
  }
}
