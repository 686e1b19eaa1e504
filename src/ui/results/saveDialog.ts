import { l10n, Uri, window, workspace } from 'vscode';
import { Cancelled } from '../../core/failure';
import { fileEndings, type FileFormat } from '../../rows/export/formats';
import { fileOfKey } from './reopenedKey';
import type { ResultsStore } from './resultsStore';
import type { StoredResult } from './storedResult';

/** Asks where a result is to be saved, beside the file that it is of. Rejects with Cancelled. */
export async function askFile(store: ResultsStore, result: StoredResult): Promise<Uri> {
  const names: Readonly<Record<FileFormat, string>> = {
    csv: l10n.t('CSV (comma-separated)'),
    excel: l10n.t('Excel workbook'),
    json: l10n.t('JSON'),
    jsonLines: l10n.t('JSON Lines'),
    tsv: l10n.t('TSV (tab-separated)'),
    markdown: l10n.t('Markdown table'),
    insert: l10n.t('SQL INSERT statements'),
  };
  const filters = Object.entries(fileEndings).map(([format, endings]) => [names[format as FileFormat], [...endings]]);
  const defaultUri = proposal(store, result);
  const file = await window.showSaveDialog({
    title: l10n.t('Save Results As'),
    filters: Object.fromEntries(filters) as Record<string, string[]>,
    ...(defaultUri && { defaultUri }),
  });
  if (file === undefined) throw new Cancelled();
  return file;
}

function proposal(store: ResultsStore, result: StoredResult): Uri | undefined {
  const run = store.shownRun();
  const key = run && store.fileOf(run.id);
  const file = key === undefined ? undefined : Uri.parse(fileOfKey(key), true);
  const folder =
    file === undefined || file.scheme === 'untitled' ? workspace.workspaceFolders?.[0]?.uri : Uri.joinPath(file, '..');
  const stem = file === undefined ? 'results' : (file.path.split('/').at(-1) ?? '').replace(/\.[^.]*$/, '');
  const name = `${stem} ${result.title}.csv`;
  return folder === undefined ? undefined : Uri.joinPath(folder, name);
}
