import { l10n } from 'vscode';
import type { ResultsTexts } from '../../webview/protocol';

/** All words of the results page; {0}, {1} are filled in by the page itself. */
export function resultsTexts(): ResultsTexts {
  return {
    emptyTitle: l10n.t('No results yet'),
    emptyHint:
      process.platform === 'darwin'
        ? l10n.t('Put the cursor into a statement of a SQL file and press Cmd+Enter to see its rows here.')
        : l10n.t('Put the cursor into a statement of a SQL file and press Ctrl+Enter to see its rows here.'),
    emptyEarlier: l10n.t('What ran before is in the History; results of the last 24 hours open again from there.'),
    showHistory: l10n.t('Show History'),
    messages: l10n.t('Messages'),
    results: l10n.t('Results'),
    resultGrid: l10n.t('Rows of the result'),
    running: l10n.t('Running {0} of {1}'),
    runningOne: l10n.t('Running'),
    cancelling: l10n.t('Cancelling'),
    finished: l10n.t('Finished'),
    failed: l10n.t('Failed'),
    cancelled: l10n.t('Cancelled'),
    cancel: l10n.t('Cancel'),
    noRows: l10n.t('The statement returned no rows.'),
    row: l10n.t('{0} row'),
    rows: l10n.t('{0} rows'),
    column: l10n.t('{0} column'),
    columns: l10n.t('{0} columns'),
    affectedOne: l10n.t('{0} row affected'),
    affected: l10n.t('{0} rows affected'),
    statementFinished: l10n.t('Done'),
    statementWaiting: l10n.t('Waiting'),
    statementRunning: l10n.t('Running'),
    statementFailed: l10n.t('Failed'),
    statementUnknown: l10n.t('End not known'),
    statementCancelled: l10n.t('Cancelled'),
    statementNotRun: l10n.t('Not run'),
    hint: l10n.t('Hint: {0}'),
    line: l10n.t('Line {0}'),
    fromSessionMenu: l10n.t('From the session menu'),
    goToStatement: l10n.t('Go to the statement'),
    loadingRows: l10n.t('Loading rows: {0} of {1}'),
    loadedRows: l10n.t('Stopped after {0} of {1} rows'),
    stopLoading: l10n.t('Stop'),
    continueLoading: l10n.t('Continue'),
    loadFailed: l10n.t('The rows could not be loaded: {0}'),
    stale: l10n.t('This is the result of an earlier run.'),
    staleTab: l10n.t('Result of an earlier run'),
    selection: l10n.t('{0} × {1} selected'),
    rowNumber: l10n.t('Row number'),
    nullValue: 'NULL',
    milliseconds: l10n.t('{0} ms'),
    seconds: l10n.t('{0} s'),
    minutes: l10n.t('{0} min {1} s'),
  };
}
