import { afterChange, type Change, type Span } from './places';

/** Where the statements of a run are in their document, kept up while it is edited. */
export class StatementPlaces {
  readonly #spans: (Span | undefined)[];

  constructor(spans: readonly Span[]) {
    this.#spans = spans.map(({ start, end }) => ({ start, end }));
  }

  /** The statement's place now; undefined once it was edited. */
  of(index: number): Span | undefined {
    return this.#spans[index];
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
    this.#spans.forEach((span, index) => {
      if (span === undefined) return;
      const after = afterChange(span, change);
      this.#spans[index] = after;
      if (after === undefined) touched.push(index);
    });
    return touched;
  }
}
