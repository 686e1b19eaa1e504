import { button, el, setAttribute, setText } from '../dom';
import type { ResultView } from '../protocol';
import { fill } from '../words';
import { isArranged, shownRows } from './arrangement';
import { shownText } from './cellText';
import { filterText } from './filterWords';
import { icon } from './icons';
import type { Language } from './language';

export interface ArrangementListener {
  onUnsort(column: number): void;
  /** @param at place of the filter among all */
  onUnfilter(at: number): void;
  onStop(): void;
  onLoadAll(): void;
}

/** The line above the grid: how rows are sorted and filtered, over how many of them, and what is going on. */
export class ArrangementBar {
  readonly element: HTMLElement;
  readonly #chips = el('span', { class: 'chips' });
  readonly #words = el('span', { class: 'arranged', role: 'status' });
  readonly #problem = el('span', { class: 'problem', role: 'alert' });
  readonly #stop: HTMLButtonElement;
  readonly #load: HTMLButtonElement;
  #drawn = '';

  constructor(
    private readonly language: Language,
    private readonly listener: ArrangementListener,
  ) {
    const { texts } = language;
    this.#stop = button(texts.cancel, 'link', () => listener.onStop());
    this.#load = button(texts.loadAllRows, 'link', () => listener.onLoadAll());
    this.element = el('div', { class: 'arrangement' }, this.#chips, this.#words, this.#stop, this.#load, this.#problem);
  }

  update(result: ResultView): void {
    const { arrangement: view, load, totalRows } = result;
    const isWorking = view?.working !== undefined;
    this.element.hidden = view === undefined || !(isArranged(view) || isWorking || view.problem !== undefined);
    if (view === undefined) return;
    this.#stop.hidden = !isWorking;
    this.#load.hidden = isWorking || load.state === 'loading' || view.covered >= totalRows;
    setText(this.#problem, view.problem ?? '');
    setText(this.#words, this.#wordsOf(result));
    this.#drawChips(result);
  }

  #wordsOf(result: ResultView): string {
    const { texts } = this.language;
    const { arrangement: view, load, totalRows } = result;
    if (view === undefined) return '';
    const number = (value: number): string => this.language.number(value);
    if (view.working !== undefined) return fill(texts.arranging, number(view.working), number(load.loadedRows));
    const all = view.covered >= totalRows;
    const rows = view.filters.length > 0 ? [fill(texts.shownRows, number(shownRows(result)), number(totalRows))] : [];
    if (!all) rows.push(fill(texts.arrangedPart, number(view.covered), number(totalRows)));
    else if (rows.length === 0) rows.push(fill(texts.arrangedAll, number(totalRows)));
    return rows.join(' · ');
  }

  #drawChips({ arrangement, columns }: ResultView): void {
    const { sort = [], filters = [] } = arrangement ?? {};
    const drawn = JSON.stringify([sort, filters]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const { texts } = this.language;
    const nameOf = (column: number): string => shownText(columns[column]?.name ?? '');
    this.#chips.replaceChildren(
      ...filters.map((filter, at) => {
        const text = filterText(filter, nameOf(filter.column), texts);
        return this.#chip(text, 'filter', fill(texts.takeFilter, text), () => this.listener.onUnfilter(at));
      }),
      ...sort.map(({ column, descending }) => {
        const name = nameOf(column);
        const take = fill(texts.clearSort, name);
        return this.#chip(name, descending ? 'descending' : 'ascending', take, () => this.listener.onUnsort(column));
      }),
    );
  }

  #chip(text: string, sign: Parameters<typeof icon>[0], take: string, onTake: () => void): HTMLElement {
    const cross = button('', 'chip-take', onTake);
    cross.append(icon('close'));
    setAttribute(cross, 'aria-label', take);
    cross.title = take;
    return el('span', { class: 'chip' }, icon(sign), el('span', { class: 'chip-text', title: text }, text), cross);
  }
}
