import { button, el, setAttribute, setText } from '../dom';
import type { SetupFieldView, SetupFormView, SetupValues } from '../setupProtocol';
import { fill } from '../words';

interface Field {
  view: SetupFieldView;
  box: HTMLElement;
  input: HTMLInputElement | HTMLSelectElement;
  error: HTMLElement;
}

interface Line {
  box: HTMLFieldSetElement;
  legend: HTMLElement;
  remove: HTMLButtonElement;
  fields: Field[];
}

let ids = 0;

/** The fields of the form, with their labels, hints and errors. */
export class SetupForm {
  readonly elements: HTMLElement[];
  readonly #fields: Field[];
  readonly #lines: Line[] = [];
  readonly #list = el('div');

  constructor(
    private readonly view: SetupFormView,
    values: SetupValues,
    private readonly onChange: (values: SetupValues) => void,
  ) {
    const parts = view.parts.map(({ heading, fields }) => ({
      heading,
      fields: fields.map((field) => fieldOf(field, values.fields[field.name] ?? '')),
    }));
    this.#fields = parts.flatMap(({ fields }) => fields);
    for (const row of values.rows) this.#addLine(row);
    if (this.#lines.length === 0) this.#addLine({});
    const add = button(view.rows.add, '', () => {
      this.#addLine({}).fields[0]?.input.focus();
      this.changed();
    });
    this.elements = [
      ...parts.map(({ heading, fields }) =>
        el('fieldset', {}, el('legend', {}, heading), el('div', { class: 'fields' }, ...fields.map(({ box }) => box))),
      ),
      el(
        'fieldset',
        {},
        el('legend', {}, view.rows.heading),
        el('p', { class: 'hint' }, view.rows.hint),
        this.#list,
        add,
      ),
    ];
    this.#arrange();
  }

  values(): SetupValues {
    const read = (fields: readonly Field[]): Record<string, string> =>
      Object.fromEntries(fields.map(({ view, input }) => [view.name, input.value]));
    return { fields: read(this.#fields), rows: this.#lines.map(({ fields }) => read(fields)) };
  }

  changed(): void {
    this.#arrange();
    this.onChange(this.values());
  }

  /** Puts each problem at its field, and takes away those of before. */
  showProblems(problems: readonly { field: string; row?: number; text: string }[], focusFirst: boolean): void {
    const show = (field: Field, text = ''): void => {
      setText(field.error, text);
      setAttribute(field.input, 'aria-invalid', text === '' ? undefined : 'true');
    };
    for (const field of this.#fields)
      show(field, problems.find((each) => each.row === undefined && each.field === field.view.name)?.text);
    for (const [row, { fields }] of this.#lines.entries())
      for (const field of fields)
        show(field, problems.find((each) => each.row === row && each.field === field.view.name)?.text);
    if (!focusFirst) return;
    const all = [...this.#fields, ...this.#lines.flatMap(({ fields }) => fields)];
    all.find(({ error }) => error.textContent !== '')?.input.focus();
  }

  #addLine(values: Readonly<Record<string, string>>): Line {
    const fields = this.view.rows.fields.map((field) => fieldOf(field, values[field.name] ?? ''));
    const legend = el('legend', { class: 'unseen' });
    const remove = button('', 'remove', () => this.#removeLine(line));
    const box = el('fieldset', { class: 'line' }, legend, ...fields.map((field) => field.box), remove);
    const line: Line = { box, legend, remove, fields };
    this.#lines.push(line);
    this.#list.append(box);
    this.#arrange();
    return line;
  }

  #removeLine(line: Line): void {
    const at = this.#lines.indexOf(line);
    this.#lines.splice(at, 1);
    line.box.remove();
    (this.#lines[at] ?? this.#lines[at - 1])?.fields[0]?.input.focus();
    this.changed();
  }

  /** Shows the fields that count, and numbers the lines. */
  #arrange(): void {
    for (const { view, box } of this.#fields) {
      const { onlyFor } = view;
      const other = this.#fields.find((field) => field.view.name === onlyFor?.name);
      box.hidden = onlyFor !== undefined && other?.input.value !== onlyFor.value;
    }
    for (const [at, { legend, remove }] of this.#lines.entries()) {
      setText(legend, fill(this.view.rows.line, at + 1));
      setText(remove, '✕');
      setAttribute(remove, 'aria-label', fill(this.view.rows.remove, at + 1));
      setAttribute(remove, 'title', fill(this.view.rows.remove, at + 1));
      remove.disabled = this.#lines.length === 1;
    }
  }
}

function fieldOf(view: SetupFieldView, value: string): Field {
  const id = `field-${++ids}`;
  const describedBy = view.hint === undefined ? `${id}-error` : `${id}-hint ${id}-error`;
  const attributes = { id, 'aria-describedby': describedBy };
  const input = view.options
    ? el('select', attributes, ...view.options.map((each) => el('option', { value: each.value }, each.label)))
    : el('input', { ...attributes, type: 'text', spellcheck: 'false', autocomplete: 'off' });
  if (value !== '' || !view.options) input.value = value;
  const error = el('p', { id: `${id}-error`, class: 'error' });
  const hint = view.hint === undefined ? undefined : el('p', { id: `${id}-hint`, class: 'hint' }, view.hint);
  return {
    view,
    input,
    error,
    box: el('div', { class: 'field' }, el('label', { for: id }, view.label), input, error, hint),
  };
}
