import { button, el } from '../dom';
import type { CellRange, ResultsHostMessage } from '../protocol';
import { followClipboard } from './clipboard';
import { Footer } from './footer';
import type { Host } from './host';
import type { Language } from './language';
import { MessagesList } from './messagesList';
import { afterMessage, emptyModel, messagesTab, selectedResult, withChoice, type PageModel } from './model';
import { ResultPanel } from './resultPanel';
import { RunStatus } from './runStatus';
import { labelPanel, Tabs } from './tabs';

/** The results page: a model, and the parts that draw it. */
export class ResultsPage {
  #model: PageModel = emptyModel;
  #keeping: number | undefined;
  #summing: number | undefined;
  readonly #tabs: Tabs;
  readonly #status: RunStatus;
  readonly #messages: MessagesList;
  readonly #result: ResultPanel;
  readonly #footer: Footer;
  readonly #panel = el('div', { class: 'panel', id: 'panel', role: 'tabpanel' });
  readonly #empty: HTMLElement;
  readonly #app: HTMLElement;

  constructor(
    app: HTMLElement,
    language: Language,
    private readonly host: Host,
  ) {
    const { texts } = language;
    const withRun = (send: (runId: string) => void) => (): void => {
      if (this.#model.run !== undefined) send(this.#model.run.id);
    };
    const withResult = (send: (resultId: string) => void) => (): void => {
      const result = selectedResult(this.#model);
      if (result !== undefined) send(result.id);
    };
    this.#tabs = new Tabs(language, (id) => this.#change(withChoice(this.#model, id)));
    this.#status = new RunStatus(
      language,
      withRun((runId) => host.send({ type: 'cancel', runId })),
    );
    this.#messages = new MessagesList(language, {
      onReveal: (statement) => withRun((runId) => host.send({ type: 'reveal', runId, statement }))(),
      onAction: (action) => withRun((runId) => host.send({ type: 'action', runId, action }))(),
    });
    this.#footer = new Footer(language, {
      onStop: withResult((resultId) => host.send({ type: 'stopLoading', resultId })),
      onContinue: () => this.#result.grid?.askAgain(),
    });
    this.#result = new ResultPanel(language, host, {
      onSelection: (range) => {
        this.#footer.select(range);
        this.#sumSoon();
        this.#keep();
      },
      onViewpoints: () => this.#keepSoon(),
    });
    this.#empty = el(
      'div',
      { class: 'empty' },
      el('p', { class: 'empty-title' }, texts.emptyTitle),
      el('p', {}, texts.emptyHint),
      el('p', {}, texts.emptyEarlier),
      button(texts.showHistory, 'action', () => host.send({ type: 'showHistory' })),
    );
    const bar = el('header', { class: 'bar' }, this.#tabs.element, this.#status.element);
    this.#app = app;
    app.replaceChildren(bar, this.#panel, this.#footer.element);
    this.#restore();
    followClipboard(host, () => this.#result.grid);
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented && this.#model.run?.state === 'running') {
        host.send({ type: 'cancel', runId: this.#model.run.id });
        event.preventDefault();
      }
    });
    // After F1 and Escape the editor gives the focus to the page's body.
    window.addEventListener('focus', () => {
      if (document.activeElement === document.body) this.#result.grid?.focus();
    });
    this.#draw();
  }

  /** Takes a message of the host. */
  take(message: ResultsHostMessage): void {
    if (message.type === 'rows') {
      if (message.resultId === this.#result.grid?.result.id) this.#result.grid.put(message.first, message.rows);
    } else if (message.type === 'found') {
      this.#result.found(message);
    } else if (message.type === 'showCell') {
      this.#result.showCell();
    } else if (message.type === 'summary') {
      const { grid } = this.#result;
      if (message.resultId === grid?.result.id) this.#footer.sum(message.summary, grid.selected);
    } else if (message.type === 'values') {
      this.#result.values(message);
    } else if (message.type === 'selectAll') {
      this.#result.grid?.selection.selectAll();
    } else {
      this.#change(afterMessage(this.#model, message));
    }
  }

  #change(model: PageModel): void {
    if (model === this.#model) return;
    this.#model = model;
    this.#draw();
    this.#keepSoon();
  }

  #draw(): void {
    const { run, selected } = this.#model;
    this.#app.dataset['state'] = run?.state ?? 'empty';
    this.#tabs.update(this.#model);
    this.#status.update(run);
    const result = selectedResult(this.#model);
    this.#footer.update(run, result);
    if (run === undefined) this.#put(this.#empty);
    else if (result === undefined || selected === messagesTab) {
      this.#messages.update(run);
      this.#put(this.#messages.element);
    } else this.#put(this.#result.element);
    labelPanel(this.#panel, this.#model);
    this.#result.show(result);
    if (run !== undefined) this.#result.forgetOthers(run.results.map(({ id }) => id));
  }

  #put(child: HTMLElement): void {
    if (this.#panel.firstChild !== child) this.#panel.replaceChildren(child);
  }

  #restore(): void {
    const kept = this.host.kept;
    if (kept === undefined) return;
    this.#result.restore(kept.viewpoints);
    if (kept.tab !== undefined) this.#model = { ...emptyModel, restored: { runId: kept.runId, tab: kept.tab } };
  }

  /** Keeps what should outlive the page a moment later, as scrolling says it often. */
  #keepSoon(): void {
    this.#keeping ??= window.setTimeout(() => this.#keep(), 200);
  }

  /** Asks what the selected cells come to a moment after they were. */
  #sumSoon(): void {
    window.clearTimeout(this.#summing);
    this.#summing = window.setTimeout(() => {
      const { grid } = this.#result;
      const range = grid?.selected;
      if (grid === undefined || range === undefined || isOneCell(range)) return;
      const { id: resultId, arrangement } = grid.result;
      this.host.send({ type: 'summarize', resultId, version: arrangement?.version ?? 0, range });
    }, 150);
  }

  /** Keeps it now: the view may be hidden with the next key. */
  #keep(): void {
    window.clearTimeout(this.#keeping);
    this.#keeping = undefined;
    const { run, selected, chosen } = this.#model;
    if (run === undefined) return;
    this.host.keep({ runId: run.id, ...(chosen ? { tab: selected } : {}), viewpoints: this.#result.viewpoints });
  }
}

function isOneCell({ top, left, bottom, right }: CellRange): boolean {
  return top === bottom && left === right;
}
