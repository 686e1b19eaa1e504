import { l10n, window } from 'vscode';
import { systemClock } from '../../core/clock';
import type { Disposable } from '../../core/ports';
import type { AccountService } from '../accounts/accountService';
import { registerCommand, registerNodeCommand } from '../commandRunner';
import { commands, views } from '../contributions';
import type { Messages } from '../messages';
import type { Query } from '../query/registerQuery';
import { closeSessionOf } from './closing';
import type { SessionNode } from './nodes';
import { SessionsTree } from './sessionsTree';

interface Parts {
  accounts: AccountService;
  query: Query;
  messages: Messages;
}

/** Hands the open sessions to the editor. */
export function registerSessions({ accounts, query, messages }: Parts): Disposable[] {
  const tree = new SessionsTree({ accounts, runs: query.runs, messages, clock: systemClock });
  const close = async (node: SessionNode): Promise<void> => {
    const work = closeSessionOf(node, accounts);
    try {
      await window.withProgress({ location: { viewId: views.sessions } }, () => work);
      // A file may go on with it that has not run anything since the window was loaded.
      query.closedSessions.add(node.session.id);
    } finally {
      tree.refresh();
    }
  };
  return [
    tree,
    window.createTreeView(views.sessions, { treeDataProvider: tree, showCollapseAll: true }),
    registerCommand(messages, commands.refreshSessions, l10n.t('listing sessions'), () => tree.refresh()),
    registerNodeCommand(messages, commands.closeSession, l10n.t('closing the session'), close),
  ];
}
