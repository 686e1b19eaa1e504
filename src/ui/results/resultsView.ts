import {
  commands as editorCommands,
  env,
  l10n,
  window,
  type Uri,
  type WebviewView,
  type WebviewViewProvider,
} from 'vscode';
import type { Disposable } from '../../core/ports';
import type { ResultsHostMessage, ResultsPageMessage } from '../../webview/protocol';
import { views } from '../contributions';
import { WebviewHost } from '../webviewHost';
import { copyCells } from './copyCells';
import { takeRequest } from './resultRequests';
import type { ResultsStore } from './resultsStore';
import { resultsTexts } from './resultsTexts';

/** What the page asks for that is not the view's to do. */
export interface ResultsActions {
  cancel(runId: string): void;
  reveal(runId: string, statement: number): unknown;
  act(runId: string, action: string): unknown;
  showHistory(): unknown;
  /** Shows what went wrong with what the page asked for. */
  failed(error: unknown, doing: string): void;
}

/** The view in the bottom panel. Its page is thrown away while it is hidden and told everything anew when it comes back. */
export class ResultsView implements WebviewViewProvider, Disposable {
  #view: WebviewView | undefined;
  #host: WebviewHost<ResultsHostMessage, ResultsPageMessage> | undefined;
  /** False until the page has said that it is there. */
  #ready = false;
  readonly #listener: Disposable;

  constructor(
    private readonly store: ResultsStore,
    private readonly actions: ResultsActions,
    private readonly extensionUri: Uri,
  ) {
    this.#listener = store.onMessage((message) => {
      if (this.#ready) void this.#host?.post(message);
    });
  }

  resolveWebviewView(view: WebviewView): void {
    this.#view = view;
    this.#ready = false;
    this.#host = new WebviewHost(view.webview, this.extensionUri, {
      name: 'results',
      title: l10n.t('Redshift Results'),
    });
    this.#host.onMessage((message) => this.#take(message));
    view.onDidChangeVisibility(() => {
      if (!view.visible) this.#ready = false;
    });
    view.onDidDispose(() => {
      this.#view = undefined;
      this.#host = undefined;
      this.#ready = false;
    });
  }

  /** Brings the view to the front and leaves the focus where it is. */
  async reveal(): Promise<void> {
    if (this.#view === undefined)
      await editorCommands.executeCommand(`${views.results}.focus`, { preserveFocus: true });
    else this.#view.show(true);
  }

  /** Shows the editor's own progress bar above the view while work goes on. */
  async showProgress(work: Promise<unknown>): Promise<void> {
    await window.withProgress({ location: { viewId: views.results } }, () => work);
  }

  /** Has the page do something with what is selected in its grid. */
  ask(message: Extract<ResultsHostMessage, { type: 'copySelection' | 'selectAll' | 'showCell' }>): void {
    if (this.#ready) void this.#host?.post(message);
  }

  dispose(): void {
    this.#listener.dispose();
  }

  #take(message: ResultsPageMessage): void {
    switch (message.type) {
      case 'ready':
        this.#welcome();
        break;
      case 'copy':
        void this.#try(l10n.t('copying rows'), () => this.#copy(message));
        break;
      case 'cancel':
        this.actions.cancel(message.runId);
        break;
      case 'showHistory':
        this.actions.showHistory();
        break;
      case 'reveal':
        void this.#try(l10n.t('going to the statement'), () => this.actions.reveal(message.runId, message.statement));
        break;
      case 'action':
        void this.#try(l10n.t('running SQL'), () => this.actions.act(message.runId, message.action));
        break;
      case 'want':
      case 'stopLoading':
      case 'loadAll':
      case 'arrange':
      case 'stopArranging':
      case 'find':
      case 'stopFinding':
      case 'listValues':
      case 'stopListing':
      case 'summarize':
        takeRequest(this.store, message);
    }
  }

  #welcome(): void {
    this.#ready = true;
    void this.#host?.post({ type: 'init', texts: resultsTexts(), locale: env.language });
    const run = this.store.shownRun();
    void this.#host?.post(run === undefined ? { type: 'run' } : { type: 'run', run: run.view() });
  }

  async #copy({ resultId, range, withHeaders, format }: Extract<ResultsPageMessage, { type: 'copy' }>): Promise<void> {
    const result = this.store.result(resultId);
    if (result !== undefined) await copyCells(result, range, withHeaders, format);
  }

  async #try(doing: string, work: () => unknown): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.actions.failed(error, doing);
    }
  }
}
