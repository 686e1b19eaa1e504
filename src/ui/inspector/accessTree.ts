import { EventEmitter, l10n, window, type TreeDataProvider, type TreeItem } from 'vscode';
import { Cancelled, throwIfCancelled } from '../../core/failure';
import type { Disposable } from '../../core/ports';
import { sameTarget, type Target } from '../../core/warehouse';
import type { AccountService } from '../accounts/accountService';
import { expectLive } from '../explorer/nodeLoaders';
import { loadFaces } from '../faces';
import type { Messages } from '../messages';
import type { Query } from '../query/registerQuery';
import { fileKey, isSql } from '../query/sqlDocument';
import { accessItem, type AccessNode } from './accessItem';
import type { AccessReader } from './accessReader';

interface Parts {
  accounts: AccountService;
  reader: AccessReader;
  query: Pick<Query, 'runs' | 'targets'>;
  messages: Messages;
}

/**
 * The inspector's compact form: one's access where the active file's statements go, else where it was inspected last. Nothing is read
 * before the view is there, and what the inspector has read is not read again.
 */
export class AccessTree implements TreeDataProvider<AccessNode>, Disposable {
  readonly #changed = new EventEmitter<undefined>();
  readonly #listeners: Disposable[];
  #loading = new AbortController();
  #inspected: Target | undefined;
  #shown: Target | undefined;
  /** Reads though there is a picture. */
  #anew = false;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(private readonly parts: Parts) {
    const { accounts, reader, query } = parts;
    const follow = (): void => {
      const { target } = this;
      if (target === this.#shown || (target && this.#shown && sameTarget(target, this.#shown))) return;
      this.#reload();
    };
    this.#listeners = [
      window.onDidChangeActiveTextEditor(follow),
      query.runs.onDidChange(follow),
      reader.onDidRead(({ target }) => {
        this.#inspected = target;
        const mine = this.target;
        if (mine && sameTarget(mine, target)) this.#reload();
      }),
      accounts.onDidChange(({ removed }) => {
        if (removed.some(({ account }) => account.id === this.#inspected?.accountId)) this.#inspected = undefined;
        this.#reload();
      }),
      accounts.onDidEnd(() => this.#reload()),
    ];
  }

  /** Whose access is shown where. */
  get target(): Target | undefined {
    const document = window.activeTextEditor?.document;
    const ofFile = document && isSql(document) ? this.parts.query.targets.of(fileKey(document)) : undefined;
    return ofFile ?? this.#inspected;
  }

  getTreeItem(node: AccessNode): TreeItem {
    return accessItem(node);
  }

  async getChildren(node?: AccessNode): Promise<AccessNode[]> {
    const target = (this.#shown = this.target);
    if (node !== undefined || target === undefined) return [];
    const { accessNodes, failedNode } = await loadFaces();
    const { signal } = this.#loading;
    try {
      return accessNodes(await this.#picture(target, signal), target);
    } catch (error) {
      // It changed meanwhile, and is asked for again.
      if (signal.aborted || Cancelled.is(error)) return [];
      const doing = l10n.t('reading access');
      this.parts.messages.logFailure(error, doing);
      const text = this.parts.messages.textOf(error, doing);
      return text ? [failedNode(text, target)] : [];
    }
  }

  /** Reads it anew. */
  refresh(): void {
    this.#anew = true;
    this.#reload();
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#loading.abort();
    this.#changed.dispose();
  }

  async #picture(target: Target, signal: AbortSignal): ReturnType<AccessReader['read']> {
    const { accounts, reader } = this.parts;
    await expectLive(accounts, target.accountId);
    const session = await accounts.session(target.accountId);
    throwIfCancelled(signal);
    const known = session && reader.last(target, session);
    if (known && !this.#anew) return known;
    this.#anew = false;
    return reader.read(target, signal);
  }

  #reload(): void {
    this.#loading.abort();
    this.#loading = new AbortController();
    this.#changed.fire(undefined);
  }
}
