import type { Column } from '../../core/result';
import type { Search } from './condition';
import type { Pace } from './pace';
import { RowSet } from './rowSet';
import type { SnapshotReader } from './snapshotReader';
import { searchTest } from './textTest';

export interface FindQuery {
  search: Search;
  /** Rows to look at, for instance those of a view; all where it is missing. */
  rows?: Uint32Array;
}

/** Where something was found. */
export interface Found {
  /** Cells that have it. */
  cells: number;
  /** Rows that have such a cell, a bit for each row of the result. */
  rows: Uint32Array;
  covered: number;
}

/** @throws Failure rows.*; Cancelled */
export async function find(
  { search, rows }: FindQuery,
  columns: readonly Column[],
  reader: SnapshotReader,
  pace: Pace,
): Promise<Found> {
  const test = searchTest(search, pace.patternMs);
  const searched = search.columns ?? columns.map((_, column) => column);
  const wanted = rows && RowSet.of(rows, reader.rows);
  const found = RowSet.ofSize(reader.rows);
  let cells = 0;
  await reader.each(
    pace,
    (block, first) => {
      for (const column of searched) {
        const hits = test(block, column);
        for (let i = 0; i < hits.length; i++) {
          if (hits[i] === 0 || wanted?.has(first + i) === false) continue;
          cells++;
          found.add(first + i);
        }
      }
    },
    wanted,
  );
  return { cells, rows: found.words, covered: reader.rows };
}
