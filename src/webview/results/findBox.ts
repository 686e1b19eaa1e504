import { button, el, setAttribute, setText } from '../dom';
import type { FoundView, ResultView, SearchView } from '../protocol';
import { fill } from '../words';
import { icon } from './icons';
import type { Language } from './language';

export interface FindListener {
  onFind(search: SearchView, step: 1 | -1 | 0): void;
  /** All rows shall be loaded, to be searched then. */
  onLoadAll(): void;
  /** The person closed it. */
  onClose(): void;
}

/** A search begins when nothing was typed for so long. */
const typingMs = 200;

/** The box that finds texts in the rows. */
export class FindBox {
  readonly element: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #words = el('span', { class: 'found', role: 'status' });
  readonly #switches: Record<'matchCase' | 'wholeWord' | 'pattern', HTMLButtonElement>;
  readonly #load: HTMLButtonElement;
  #typing: number | undefined;
  /** Rows are loaded to be searched. */
  #isWaiting = false;

  constructor(
    private readonly language: Language,
    private readonly listener: FindListener,
  ) {
    const { texts } = language;
    this.#input = el('input', { type: 'text', placeholder: texts.find, 'aria-label': texts.find, spellcheck: 'false' });
    const sign = (text: string, tip: string, onClick: () => void): HTMLButtonElement => {
      const made = button(text, 'find-button', onClick);
      made.title = tip;
      setAttribute(made, 'aria-label', tip);
      return made;
    };
    const toggle = (text: string, tip: string): HTMLButtonElement => {
      const made = sign(text, tip, () => {
        setAttribute(made, 'aria-pressed', String(!isOn(made)));
        this.#soon(0);
      });
      setAttribute(made, 'aria-pressed', 'false');
      return made;
    };
    this.#switches = {
      matchCase: toggle('Aa', texts.matchCase),
      wholeWord: toggle('ab', texts.wholeWord),
      pattern: toggle('.*', texts.pattern),
    };
    this.#load = button(texts.loadAllRows, 'link', () => {
      this.#isWaiting = true;
      listener.onLoadAll();
      this.#input.focus();
    });
    this.#load.hidden = true;
    const drawn = (name: 'ascending' | 'descending' | 'close', tip: string, onClick: () => void): HTMLButtonElement => {
      const made = sign('', tip, onClick);
      made.append(icon(name));
      return made;
    };
    this.element = el(
      'div',
      { class: 'find-box', role: 'search', hidden: true },
      this.#input,
      ...Object.values(this.#switches),
      this.#words,
      this.#load,
      drawn('ascending', texts.findPrevious, () => this.step(-1)),
      drawn('descending', texts.findNext, () => this.step(1)),
      drawn('close', texts.closeFind, () => this.close()),
    );
    this.#input.addEventListener('input', () => this.#soon(typingMs));
    this.element.addEventListener('keydown', (event) => this.#key(event));
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  open(): void {
    this.element.hidden = false;
    this.#input.focus();
    this.#input.select();
  }

  close(): void {
    window.clearTimeout(this.#typing);
    this.element.hidden = true;
    this.listener.onClose();
  }

  /** Goes to the next match, or the one before. */
  step(step: 1 | -1 | 0): void {
    window.clearTimeout(this.#typing);
    const text = this.#input.value;
    if (text === '') return;
    const { matchCase, wholeWord, pattern } = this.#switches;
    this.listener.onFind(
      { text, matchCase: isOn(matchCase), wholeWord: isOn(wholeWord), pattern: isOn(pattern) },
      step,
    );
  }

  /** Searches again when all rows are here that it waited for. */
  update({ load, totalRows }: ResultView): void {
    if (!this.#isWaiting || load.state === 'loading') return;
    this.#isWaiting = false;
    if (this.isOpen && load.loadedRows >= totalRows) this.step(0);
  }

  /** Says what was found. */
  take({ cells, covered, working, problem }: FoundView, { totalRows, load }: ResultView): void {
    const { texts } = this.language;
    const number = (value: number): string => this.language.number(value);
    const isPart = covered < totalRows;
    this.#load.hidden = !isPart || working !== undefined || problem !== undefined || load.state === 'loading';
    setText(
      this.#words,
      problem ??
        (working !== undefined ? fill(texts.finding, number(working), number(load.loadedRows))
        : isPart ? fill(texts.foundIn, number(cells), number(covered), number(totalRows))
        : cells === 0 ? texts.foundNothing
        : fill(texts.foundCells, number(cells))),
    ); // prettier-ignore
    this.element.classList.toggle('nothing', working === undefined && cells === 0);
  }

  #soon(ms: number): void {
    window.clearTimeout(this.#typing);
    if (this.#input.value === '') setText(this.#words, '');
    this.#typing = window.setTimeout(() => this.step(0), ms);
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.close();
    else if (event.key === 'Enter' && event.target === this.#input) this.step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function isOn(element: Element): boolean {
  return element.getAttribute('aria-pressed') === 'true';
}

/** The keys that open the box and go on with it, anywhere on the page. */
export function followFindKeys(box: () => FindBox | undefined): void {
  document.addEventListener('keydown', (event) => {
    const found = box();
    if (found === undefined || event.altKey) return;
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'f') found.open();
    else if (event.key === 'F3' && found.isOpen) found.step(event.shiftKey ? -1 : 1);
    else return;
    // The editor would take it for its own.
    event.preventDefault();
    event.stopPropagation();
  });
}
