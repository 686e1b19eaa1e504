import type { CellRange } from '../protocol';
import type { Viewpoint } from './host';

/** What the grid tells the page. */
export interface GridListener {
  onWant(blocks: readonly { first: number; count: number }[]): void;
  onSelection(range: CellRange | undefined): void;
  onViewpoint(viewpoint: Viewpoint): void;
  /** @param further beside the columns that are sorted by already */
  onSort(column: number, further: boolean): void;
  /** Opens the active cell as a whole. */
  onOpen(): void;
  /** Rows came that were not here. */
  onRows(): void;
  /** Opens the filter of a column. */
  onFilter(column: number): void;
}
