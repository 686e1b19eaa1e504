import type { Row } from '../../core/result';
import type { Search } from './condition';
import type { Found } from './find';
import { packRows } from '../packing';
import { RowSet } from './rowSet';
import { ScannedBlock } from './scannedBlock';
import { searchTest } from './textTest';

/** A cell as it is shown: its place in the view and its column, both from 0. */
export interface Spot {
  place: number;
  column: number;
}

/** Time that a regular expression has for one row; ms. */
const patternMs = 250;

/** What is walked over. */
export interface Walk {
  found: Found;
  search: Search;
  /** Numbers of rows in the order that is shown; that of the result where it is missing. */
  view?: Uint32Array;
  /** Columns in the order that is shown. */
  columns: readonly number[];
  /** One row of the result by its number. */
  row: (number: number) => Promise<Row>;
}

/**
 * The next found cell behind a spot (`step` 1), or the one before it (-1); round the ends. Undefined where none is in these columns.
 * @throws what `row` throws; Failure rows.slowPattern
 */
export async function findNext(walk: Walk, from: Spot, step: 1 | -1): Promise<Spot | undefined> {
  const { found, view, columns } = walk;
  const set = new RowSet(found.rows);
  const size = view?.length ?? found.covered;
  for (let moved = 0; moved <= size; moved++) {
    const place = (from.place + step * moved + size * 2) % size;
    const number = view?.[place] ?? place;
    if (!set.has(number)) continue;
    const hits = await hitsIn(walk, number);
    const ordered = step === 1 ? columns : [...columns].reverse();
    const begin = ordered.indexOf(from.column);
    const candidates =
      // In the row where one is, first what is ahead in it; what is behind comes last, after all others.
      moved === 0 ? ordered.slice(begin + 1) : moved === size ? ordered.slice(0, begin + 1) : ordered;
    const column = candidates.find((each) => hits.has(each));
    if (column !== undefined) return { place, column };
  }
  return undefined;
}

/** Columns of a row in which it is found. */
async function hitsIn({ search, row }: Walk, number: number): Promise<Set<number>> {
  const cells = await row(number);
  const block = new ScannedBlock(packRows([cells]));
  const test = searchTest(search, patternMs);
  const searched = search.columns ?? cells.map((_, column) => column);
  return new Set(searched.filter((column) => test(block, column)[0] === 1));
}
