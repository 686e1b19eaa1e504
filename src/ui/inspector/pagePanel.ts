import { commands as editorCommands, env, l10n, Uri, ViewColumn, window, type WebviewPanel } from 'vscode';
import type { Disposable } from '../../core/ports';
import type { ActionView, InspectorHostMessage, InspectorPageMessage } from '../../webview/inspectorProtocol';
import { commands, panels } from '../contributions';
import type { Messages } from '../messages';
import { WebviewHost } from '../webviewHost';
import { inspectorTexts } from './inspectorTexts';

interface Parts {
  messages: Messages;
  extensionUri: Uri;
}

/** What stands at the head of the page; all localized. */
export interface PageHead {
  /** Of the editor's tab. */
  tab: string;
  title: string;
  subtitle: string;
  actions: readonly ActionView[];
}

/** What the owner of a page does. */
export interface PageOwner {
  /** Whose session Sign In renews. */
  accountId?: string;
  /** Reads what is shown; `doing` is localized, as in "reading access". */
  read: (signal: AbortSignal) => Promise<InspectorHostMessage>;
  waiting: string;
  doing: string;
  /** A button other than those of a failure, or something in the matrix. */
  onMessage: (message: Exclude<InspectorPageMessage, { type: 'ready' }>) => unknown;
  onClosed: () => void;
}

/** An access page in an editor panel: it shows the last thing again when it comes back from being hidden. */
export class PagePanel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #host: WebviewHost<InspectorHostMessage, InspectorPageMessage>;
  readonly #listeners: Disposable[];
  #loading = new AbortController();
  #shown: InspectorHostMessage | undefined;

  constructor(
    private readonly parts: Parts,
    private readonly head: PageHead,
    private readonly owner: PageOwner,
  ) {
    const { extensionUri, messages } = parts;
    this.#panel = window.createWebviewPanel(panels.inspector, head.tab, ViewColumn.Active);
    const icon = (theme: string): Uri => Uri.joinPath(extensionUri, 'media', `inspector-${theme}.svg`);
    this.#panel.iconPath = { light: icon('light'), dark: icon('dark') };
    this.#host = new WebviewHost(this.#panel.webview, extensionUri, { name: 'inspector', title: head.title });
    this.#listeners = [
      this.#host.onMessage((message) => {
        Promise.resolve(this.#onMessage(message)).catch((error: unknown) => messages.showFailure(error, owner.doing));
      }),
      this.#panel.onDidDispose(() => {
        this.#loading.abort();
        for (const listener of this.#listeners) listener.dispose();
        owner.onClosed();
      }),
    ];
    void this.load();
  }

  reveal(): void {
    this.#panel.reveal();
  }

  post(message: InspectorHostMessage): void {
    void this.#host.post(message);
  }

  /** Reads what is shown anew; what was being read is given up. */
  async load(): Promise<void> {
    this.#loading.abort();
    const { signal } = (this.#loading = new AbortController());
    const show = (message: InspectorHostMessage): void => {
      if (signal.aborted) return;
      this.#shown = message;
      this.post(message);
    };
    this.post({ type: 'loading', text: this.owner.waiting });
    try {
      show(await this.owner.read(signal));
    } catch (error) {
      const failed = this.#failed(error);
      if (failed) show(failed);
    }
  }

  dispose(): void {
    this.#panel.dispose();
  }

  async #onMessage(message: InspectorPageMessage): Promise<void> {
    if (message.type === 'ready') await this.#onReady();
    else if (message.type === 'action') await this.#act(message.action);
    else await this.owner.onMessage(message);
  }

  async #act(action: string): Promise<void> {
    const { accountId } = this.owner;
    if (action === 'refresh') await this.load();
    else if (action === commands.signIn) await editorCommands.executeCommand(action, { accountId });
    else if (action === commands.showLog) await editorCommands.executeCommand(action);
    else await this.owner.onMessage({ type: 'action', action });
  }

  async #onReady(): Promise<void> {
    const { title, subtitle, actions } = this.head;
    await this.#host.post({ type: 'init', texts: inspectorTexts(), locale: env.language, title, subtitle, actions });
    this.post(this.#shown ?? { type: 'loading', text: this.owner.waiting });
  }

  #failed(error: unknown): InspectorHostMessage | undefined {
    const text = this.parts.messages.textOf(error, this.owner.doing);
    if (!text) return undefined;
    this.parts.messages.logFailure(error, this.owner.doing);
    const retry = { id: 'refresh', label: l10n.t('Retry') };
    const signIn = { id: commands.signIn, label: l10n.t('Sign In'), primary: true };
    const showLog = { id: commands.showLog, label: l10n.t('Show Log') };
    const actions = text.action === 'signIn' ? [signIn] : [retry, showLog];
    return { type: 'failed', happened: text.happened, toDo: text.toDo, actions };
  }
}
