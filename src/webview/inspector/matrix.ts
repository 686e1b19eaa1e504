import { el, setText } from '../dom';
import type { MatrixView, NoteView, RelationView } from '../inspectorProtocol';
import { fill } from '../words';
import type { Host } from './host';
import type { Language } from './language';
import { SchemaRow } from './matrixRow';
import { notesOf } from './notes';
import { sectionOf } from './tables';
import { TreegridKeys } from './treegridKeys';

/** From so many schemas on, a comparison begins with those that differ. */
const manySchemas = 20;

/** Schemas beside privileges. Filtering hides rows, and opening one asks the editor's side for its relations. */
export class Matrix {
  readonly element: HTMLElement;
  readonly #rows: ReadonlyMap<string, SchemaRow>;
  readonly #keys: TreegridKeys;
  readonly #count = el('span', { class: 'muted', role: 'status' });
  readonly #nothing: HTMLElement;
  readonly #filter: HTMLInputElement;
  readonly #onlyDifferences: HTMLInputElement | undefined;

  constructor(
    view: MatrixView,
    private readonly language: Language,
    private readonly host: Host,
  ) {
    const { texts } = language;
    const compares = (view.rows[0]?.sides.length ?? 0) > 1;
    this.#rows = new Map(view.rows.map((row) => [row.schema, new SchemaRow(row, view.columns, language, !compares)]));
    const { filter, onlyDifferences } = host.kept;
    this.#filter = el('input', {
      type: 'search',
      class: 'filter',
      placeholder: texts.filter,
      'aria-label': texts.filter,
      spellcheck: 'false',
    });
    this.#filter.value = filter;
    this.#filter.addEventListener('input', () => this.#apply());
    if (compares) {
      this.#onlyDifferences = el('input', { type: 'checkbox' });
      this.#onlyDifferences.checked = onlyDifferences ?? view.rows.length > manySchemas;
      this.#onlyDifferences.addEventListener('change', () => this.#apply());
    }
    const head = [texts.schema, texts.tables, ...view.columns];
    const body = el('div', { role: 'rowgroup', class: 'body' });
    for (const { element } of this.#rows.values()) body.append(element);
    this.#nothing = el('p', { class: 'muted', hidden: true }, texts.noMatch);
    const grid = el(
      'div',
      {
        role: 'treegrid',
        class: compares ? 'matrix compares' : 'matrix',
        'aria-label': view.heading,
        'aria-colcount': head.length,
        'aria-rowcount': view.rows.length + 1,
      },
      el(
        'div',
        { role: 'rowgroup', class: 'head' },
        el(
          'div',
          { role: 'row', class: 'row' },
          ...head.map((column) => el('span', { role: 'columnheader', title: column }, column)),
        ),
      ),
      body,
    );
    grid.style.setProperty('--columns', String(view.columns.length));
    this.#keys = new TreegridKeys(body, (row) => this.#toggle(row));
    body.addEventListener('click', (event) => this.#onClick(event));
    this.#filter.addEventListener('keydown', (event) => {
      if (event.key !== 'ArrowDown') return;
      event.preventDefault();
      this.#keys.enter();
    });
    const bar = el(
      'div',
      { class: 'matrix-bar' },
      this.#filter,
      this.#onlyDifferences && el('label', {}, this.#onlyDifferences, texts.onlyDifferences),
      this.#count,
    );
    const isEmpty = view.rows.length === 0;
    this.element = sectionOf(
      view.heading,
      'privileges',
      ...(isEmpty ? [] : [bar, grid, this.#nothing]),
      notesOf(view.notes, language),
    );
    for (const schema of host.kept.open) this.#openAgain(schema);
    this.#apply();
  }

  take(schema: string, relations: readonly RelationView[], notes: readonly NoteView[]): void {
    this.#rows.get(schema)?.take(relations, notes);
  }

  /** Says in the place of relations what went wrong. */
  say(schema: string, text: string): void {
    this.#rows.get(schema)?.say(text);
  }

  #apply(): void {
    const wanted = this.#filter.value.trim().toLowerCase();
    const onlyDifferences = this.#onlyDifferences?.checked;
    let shown = 0;
    for (const row of this.#rows.values()) {
      row.hidden = !row.row.schema.toLowerCase().includes(wanted) || (onlyDifferences === true && !row.differs);
      if (!row.element.hidden) shown++;
    }
    const { language } = this;
    const all = this.#rows.size;
    const counts = fill(language.texts.filtered, language.number(shown), language.number(all));
    setText(this.#count, shown === all ? '' : counts);
    this.#nothing.hidden = shown > 0;
    this.#keys.refresh();
    this.host.keep({
      filter: this.#filter.value,
      ...(onlyDifferences === undefined ? {} : { onlyDifferences }),
    });
  }

  #onClick(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : undefined;
    const goTo = target?.closest<HTMLElement>('[data-go-to]')?.dataset['goTo'];
    const row = target?.closest<HTMLElement>('[role="row"]');
    if (goTo !== undefined) this.host.send({ type: 'goTo', schema: goTo });
    else if (row) {
      row.focus();
      this.#toggle(row);
    }
  }

  #toggle(element: HTMLElement): void {
    const schema = element.dataset['schema'] ?? '';
    const row = this.#rows.get(schema);
    if (!row || !element.hasAttribute('aria-expanded')) return;
    if (row.isOpen) row.close();
    else this.#open(row);
    this.host.keep({ open: [...this.#rows.values()].filter(({ isOpen }) => isOpen).map((each) => each.row.schema) });
  }

  #open(row: SchemaRow): void {
    row.open();
    this.host.send({ type: 'open', schema: row.row.schema });
  }

  #openAgain(schema: string): void {
    const row = this.#rows.get(schema);
    if (row?.row.opens === true) this.#open(row);
  }
}
