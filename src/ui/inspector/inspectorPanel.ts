import { commands as editorCommands, env, l10n, window, type Uri } from 'vscode';
import type { AccessPicture } from '../../access/accessPicture';
import type { Disposable } from '../../core/ports';
import type { Session } from '../../core/session';
import type { Target } from '../../core/warehouse';
import type { InspectorHostMessage, InspectorPageMessage } from '../../webview/inspectorProtocol';
import type { AccountService } from '../accounts/accountService';
import { commands } from '../contributions';
import type { GoToSchema } from '../explorer/registerExplorer';
import type { Messages } from '../messages';
import { kindWords } from '../query/targetWords';
import { pictureMarkdown } from './accessMarkdown';
import type { AccessReader } from './accessReader';
import { markdownWords } from './markdownWords';
import { relationViews } from './matrixView';
import { PagePanel } from './pagePanel';
import { pictureView } from './pictureView';
import { savePicture } from './savedPictures';
import { timeOf } from './times';

interface Parts {
  accounts: AccountService;
  reader: AccessReader;
  messages: Messages;
  goToSchema: GoToSchema;
  extensionUri: Uri;
}

/** The role inspector of one account in one database. */
export class InspectorPanel implements Disposable {
  readonly #page: PagePanel;
  readonly #title: string;
  readonly #subtitle: string;
  readonly #listener: Disposable;
  #picture: AccessPicture | undefined;
  /** Relations that were opened, by schema; anew with each picture. */
  #relations = new Map<string, Promise<InspectorHostMessage>>();
  #reading = new AbortController();

  constructor(
    private readonly parts: Parts,
    session: Session,
    private readonly target: Target,
    onClosed: () => void,
  ) {
    const { accountId, warehouse, database } = target;
    this.#title = l10n.t('Access of {0}', session.account.label);
    this.#subtitle = l10n.t('{0} {1}, database {2}', warehouse.name, kindWords(warehouse), database);
    const isMine = ({ account }: Session): boolean => account.id === accountId;
    this.#page = new PagePanel(
      parts,
      {
        tab: l10n.t('Access: {0} on {1}', session.account.label, warehouse.name),
        title: this.#title,
        subtitle: this.#subtitle,
        actions: [
          { id: 'refresh', label: l10n.t('Refresh') },
          { id: 'compare', label: l10n.t('Compare…') },
          { id: 'copy', label: l10n.t('Copy as Markdown') },
          { id: 'export', label: l10n.t('Export JSON…') },
        ],
      },
      {
        accountId,
        waiting: l10n.t('Reading what you may do…'),
        doing: l10n.t('reading access'),
        read: (signal) => this.#read(signal),
        onMessage: (message) => this.#onMessage(message),
        onClosed: () => {
          this.#reading.abort();
          this.#listener.dispose();
          onClosed();
        },
      },
    );
    this.#listener = parts.accounts.onDidChange(({ removed, changed }) => {
      if (removed.some(isMine)) this.#page.dispose();
      else if (changed.some(isMine)) void this.#page.load();
    });
  }

  /** Brings the panel to the front and reads anew. */
  reveal(): void {
    this.#page.reveal();
    void this.#page.load();
  }

  dispose(): void {
    this.#page.dispose();
  }

  async #read(signal: AbortSignal): Promise<InspectorHostMessage> {
    const picture = await this.parts.reader.read(this.target, signal);
    this.#reading.abort();
    this.#reading = new AbortController();
    this.#relations.clear();
    this.#picture = picture;
    return { type: 'picture', picture: pictureView(picture), text: this.#readAt(picture) };
  }

  #readAt({ readAt }: AccessPicture): string {
    return l10n.t('Read at {0}.', timeOf(readAt));
  }

  async #onMessage(message: Exclude<InspectorPageMessage, { type: 'ready' }>): Promise<void> {
    switch (message.type) {
      case 'open':
        return this.#open(message.schema);
      case 'goTo':
        return this.parts.goToSchema(this.target, message.schema);
      case 'action':
        return this.#act(message.action);
    }
  }

  async #act(action: string): Promise<void> {
    if (action === 'compare') {
      const { accountId, warehouse, database } = this.target;
      await editorCommands.executeCommand(commands.compareAccess, { accountId, warehouse, database });
    }
    const picture = this.#picture;
    if (!picture) return;
    if (action === 'export') await savePicture(picture);
    if (action === 'copy') {
      const lines = [this.#subtitle, this.#readAt(picture)];
      await env.clipboard.writeText(pictureMarkdown(this.#title, lines, pictureView(picture), markdownWords()));
      void window.setStatusBarMessage(l10n.t('Copied as Markdown.'), 3_000);
    }
  }

  /** Reads the relations of a schema once for each picture. */
  async #open(schema: string): Promise<void> {
    const { signal } = this.#reading;
    if (!this.#picture) return;
    let found = this.#relations.get(schema);
    if (!found) this.#relations.set(schema, (found = this.#relationsOf(this.#picture, schema, signal)));
    const message = await found;
    if (message.type === 'relationsFailed') this.#relations.delete(schema);
    if (!signal.aborted) this.#page.post(message);
  }

  async #relationsOf(picture: AccessPicture, schema: string, signal: AbortSignal): Promise<InspectorHostMessage> {
    try {
      const found = await this.parts.reader.relations({ target: this.target, picture }, schema, signal);
      return { type: 'relations', schema, ...relationViews(picture, found) };
    } catch (error) {
      const doing = l10n.t('reading tables and views');
      this.parts.messages.logFailure(error, doing);
      const text = this.parts.messages.textOf(error, doing)?.happened ?? l10n.t('Stopped');
      return { type: 'relationsFailed', schema, text };
    }
  }
}
