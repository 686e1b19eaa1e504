/** A cell of the grid by row and column of the result, from 0. */
export interface Place {
  row: number;
  column: number;
}

export interface GridExtent {
  rows: number;
  columns: number;
  /** Rows of one screen, for PageUp and PageDown. */
  pageRows: number;
}

export interface Key {
  key: string;
  /** Ctrl, or Cmd on a Mac. */
  ctrl: boolean;
}

/** Where a key leads from a cell, as in a spreadsheet; undefined when the key does not move. */
export function moved(from: Place, key: Key, extent: GridExtent): Place | undefined {
  const lastRow = extent.rows - 1;
  const lastColumn = extent.columns - 1;
  const place = (row: number, column: number): Place => ({
    row: Math.min(Math.max(row, 0), lastRow),
    column: Math.min(Math.max(column, 0), lastColumn),
  });
  switch (key.key) {
    case 'ArrowUp':
      return place(key.ctrl ? 0 : from.row - 1, from.column);
    case 'ArrowDown':
      return place(key.ctrl ? lastRow : from.row + 1, from.column);
    case 'ArrowLeft':
      return place(from.row, key.ctrl ? 0 : from.column - 1);
    case 'ArrowRight':
      return place(from.row, key.ctrl ? lastColumn : from.column + 1);
    case 'PageUp':
      return place(from.row - extent.pageRows, from.column);
    case 'PageDown':
      return place(from.row + extent.pageRows, from.column);
    case 'Home':
      return place(key.ctrl ? 0 : from.row, 0);
    case 'End':
      return place(key.ctrl ? lastRow : from.row, lastColumn);
    default:
      return undefined;
  }
}
