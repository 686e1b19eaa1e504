import { button, el } from '../dom';
import type { ErrorView, RunView, StatementView } from '../protocol';
import { fill } from '../words';
import { icon } from './icons';
import type { Language } from './language';

export interface MessagesListener {
  onReveal(statement: number): void;
  onAction(action: string): void;
}

/** One line for each statement of the run: what it was, what came of it, and how long it took; errors with all their words. */
export class MessagesList {
  readonly element: HTMLElement;
  readonly #drawn = new Map<number, { statement: StatementView; line: HTMLElement }>();
  #runId: string | undefined;
  /** What is said of the run as a whole, below its statements. */
  #whole: HTMLElement[] = [];

  constructor(
    private readonly language: Language,
    private readonly listener: MessagesListener,
  ) {
    this.element = el('ol', { class: 'messages', 'aria-label': language.texts.messages });
  }

  /** Draws what changed since the last time. */
  update(run: RunView): void {
    if (run.id !== this.#runId) {
      this.#runId = run.id;
      this.#drawn.clear();
      this.element.replaceChildren();
    }
    for (const statement of run.statements) this.#put(statement);
    for (const line of this.#whole) line.remove();
    this.#whole = run.notices.map((text) => el('li', { class: 'message notice' }, icon('notRun'), text));
    if (run.error !== undefined) {
      this.#whole.push(el('li', { class: 'message failed' }, icon('failed'), this.#errorOf(run.error)));
    }
    this.element.append(...this.#whole);
  }

  #put(statement: StatementView): void {
    const before = this.#drawn.get(statement.index);
    if (before?.statement === statement || isSame(before?.statement, statement)) return;
    const line = this.#draw(statement);
    if (before === undefined) this.element.append(line);
    else before.line.replaceWith(line);
    this.#drawn.set(statement.index, { statement, line });
  }

  #draw(statement: StatementView): HTMLElement {
    const { texts } = this.language;
    const { line } = statement;
    const place = line === undefined ? texts.fromSessionMenu : fill(texts.line, this.language.number(line));
    return el(
      'li',
      { class: `message ${statement.state}` },
      icon(statement.state),
      el(
        'div',
        { class: 'message-body' },
        el(
          'div',
          { class: 'message-line' },
          line === undefined
            ? el('span', { class: 'statement-text' }, statement.text)
            : this.#link(statement, `${texts.goToStatement} (${place})`),
          el('span', { class: 'outcome' }, this.language.outcome(statement)),
          el(
            'span',
            { class: 'duration' },
            statement.durationMs === undefined ? '' : this.language.duration(statement.durationMs),
          ),
          el('span', { class: 'place' }, place),
        ),
        statement.error && this.#errorOf(statement.error),
      ),
    );
  }

  #link({ index, text }: StatementView, title: string): HTMLElement {
    const link = button(text, 'statement-text', () => this.listener.onReveal(index));
    link.title = title;
    return link;
  }

  #errorOf(error: ErrorView): HTMLElement {
    const { action } = error;
    return el(
      'div',
      { class: 'error' },
      el('div', { class: 'error-message' }, error.message),
      error.detail === undefined ? undefined : el('div', { class: 'error-detail' }, error.detail),
      error.hint === undefined
        ? undefined
        : el('div', { class: 'error-hint' }, fill(this.language.texts.hint, error.hint)),
      error.toDo === undefined ? undefined : el('div', { class: 'error-to-do' }, error.toDo),
      action && button(action.label, 'action', () => this.listener.onAction(action.id)),
    );
  }
}

function isSame(one: StatementView | undefined, other: StatementView): boolean {
  return one?.state === other.state && JSON.stringify(one) === JSON.stringify(other);
}
