import type { Pace } from './pace';

/** Elements that are put in order one by one before they are merged. */
const runLength = 16;

/** Elements between two looks at the clock. */
const stride = 16_384;

/** Sorts in place, stably, and in slices, which the sort of a typed array cannot. Rejects with Cancelled. */
export async function mergeSort(
  rows: Uint32Array,
  compare: (one: number, other: number) => number,
  pace: Pace,
): Promise<void> {
  const count = rows.length;
  for (let start = 0; start < count; start += runLength) {
    insertionSort(rows, start, Math.min(start + runLength, count), compare);
    if (start % stride === 0 && pace.isDue) await pace.rest();
  }
  let from: Uint32Array = rows;
  let to: Uint32Array = new Uint32Array(count);
  for (let width = runLength; width < count; width *= 2) {
    for (let start = 0; start < count; start += 2 * width) {
      const merge = new Merge(
        from,
        to,
        start,
        Math.min(start + width, count),
        Math.min(start + 2 * width, count),
        compare,
      );
      while (!merge.step()) if (pace.isDue) await pace.rest();
      if (start % stride === 0 && pace.isDue) await pace.rest();
    }
    [from, to] = [to, from];
  }
  if (from !== rows) rows.set(from);
}

function insertionSort(
  rows: Uint32Array,
  start: number,
  end: number,
  compare: (one: number, other: number) => number,
): void {
  for (let i = start + 1; i < end; i++) {
    const row = rows[i] ?? 0;
    let at = i;
    for (; at > start; at--) {
      const before = rows[at - 1] ?? 0;
      if (compare(before, row) <= 0) break;
      rows[at] = before;
    }
    rows[at] = row;
  }
}

/** Two sorted neighbours that become one, in steps. */
class Merge {
  #left: number;
  #right: number;
  #at: number;

  constructor(
    private readonly from: Uint32Array,
    private readonly to: Uint32Array,
    start: number,
    private readonly middle: number,
    private readonly end: number,
    private readonly compare: (one: number, other: number) => number,
  ) {
    this.#left = start;
    this.#right = middle;
    this.#at = start;
  }

  /** @returns whether it is done */
  step(): boolean {
    const { from, to, middle, end, compare } = this;
    let [left, right, at] = [this.#left, this.#right, this.#at];
    if (right >= end || compare(from[middle - 1] ?? 0, from[right] ?? 0) <= 0) {
      // All of the left is before what is left of the right.
      to.set(from.subarray(left, middle), at);
      to.set(from.subarray(right, end), at + middle - left);
      return true;
    }
    const stop = Math.min(end, at + stride);
    let one = from[left] ?? 0;
    let other = from[right] ?? 0;
    while (at < stop && left < middle && right < end) {
      if (compare(one, other) <= 0) {
        to[at++] = one;
        one = from[++left] ?? 0;
      } else {
        to[at++] = other;
        other = from[++right] ?? 0;
      }
    }
    if (left === middle) {
      to.set(from.subarray(right, end), at);
      return true;
    }
    if (right === end) {
      to.set(from.subarray(left, middle), at);
      return true;
    }
    [this.#left, this.#right, this.#at] = [left, right, at];
    return at >= end;
  }
}
