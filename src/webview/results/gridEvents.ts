import type { Row } from '../../core/result';
import { explain } from './gridAria';
import type { GridColumns } from './gridColumns';
import { headerColumn } from './gridHeader';
import type { Grid } from './slick';

export interface GridEvents {
  /** Completes the header of a column. */
  header(node: HTMLElement, column: number): void;
  sort(column: number, further: boolean): void;
  rendered(): void;
  scrolled(): void;
  /** Other rows are on screen. */
  want(): void;
  /** Columns have other widths. */
  columnsChanged(): void;
  rowAt(place: number): Row | undefined;
}

/** Follows what SlickGrid tells. */
export function followGrid(grid: Grid, columns: GridColumns, events: GridEvents): void {
  grid.onHeaderCellRendered.subscribe((_event, { node, column }) => events.header(node, Number(column.id)));
  grid.onHeaderClick.subscribe((event, { column }) => {
    const sorted = headerColumn(event.target, column.id);
    if (sorted !== undefined) events.sort(sorted, 'shiftKey' in event && event.shiftKey);
  });
  grid.onRendered.subscribe(() => events.rendered());
  grid.onViewportChanged.subscribe(() => events.want());
  grid.onScroll.subscribe(() => events.scrolled());
  grid.onColumnsResized.subscribe(() => {
    columns.resized();
    events.columnsChanged();
  });
  grid.onColumnsResizeDblClick.subscribe((_event, { triggeredByColumn }) => {
    if (!columns.fitOne(grid, Number(triggeredByColumn), (place) => events.rowAt(place))) return;
    grid.reRenderColumns(true);
    events.columnsChanged();
  });
  grid.onMouseEnter.subscribe((event) => explain(event.target));
}
