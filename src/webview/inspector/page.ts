import { button, el, setText } from '../dom';
import type { ActionView, ComparisonView, InspectorHostMessage, PictureView } from '../inspectorProtocol';
import { chainOf } from './chain';
import { comparisonOf } from './comparison';
import type { Host } from './host';
import type { Language } from './language';
import { Matrix } from './matrix';
import { notesOf } from './notes';
import { factsOf, tableOf } from './tables';

type Init = Extract<InspectorHostMessage, { type: 'init' }>;

/** The access page: a picture of one, or two beside each other. */
export class InspectorPage {
  readonly #status = el('p', { class: 'status', role: 'status' });
  readonly #progress = el('div', { class: 'progress', 'aria-hidden': 'true', hidden: true });
  readonly #failure = el('div', { class: 'failure', role: 'alert' });
  readonly #content = el('div', { class: 'content' });
  #matrix: Matrix | undefined;
  #scrolledBack = false;

  constructor(
    app: HTMLElement,
    { title, subtitle, actions }: Init,
    private readonly language: Language,
    private readonly host: Host,
  ) {
    const toolbar = el('div', { class: 'toolbar' }, ...actions.map((action) => this.#button(action)));
    const heading = el('div', { class: 'heading' }, el('h1', {}, title), el('p', { class: 'muted' }, subtitle));
    app.replaceChildren(
      this.#progress,
      el('header', {}, heading, toolbar),
      this.#status,
      el('main', {}, this.#failure, this.#content),
    );
    window.addEventListener('scrollend', () => this.host.keep({ scrolled: Math.round(window.scrollY) }));
    for (const moved of ['wheel', 'pointerdown', 'keydown']) {
      window.addEventListener(moved, () => (this.#scrolledBack = true), { once: true, passive: true });
    }
  }

  take(message: Exclude<InspectorHostMessage, Init>): void {
    switch (message.type) {
      case 'loading':
        this.#busy(true);
        this.#failure.replaceChildren();
        setText(this.#status, message.text);
        break;
      case 'picture':
        this.#show(message.text, this.#picture(message.picture));
        break;
      case 'comparison':
        this.#show(message.text, this.#comparison(message.comparison));
        break;
      case 'relations':
        this.#matrix?.take(message.schema, message.relations, message.notes);
        this.#scrollBack();
        break;
      case 'relationsFailed':
        this.#matrix?.say(message.schema, message.text);
        break;
      case 'failed':
        this.#busy(false);
        // What was read before is not true any more.
        this.#content.replaceChildren();
        setText(this.#status, '');
        this.#failure.replaceChildren(
          el('p', {}, el('strong', {}, message.happened)),
          el('p', {}, message.toDo),
          el('div', { class: 'toolbar' }, ...message.actions.map((action) => this.#button(action))),
        );
        break;
    }
  }

  #show(status: string, parts: (HTMLElement | undefined)[]): void {
    this.#busy(false);
    this.#failure.replaceChildren();
    this.#content.replaceChildren(...parts.filter((part) => part !== undefined));
    setText(this.#status, status);
    this.#scrollBack();
  }

  /** When one comes back to the page: as soon as what was open is there again, unless the person goes elsewhere meanwhile. */
  #scrollBack(): void {
    if (this.#scrolledBack) return;
    const { scrolled } = this.host.kept;
    window.scrollTo(0, scrolled);
    this.#scrolledBack = Math.ceil(window.scrollY) >= scrolled;
  }

  #busy(busy: boolean): void {
    this.#progress.hidden = !busy;
    this.#content.classList.toggle('old', busy);
    this.#content.setAttribute('aria-busy', String(busy));
  }

  #picture({ stations, findings, matrix, tables, facts }: PictureView): (HTMLElement | undefined)[] {
    const { language } = this;
    this.#matrix = new Matrix(matrix, language, this.host);
    return [
      chainOf(stations, language),
      notesOf(findings, language, language.texts.findings),
      this.#matrix.element,
      ...tables.map((table, at) => tableOf(table, `table-${at}`, language)),
      factsOf(facts, 'facts'),
    ];
  }

  #comparison(view: ComparisonView): HTMLElement[] {
    this.#matrix = new Matrix(view.matrix, this.language, this.host);
    return [...comparisonOf(view, this.language), this.#matrix.element];
  }

  #button({ id, label, tip, primary }: ActionView): HTMLButtonElement {
    const element = button(label, primary === true ? 'primary' : '', () => this.host.send({ type: 'action', action: id }));
    if (tip !== undefined) element.title = tip;
    return element;
  }
} // prettier-ignore
