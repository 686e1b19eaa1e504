import { l10n, window, type QuickPickItem } from 'vscode';
import { Cancelled } from '../../core/failure';
import type { LedgerRun } from '../../run/ledgerRuns';
import { targetWords } from '../query/targetWords';
import { errorWords, firstLine, statementNumbers, timeWords } from './historyWords';
import { statementNode } from './nodeMapping';
import type { StatementNode } from './nodes';
import { findStatements, type FoundStatement } from './runFilter';
import { statementStatus } from './statusWords';
import { hasResult } from './treeItems';

/** So many are listed; who looks for something older types more of it. */
const mostFound = 200;

/** What can be done with a statement that was found. */
export interface SearchActions {
  openResultAgain(node: StatementNode): unknown;
  runAgain(node: StatementNode): unknown;
  openAsFile(node: StatementNode): unknown;
  copyStatement(node: StatementNode): unknown;
  goToFile(node: StatementNode): unknown;
}

/** Looks for statements by their text, file, target or error, then asks what to do with the one that is chosen. */
export async function searchHistory(load: () => Promise<LedgerRun[]>, actions: SearchActions): Promise<void> {
  const { run, statement } = await pickStatement(load);
  const node = statementNode(run, statement);
  const items: (QuickPickItem & { act: () => unknown })[] = [
    ...(hasResult(statement)
      ? [{ label: `$(table) ${l10n.t('Open Result Again')}`, act: () => actions.openResultAgain(node) }]
      : []),
    { label: `$(new-file) ${l10n.t('Open as File')}`, act: () => actions.openAsFile(node) },
    { label: `$(copy) ${l10n.t('Copy Statement')}`, act: () => actions.copyStatement(node) },
    { label: `$(go-to-file) ${l10n.t('Go to File')}`, act: () => actions.goToFile(node) },
    { label: `$(play) ${l10n.t('Run Again')}`, act: () => actions.runAgain(node) },
  ];
  const chosen = await window.showQuickPick(items, { title: firstLine(statement.text) });
  if (chosen === undefined) throw new Cancelled();
  await chosen.act();
}

async function pickStatement(load: () => Promise<LedgerRun[]>): Promise<FoundStatement> {
  const pick = window.createQuickPick<QuickPickItem & { found: FoundStatement }>();
  try {
    return await new Promise<FoundStatement>((resolve, reject) => {
      let runs: readonly LedgerRun[] = [];
      const show = (): void => {
        pick.items = findStatements(runs, pick.value, mostFound).map(itemOf);
      };
      pick.title = l10n.t('Search History');
      pick.placeholder = l10n.t('Words of the statement, the file, the target or the error');
      pick.busy = true;
      pick.onDidChangeValue(show);
      pick.onDidAccept(() => {
        const [item] = pick.selectedItems;
        if (item !== undefined) resolve(item.found);
      });
      pick.onDidHide(() => reject(new Cancelled()));
      pick.show();
      load().then((loaded) => {
        runs = loaded;
        pick.busy = false;
        if (runs.length === 0) pick.placeholder = l10n.t('Nothing was run yet');
        show();
      }, reject);
    });
  } finally {
    pick.dispose();
  }
}

function itemOf(found: FoundStatement): QuickPickItem & { found: FoundStatement } {
  const { run, statement } = found;
  const error = errorWords(statement.error);
  return {
    label: firstLine(statement.text),
    iconPath: statementStatus(statement).icon,
    description: `${run.name} · ${new Date(statement.at).toLocaleDateString()} ${timeWords(statement.at)}`,
    detail: [
      targetWords(run.user, run.target),
      statementNumbers(statement),
      ...(error === undefined ? [] : [firstLine(error)]),
    ].join(' · '),
    // What fits is found here: the text has more lines than the label shows.
    alwaysShow: true,
    found,
  };
}
