import { l10n, window } from 'vscode';
import { Cancelled } from '../../core/failure';
import type { CopyFormat } from '../../webview/protocol';

/** Asks what to copy the selected cells as. Rejects with Cancelled. */
export async function chooseCopyFormat(): Promise<CopyFormat> {
  const items: { label: string; description: string; format: CopyFormat }[] = [
    { label: 'TSV', description: l10n.t('with names; spreadsheets take it'), format: 'tsv' },
    { label: 'CSV', description: l10n.t('with names'), format: 'csv' },
    { label: 'JSON', description: l10n.t('an object for each row'), format: 'json' },
    { label: 'Markdown', description: l10n.t('a table'), format: 'markdown' },
    { label: 'INSERT', description: l10n.t('statements; you fill in the table’s name'), format: 'insert' },
    { label: 'IN', description: l10n.t('a list of the values, each once and without NULL'), format: 'inList' },
  ];
  const chosen = await window.showQuickPick(items, { title: l10n.t('Copy As') });
  if (chosen === undefined) throw new Cancelled();
  return chosen.format;
}
