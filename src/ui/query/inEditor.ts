import { l10n, window, type TextEditor } from 'vscode';
import { isSql } from './sqlDocument';

/** A command for the active SQL file; says so where there is none. */
export function inEditor(act: (editor: TextEditor) => unknown): () => unknown {
  return () => {
    const editor = window.activeTextEditor;
    if (editor !== undefined && isSql(editor.document)) return act(editor);
    void window.showInformationMessage(l10n.t('Open a SQL file first.'));
    return undefined;
  };
}
