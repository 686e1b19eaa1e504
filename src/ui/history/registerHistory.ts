import { commands as editorCommands, l10n, window } from 'vscode';
import { systemClock } from '../../core/clock';
import { Cancelled } from '../../core/failure';
import type { Disposable } from '../../core/ports';
import { chooseAccount } from '../accounts/accountPicker';
import type { AccountService } from '../accounts/accountService';
import { registerCommand, registerNodeCommand } from '../commandRunner';
import { commands, contextKeys, views } from '../contributions';
import { loadFaces } from '../faces';
import type { Ledgers } from '../ledgers';
import type { Messages } from '../messages';
import type { Query } from '../query/registerQuery';
import { copyStatement, goToFile, openAsFile, runAgain, type HistoryItem } from './historyActions';
import { HistoryTree } from './historyTree';
import type { StatementNode } from './nodes';
import { ReopenedResults } from './openResultAgain';

interface Parts {
  accounts: AccountService;
  ledgers: Ledgers;
  query: Query;
  messages: Messages;
}

/** Hands the history to the editor. */
export function registerHistory({ accounts, ledgers, query, messages }: Parts): Disposable[] {
  const { runs, store, results, restored } = query;
  const tree = new HistoryTree({ accounts, ledger: ledgers.runs, messages, clock: systemClock });
  const view = window.createTreeView(views.history, { treeDataProvider: tree, showCollapseAll: true });
  const reopened = new ReopenedResults({ accounts, store, view: results });

  const filterBy = (text: string): void => {
    tree.filter = text;
    view.message = tree.filter === '' ? '' : l10n.t('Filter: {0}', tree.filter);
    void editorCommands.executeCommand('setContext', contextKeys.historyFiltered, tree.filter !== '');
  };
  const askForFilter = async (): Promise<void> => {
    const text = await window.showInputBox({
      title: l10n.t('Filter History'),
      prompt: l10n.t('Words of the statement, the file, the target or the error'),
      value: tree.filter,
    });
    if (text === undefined) throw new Cancelled();
    filterBy(text);
  };
  const clear = async (): Promise<void> => {
    const { account } = await chooseAccount(accounts, l10n.t('Clear the history'));
    const yes = l10n.t('Clear History');
    const detail = l10n.t(
      'Its runs, and the values remembered for parameters, are deleted from this computer. Runs that still go on stay until they have ended.',
    );
    const question = l10n.t('Clear the history of {0}?', account.label);
    if ((await window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) throw new Cancelled();
    // What a closed window left is answered for first, and cleared with the rest.
    await restored.takeOver(account.id);
    await ledgers.runs.clear(account.id);
    tree.refresh();
  };
  const actions = {
    openResultAgain: ({ run, statement }: StatementNode) => reopened.open(run, statement),
    runAgain: (node: HistoryItem) => runAgain(node, runs),
    openAsFile,
    copyStatement,
    goToFile,
  };

  const showing = l10n.t('showing the history');
  return [
    tree,
    view,
    reopened,
    registerCommand(messages, commands.refreshHistory, showing, () => tree.refresh()),
    registerCommand(messages, commands.showMoreHistory, showing, () => tree.showMore()),
    registerCommand(messages, commands.filterHistory, showing, askForFilter),
    registerCommand(messages, commands.clearHistoryFilter, showing, () => filterBy('')),
    registerCommand(messages, commands.searchHistory, showing, async () =>
      (await loadFaces()).searchHistory(() => tree.runs(), actions),
    ),
    registerCommand(messages, commands.clearHistory, l10n.t('clearing the history'), clear),
    registerCommand(messages, commands.showRoleHistory, showing, async () =>
      (await loadFaces()).showRoleHistory(accounts, tree, messages),
    ),
    registerNodeCommand(messages, commands.runAgain, l10n.t('running SQL'), actions.runAgain),
    registerNodeCommand(messages, commands.openResultAgain, l10n.t('loading rows'), actions.openResultAgain),
    registerNodeCommand(messages, commands.copyStatement, l10n.t('copying the statement'), copyStatement),
    registerNodeCommand(messages, commands.openAsFile, l10n.t('opening the statement'), openAsFile),
    registerNodeCommand(messages, commands.goToFile, l10n.t('opening the file'), goToFile),
  ];
}
