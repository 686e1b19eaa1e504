import { commands as editorCommands, env, l10n, ViewColumn, window, workspace, Uri, type WebviewPanel } from 'vscode';
import { explainDenied } from '../../access/denied/explainDenied';
import type { Question } from '../../access/denied/question';
import { Cancelled } from '../../core/failure';
import type { Disposable } from '../../core/ports';
import type { Target } from '../../core/warehouse';
import type { DeniedHostMessage, DeniedPageMessage } from '../../webview/deniedProtocol';
import type { AccountService } from '../accounts/accountService';
import { commands, panels, settings, settingsSection } from '../contributions';
import type { Messages } from '../messages';
import { kindWords, targetWords } from '../query/targetWords';
import { WebviewHost } from '../webviewHost';
import { deniedView } from './deniedView';
import { subjectWords } from './nameWords';

interface Parts {
  accounts: AccountService;
  messages: Messages;
  extensionUri: Uri;
}

/** The page that says why something was denied. One is enough: the next question takes its place. */
export class DeniedPanel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #host: WebviewHost<DeniedHostMessage, DeniedPageMessage>;
  readonly #listeners: Disposable[];
  #loading = new AbortController();
  /** What the page shows, for when it comes back from being hidden. */
  #frame: DeniedHostMessage | undefined;
  #shown: DeniedHostMessage | undefined;
  #texts: Record<string, string> = {};
  #asked: { question: Question; target: Target } | undefined;

  constructor(
    private readonly parts: Parts,
    onClosed: () => void,
  ) {
    const title = l10n.t('Why Denied?');
    this.#panel = window.createWebviewPanel(panels.denied, title, { viewColumn: ViewColumn.Active });
    const icon = (theme: string): Uri => Uri.joinPath(parts.extensionUri, 'media', `inspector-${theme}.svg`);
    this.#panel.iconPath = { light: icon('light'), dark: icon('dark') };
    this.#host = new WebviewHost(this.#panel.webview, parts.extensionUri, { name: 'denied', title });
    this.#listeners = [
      this.#host.onMessage((message) => this.#onMessage(message)),
      parts.accounts.onDidChange(({ removed }) => {
        if (removed.some(({ account }) => account.id === this.#asked?.target.accountId)) this.#panel.dispose();
      }),
      this.#panel.onDidDispose(() => {
        this.#loading.abort();
        for (const listener of this.#listeners) listener.dispose();
        onClosed();
      }),
    ];
  }

  /** Brings the page to the front with the answer to this. */
  ask(question: Question, target: Target): void {
    this.#asked = { question, target };
    this.#name(l10n.t('Why Denied?'), '');
    this.#panel.reveal();
    void this.#load();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #onMessage(message: DeniedPageMessage): unknown {
    switch (message.type) {
      case 'ready':
        return this.#onReady();
      case 'refresh':
        return this.#load();
      case 'copy':
        return this.#copy(message.id);
      case 'action':
        if (message.action === 'retry') return this.#load();
        return editorCommands.executeCommand(message.action, { accountId: this.#asked?.target.accountId });
    }
  }

  async #onReady(): Promise<void> {
    if (this.#frame) await this.#host.post(this.#frame);
    if (this.#shown) await this.#host.post(this.#shown);
  }

  async #copy(id: string): Promise<void> {
    await env.clipboard.writeText(this.#texts[id] ?? '');
    await this.#host.post({ type: 'status', text: l10n.t('Copied.') });
  }

  async #load(): Promise<void> {
    if (this.#asked === undefined) return;
    const { question, target } = this.#asked;
    this.#loading.abort();
    const loading = (this.#loading = new AbortController());
    const show = (message: DeniedHostMessage): void => {
      if (loading.signal.aborted) return;
      this.#shown = message;
      void this.#host.post(message);
    };
    this.#texts = {};
    show({ type: 'loading', text: l10n.t('Looking at what you may do…') });
    try {
      show(await this.#read(question, target, loading.signal));
    } catch (error) {
      const failed = this.#failed(error);
      if (failed) show(failed);
    }
  }

  async #read(question: Question, target: Target, signal: AbortSignal): Promise<DeniedHostMessage> {
    const { accounts } = this.parts;
    const { accountId, warehouse, database } = target;
    const redshift = await accounts.redshiftFor(accountId);
    const report = await redshift.rolesReport(warehouse, database, signal);
    const session = await accounts.session(accountId);
    if (!session) throw new Cancelled();
    const objects = redshift.objects(warehouse, database, signal);
    const explanation = await explainDenied(question, { report, session }, objects);
    const requester = {
      account: session.account.label,
      roleArn: session.roleArn,
      warehouse: `${kindWords(warehouse)} ${warehouse.name}`,
      ...(question.message !== undefined && { message: question.message }),
    };
    const address = workspace.getConfiguration(settingsSection).get<string>(settings.accessRequestAddress, '');
    const { view, texts } = deniedView(explanation, requester, address);
    if (!signal.aborted) {
      this.#texts = texts;
      this.#name(l10n.t('Why Denied: {0}', subjectWords(explanation)), targetWords(session.account.label, target));
    }
    return { type: 'view', view, text: l10n.t('Read at {0}.', new Date().toLocaleTimeString()) };
  }

  #name(title: string, subtitle: string): void {
    this.#panel.title = title;
    this.#frame = { type: 'frame', title, subtitle, refresh: l10n.t('Refresh') };
    void this.#host.post(this.#frame);
  }

  #failed(error: unknown): DeniedHostMessage | undefined {
    const doing = l10n.t('finding out why it was denied');
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
