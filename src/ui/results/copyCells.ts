import { env, l10n, ProgressLocation, window } from 'vscode';
import type { Row } from '../../core/result';
import { clipboardTextOf } from '../../core/tsv';
import type { CellRange, CopyFormat } from '../../webview/protocol';
import { withSignal } from '../cancellation';
import { loadFaces } from '../faces';
import type { StoredResult } from './storedResult';

/** Editors and browsers choke on more; who needs it wants a file. */
const charactersForClipboard = 50_000_000;

/** Puts cells on the clipboard, fetching the rows that are not here. Rejects as the fetching does, or with Cancelled. */
export async function copyCells(
  result: StoredResult,
  range: CellRange,
  withHeaders: boolean,
  format: CopyFormat = 'tsv',
): Promise<void> {
  const rows = result.has(range)
    ? await result.cells(range, () => undefined, new AbortController().signal)
    : await fetchCells(result, range);
  const columns = result.columns(range);
  // One cell alone is copied as it is, which is more than TSV says.
  const text =
    format === 'tsv'
      ? clipboardTextOf(rows, withHeaders ? columns.map(({ name }) => name) : undefined)
      : (await loadFaces()).copiedText(format, columns, rows, withHeaders);
  if (text.length > charactersForClipboard) {
    void window.showWarningMessage(
      l10n.t(
        'The selected cells are too much for the clipboard ({0} million characters). Select fewer rows or columns.',
        Math.round(text.length / 1_000_000),
      ),
    );
    return;
  }
  await env.clipboard.writeText(text);
}

function fetchCells(result: StoredResult, range: CellRange): Thenable<Row[]> {
  const count = (rows: number): string => rows.toLocaleString(env.language);
  const wanted = range.bottom + 1;
  return window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Copying rows'), cancellable: true },
    (progress, token) => {
      const onProgress = (loaded: number): void =>
        progress.report({ message: l10n.t('{0} of {1} fetched', count(Math.min(loaded, wanted)), count(wanted)) });
      return withSignal(token, (signal) => result.cells(range, onProgress, signal));
    },
  );
}
