import { commands as editorCommands, l10n, Uri, ViewColumn, window, type WebviewPanel } from 'vscode';
import type { Disposable } from '../../core/ports';
import { rolesPicture } from '../../access/rolesPicture';
import { Cancelled } from '../../core/failure';
import type { Session } from '../../core/session';
import type { Target } from '../../core/warehouse';
import type { InspectorHostMessage, InspectorPageMessage } from '../../webview/protocol';
import type { AccountService } from '../accounts/accountService';
import { commands, panels } from '../contributions';
import type { Messages } from '../messages';
import { WebviewHost } from '../webviewHost';
import { inspectorSections } from './inspectorSections';

interface Parts {
  accounts: AccountService;
  messages: Messages;
  extensionUri: Uri;
}

/** The role inspector of one account in one database. */
export class InspectorPanel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #host: WebviewHost<InspectorHostMessage, InspectorPageMessage>;
  readonly #listeners: Disposable[];
  readonly #title: string;
  #loading = new AbortController();
  /** What the page shows, for when it comes back from being hidden. */
  #shown: InspectorHostMessage | undefined;

  constructor(
    private readonly parts: Parts,
    session: Session,
    private readonly target: Target,
    onClosed: () => void,
  ) {
    this.#title = l10n.t('Roles: {0} on {1}', session.account.label, target.warehouse.name);
    this.#panel = window.createWebviewPanel(panels.inspector, this.#title, ViewColumn.Active);
    const icon = (theme: string): Uri => Uri.joinPath(parts.extensionUri, 'media', `inspector-${theme}.svg`);
    this.#panel.iconPath = { light: icon('light'), dark: icon('dark') };
    this.#host = new WebviewHost(this.#panel.webview, parts.extensionUri, { name: 'inspector', title: this.#title });
    this.#listeners = [
      this.#host.onMessage((message) => this.#onMessage(message)),
      parts.accounts.onDidChange(({ removed, changed }) => {
        if (removed.some((each) => this.#isMine(each))) this.#panel.dispose();
        else if (changed.some((each) => this.#isMine(each))) void this.#load();
      }),
      this.#panel.onDidDispose(() => {
        this.#close();
        onClosed();
      }),
    ];
    void this.#load();
  }

  /** Brings the panel to the front and reads anew. */
  reveal(): void {
    this.#panel.reveal();
    void this.#load();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #close(): void {
    this.#loading.abort();
    for (const listener of this.#listeners) listener.dispose();
  }

  #isMine({ account }: Session): boolean {
    return account.id === this.target.accountId;
  }

  #onMessage(message: InspectorPageMessage): unknown {
    switch (message.type) {
      case 'ready':
        return this.#onReady();
      case 'refresh':
        return this.#load();
      case 'action':
        if (message.action === 'retry') return this.#load();
        return editorCommands.executeCommand(message.action, { accountId: this.target.accountId });
    }
  }

  async #onReady(): Promise<void> {
    const { warehouse, database } = this.target;
    const subtitle =
      warehouse.kind === 'cluster'
        ? l10n.t('Cluster {0}, database {1}', warehouse.name, database)
        : l10n.t('Workgroup {0}, database {1}', warehouse.name, database);
    await this.#host.post({ type: 'frame', title: this.#title, subtitle, refresh: l10n.t('Refresh') });
    if (this.#shown) await this.#host.post(this.#shown);
  }

  async #load(): Promise<void> {
    this.#loading.abort();
    const loading = (this.#loading = new AbortController());
    const show = (message: InspectorHostMessage): void => {
      if (loading.signal.aborted) return;
      this.#shown = message;
      void this.#host.post(message);
    };
    show({ type: 'loading', text: l10n.t('Reading roles…') });
    try {
      show(await this.#read(loading.signal));
    } catch (error) {
      const failed = this.#failed(error);
      if (failed) show(failed);
    }
  }

  async #read(signal: AbortSignal): Promise<InspectorHostMessage> {
    const { accounts } = this.parts;
    const { accountId, warehouse, database } = this.target;
    const redshift = await accounts.redshiftFor(accountId);
    const report = await redshift.rolesReport(warehouse, database, signal);
    const session = await accounts.session(accountId);
    if (!session) throw new Cancelled();
    const facts = { profile: accounts.profileOf(session).name, expired: accounts.isExpired(session) };
    const sections = inspectorSections(rolesPicture(session, warehouse, report), facts);
    return { type: 'sections', sections, text: l10n.t('Read at {0}.', new Date().toLocaleTimeString()) };
  }

  #failed(error: unknown): InspectorHostMessage | undefined {
    const doing = l10n.t('reading roles');
    const text = this.parts.messages.textOf(error, doing);
    if (!text) return undefined;
    this.parts.messages.logFailure(error, doing);
    const retry = { id: 'retry', label: l10n.t('Retry') };
    const signIn = { id: commands.signIn, label: l10n.t('Sign In') };
    const showLog = { id: commands.showLog, label: l10n.t('Show Log') };
    const actions = text.action === 'signIn' ? [signIn] : [retry, showLog];
    return { type: 'failed', happened: text.happened, toDo: text.toDo, actions };
  }
}
