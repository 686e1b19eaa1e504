import { l10n, window } from 'vscode';
import type { Disposable } from '../../core/ports';
import type { AccountService } from '../accounts/accountService';
import { registerCommand } from '../commandRunner';
import { commands, views } from '../contributions';
import type { Messages } from '../messages';
import type { ProfileSettings } from '../profiles/profileSettings';
import { ExplorerTree } from './explorerTree';
import type { TreeNode } from './nodes';

/** Hands the tree to the editor. */
export function registerExplorer(
  accounts: AccountService,
  profiles: ProfileSettings,
  messages: Messages,
): Disposable[] {
  const tree = new ExplorerTree(accounts, messages);
  const refreshing = l10n.t('refreshing the tree');
  return [
    tree,
    // A profile may name other warehouses now.
    profiles.onDidChange(() => tree.refresh()),
    window.createTreeView(views.explorer, { treeDataProvider: tree, showCollapseAll: true }),
    registerCommand(messages, commands.refreshExplorer, refreshing, () => tree.refresh()),
    registerCommand(messages, commands.refreshNode, refreshing, (node?: TreeNode) => tree.refresh(node)),
  ];
}
