import type { Column } from '../../core/result';
import { columnOrder, type SortBy } from './columnOrder';
import type { Condition } from './condition';
import { maskOf } from './mask';
import { mergeSort } from './mergeSort';
import type { Pace } from './pace';
import type { SnapshotReader } from './snapshotReader';

export interface ViewQuery {
  filter?: Condition;
  /** The first one decides first; rows that are equal in all stay in the order in which they came. */
  sort?: readonly SortBy[];
}

/** Rows of a result in an order of their own. */
export interface View {
  /** Numbers of rows in the result, from 0. */
  rows: Uint32Array;
  /** Rows of the result that were looked at: more may have come since. */
  covered: number;
}

/** @throws Failure rows.*; Cancelled */
export async function viewOf(
  { filter, sort = [] }: ViewQuery,
  columns: readonly Column[],
  reader: SnapshotReader,
  pace: Pace,
): Promise<View> {
  const mask = filter && maskOf(filter, { columns, patternMs: pace.patternMs });
  const orders = sort.map((by) => columnOrder(by, columns, reader.rows));
  const all = new Uint32Array(reader.rows);
  let count = 0;
  await reader.each(pace, (block, first) => {
    const wanted = mask?.(block);
    for (let i = 0; i < block.rows; i++) if (wanted?.[i] !== 0) all[count++] = first + i;
    for (const order of orders) order.take(block, first, wanted);
  });
  const rows = count === all.length ? all : all.slice(0, count);
  if (orders.length > 0) await mergeSort(rows, together(orders.map((order) => order.comparison())), pace);
  return { rows, covered: reader.rows };
}

type Comparison = (one: number, other: number) => number;

function together(comparisons: readonly Comparison[]): Comparison {
  const [only, ...others] = comparisons;
  if (only !== undefined && others.length === 0) return only;
  return (one, other) => {
    for (const compare of comparisons) {
      const order = compare(one, other);
      if (order !== 0) return order;
    }
    return 0;
  };
}
