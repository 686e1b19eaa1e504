/**
 * Arrow keys in a treegrid, as its pattern of the ARIA practices has it: rows take the focus first; to the right a row opens, and then
 * one goes into its cells. Tab leaves it.
 */
export class TreegridKeys {
  #current: HTMLElement | undefined;

  constructor(
    private readonly body: HTMLElement,
    /** Opens or closes a row that can. */
    private readonly toggle: (row: HTMLElement) => void,
  ) {
    body.addEventListener('keydown', (event) => this.#onKey(event));
    body.addEventListener('focusin', ({ target }) => {
      const row = rowOf(target);
      if (row) this.#makeCurrent(row);
    });
  }

  /** Lets Tab come in: to the row of before, or to the first. */
  refresh(): void {
    const current = this.#current;
    if (current?.isConnected === true && !current.hidden) return;
    const [first] = this.#rows();
    if (first) this.#makeCurrent(first);
  }

  /** Goes to the first row, from the filter above. */
  enter(): void {
    this.#rows()[0]?.focus();
  }

  #onKey(event: KeyboardEvent): void {
    const row = rowOf(event.target);
    if (!row || event.altKey || event.metaKey) return;
    const cells = cellsOf(row);
    const at = cells.findIndex((cell) => cell.contains(event.target as Node));
    const done = at < 0 ? this.#onRow(event, row, cells) : this.#onCell(event, row, cells, at);
    if (done) event.preventDefault();
  }

  #onRow(event: KeyboardEvent, row: HTMLElement, cells: HTMLElement[]): boolean {
    const expanded = row.getAttribute('aria-expanded');
    switch (event.key) {
      case 'ArrowRight':
        if (expanded === 'false') this.toggle(row);
        else focusCell(cells[0]);
        return true;
      case 'ArrowLeft':
        if (expanded === 'true') this.toggle(row);
        else this.#parentOf(row)?.focus();
        return true;
      case 'Enter':
      case ' ':
        if (expanded !== null) this.toggle(row);
        return true;
      case 'Home':
        this.#rows()[0]?.focus();
        return true;
      case 'End':
        this.#rows().at(-1)?.focus();
        return true;
      default:
        return this.#vertical(event.key, row, (to) => to.focus());
    }
  }

  #onCell(event: KeyboardEvent, row: HTMLElement, cells: HTMLElement[], at: number): boolean {
    switch (event.key) {
      case 'ArrowRight':
        focusCell(cells[at + 1]);
        return true;
      case 'ArrowLeft':
        if (at === 0) row.focus();
        else focusCell(cells[at - 1]);
        return true;
      case 'Home':
        focusCell(event.ctrlKey ? cellsOf(this.#rows()[0])[at] : cells[0]);
        return true;
      case 'End':
        focusCell(event.ctrlKey ? cellsOf(this.#rows().at(-1))[at] : cells.at(-1));
        return true;
      default:
        // A line that says something has one cell alone.
        return this.#vertical(event.key, row, (to) => focusCell(cellsOf(to)[at] ?? to));
    }
  }

  #vertical(key: string, row: HTMLElement, go: (to: HTMLElement) => void): boolean {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[key];
    if (step === undefined) return false;
    const rows = this.#rows();
    const to = rows[Math.min(Math.max(rows.indexOf(row) + step, 0), rows.length - 1)];
    if (to && to !== row) go(to);
    return true;
  }

  #parentOf(row: HTMLElement): HTMLElement | undefined {
    const level = Number(row.getAttribute('aria-level'));
    const rows = this.#rows();
    return rows
      .slice(0, rows.indexOf(row))
      .reverse()
      .find((each) => Number(each.getAttribute('aria-level')) < level);
  }

  #rows(): HTMLElement[] {
    return [...this.body.querySelectorAll<HTMLElement>('[role="row"]:not([hidden])')];
  }

  #makeCurrent(row: HTMLElement): void {
    if (this.#current) this.#current.tabIndex = -1;
    this.#current = row;
    row.tabIndex = 0;
  }
}

function rowOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[role="row"]') : null;
}

function cellsOf(row: HTMLElement | undefined): HTMLElement[] {
  return [...(row?.querySelectorAll<HTMLElement>('[role="rowheader"], [role="gridcell"]') ?? [])];
}

/** A cell with a button gives the focus to it. */
function focusCell(cell: HTMLElement | undefined): void {
  if (!cell) return;
  const target = cell.matches('button, [role="row"]') ? cell : (cell.querySelector<HTMLElement>('button') ?? cell);
  if (target === cell && !cell.hasAttribute('tabindex')) cell.tabIndex = -1;
  target.focus();
}
