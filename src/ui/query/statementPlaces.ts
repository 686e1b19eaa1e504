import { afterChange, type Change, type Span } from './places';

/** Start of a statement that was edited. */
const gone = -1;

/** Where the statements of a run are in their document, kept up while it is edited; in plain numbers, for there may be thousands. */
export class StatementPlaces {
  readonly #starts: Float64Array;
  readonly #ends: Float64Array;

  constructor(spans: readonly Span[]) {
    this.#starts = Float64Array.from(spans, ({ start }) => start);
    this.#ends = Float64Array.from(spans, ({ end }) => end);
  }

  /** The statement's place now; undefined once it was edited. */
  of(index: number): Span | undefined {
    const start = this.#starts[index];
    const end = this.#ends[index];
    return start === undefined || end === undefined || start === gone ? undefined : { start, end };
  }

  /**
   * Takes edits as the editor tells them.
   * @returns the statements that they touched
   */
  edited(changes: readonly { rangeOffset: number; rangeLength: number; text: string }[]): number[] {
    return changes.flatMap(({ rangeOffset, rangeLength, text }) =>
      this.#change({ start: rangeOffset, end: rangeOffset + rangeLength, text }),
    );
  }

  #change(change: Change): number[] {
    const touched: number[] = [];
    const shift = change.text.length - (change.end - change.start);
    for (let index = 0; index < this.#starts.length; index++) {
      const start = this.#starts[index] ?? gone;
      const end = this.#ends[index] ?? gone;
      // Nearly all are clear of it, on one side or the other.
      if (start === gone || end < change.start) continue;
      if (start > change.end) {
        this.#starts[index] = start + shift;
        this.#ends[index] = end + shift;
        continue;
      }
      const after = afterChange({ start, end }, change);
      this.#starts[index] = after?.start ?? gone;
      this.#ends[index] = after?.end ?? gone;
      if (after === undefined) touched.push(index);
    }
    return touched;
  }
}
