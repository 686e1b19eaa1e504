import { Cancelled } from '../../core/failure';
import type { Row } from '../../core/result';

/** A result whose rows come from the server one after the other. */
export interface ArrivingRows {
  /** Rows that are here, from the first on. */
  readonly loadedRows: number;
  readonly complete: boolean;
  /** Fetches some more. */
  loadNext(signal: AbortSignal): Promise<void>;
  slice(first: number, count: number, signal?: AbortSignal): Promise<Row[]>;
}

/** Some rows, and columns, of a result; all where nothing is said. */
export interface RowSelection {
  /** Rows one behind the other, or by their numbers from 0 in the order in which they are wanted. */
  rows?: { first: number; count: number } | Uint32Array;
  /** Places from 0. */
  columns?: readonly number[];
}

/** Rows that are given at a time. The Data API's rows have up to 64 KB. */
const sliceRows = 500;

/** Rows that are read together where their order is not that of the result: so many are in memory. */
const gatheredRows = 20_000;

/** How often in a row others may turn away from a page that is waited for here. */
const mostTurnedAway = 3;

/** Fetches until so many rows are here, or all. Rejects as the fetching does; Cancelled. */
export async function loadRows(
  rows: ArrivingRows,
  wanted: number,
  signal: AbortSignal,
  onLoaded: (loadedRows: number) => void = () => undefined,
): Promise<void> {
  let turnedAway = 0;
  while (!rows.complete && rows.loadedRows < wanted) {
    try {
      await rows.loadNext(signal);
      turnedAway = 0;
    } catch (error) {
      // A page is shared by all who wait for it: that somebody else turned away is no reason to stop. Again and again, it was nobody.
      if (!Cancelled.is(error) || signal.aborted || ++turnedAway > mostTurnedAway) throw error;
    }
    onLoaded(rows.loadedRows);
  }
}

/** The selected rows, some at a time, fetching on the way what is not here. Rejects as fetching and reading do; Cancelled. */
export async function* selectedRows(
  rows: ArrivingRows,
  { rows: chosen = { first: 0, count: Infinity }, columns }: RowSelection,
  signal: AbortSignal,
): AsyncGenerator<readonly Row[]> {
  const slices = chosen instanceof Uint32Array ? gathered(rows, chosen, signal) : inOrder(rows, chosen, signal);
  for await (const slice of slices) {
    yield columns === undefined ? slice : slice.map((row) => columns.map((column) => row[column] ?? null));
  }
}

async function* inOrder(
  rows: ArrivingRows,
  { first, count }: { first: number; count: number },
  signal: AbortSignal,
): AsyncGenerator<Row[]> {
  const end = first + count;
  for (let at = first; at < end;) {
    await loadRows(rows, at + 1, signal);
    const slice = await rows.slice(at, Math.min(sliceRows, end - at), signal);
    if (slice.length === 0) return;
    yield slice;
    at += slice.length;
  }
}

/** Rows that lie near each other are read together, then put in the order that is wanted. */
async function* gathered(rows: ArrivingRows, numbers: Uint32Array, signal: AbortSignal): AsyncGenerator<Row[]> {
  for (let at = 0; at < numbers.length; at += gatheredRows) {
    const wanted = numbers.subarray(at, at + gatheredRows);
    const sorted = wanted.slice().sort();
    await loadRows(rows, (sorted.at(-1) ?? 0) + 1, signal);
    const found = new Map<number, Row>();
    for (let next = 0; next < sorted.length;) {
      const first = sorted[next] ?? 0;
      const slice = await rows.slice(first, sliceRows, signal);
      if (slice.length === 0) break;
      for (; next < sorted.length; next++) {
        const number = sorted[next] ?? 0;
        const row = slice[number - first];
        if (row === undefined) break;
        found.set(number, row);
      }
    }
    for (let start = 0; start < wanted.length; start += sliceRows) {
      const slice = wanted.subarray(start, start + sliceRows);
      yield [...slice].flatMap((number) => {
        const row = found.get(number);
        return row === undefined ? [] : [row];
      });
    }
  }
}
