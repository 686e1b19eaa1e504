import path from 'node:path';
import { commands as editorCommands, env, l10n, ProgressLocation, Uri, window, workspace } from 'vscode';
import { Cancelled, Failure } from '../../core/failure';
import { exportBytes } from '../../rows/export/exportBytes';
import { formatOf, type FileFormat } from '../../rows/export/formats';
import { saveFile } from '../../rows/export/saveFile';
import { withSignal } from '../cancellation';
import { settings, settingsSection } from '../contributions';
import { askFile } from './saveDialog';
import type { ResultsStore } from './resultsStore';
import type { StoredResult } from './storedResult';
import { writeElsewhere } from './writeElsewhere';

/** Rows of a sheet of Excel below its names. */
const rowsBelowNames = 1_048_575;

/**
 * Asks where to, and writes a result of the run that is shown into a file; its name says the format.
 * @param resultId asked for where it is not said, and there are several
 * @throws Failure rows.*; Cancelled
 */
export async function saveResults(store: ResultsStore, resultId?: string): Promise<void> {
  const result = await chooseResult(store, resultId);
  if (result === undefined) {
    void window.showInformationMessage(l10n.t('There is no result to save. Run a statement first.'));
    return;
  }
  const target = await askFile(store, result);
  const file = path.posix.basename(target.path);
  const format = formatOf(file);
  if (format === undefined) throw new Failure('rows.unknownFormat', { file });
  const saved = await write(result, target, format);
  // Not waited for: the command is over, the message may stand for hours.
  void tell(target, format, saved);
}

async function chooseResult(store: ResultsStore, resultId: string | undefined): Promise<StoredResult | undefined> {
  const results = store.shownRun()?.results ?? [];
  const asked = resultId === undefined ? undefined : store.result(resultId);
  if (asked !== undefined || results.length < 2) return asked ?? results[0];
  const items = results.map((result) => ({ label: result.title, description: rowsText(result.totalRows), result }));
  const chosen = await window.showQuickPick(items, { title: l10n.t('Save Results As') });
  if (chosen === undefined) throw new Cancelled();
  return chosen.result;
}

/** @returns rows that were written */
function write(result: StoredResult, target: Uri, format: FileFormat): Thenable<number> {
  const file = path.posix.basename(target.path);
  const defuse = workspace.getConfiguration(settingsSection).get<boolean>(settings.defuseFormulas, true);
  const count = (rows: number): string => rows.toLocaleString(env.language);
  return window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Saving {0}', file), cancellable: true },
    (progress, token) =>
      withSignal(token, async (signal) => {
        let saved = 0;
        const bytes = exportBytes(format, result.exported(signal), { headers: true, defuse }, (rows) => {
          saved = rows;
          progress.report({ message: l10n.t('{0} of {1} rows', count(rows), count(result.totalRows)) });
        });
        try {
          if (target.scheme === 'file') await saveFile(target.fsPath, bytes, signal);
          else await writeElsewhere(target, bytes, signal);
        } catch (error) {
          // The rows went, which the person did not ask for.
          if (Cancelled.is(error) && !signal.aborted) {
            throw new Failure('rows.goneWhileSaving', { file }, { cause: error });
          }
          throw error;
        }
        return saved;
      }),
  );
}

async function tell(target: Uri, format: FileFormat, rows: number): Promise<void> {
  const file = path.posix.basename(target.path);
  const text =
    format === 'excel' && rows > rowsBelowNames
      ? l10n.t(
          '{0} was saved in {1}. A sheet of Excel holds {2} rows: the others are in further sheets.',
          rowsText(rows),
          file,
          rowsBelowNames.toLocaleString(env.language),
        )
      : l10n.t('{0} saved in {1}.', rowsText(rows), file);
  const open = l10n.t('Open');
  if ((await window.showInformationMessage(text, open)) !== open) return;
  if (format === 'excel') await env.openExternal(target);
  else await editorCommands.executeCommand('vscode.open', target);
}

function rowsText(rows: number): string {
  return rows === 1 ? l10n.t('{0} row', 1) : l10n.t('{0} rows', rows.toLocaleString(env.language));
}
