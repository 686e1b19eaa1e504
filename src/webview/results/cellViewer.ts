import type { Cell, Column, Row } from '../../core/result';
import { button, el, setAttribute } from '../dom';
import type { CellRange } from '../protocol';
import { typeText } from './cellText';
import { icon } from './icons';
import { jsonTree } from './jsonTree';
import type { Language } from './language';
import type { ResultGrid } from './resultGrid';
import { exactJson, hexDump } from './wholeValue';

export interface ViewerListener {
  onClose(): void;
  onCopy(range: CellRange): void;
}

interface Drawn {
  row: Row | undefined;
  column: number;
  isRow: boolean;
}

/** Shows the active cell of the grid as a whole, or its row as names and values; follows it while it is open. */
export class CellViewer {
  readonly element: HTMLElement;
  readonly #title = el('span', { class: 'viewer-title' });
  readonly #body = el('div', { class: 'viewer-body', tabindex: 0 });
  readonly #value: HTMLButtonElement;
  readonly #row: HTMLButtonElement;
  #isRow = false;
  #grid: ResultGrid | undefined;
  /** What is drawn, so that it is not drawn again. */
  #drawn: Drawn | undefined;

  constructor(
    private readonly language: Language,
    private readonly listener: ViewerListener,
  ) {
    const { texts } = language;
    this.#value = button(texts.showValue, 'find-button', () => this.#choose(false));
    this.#row = button(texts.showRow, 'find-button', () => this.#choose(true));
    const close = button('', 'find-button', () => this.#close());
    close.append(icon('close'));
    close.title = texts.closeViewer;
    setAttribute(close, 'aria-label', texts.closeViewer);
    const copy = button(texts.copyValue, 'find-button', () => this.#copy());
    const head = el('div', { class: 'viewer-head' }, this.#title, this.#value, this.#row, copy, close);
    this.element = el('aside', { class: 'viewer', 'aria-label': texts.cellViewer, hidden: true }, head, this.#body);
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    });
  }

  /** Opens beside a grid and takes the focus. */
  open(grid: ResultGrid | undefined): void {
    this.element.hidden = false;
    this.update(grid);
    this.#body.focus({ preventScroll: true });
  }

  /** Shows the active cell, if it is open. */
  update(grid: ResultGrid | undefined): void {
    this.#grid = grid;
    if (this.element.hidden) return;
    setAttribute(this.#value, 'aria-pressed', String(!this.#isRow));
    setAttribute(this.#row, 'aria-pressed', String(this.#isRow));
    const active = grid?.selection.active;
    const row = active && grid.row(active.row);
    const next = { row, column: active?.column ?? -1, isRow: this.#isRow };
    const drawn = this.#drawn;
    if (drawn !== undefined && isSame(drawn, next)) return;
    this.#drawn = next;
    const shown = grid?.result.columns[next.column];
    this.#title.textContent = shown === undefined ? '' : `${shown.name} · ${typeText(shown)}`;
    this.#body.scrollTop = 0;
    this.#body.replaceChildren(
      grid === undefined || shown === undefined || row === undefined
        ? el('p', { class: 'none' }, this.language.texts.noCell)
        : next.isRow
          ? this.#rowOf(grid.result.columns, row)
          : this.#valueOf(shown, row[next.column] ?? null),
    );
  }

  #rowOf(columns: readonly Column[], row: Row): HTMLElement {
    const list = el('dl', {});
    columns.forEach(({ name }, i) => list.append(el('dt', {}, name), el('dd', {}, this.#text(row[i] ?? null))));
    return list;
  }

  #valueOf({ type }: Column, cell: Cell): HTMLElement {
    if (cell === null || cell === '') return this.#text(cell);
    if (/^super$/i.test(type)) {
      const json = exactJson(cell);
      if (json !== undefined) return el('div', { class: 'json' }, jsonTree(json.value, this.language, undefined, true));
    }
    const dump = /^(varbyte|varbinary|binary varying)$/i.test(type) ? hexDump(cell) : undefined;
    return dump === undefined ? this.#text(cell) : el('pre', { class: 'dump' }, dump);
  }

  #text(cell: Cell): HTMLElement {
    const { nullValue, emptyText } = this.language.texts;
    if (cell === null || cell === '') return el('span', { class: 'none' }, cell === null ? nullValue : emptyText);
    return el('pre', {}, cell);
  }

  #choose(isRow: boolean): void {
    this.#isRow = isRow;
    this.update(this.#grid);
  }

  #copy(): void {
    const active = this.#grid?.selection.active;
    if (this.#grid === undefined || active === undefined) return;
    const last = this.#grid.result.columns.length - 1;
    const [left, right] = this.#isRow ? [0, last] : [active.column, active.column];
    this.listener.onCopy({ top: active.row, bottom: active.row, left, right });
  }

  #close(): void {
    this.element.hidden = true;
    this.#drawn = undefined;
    this.listener.onClose();
  }
}

function isSame(one: Drawn, other: Drawn): boolean {
  return one.row === other.row && one.column === other.column && one.isRow === other.isRow;
}
