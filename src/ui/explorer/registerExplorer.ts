import { l10n, window, type TreeView } from 'vscode';
import type { Disposable } from '../../core/ports';
import type { Target } from '../../core/warehouse';
import type { AccountService } from '../accounts/accountService';
import { registerCommand } from '../commandRunner';
import { commands, views } from '../contributions';
import type { Messages } from '../messages';
import type { ProfileSettings } from '../profiles/profileSettings';
import { ExplorerTree } from './explorerTree';
import type { TreeNode } from './nodes';

/** Shows a schema in the tree. Rejects with Cancelled. */
export type GoToSchema = (target: Target, schema: string) => Promise<void>;

/** What others need of the tree. */
export interface Explorer {
  goToSchema: GoToSchema;
  disposables: Disposable[];
}

/** Hands the tree to the editor. */
export function registerExplorer(accounts: AccountService, profiles: ProfileSettings, messages: Messages): Explorer {
  const tree = new ExplorerTree(accounts, messages);
  const refreshing = l10n.t('refreshing the tree');
  const view = window.createTreeView(views.explorer, { treeDataProvider: tree, showCollapseAll: true });
  const disposables = [
    tree,
    // A profile may name other warehouses now.
    profiles.onDidChange(() => tree.refresh()),
    view,
    registerCommand(messages, commands.refreshExplorer, refreshing, () => tree.refresh()),
    registerCommand(messages, commands.refreshNode, refreshing, (node?: TreeNode) => tree.refresh(node)),
  ];
  return { goToSchema: (target, schema) => goToSchema(tree, view, target, schema), disposables };
}

/** Goes as far as the tree does: what it could not list stands there, and says why. */
async function goToSchema(tree: ExplorerTree, view: TreeView<TreeNode>, target: Target, schema: string): Promise<void> {
  const { node, complete } = await tree.find(target, schema);
  if (node) await view.reveal(node, { select: true, focus: true, expand: complete });
  if (!complete) {
    void window.showInformationMessage(l10n.t('The schema {0} is not in the explorer.', schema));
  }
}
