import { EventEmitter, l10n, type TreeDataProvider, type TreeItem } from 'vscode';
import { Cancelled } from '../../core/failure';
import type { Clock, Disposable } from '../../core/ports';
import type { AccountService } from '../accounts/accountService';
import type { Messages } from '../messages';
import type { SqlRuns } from '../query/sqlRuns';
import { Refresher } from '../refresher';
import { loadSessions, loadTop } from './nodeLoaders';
import type { SessionsNode } from './nodes';
import { sessionItemOf } from './treeItems';

interface Parts {
  accounts: AccountService;
  runs: Pick<SqlRuns, 'sessions' | 'onDidChange'>;
  messages: Messages;
  clock: Clock;
}

/** One's own open sessions of the Data API. They are listed when the view is there, and again behind runs. */
export class SessionsTree implements TreeDataProvider<SessionsNode>, Disposable {
  readonly #changed = new EventEmitter<undefined>();
  readonly #refresher: Refresher;
  readonly #listeners: Disposable[];
  #loading = new AbortController();
  /** Sessions of this window's files, and what they were doing when it was last looked. */
  #known = '';

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(private readonly parts: Parts) {
    const { accounts, runs, clock } = parts;
    this.#refresher = new Refresher(clock, () => this.refresh());
    this.#listeners = [
      runs.onDidChange(() => this.#lookAtFiles()),
      accounts.onDidChange(() => this.#refresher.soon()),
      accounts.onDidEnd(() => this.#refresher.soon()),
    ];
  }

  getTreeItem(node: SessionsNode): TreeItem {
    return sessionItemOf(node, this.parts.messages);
  }

  async getChildren(node?: SessionsNode): Promise<SessionsNode[]> {
    if (node !== undefined && node.kind !== 'account') return [];
    const { accounts, runs, messages } = this.parts;
    const { signal } = this.#loading;
    const files = (): ReturnType<typeof runs.sessions> => runs.sessions();
    try {
      const nodes = await this.#refresher.measure(() =>
        node === undefined ? loadTop(accounts, files, signal) : loadSessions(accounts, files, node.accountId, signal),
      );
      for (const each of nodes) {
        if (each.kind === 'failed') messages.logFailure(each.error, l10n.t('listing sessions'));
      }
      return nodes;
    } catch (error) {
      // It was refreshed meanwhile, and is asked for again.
      if (Cancelled.is(error)) return [];
      throw error;
    }
  }

  /** Lists them anew. */
  refresh(): void {
    this.#loading.abort();
    this.#loading = new AbortController();
    this.#changed.fire(undefined);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#loading.abort();
    this.#refresher.dispose();
    this.#changed.dispose();
  }

  /** Each statement changes something of a run; a session is another matter only where it comes, goes, or begins or ends to work. */
  #lookAtFiles(): void {
    const now = JSON.stringify(
      this.parts.runs.sessions().map(({ id, state: { session, transaction } }) => [id, session, transaction]),
    );
    if (now === this.#known) return;
    this.#known = now;
    this.#refresher.soon();
  }
}
