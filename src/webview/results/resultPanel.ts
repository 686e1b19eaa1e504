import { el } from '../dom';
import type { Arrangement, CellRange, ResultsHostMessage, ResultView } from '../protocol';
import { turned, wantedOf } from './arrangement';
import { ArrangementBar } from './arrangementBar';
import { CellViewer } from './cellViewer';
import { ColumnFilter } from './columnFilter';
import { FindBox, followFindKeys } from './findBox';
import type { Host, Viewpoint } from './host';
import type { Language } from './language';
import { ResultGrid } from './resultGrid';

/** Shows one result at a time: its grid, or that it has no rows; an old one says that it is old. */
export class ResultPanel {
  readonly element = el('div', { class: 'result' });
  readonly #viewpoints = new Map<string, Viewpoint>();
  #grid: ResultGrid | undefined;
  readonly #bar: ArrangementBar;
  readonly #find: FindBox;
  readonly #filter: ColumnFilter;
  readonly #viewer: CellViewer;
  readonly #beside = el('div', { class: 'beside' });
  #result: ResultView | undefined;
  #shown: string | undefined;

  constructor(
    private readonly language: Language,
    private readonly host: Host,
    private readonly listener: { onSelection(range: CellRange | undefined): void; onViewpoints(): void },
  ) {
    this.#find = new FindBox(language, {
      onFind: (search, step) => {
        const grid = this.#grid;
        if (grid === undefined) return;
        const from = grid.selection.active ?? { row: 0, column: step === 0 ? 0 : -1 };
        host.send({ type: 'find', resultId: grid.result.id, search, from, step });
      },
      onLoadAll: () => {
        if (this.#result !== undefined) host.send({ type: 'loadAll', resultId: this.#result.id });
      },
      onClose: () => {
        if (this.#result !== undefined) host.send({ type: 'stopFinding', resultId: this.#result.id });
        this.#grid?.focus();
      },
    });
    followFindKeys(() => (this.#grid === undefined ? undefined : this.#find));
    this.#filter = new ColumnFilter(language, host, (change) => this.#arrange(change));
    this.#viewer = new CellViewer(language, {
      onClose: () => this.#grid?.focus(),
      onCopy: (range) => {
        const resultId = this.#result?.id;
        if (resultId !== undefined) host.send({ type: 'copy', resultId, range, withHeaders: false });
      },
    });
    const withId = (type: 'stopArranging' | 'loadAll') => (): void => {
      if (this.#result !== undefined) host.send({ type, resultId: this.#result.id });
      // The button goes with what it offered.
      this.#grid?.focus();
    };
    this.#bar = new ArrangementBar(language, {
      onUnsort: (column) => this.#arrange(({ sort }) => ({ sort: sort.filter((by) => by.column !== column) })),
      onUnfilter: (at) => this.#arrange(({ filters }) => ({ filters: filters.filter((_, place) => place !== at) })),
      onStop: withId('stopArranging'),
      onLoadAll: withId('loadAll'),
    });
  }

  /** Where each result was looked at. */
  get viewpoints(): Readonly<Record<string, Viewpoint>> {
    return Object.fromEntries(this.#viewpoints);
  }

  restore(viewpoints: Readonly<Record<string, Viewpoint>>): void {
    for (const [id, viewpoint] of Object.entries(viewpoints)) this.#viewpoints.set(id, viewpoint);
  }

  /** Forgets the viewpoints of results that are gone. */
  forgetOthers(ids: readonly string[]): void {
    for (const id of this.#viewpoints.keys()) if (!ids.includes(id)) this.#viewpoints.delete(id);
  }

  get grid(): ResultGrid | undefined {
    return this.#grid;
  }

  /** Draws a result; the element is in the document. */
  show(result: ResultView | undefined): void {
    this.#result = result;
    if (result !== undefined) {
      this.#bar.update(result);
      this.#find.update(result);
    }
    const key = result && `${result.id} ${result.totalRows} ${result.stale} ${result.arrangement?.version ?? 0}`;
    if (key === this.#shown) return;
    this.#shown = key;
    const hadFocus = this.#grid?.element.contains(document.activeElement) === true;
    if (result !== undefined) this.#moveOn(result);
    this.#filter.close();
    this.#grid?.close();
    this.#grid = undefined;
    this.element.replaceChildren();
    if (result === undefined) return;
    const { texts } = this.language;
    this.element.append(this.#bar.element, this.#find.element);
    if (result.stale) this.element.append(el('div', { class: 'stale-note', role: 'note' }, texts.stale));
    this.element.classList.toggle('stale', result.stale);
    this.#grid = this.#open(result);
    if (hadFocus) this.#grid.focus();
    const nothing = result.totalRows === 0 ? texts.noRows : texts.noRowsFiltered;
    if (this.#grid.rows === 0) this.element.append(el('div', { class: 'no-rows' }, nothing));
    this.#viewer.update(this.#grid);
    this.listener.onSelection(this.#grid.selected);
  }

  /** Leads to what was found, and says how much there is. */
  found({ resultId, found }: Extract<ResultsHostMessage, { type: 'found' }>): void {
    const grid = this.#grid;
    if (this.#result?.id !== resultId || grid === undefined) return;
    this.#find.take(found, this.#result);
    if (found.at !== undefined && found.version === (grid.result.arrangement?.version ?? 0))
      grid.selection.goTo(found.at);
  }

  /** Shows the active cell as a whole, beside the grid. */
  showCell(): void {
    this.#viewer.open(this.#grid);
  }

  /** Takes the values of a column that somebody filters by. */
  values({ resultId, values }: Extract<ResultsHostMessage, { type: 'values' }>): void {
    this.#filter.take(resultId, values);
  }

  /** Asks for another arrangement of the result in front. */
  #arrange(change: (wanted: Arrangement) => Partial<Arrangement>): void {
    if (this.#result === undefined) return;
    const wanted = wantedOf(this.#result);
    const arrangement = { ...wanted, ...change(wanted) };
    this.host.send({ type: 'arrange', resultId: this.#result.id, arrangement });
    this.#grid?.focus();
  }

  /** Where rows are others than before, one begins at the first, in the column where one was. */
  #moveOn({ id, arrangement }: ResultView): void {
    const grid = this.#grid;
    const view = this.#viewpoints.get(id);
    if (grid?.result.id !== id || view === undefined) return;
    if (grid.result.arrangement?.version === arrangement?.version) return;
    const { selection: _, ...rest } = view;
    const column = grid.selection.active?.column;
    const selection = column === undefined ? {} : { selection: { top: 0, bottom: 0, left: column, right: column } };
    this.#viewpoints.set(id, { ...rest, top: 0, ...selection });
  }

  #open(result: ResultView): ResultGrid {
    const version = result.arrangement?.version ?? 0;
    const format = (value: number): string => this.language.number(value);
    const grid = new ResultGrid(result, this.language.texts, format, this.#viewpoints.get(result.id), {
      onWant: (blocks) => {
        if (blocks.length > 0) this.host.send({ type: 'want', resultId: result.id, version, blocks });
      },
      onSelection: (range) => {
        this.#viewer.update(this.#grid);
        this.listener.onSelection(range);
      },
      onOpen: () => this.showCell(),
      onRows: () => this.#viewer.update(this.#grid),
      onSort: (column, further) => this.#arrange(({ sort }) => ({ sort: turned(sort, column, further) })),
      onFilter: (column) => {
        if (this.#grid !== undefined) this.#filter.ask(this.element, this.#grid, column);
      },
      onViewpoint: (viewpoint) => {
        this.#viewpoints.set(result.id, viewpoint);
        this.listener.onViewpoints();
      },
    });
    this.#beside.replaceChildren(grid.element, this.#viewer.element);
    this.element.append(this.#beside);
    grid.open();
    return grid;
  }
}
