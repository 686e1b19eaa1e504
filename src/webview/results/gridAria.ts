import { setAttribute } from '../dom';
import type { CellRange } from '../protocol';
import { contains } from './selection';

/**
 * What SlickGrid leaves out for screen readers. It draws the pinned row numbers and the other cells as two rows; here the
 * left one lends its cell to the right one, so that there is one row with its header, its place, and its cells.
 */
export function labelGrid(grid: HTMLElement, label: string, rows: number, columns: number): void {
  grid.tabIndex = 0;
  setAttribute(grid, 'aria-label', label);
  setAttribute(grid, 'aria-rowcount', rows + 1);
  setAttribute(grid, 'aria-colcount', columns + 1);
  setAttribute(grid, 'aria-multiselectable', 'true');
  setAttribute(grid, 'aria-readonly', 'true');
  // One tab stop: SlickGrid makes each of its layers one.
  for (const layer of grid.querySelectorAll<HTMLElement>('[tabindex="0"]')) layer.tabIndex = -1;
  for (const row of grid.querySelectorAll('.slick-header-columns')) setAttribute(row, 'aria-rowindex', 1);
  for (const handle of grid.querySelectorAll('.slick-resizable-handle')) {
    // Dragging alone moves it, so that it is nothing for the keyboard or a screen reader.
    setAttribute(handle, 'role', 'presentation');
    setAttribute(handle, 'aria-hidden', 'true');
  }
}

/** Marks rows that were drawn since the last time. */
export function labelNewRows(grid: HTMLElement): void {
  for (const row of grid.querySelectorAll<HTMLElement>('.slick-row:not([aria-rowindex])')) {
    const index = Number(row.dataset['row']);
    setAttribute(row, 'aria-rowindex', index + 2);
    const id = `row-number-${index}`;
    if (row.parentElement?.classList.contains('grid-canvas-left') === true) {
      setAttribute(row, 'role', 'presentation');
      if (row.firstElementChild !== null) row.firstElementChild.id = id;
    } else {
      setAttribute(row, 'aria-owns', id);
    }
  }
}

/** Marks selected cells among those that are drawn: for the eye by a class, for screen readers by aria-selected. */
export function markSelected(grid: HTMLElement, range: CellRange | undefined): void {
  for (const row of grid.querySelectorAll<HTMLElement>('.slick-row')) {
    const index = Number(row.dataset['row']);
    for (const cell of row.children) {
      const column = Number(cell.getAttribute('aria-colindex')) - 2;
      const inside =
        range !== undefined &&
        (column < 0 ? index >= range.top && index <= range.bottom : contains(range, index, column));
      if (column < 0) {
        cell.classList.toggle('in-selection', inside);
      } else if (cell.classList.contains('selected') !== inside || !cell.hasAttribute('aria-selected')) {
        cell.classList.toggle('selected', inside);
        setAttribute(cell, 'aria-selected', String(inside));
      }
    }
  }
}

/** Says which cell is active; the grid itself keeps the focus, whatever is drawn anew. */
export function markActive(grid: HTMLElement, cell: HTMLElement | null): void {
  const id = 'active-cell';
  const before = document.getElementById(id);
  if (before !== null && before !== cell) {
    before.removeAttribute('id');
    before.classList.remove('active');
  }
  if (cell !== null) {
    cell.id = id;
    cell.classList.add('active');
  }
  setAttribute(grid, 'aria-activedescendant', cell === null ? undefined : id);
}

/** A tip with the cell's text where it is cut off. */
export function explain(target: EventTarget | null | undefined): void {
  const node = target instanceof HTMLElement ? target.closest<HTMLElement>('.slick-cell') : null;
  if (node === null) return;
  node.title = node.scrollWidth > node.clientWidth ? node.textContent : '';
}
