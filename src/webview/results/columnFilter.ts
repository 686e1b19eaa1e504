import type { Arrangement, ValuesView } from '../protocol';
import { filtered, wantedOf } from './arrangement';
import { FilterDialog } from './filterDialog';
import type { Host } from './host';
import type { Language } from './language';
import type { ResultGrid } from './resultGrid';

/** The filter of one column at a time, in a dialog over the grid. */
export class ColumnFilter {
  #open: { dialog: FilterDialog; grid: ResultGrid } | undefined;

  constructor(
    private readonly language: Language,
    private readonly host: Host,
    private readonly arrange: (change: (wanted: Arrangement) => Partial<Arrangement>) => void,
  ) {}

  /** Asks about a column, above the grid, inside an element that holds both. */
  ask(within: HTMLElement, grid: ResultGrid, column: number): void {
    this.close();
    const { result } = grid;
    const asked = result.columns[column];
    if (asked === undefined) return;
    const own = wantedOf(result).filters.filter((filter) => filter.column === column);
    const dialog = new FilterDialog(this.language, column, asked, own, {
      onApply: (next) => {
        this.#end();
        this.arrange(({ filters }) => ({ filters: filtered(filters, column, next) }));
      },
      onClose: () => this.#end(),
    });
    this.#open = { dialog, grid };
    within.append(dialog.element);
    const { left, right } = within.getBoundingClientRect();
    const most = right - left - dialog.element.offsetWidth - 6;
    dialog.element.style.left = `${Math.max(6, Math.min(grid.headerLeft(column) - left, most))}px`;
    dialog.focus();
    this.host.send({ type: 'listValues', resultId: result.id, column });
  }

  take(resultId: string, values: ValuesView): void {
    const open = this.#open;
    if (open?.grid.result.id === resultId && open.dialog.column === values.column) open.dialog.take(values);
  }

  close(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    this.host.send({ type: 'stopListing', resultId: open.grid.result.id });
    open.dialog.element.remove();
  }

  #end(): void {
    const grid = this.#open?.grid;
    this.close();
    grid?.focus();
  }
}
