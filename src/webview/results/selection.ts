import type { CellRange } from '../protocol';
import type { GridExtent, Place } from './gridKeys';

/**
 * What is selected in a grid: one rectangle between the cell where the selection began and the one that it was drawn to.
 * Own code, because SlickGrid's selection models hold every selected row (a million of them after Ctrl+A).
 */
export interface Selection {
  /** The active cell. */
  anchor: Place;
  head: Place;
  /** Whole rows: selected by their numbers. */
  wholeRows: boolean;
}

export function selectionOf(place: Place, wholeRows = false): Selection {
  return { anchor: place, head: place, wholeRows };
}

export function drawnTo(selection: Selection, head: Place): Selection {
  return { ...selection, head };
}

export function everything(extent: GridExtent): Selection {
  return {
    anchor: { row: 0, column: 0 },
    head: { row: extent.rows - 1, column: extent.columns - 1 },
    wholeRows: false,
  };
}

/** The rectangle of a selection. */
export function rangeOf(selection: Selection, extent: GridExtent): CellRange {
  const { anchor, head, wholeRows } = selection;
  return {
    top: Math.min(anchor.row, head.row),
    bottom: Math.max(anchor.row, head.row),
    left: wholeRows ? 0 : Math.min(anchor.column, head.column),
    right: wholeRows ? extent.columns - 1 : Math.max(anchor.column, head.column),
  };
}

export function contains(range: CellRange, row: number, column: number): boolean {
  return row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;
}

/** Whether it is one cell alone. */
export function isSingle({ anchor, head, wholeRows }: Selection): boolean {
  return !wholeRows && anchor.row === head.row && anchor.column === head.column;
}
