import type { Row } from '../../core/result';
import { el } from '../dom';
import type { CellRange, ResultsTexts, ResultView } from '../protocol';
import { shownRows } from './arrangement';
import { Blocks } from './blocks';
import { clipboardTextIn } from './cellsText';
import { labelGrid, labelNewRows, markActive, markSelected } from './gridAria';
import { GridColumns, rowHeightOf } from './gridColumns';
import { followGrid } from './gridEvents';
import { decorateHeader } from './gridHeader';
import { followKeys } from './gridKeyboard';
import type { GridExtent, Place } from './gridKeys';
import type { GridListener } from './gridListener';
import { followPointer } from './gridPointer';
import { GridSelection } from './gridSelection';
import { scrollTo, viewpointOf } from './gridViewpoint';
import type { Viewpoint } from './host';
import { columnsOf, createGrid, type Grid, type GridRow } from './slick';

const pending: GridRow = {};

/** What the manifest's `webview/context` menu asks for; the editor's own entries (Cut, Paste) make no sense here. */
const menuContext = { webviewSection: 'redshiftGrid', preventDefaultContextMenuItems: true };

/** The grid of one result: SlickGrid over blocks of rows that come and go, with keyboard, selection and clipboard. */
export class ResultGrid {
  readonly element: HTMLElement;
  readonly selection: GridSelection;
  /** Rows that it shows. */
  readonly rows: number;
  readonly #blocks: Blocks;
  readonly #resizes: ResizeObserver;
  #columns: GridColumns | undefined;
  #grid: Grid | undefined;

  constructor(
    readonly result: ResultView,
    private readonly texts: ResultsTexts,
    private readonly formatNumber: (value: number) => string,
    private readonly viewpoint: Viewpoint | undefined,
    private readonly listener: GridListener,
  ) {
    const context = JSON.stringify({ ...menuContext, resultId: result.id });
    this.element = el('div', { class: 'grid', 'data-vscode-context': context });
    this.rows = shownRows(result);
    this.#blocks = new Blocks(this.rows);
    this.#resizes = new ResizeObserver(() => this.#resized());
    this.selection = new GridSelection(() => this.#extent(), {
      changed: () => this.#selected(),
      show: (place) => this.#show(place),
      firstVisible: () => ({ row: this.#grid?.getViewport().top ?? 0, column: 0 }),
    });
  }

  /** Draws the grid; the element is in the document and has its size. */
  open(): void {
    const style = getComputedStyle(this.element);
    this.#columns = new GridColumns(this.result, style, this.texts.nullValue, this.viewpoint?.widths);
    const widths = this.#columns.widths(this.formatNumber(this.rows));
    const grid = createGrid(
      this.element,
      { getLength: () => this.rows, getItem: (index) => this.#item(index), getItemMetadata: () => null },
      columnsOf(this.result.columns, widths, this.texts, this.formatNumber),
      { row: rowHeightOf(style) },
    );
    this.#grid = grid;
    followGrid(grid, this.#columns, {
      header: (node, column) =>
        decorateHeader(node, column, this.result, this.texts, (at) => this.listener.onFilter(at)),
      sort: (column, further) => this.listener.onSort(column, further),
      rendered: () => this.#rendered(),
      scrolled: () => this.#tellViewpoint(),
      want: () => this.#want(),
      columnsChanged: () => this.#labelColumns(),
      rowAt: (place) => this.row(place),
    });
    grid.init();
    this.#label();
    followKeys(this.element, {
      move: (key, extend) => this.selection.move(key, extend),
      selectAll: () => this.selection.selectAll(),
      selectRow: () => this.selection.selectRow(),
      collapse: () => this.selection.collapse(),
      open: () => this.listener.onOpen(),
      filter: () => this.listener.onFilter(this.selection.active?.column ?? 0),
      sort: (further) => this.listener.onSort(this.selection.active?.column ?? 0, further),
    });
    followPointer(this.element, {
      select: (place, how) => {
        this.selection.point(place, how);
        this.focus();
      },
      drawBy: (rows, columns) => this.selection.drawBy(rows, columns),
    });
    this.#resizes.observe(this.element);
    this.#restore(grid);
    this.#want();
  }

  /** Takes rows of the host and draws those that are on screen. */
  put(first: number, rows: readonly Row[]): void {
    this.#blocks.put(first, rows);
    this.listener.onRows();
    const grid = this.#grid;
    if (grid === undefined) return;
    if (this.#columns?.fitted === false) {
      this.#columns.fit(grid, rows);
      this.#labelColumns();
    }
    const { top, bottom } = grid.getRenderedRange();
    const stale: number[] = [];
    for (let row = Math.max(top, first); row <= Math.min(bottom, first + rows.length - 1); row++) stale.push(row);
    if (stale.length === 0) return;
    grid.invalidateRows(stale);
    grid.render();
  }

  /** The row at a place, while it is on the page. */
  row(place: number): Row | undefined {
    return this.#blocks.row(place);
  }

  /** Asks again for what is on screen and not here. */
  askAgain(): void {
    this.#want();
  }

  /** Where the header of a column is on screen; px from the left of the window. */
  headerLeft(column: number): number {
    this.#grid?.scrollCellIntoView(this.selection.active?.row ?? 0, column + 1, false);
    return this.#grid?.getHeaderColumn(column + 1).getBoundingClientRect().left ?? 0;
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  get selected(): CellRange | undefined {
    return this.selection.range;
  }

  /** Text of the selected cells for the clipboard; undefined while not all of them are on the page. */
  clipboardText(withHeaders: boolean): string | undefined {
    return this.selected && clipboardTextIn(this.#blocks, this.selected, this.result.columns, withHeaders);
  }

  close(): void {
    this.#resizes.disconnect();
    this.#grid?.destroy(true);
    this.element.remove();
  }

  #item(index: number): GridRow {
    const cells = this.#blocks.row(index);
    return cells === undefined ? pending : { cells };
  }

  #extent(): GridExtent {
    const pageRows = Math.max(1, (this.#grid?.getViewportRowCount() ?? 2) - 1);
    return { rows: this.rows, columns: this.result.columns.length, pageRows };
  }

  #rendered(): void {
    labelNewRows(this.element);
    this.#mark();
  }

  #labelColumns(): void {
    this.#label();
    this.#tellViewpoint();
  }

  #label(): void {
    labelGrid(this.element, this.texts.resultGrid, this.rows, this.result.columns.length);
  }

  #want(): void {
    if (this.#grid === undefined || this.rows === 0) return;
    const { top, bottom } = this.#grid.getViewport();
    this.listener.onWant(this.#blocks.missing(top, bottom));
  }

  #mark(): void {
    markSelected(this.element, this.selected);
    const { active } = this.selection;
    const node = active && this.#grid?.getCellNode(active.row, active.column + 1);
    markActive(this.element, node ?? null);
  }

  #selected(): void {
    this.#mark();
    this.#tellViewpoint();
    this.listener.onSelection(this.selected);
  }

  #show(place: Place): void {
    this.#grid?.scrollRowIntoView(place.row);
    this.#grid?.scrollCellIntoView(place.row, place.column + 1, false);
    this.#mark();
  }

  #resized(): void {
    if (this.element.clientHeight > 0) this.#grid?.resizeCanvas();
  }

  #restore(grid: Grid): void {
    const view = this.viewpoint;
    if (view === undefined) return;
    scrollTo(grid, this.element, view);
    if (view.selection !== undefined && view.selection.bottom < this.rows) this.selection.restore(view.selection);
  }

  #tellViewpoint(): void {
    if (this.#grid === undefined) return;
    this.listener.onViewpoint(viewpointOf(this.#grid, this.element, this.#columns?.fitted === true, this.selected));
  }
}
