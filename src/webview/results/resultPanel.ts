import { el } from '../dom';
import type { CellRange, ResultView } from '../protocol';
import type { Host, Viewpoint } from './host';
import type { Language } from './language';
import { ResultGrid } from './resultGrid';

/** Shows one result at a time: its grid, or that it has no rows; an old one says that it is old. */
export class ResultPanel {
  readonly element = el('div', { class: 'result' });
  readonly #viewpoints = new Map<string, Viewpoint>();
  #grid: ResultGrid | undefined;
  #shown: string | undefined;

  constructor(
    private readonly language: Language,
    private readonly host: Host,
    private readonly listener: { onSelection(range: CellRange | undefined): void; onViewpoints(): void },
  ) {}

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
    const key = result && `${result.id} ${result.totalRows} ${result.stale}`;
    if (key === this.#shown) return;
    this.#shown = key;
    this.#grid?.close();
    this.#grid = undefined;
    this.element.replaceChildren();
    if (result === undefined) return;
    const { texts } = this.language;
    if (result.stale) this.element.append(el('div', { class: 'stale-note', role: 'note' }, texts.stale));
    this.element.classList.toggle('stale', result.stale);
    this.#grid = this.#open(result);
    if (result.totalRows === 0) this.element.append(el('div', { class: 'no-rows' }, texts.noRows));
    this.listener.onSelection(this.#grid.selected);
  }

  #open(result: ResultView): ResultGrid {
    const format = (value: number): string => this.language.number(value);
    const grid = new ResultGrid(result, this.language.texts, format, this.#viewpoints.get(result.id), {
      onWant: (blocks) => {
        if (blocks.length > 0) this.host.send({ type: 'want', resultId: result.id, blocks });
      },
      onSelection: (range) => this.listener.onSelection(range),
      onViewpoint: (viewpoint) => {
        this.#viewpoints.set(result.id, viewpoint);
        this.listener.onViewpoints();
      },
    });
    this.element.append(grid.element);
    grid.open();
    return grid;
  }
}
