import { EventEmitter, l10n, type TreeDataProvider, type TreeItem } from 'vscode';
import type { Disposable } from '../../core/ports';
import { warehouseKey, type Target } from '../../core/warehouse';
import type { AccountsChange, AccountService } from '../accounts/accountService';
import type { Messages } from '../messages';
import { NodeCache } from './nodeCache';
import { loadChildren } from './nodeLoaders';
import type { ParentNode, TreeNode } from './nodes';
import { treeItemOf } from './treeItems';

/** The sidebar's tree: accounts, their warehouses, and what is in them as far as the account may see it. */
export class ExplorerTree implements TreeDataProvider<TreeNode>, Disposable {
  readonly #changed = new EventEmitter<TreeNode | undefined>();
  readonly #cache: NodeCache;
  readonly #parents = new WeakMap<TreeNode, ParentNode>();
  readonly #listeners: Disposable[];

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(
    accounts: AccountService,
    private readonly messages: Messages,
  ) {
    this.#cache = new NodeCache(async (parent, signal) => {
      const loaded = await loadChildren(accounts, parent, signal);
      for (const node of loaded.nodes) {
        if (node.kind === 'failed') messages.logFailure(node.error, l10n.t('loading the tree'));
      }
      return loaded;
    });
    this.#listeners = [
      accounts.onDidChange((change) => this.#onAccountsChanged(change)),
      accounts.onDidEnd(() => this.#refreshTop()),
    ];
  }

  getTreeItem(node: TreeNode): TreeItem {
    return treeItemOf(node, this.messages);
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node !== undefined && !isParent(node)) return [];
    const children = await this.#cache.children(node);
    if (node) for (const child of children) this.#parents.set(child, node);
    return children;
  }

  /** The editor asks for it to reveal a node. */
  getParent(node: TreeNode): TreeNode | undefined {
    return this.#parents.get(node);
  }

  /** The node of a schema, or where it is not there, the last on the way to it. */
  async find(target: Target, schema: string): Promise<{ node: TreeNode | undefined; complete: boolean }> {
    const wanted: ((node: TreeNode) => boolean)[] = [
      (node) => node.kind === 'account' && node.accountId === target.accountId,
      (node) => node.kind === 'warehouse' && warehouseKey(node.warehouse) === warehouseKey(target.warehouse),
      (node) => node.kind === 'database' && node.database === target.database,
      (node) => node.kind === 'schema' && node.schema === schema,
    ];
    let node: TreeNode | undefined;
    for (const isWanted of wanted) {
      const next = (await this.getChildren(node)).find(isWanted);
      if (!next) return { node, complete: false };
      node = next;
    }
    return { node, complete: true };
  }

  /** Loads a node's children again; what failed, by its parent; of nothing: the whole tree. */
  refresh(node?: TreeNode): void {
    const parent = node?.kind === 'failed' ? node.parent : node;
    if (parent !== undefined && !isParent(parent)) return;
    this.#cache.forget(parent?.id);
    this.#changed.fire(parent);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#cache.forget();
    this.#changed.dispose();
  }

  /** Another sign-in can mean other roles, so that nothing of what was seen before is kept for the account. */
  #onAccountsChanged({ removed, changed }: AccountsChange): void {
    for (const { account } of [...removed, ...changed]) this.#cache.forget(account.id);
    this.#refreshTop();
  }

  /** The accounts alone: what was loaded of one whose session is over can still be looked at, and what is loading waits for the next. */
  #refreshTop(): void {
    this.#cache.forgetTop();
    this.#changed.fire(undefined);
  }
}

function isParent(node: TreeNode): node is ParentNode {
  return node.kind !== 'column' && node.kind !== 'failed' && node.kind !== 'empty';
}
