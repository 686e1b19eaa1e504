import { l10n, SnippetString, window, workspace } from 'vscode';
import { Cancelled } from '../../core/failure';
import { canUnload, unloadQuery } from '../../sql/unload';
import { languages } from '../contributions';
import type { DocumentStatements } from '../query/documentStatements';
import { isSql } from '../query/sqlDocument';

/**
 * Opens an UNLOAD statement of a query in a document of its own; bucket and role are for the person to fill in, and nothing runs.
 * Rejects with Cancelled.
 * @param statement that at the cursor where it is missing
 */
export async function prepareUnload(statements: DocumentStatements, statement?: string): Promise<void> {
  const query = statement ?? statementAtCursor(statements);
  if (query === undefined || !canUnload(query)) {
    void window.showInformationMessage(l10n.t('Put the cursor into a SELECT statement: UNLOAD writes its rows.'));
    return;
  }
  const items = [
    { label: 'Parquet', format: 'PARQUET' },
    { label: 'CSV', format: 'CSV HEADER' },
  ];
  const chosen = await window.showQuickPick(items, { title: l10n.t('Prepare UNLOAD: Format of the Files') });
  if (chosen === undefined) throw new Cancelled();
  const document = await workspace.openTextDocument({ language: languages.sql, content: '' });
  const editor = await window.showTextDocument(document, { preview: false });
  await editor.insertSnippet(unloadSnippet(query, chosen.format));
}

function unloadSnippet(query: string, format: string): SnippetString {
  return new SnippetString()
    .appendText(`-- ${l10n.t('Fill in the bucket, and a role of the warehouse that may write there. Then run it.')}\n`)
    .appendText(`UNLOAD ${unloadQuery(query)}\nTO 's3://`)
    .appendPlaceholder('bucket/folder/')
    .appendText(`'\nIAM_ROLE '`)
    .appendPlaceholder('arn:aws:iam::123456789012:role/name')
    .appendText(`'\nFORMAT AS ${format};\n`);
}

function statementAtCursor(statements: DocumentStatements): string | undefined {
  const editor = window.activeTextEditor;
  if (editor === undefined || !isSql(editor.document)) return undefined;
  return statements.of(editor.document).at(editor.document.offsetAt(editor.selection.active))?.text;
}
