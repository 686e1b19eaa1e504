import type { Cell, Column } from '../../core/result';
import { button, el, setText } from '../dom';
import type { FilterView, ValuesView } from '../protocol';
import { fill } from '../words';
import { conditionsFor, valuesOf, valueText, wordsFor, type FilterBy } from './filterWords';
import type { Language } from './language';

export interface FilterDialogListener {
  /** What the person wants of the column: none, a condition, some values, or both. */
  onApply(own: FilterView[]): void;
  onClose(): void;
}

/** Asks what the rows that are shown shall have in one column: by a condition, and by its values with their counts. */
export class FilterDialog {
  readonly element: HTMLFormElement;
  readonly #by: HTMLSelectElement;
  readonly #from: HTMLInputElement;
  readonly #to: HTMLInputElement;
  readonly #values = el('div', { class: 'values', role: 'group' });
  readonly #note: HTMLElement;
  /** Those that are ticked. */
  readonly #chosen: Set<Cell>;

  constructor(
    private readonly language: Language,
    readonly column: number,
    { name, type }: Column,
    own: readonly FilterView[],
    listener: FilterDialogListener,
  ) {
    const { texts } = language;
    const values = own.find((filter) => filter.by === 'values');
    const condition = own.find((filter) => filter.by !== 'values');
    this.#chosen = new Set(values?.values);
    this.#by = el(
      'select',
      { 'aria-label': texts.filterBy },
      el('option', { value: '' }, texts.filterAny),
      ...conditionsFor({ type }).map((by) => el('option', { value: by }, wordsFor(by, texts))),
    );
    this.#from = el('input', { type: 'text', spellcheck: 'false' });
    this.#to = el('input', { type: 'text', spellcheck: 'false' });
    this.#note = el('p', { class: 'note', role: 'status' }, texts.valuesLoading);
    this.#values.setAttribute('aria-label', texts.values);
    const apply = el('button', { type: 'submit', class: 'primary' }, texts.apply);
    this.element = el(
      'form',
      { class: 'filter-dialog', role: 'dialog', 'aria-label': fill(texts.filterColumn, name) },
      el('p', { class: 'title' }, fill(texts.filterColumn, name)),
      this.#by,
      this.#from,
      this.#to,
      this.#note,
      this.#values,
      el(
        'div',
        { class: 'buttons' },
        apply,
        button(texts.clearFilter, 'action', () => listener.onApply([])),
        button(texts.cancel, 'action', () => listener.onClose()),
      ),
    );
    if (condition !== undefined) this.#restore(condition);
    this.#shape();
    this.#by.addEventListener('change', () => this.#shape());
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      listener.onApply(this.#own());
    });
    this.element.addEventListener('keydown', (event) => {
      // Keys of the grid are not meant here; Escape would cancel the run.
      event.stopPropagation();
      if (event.key === 'Escape') listener.onClose();
    });
  }

  focus(): void {
    this.#by.focus();
  }

  /** Lists the values of the column. */
  take({ values, isCut, problem }: ValuesView): void {
    const { texts } = this.language;
    const number = (value: number): string => this.language.number(value);
    setText(this.#note, problem ?? (isCut ? fill(texts.valuesCut, number(values.length)) : texts.values));
    this.#values.replaceChildren(
      ...values.map(([value, rows]) => {
        const box = el('input', { type: 'checkbox' });
        box.checked = this.#chosen.has(value);
        box.addEventListener('change', () => {
          if (box.checked) this.#chosen.add(value);
          else this.#chosen.delete(value);
        });
        const text = valueText(value, texts);
        const words = el('span', { class: value === null || value === '' ? 'value none' : 'value', title: text }, text);
        return el('label', {}, box, words, el('span', { class: 'count' }, number(rows)));
      }),
    );
  }

  #own(): FilterView[] {
    const { column } = this;
    const own: FilterView[] = [];
    const by = this.#by.value as FilterBy | '';
    const value = this.#from.value;
    if (by === 'between') own.push({ column, by, from: value, to: this.#to.value });
    else if (by === 'null' || by === 'notNull' || by === 'empty') own.push({ column, by });
    else if (by !== '') own.push({ column, by, value });
    if (this.#chosen.size > 0) own.push({ column, by: 'values', values: [...this.#chosen] });
    return own;
  }

  #restore(condition: FilterView): void {
    this.#by.value = condition.by;
    if ('value' in condition) this.#from.value = condition.value;
    if (condition.by !== 'between') return;
    this.#from.value = condition.from;
    this.#to.value = condition.to;
  }

  /** Shows as many fields as the condition has values. */
  #shape(): void {
    const { texts } = this.language;
    const by = this.#by.value as FilterBy | '';
    const count = by === '' ? 0 : valuesOf(by);
    this.#from.hidden = count === 0;
    this.#to.hidden = count < 2;
    this.#from.setAttribute('aria-label', count === 2 ? texts.filterFrom : texts.filterValue);
    this.#from.placeholder = count === 2 ? texts.filterFrom : texts.filterValue;
    this.#to.setAttribute('aria-label', texts.filterTo);
    this.#to.placeholder = texts.filterTo;
  }
}
