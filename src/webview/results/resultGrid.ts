import { clipboardTextOf } from '../../core/tsv';
import type { Row } from '../../core/result';
import { el } from '../dom';
import type { CellRange, ResultsTexts, ResultView } from '../protocol';
import { Blocks } from './blocks';
import { ColumnRuler } from './columnWidths';
import { labelGrid, labelNewRows, markActive, markSelected } from './gridAria';
import { followKeys } from './gridKeyboard';
import { moved, type GridExtent, type Key, type Place } from './gridKeys';
import { followPointer, type PointerSelect } from './gridPointer';
import type { Viewpoint } from './host';
import { contains, drawnTo, everything, isSingle, rangeOf, selectionOf, type Selection } from './selection';
import { columnsOf, createGrid, decorateHeader, type Grid, type GridRow } from './slick';

/** What the grid tells the page. */
export interface GridListener {
  onWant(blocks: readonly { first: number; count: number }[]): void;
  onSelection(range: CellRange | undefined): void;
  onViewpoint(viewpoint: Viewpoint): void;
}

const pending: GridRow = {};

/** What the manifest's `webview/context` menu asks for; the editor's own entries (Cut, Paste) make no sense here. */
const menuContext = { webviewSection: 'redshiftGrid', preventDefaultContextMenuItems: true };

/** The grid of one result: SlickGrid over blocks of rows that come and go, with keyboard, selection and clipboard. */
export class ResultGrid {
  readonly element: HTMLElement;
  readonly #blocks: Blocks;
  readonly #resizes: ResizeObserver;
  #ruler = new ColumnRuler('', '', '');
  #grid: Grid | undefined;
  #selection: Selection | undefined;
  /** Whether the columns have widths that fit rows, or that the person gave them. */
  #fitted: boolean;

  constructor(
    readonly result: ResultView,
    private readonly texts: ResultsTexts,
    private readonly formatNumber: (value: number) => string,
    private readonly viewpoint: Viewpoint | undefined,
    private readonly listener: GridListener,
  ) {
    const context = JSON.stringify({ ...menuContext, resultId: result.id });
    this.element = el('div', { class: 'grid', 'data-vscode-context': context });
    this.#blocks = new Blocks(result.totalRows);
    this.#fitted = viewpoint?.widths !== undefined;
    this.#resizes = new ResizeObserver(() => this.#resized());
  }

  /** Draws the grid; the element is in the document and has its size. */
  open(): void {
    const style = getComputedStyle(this.element);
    const font = (family: string): string =>
      `${style.getPropertyValue('--grid-font-size')} ${style.getPropertyValue(family)}`;
    this.#ruler = new ColumnRuler(font('--grid-font'), font('--grid-header-font'), this.texts.nullValue);
    const grid = createGrid(
      this.element,
      { getLength: () => this.result.totalRows, getItem: (index) => this.#item(index), getItemMetadata: () => null },
      columnsOf(this.result.columns, this.#widths(), this.texts, this.formatNumber),
      { row: rowHeightOf(style) },
    );
    this.#grid = grid;
    this.#subscribe(grid);
    grid.init();
    this.#label();
    followKeys(this.element, {
      move: (key, extend) => this.#move(key, extend),
      selectAll: () => this.selectAll(),
      selectRow: () => this.#selectRow(),
      collapse: () => this.#collapse(),
    });
    followPointer(this.element, {
      select: (place, how) => this.#point(place, how),
      drawBy: (rows, columns) => this.#drawBy(rows, columns),
    });
    this.#resizes.observe(this.element);
    this.#restore(grid);
    this.#want();
  }

  /** Takes rows of the host and draws those that are on screen. */
  put(first: number, rows: readonly Row[]): void {
    this.#blocks.put(first, rows);
    const grid = this.#grid;
    if (grid === undefined) return;
    if (!this.#fitted) this.#fitColumns(grid, rows);
    const { top, bottom } = grid.getRenderedRange();
    const stale: number[] = [];
    for (let row = Math.max(top, first); row <= Math.min(bottom, first + rows.length - 1); row++) stale.push(row);
    if (stale.length === 0) return;
    grid.invalidateRows(stale);
    grid.render();
  }

  /** Asks again for what is on screen and not here. */
  askAgain(): void {
    this.#want();
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  selectAll(): void {
    if (this.result.totalRows === 0) return;
    this.#select(everything(this.#extent()));
  }

  get selected(): CellRange | undefined {
    return this.#selection && rangeOf(this.#selection, this.#extent());
  }

  /** Text of the selected cells for the clipboard; undefined while not all of them are on the page. */
  clipboardText(withHeaders: boolean): string | undefined {
    const range = this.selected;
    if (range === undefined || !this.#blocks.has(range.top, range.bottom)) return undefined;
    const rows: Row[] = [];
    for (let index = range.top; index <= range.bottom; index++) {
      rows.push((this.#blocks.row(index) ?? []).slice(range.left, range.right + 1));
    }
    const names = this.result.columns.slice(range.left, range.right + 1).map((column) => column.name);
    return clipboardTextOf(rows, withHeaders ? names : undefined);
  }

  close(): void {
    this.#resizes.disconnect();
    this.#grid?.destroy(true);
    this.element.remove();
  }

  #subscribe(grid: Grid): void {
    grid.onHeaderCellRendered.subscribe((_event, { node, column }) => {
      decorateHeader(node, this.result.columns[Number(column.id)]);
    });
    grid.onRendered.subscribe(() => this.#rendered());
    grid.onViewportChanged.subscribe(() => this.#want());
    grid.onScroll.subscribe(() => this.#tellViewpoint());
    grid.onColumnsResized.subscribe(() => {
      this.#fitted = true;
      this.#label();
      this.#tellViewpoint();
    });
    grid.onColumnsResizeDblClick.subscribe((_event, { triggeredByColumn }) => {
      this.#fitColumn(grid, Number(triggeredByColumn));
    });
    grid.onMouseEnter.subscribe((event) => this.#explain(event.target));
  }

  #item(index: number): GridRow {
    const cells = this.#blocks.row(index);
    return cells === undefined ? pending : { cells };
  }

  #extent(): GridExtent {
    const pageRows = Math.max(1, (this.#grid?.getViewportRowCount() ?? 2) - 1);
    return { rows: this.result.totalRows, columns: this.result.columns.length, pageRows };
  }

  #widths(): { rowNumbers: number; columns: readonly number[] } {
    const columns =
      this.viewpoint?.widths ?? this.result.columns.map((column, i) => this.#ruler.widthOf(column, i, [], true));
    return { rowNumbers: this.#ruler.widthOfRowNumbers(this.formatNumber(this.result.totalRows)), columns };
  }

  #fitColumns(grid: Grid, rows: readonly Row[]): void {
    const columns = grid.getColumns();
    this.result.columns.forEach((column, i) => {
      const shown = columns[i + 1];
      if (shown !== undefined) shown.width = this.#ruler.widthOf(column, i, rows, true);
    });
    this.#fitted = true;
    this.#columnsChanged(grid);
  }

  #columnsChanged(grid: Grid): void {
    grid.reRenderColumns(true);
    this.#label();
    this.#tellViewpoint();
  }

  #label(): void {
    labelGrid(this.element, this.texts.resultGrid, this.result.totalRows, this.result.columns.length);
  }

  #fitColumn(grid: Grid, index: number): void {
    const column = this.result.columns[index];
    const shown = grid.getColumns()[index + 1];
    if (column === undefined || shown === undefined) return;
    const { top, bottom } = grid.getRenderedRange();
    const rows: Row[] = [];
    for (let row = top; row <= bottom; row++) rows.push(this.#blocks.row(row) ?? []);
    shown.width = this.#ruler.widthOf(column, index, rows, false);
    this.#columnsChanged(grid);
  }

  #want(): void {
    if (this.#grid === undefined || this.result.totalRows === 0) return;
    const { top, bottom } = this.#grid.getViewport();
    this.listener.onWant(this.#blocks.missing(top, bottom));
  }

  #rendered(): void {
    labelNewRows(this.element);
    markSelected(this.element, this.selected);
    this.#markActive();
  }

  #markActive(): void {
    const head = this.#selection?.head;
    markActive(this.element, head === undefined ? null : (this.#grid?.getCellNode(head.row, head.column + 1) ?? null));
  }

  #select(selection: Selection): void {
    this.#selection = selection;
    markSelected(this.element, this.selected);
    this.#markActive();
    this.#tellViewpoint();
    this.listener.onSelection(this.selected);
  }

  #show(place: Place): void {
    this.#grid?.scrollRowIntoView(place.row);
    this.#grid?.scrollCellIntoView(place.row, place.column + 1, false);
    this.#markActive();
  }

  #move(key: Key, extend: boolean): boolean {
    if (this.result.totalRows === 0) return false;
    const to = moved(this.#selection?.head ?? this.#firstVisible(), key, this.#extent());
    if (to === undefined) return false;
    this.#select(extend && this.#selection !== undefined ? drawnTo(this.#selection, to) : selectionOf(to));
    this.#show(to);
    return true;
  }

  #firstVisible(): Place {
    return { row: this.#grid?.getViewport().top ?? 0, column: 0 };
  }

  #point(place: Place, how: PointerSelect): void {
    const cell = { row: place.row, column: Math.max(0, place.column) };
    const { selected } = this;
    const inside = selected !== undefined && contains(selected, cell.row, cell.column);
    if (how === 'keep' && inside) return;
    if (how === 'extend' && this.#selection !== undefined) this.#select(drawnTo(this.#selection, cell));
    else this.#select(selectionOf(cell, place.column < 0));
    this.focus();
  }

  #drawBy(rows: number, columns: number): void {
    if (this.#selection === undefined) return;
    const { head } = this.#selection;
    const extent = this.#extent();
    const to = {
      row: Math.min(Math.max(head.row + rows, 0), extent.rows - 1),
      column: Math.min(Math.max(head.column + columns, 0), extent.columns - 1),
    };
    this.#select(drawnTo(this.#selection, to));
    this.#show(to);
  }

  #collapse(): boolean {
    if (this.#selection === undefined || isSingle(this.#selection)) return false;
    this.#select(selectionOf(this.#selection.anchor));
    return true;
  }

  #selectRow(): void {
    if (this.#selection !== undefined) this.#select({ ...this.#selection, wholeRows: true });
  }

  /** A tip with the cell's text where it is cut off. */
  #explain(target: EventTarget | null | undefined): void {
    const node = target instanceof HTMLElement ? target.closest<HTMLElement>('.slick-cell') : null;
    if (node === null) return;
    node.title = node.scrollWidth > node.clientWidth ? node.textContent : '';
  }

  #resized(): void {
    if (this.element.clientHeight > 0) this.#grid?.resizeCanvas();
  }

  #restore(grid: Grid): void {
    const view = this.viewpoint;
    if (view === undefined) return;
    if (view.top > 0) grid.scrollRowToTop(view.top);
    const scroller = this.element.querySelector<HTMLElement>('.slick-viewport-right.slick-viewport-top');
    if (scroller !== null) scroller.scrollLeft = view.left;
    const range = view.selection;
    if (range === undefined) return;
    this.#select({
      anchor: { row: range.top, column: range.left },
      head: { row: range.bottom, column: range.right },
      wholeRows: false,
    });
  }

  #tellViewpoint(): void {
    const grid = this.#grid;
    if (grid === undefined) return;
    const selection = this.selected;
    this.listener.onViewpoint({
      top: grid.getViewport().top,
      left: this.element.querySelector('.slick-viewport-right.slick-viewport-top')?.scrollLeft ?? 0,
      ...(this.#fitted ? { widths: widthsOf(grid) } : {}),
      ...(selection === undefined ? {} : { selection }),
    });
  }
}

function widthsOf(grid: Grid): number[] {
  return grid
    .getColumns()
    .slice(1)
    .map((column) => column.width ?? 120);
}

/** Height of a row in px: a line of the cells' font with air above and below. */
function rowHeightOf(style: CSSStyleDeclaration): number {
  const size = Number.parseFloat(style.getPropertyValue('--grid-font-size'));
  return Math.round((Number.isFinite(size) ? size : 13) * 1.4) + 6;
}
