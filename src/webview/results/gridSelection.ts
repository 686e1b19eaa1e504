import type { CellRange } from '../protocol';
import { moved, type GridExtent, type Key, type Place } from './gridKeys';
import type { PointerSelect } from './gridPointer';
import { contains, drawnTo, everything, isSingle, rangeOf, selectionOf, type Selection } from './selection';

export interface SelectionListener {
  changed(): void;
  /** Brings a cell on screen. */
  show(place: Place): void;
  /** Where one begins without a selection. */
  firstVisible(): Place;
}

/** What is selected in a grid, by keys and pointer. */
export class GridSelection {
  #selection: Selection | undefined;

  constructor(
    private readonly extent: () => GridExtent,
    private readonly listener: SelectionListener,
  ) {}

  get range(): CellRange | undefined {
    return this.#selection && rangeOf(this.#selection, this.extent());
  }

  /** The active cell. */
  get active(): Place | undefined {
    return this.#selection?.head;
  }

  select(selection: Selection): void {
    this.#selection = selection;
    this.listener.changed();
  }

  selectAll(): void {
    if (this.extent().rows > 0) this.select(everything(this.extent()));
  }

  selectRow(): void {
    if (this.#selection !== undefined) this.select({ ...this.#selection, wholeRows: true });
  }

  /** Makes a cell the active one and brings it on screen. */
  goTo(place: Place): void {
    this.select(selectionOf(place));
    this.listener.show(place);
  }

  restore({ top, left, bottom, right }: CellRange): void {
    this.select({ anchor: { row: top, column: left }, head: { row: bottom, column: right }, wholeRows: false });
  }

  /** False when the key does not move. */
  move(key: Key, extend: boolean): boolean {
    if (this.extent().rows === 0) return false;
    const to = moved(this.active ?? this.listener.firstVisible(), key, this.extent());
    if (to === undefined) return false;
    this.select(extend && this.#selection !== undefined ? drawnTo(this.#selection, to) : selectionOf(to));
    this.listener.show(to);
    return true;
  }

  /** Column -1 stands for the row's number. */
  point(place: Place, how: PointerSelect): void {
    const cell = { row: place.row, column: Math.max(0, place.column) };
    const { range } = this;
    if (how === 'keep' && range !== undefined && contains(range, cell.row, cell.column)) return;
    if (how === 'extend' && this.#selection !== undefined) this.select(drawnTo(this.#selection, cell));
    else this.select(selectionOf(cell, place.column < 0));
  }

  drawBy(rows: number, columns: number): void {
    if (this.#selection === undefined) return;
    const { head } = this.#selection;
    const extent = this.extent();
    const to = {
      row: Math.min(Math.max(head.row + rows, 0), extent.rows - 1),
      column: Math.min(Math.max(head.column + columns, 0), extent.columns - 1),
    };
    this.select(drawnTo(this.#selection, to));
    this.listener.show(to);
  }

  /** Back to one cell; false when no more was selected. */
  collapse(): boolean {
    if (this.#selection === undefined || isSingle(this.#selection)) return false;
    this.select(selectionOf(this.#selection.anchor));
    return true;
  }
}
