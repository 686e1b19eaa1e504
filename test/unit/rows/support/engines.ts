import type { Column, Row } from '../../../../src/core/result';
import { RowSpace } from '../../../../src/rows/rowSpace';
import type { RowStore } from '../../../../src/rows/rowStore';
import { filesIn } from './results';

/** A result for the engine, most of it in a file below the folder. */
export async function resultOf(
  folder: string,
  columns: readonly Column[],
  rows: readonly Row[],
): Promise<{ store: RowStore; columns: readonly Column[]; space: RowSpace }> {
  const space = new RowSpace({ files: filesIn(folder), budget: 500_000 });
  const store = space.open('ethan');
  for (let first = 0; first < rows.length; first += 1_000) {
    store.append(rows.slice(first, first + 1_000));
    await store.room();
  }
  return { store, columns, space };
}

/** Resolves with the error that something ends with. */
export async function errorOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail.');
}
