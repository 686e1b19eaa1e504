import { EventEmitter, l10n, type TreeDataProvider, type TreeItem } from 'vscode';
import type { Clock, Disposable } from '../../core/ports';
import type { LedgerRun } from '../../run/ledgerRuns';
import type { RunLedger } from '../../run/runLedger';
import type { AccountService } from '../accounts/accountService';
import type { Messages } from '../messages';
import { Refresher } from '../refresher';
import { historyNodes } from './nodeMapping';
import type { FailedNode, HistoryNode, RoleNode } from './nodes';
import { historyItemOf } from './treeItems';

interface Parts {
  accounts: Pick<AccountService, 'sessions' | 'onDidChange'>;
  ledger: Pick<RunLedger, 'runs' | 'onDidChange'>;
  messages: Messages;
  clock: Clock;
}

/** Runs that are shown at first, and with each click on Show More. */
const pageLength = 100;

/** What the signed-in accounts ran, by day; read from disk when the view is there, and again behind what happens. */
export class HistoryTree implements TreeDataProvider<HistoryNode>, Disposable {
  readonly #changed = new EventEmitter<undefined>();
  readonly #refresher: Refresher;
  readonly #listeners: Disposable[];
  /** What ran elsewhere, as long as it is shown. */
  #roles: readonly RoleNode[] = [];
  #filter = '';
  #most = pageLength;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(private readonly parts: Parts) {
    const { accounts, ledger, clock } = parts;
    this.#refresher = new Refresher(clock, () => this.#changed.fire(undefined));
    this.#listeners = [
      ledger.onDidChange(() => this.#refresher.soon()),
      accounts.onDidChange(({ removed, changed }) => {
        const gone = new Set([...removed, ...changed].map(({ account }) => account.id));
        this.#roles = this.#roles.filter(({ accountId }) => !gone.has(accountId));
        this.#refresher.soon();
      }),
    ];
  }

  get filter(): string {
    return this.#filter;
  }

  set filter(text: string) {
    this.#filter = text.trim();
    this.#most = pageLength;
    this.#changed.fire(undefined);
  }

  getTreeItem(node: HistoryNode): TreeItem {
    return historyItemOf(node, this.parts.messages, this.#filter !== '');
  }

  async getChildren(node?: HistoryNode): Promise<HistoryNode[]> {
    if (node === undefined) return this.#top();
    if (node.kind === 'day') return [...node.runs];
    if (node.kind === 'run') return [...node.statements];
    return node.kind === 'role' ? [...node.children] : [];
  }

  /** All runs of the accounts that are signed in, the newest first. Rejects as the ledger and the secret storage do. */
  async runs(): Promise<LedgerRun[]> {
    const { accounts, ledger } = this.parts;
    const sessions = await accounts.sessions();
    const runs = await Promise.all(sessions.map(({ account }) => ledger.runs(account.id)));
    return runs.flat().sort((one, other) => other.at - one.at);
  }

  /** Reads it anew; what ran elsewhere goes. */
  refresh(): void {
    this.#roles = [];
    this.#changed.fire(undefined);
  }

  showMore(): void {
    this.#most += pageLength;
    this.#changed.fire(undefined);
  }

  /** Shows what ran elsewhere, until the view is refreshed by hand. */
  showRole(node: RoleNode): void {
    this.#roles = [node, ...this.#roles.filter(({ id }) => id !== node.id)];
    this.#changed.fire(undefined);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#refresher.dispose();
    this.#changed.dispose();
  }

  async #top(): Promise<HistoryNode[]> {
    const { messages, clock } = this.parts;
    try {
      const runs = await this.#refresher.measure(() => this.runs());
      return [...this.#roles, ...historyNodes(runs, { filter: this.#filter, most: this.#most, now: clock.now() })];
    } catch (error) {
      messages.logFailure(error, l10n.t('loading the history'));
      const failed: FailedNode = { kind: 'failed', id: '!failed', accountId: '', error };
      return [...this.#roles, failed];
    }
  }
}
