import type { Cell, Column } from '../../core/result';
import type { Condition } from './condition';
import { maskOf } from './mask';
import type { Pace } from './pace';
import type { SnapshotReader } from './snapshotReader';
import { compareTexts } from './sortKey';

export interface DistinctQuery {
  column: number;
  /** Values that are listed at most. */
  limit: number;
  /** Rows that count. */
  filter?: Condition;
}

export interface Distinct {
  /** Values as they are written, with the rows that have them; the most frequent first, then by code point, NULL last. */
  values: [value: Cell, rows: number][];
  /** There are more: the list has those that came first. */
  isCut: boolean;
  covered: number;
}

/** Characters of the values that are listed at most: some columns hold whole documents. */
const mostCharacters = 16 * 1024 * 1024;

/** @throws Failure rows.*; Cancelled */
export async function distinct(
  { column, limit, filter }: DistinctQuery,
  columns: readonly Column[],
  reader: SnapshotReader,
  pace: Pace,
): Promise<Distinct> {
  const mask = filter && maskOf(filter, { columns, patternMs: pace.patternMs });
  const counts = new Map<Cell, number>();
  let characters = 0;
  let isCut = false;
  await reader.each(pace, (block) => {
    const wanted = mask?.(block);
    const cells = block.cells(column);
    for (let i = 0; i < cells.length; i++) {
      if (wanted?.[i] === 0) continue;
      const cell = cells[i] ?? null;
      const count = counts.get(cell);
      if (count !== undefined) counts.set(cell, count + 1);
      else if (counts.size >= limit || characters > mostCharacters) isCut = true;
      else {
        counts.set(cell, 1);
        characters += cell?.length ?? 0;
      }
    }
  });
  return { values: [...counts].sort(byFrequency), isCut, covered: reader.rows };
}

function byFrequency([one, count]: [Cell, number], [other, otherCount]: [Cell, number]): number {
  if (count !== otherCount) return otherCount - count;
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return compareTexts(one, other);
}
