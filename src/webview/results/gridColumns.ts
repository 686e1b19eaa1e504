import type { Row } from '../../core/result';
import type { ResultView } from '../protocol';
import { ColumnRuler } from './columnWidths';
import type { Grid } from './slick';

/** Widths of a grid's columns: those that fit the first rows, or that the person gave them. */
export class GridColumns {
  readonly #ruler: ColumnRuler;
  /** Whether they are one of the two; before, they fit the headers. */
  #fitted: boolean;

  constructor(
    private readonly result: ResultView,
    style: CSSStyleDeclaration,
    nullText: string,
    private readonly given: readonly number[] | undefined,
  ) {
    const font = (family: string): string =>
      `${style.getPropertyValue('--grid-font-size')} ${style.getPropertyValue(family)}`;
    this.#ruler = new ColumnRuler(font('--grid-font'), font('--grid-header-font'), nullText);
    this.#fitted = given !== undefined;
  }

  get fitted(): boolean {
    return this.#fitted;
  }

  /** In px, to begin with. */
  widths(lastNumber: string): { rowNumbers: number; columns: readonly number[] } {
    const columns = this.given ?? this.result.columns.map((column, i) => this.#ruler.widthOf(column, i, [], true));
    return { rowNumbers: this.#ruler.widthOfRowNumbers(lastNumber), columns };
  }

  /** The person gave them widths. */
  resized(): void {
    this.#fitted = true;
  }

  /** Fits all columns to some rows. */
  fit(grid: Grid, rows: readonly Row[]): void {
    const columns = grid.getColumns();
    this.result.columns.forEach((column, i) => {
      const shown = columns[i + 1];
      if (shown !== undefined) shown.width = this.#ruler.widthOf(column, i, rows, true);
    });
    this.#fitted = true;
    grid.reRenderColumns(true);
  }

  /** Fits one column to the rows that are on screen; false where there is no such column. */
  fitOne(grid: Grid, index: number, rowAt: (row: number) => Row | undefined): boolean {
    const column = this.result.columns[index];
    const shown = grid.getColumns()[index + 1];
    if (column === undefined || shown === undefined) return false;
    const { top, bottom } = grid.getRenderedRange();
    const rows: Row[] = [];
    for (let row = top; row <= bottom; row++) rows.push(rowAt(row) ?? []);
    shown.width = this.#ruler.widthOf(column, index, rows, false);
    return true;
  }
}

export function widthsOf(grid: Grid): number[] {
  return grid
    .getColumns()
    .slice(1)
    .map((column) => column.width ?? 120);
}

/** Height of a row in px: a line of the cells' font with air above and below. */
export function rowHeightOf(style: CSSStyleDeclaration): number {
  const size = Number.parseFloat(style.getPropertyValue('--grid-font-size'));
  return Math.round((Number.isFinite(size) ? size : 13) * 1.4) + 6;
}
