import { SlickGrid, type Column as SlickColumn, type CustomDataView, type GridOption } from 'slickgrid';
import type { Column, Row } from '../../core/result';
import { pageNonce } from '../dom';
import { isNumeric, shownText } from './cellText';

/** Id of the column of row numbers; the others go by their place in the result. */
export const rowNumberColumn = 'row-number';

/** A row as the grid holds it; without cells while they are on their way. */
export interface GridRow {
  cells?: Row;
}

export type Grid = SlickGrid;
export type GridColumn = SlickColumn;

/** Words that the grid itself shows. */
export interface GridTexts {
  nullValue: string;
  rowNumber: string;
}

/** Builds SlickGrid for a result in an element; `rows` may give placeholders. */
export function createGrid(
  container: HTMLElement,
  rows: CustomDataView,
  columns: GridColumn[],
  heights: { row: number },
): Grid {
  const options: GridOption = {
    // Styles made at run time carry the page's nonce, and nothing is ever taken for HTML.
    nonce: pageNonce(),
    enableHtmlRendering: false,
    explicitInitialization: true,
    rowHeight: heights.row,
    frozenColumn: 0,
    enableColumnReorder: false,
    // Active cell, keys and selection are our own (selection.ts says why).
    enableCellNavigation: false,
    editable: false,
    autoEdit: false,
    forceSyncScrolling: true,
    emulatePagingWhenScrolling: false,
  };
  return new SlickGrid(container, rows, columns, options);
}

/** The grid's columns: row numbers first, then those of the result. */
export function columnsOf(
  columns: readonly Column[],
  widths: { rowNumbers: number; columns: readonly number[] },
  texts: GridTexts,
  formatNumber: (value: number) => string,
): GridColumn[] {
  const rowNumbers: GridColumn = {
    id: rowNumberColumn,
    name: '',
    field: 'cells',
    width: widths.rowNumbers,
    resizable: false,
    focusable: false,
    selectable: false,
    cssClass: 'row-number',
    headerCssClass: 'row-number',
    cellAttrs: { role: 'rowheader', 'aria-colindex': '1' },
    headerCellAttrs: { 'aria-label': texts.rowNumber, 'aria-colindex': '1' },
    formatter: (row) => formatNumber(row + 1),
  };
  return [
    rowNumbers,
    ...columns.map((column, index): GridColumn => {
      const numeric = isNumeric(column);
      return {
        id: String(index),
        name: shownText(column.name),
        field: 'cells',
        width: widths.columns[index] ?? 120,
        minWidth: 32,
        ...(numeric ? { cssClass: 'numeric', headerCssClass: 'numeric' } : {}),
        cellAttrs: { 'aria-colindex': String(index + 2) },
        headerCellAttrs: { 'aria-colindex': String(index + 2) },
        formatter: (_row, _cell, _value, _column, item: GridRow) => {
          const value = item.cells?.[index];
          if (value === undefined) return { text: '', addClasses: 'pending' };
          return value === null ? { text: texts.nullValue, addClasses: 'null' } : shownText(value);
        },
      };
    }),
  ];
}
