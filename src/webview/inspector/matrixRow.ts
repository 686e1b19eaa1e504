import { el, setAttribute } from '../dom';
import type { MatrixRow, NoteView, RelationView } from '../inspectorProtocol';
import { fill } from '../words';
import type { Language } from './language';
import { sign } from './marks';
import { cellOf, differs, rowWords, valueOf } from './matrixCells';

/** Relations that are drawn at once; more come with a click. */
const relationsAtOnce = 200;

/** One schema of the matrix with what is open below it. All rows are there from the beginning; the browser draws those in sight. */
export class SchemaRow {
  readonly element: HTMLElement;
  readonly differs: boolean;
  #below: HTMLElement[] = [];
  #open = false;
  #hidden = false;

  constructor(
    readonly row: MatrixRow,
    private readonly columns: readonly string[],
    private readonly language: Language,
    goesTo: boolean,
  ) {
    const { texts } = language;
    const { schema, note, sides, opens = false } = row;
    this.differs = columns.some((_, at) => differs(row, at));
    const of = sides.map((cells) => (cells?.of === null ? '?' : language.number(cells?.of ?? 0)));
    this.element = el(
      'div',
      {
        role: 'row',
        class: 'row schema',
        tabindex: -1,
        'data-schema': schema,
        'aria-level': 1,
        'aria-expanded': opens ? 'false' : undefined,
        'aria-label': rowWords(row, columns, language),
      },
      el(
        'span',
        { role: 'rowheader', class: 'name', tabindex: goesTo ? undefined : -1 },
        opens ? sign('closed') : undefined,
        el('code', {}, schema),
        note === undefined ? undefined : el('span', { class: 'muted' }, note),
        goesTo ? goToButton(schema, texts) : undefined,
      ),
      el('span', { role: 'gridcell', class: 'count' }, of[0] === of[1] ? of[0] : of.join(' | ')),
      ...columns.map((_, at) => cellOf(row, at, language)),
    );
  }

  get isOpen(): boolean {
    return this.#open;
  }

  get elements(): readonly HTMLElement[] {
    return [this.element, ...this.#below];
  }

  /** Opens it with a line that says so until its relations come. */
  open(): void {
    if (this.#open) return;
    this.#open = true;
    setAttribute(this.element, 'aria-expanded', 'true');
    this.say(this.language.texts.loading);
  }

  close(): void {
    this.#open = false;
    setAttribute(this.element, 'aria-expanded', 'false');
    this.#put([]);
  }

  /** A line in the place of the relations. */
  say(text: string): void {
    if (this.#open) this.#put([this.#line(text)]);
  }

  take(relations: readonly RelationView[], notes: readonly NoteView[]): void {
    if (!this.#open) return;
    const lines = notes.map(({ text, detail }) => this.#line([text, detail].join(' ')));
    const none = relations.length === 0 ? [this.#line(this.language.texts.noRelations)] : [];
    const draw = (count: number): void => {
      const left = relations.length - count;
      const rows = relations.slice(0, count).flatMap((relation) => this.#relation(relation));
      const more = left > 0 ? [this.#more(left, () => draw(count + relationsAtOnce * 5))] : [];
      this.#put([...none, ...rows, ...more, ...lines]);
    };
    draw(relationsAtOnce);
  }

  set hidden(hidden: boolean) {
    if (hidden === this.#hidden) return;
    this.#hidden = hidden;
    for (const element of this.elements) element.hidden = hidden;
  }

  #put(below: HTMLElement[]): void {
    const hadFocus = this.#below.some((each) => each.contains(document.activeElement));
    for (const each of this.#below) each.remove();
    for (const each of below) each.hidden = this.#hidden;
    this.element.after(...below);
    this.#below = below;
    if (hadFocus) this.element.focus();
  }

  #more(left: number, add: () => void): HTMLElement {
    const more = this.#line(fill(this.language.texts.moreRelations, this.language.number(left)));
    more.classList.add('more');
    more.addEventListener('click', add);
    more.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter' || key === ' ') add();
    });
    return more;
  }

  #relation({ name, values, columns }: RelationView): HTMLElement[] {
    const cells = values.map((value) => {
      if (typeof value !== 'number') return el('span', { role: 'gridcell' }, valueOf(value, 1, this.language));
      return el('span', { role: 'gridcell', class: 'value some' }, this.language.onColumns(value));
    });
    return [
      this.#child(2, name, cells),
      ...columns.map((column) =>
        this.#child(
          3,
          column.name,
          column.values.map((value) =>
            el('span', { role: 'gridcell' }, value === null ? '' : valueOf(value, 1, this.language)),
          ),
        ),
      ),
    ];
  }

  #child(level: number, name: string, cells: HTMLElement[]): HTMLElement {
    const header = el('span', { role: 'rowheader', class: 'name', tabindex: -1 }, el('code', {}, name));
    const none = (): HTMLElement => el('span', { role: 'gridcell' });
    // Neither a number of tables nor USAGE and CREATE, which are of schemas.
    const before = [none(), none(), none()];
    const attributes = { role: 'row', class: 'row child', tabindex: -1, 'aria-level': level };
    return el('div', attributes, header, ...before, ...cells);
  }

  #line(text: string): HTMLElement {
    const cell = el('span', { role: 'gridcell', class: 'line', 'aria-colspan': this.columns.length + 2 }, text);
    return el('div', { role: 'row', class: 'row child', tabindex: -1, 'aria-level': 2 }, cell);
  }
}

function goToButton(schema: string, texts: Language['texts']): HTMLElement {
  const attributes = { type: 'button', class: 'go-to', tabindex: -1, title: texts.goToTip };
  return el('button', { ...attributes, 'aria-label': fill(texts.goTo, schema), 'data-go-to': schema }, sign('goTo'));
}
