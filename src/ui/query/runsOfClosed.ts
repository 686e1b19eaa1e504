import { l10n, window, workspace, type TextDocument } from 'vscode';
import type { Disposable } from '../../core/ports';
import type { RunState } from '../../webview/protocol';
import type { FileRun } from './fileRun';
import { fileKey, fileName } from './sqlDocument';

/**
 * What runs in a document goes on when the document is closed: a tab is closed by mistake easily, the editor has no way to ask
 * before, and hours of a statement cannot be given back, while cancelling takes one click. So it is told, with that click.
 *
 * Resolves when the run is over.
 */
export async function untilRunIsOver(file: FileRun, onDidChange: (listener: () => void) => Disposable): Promise<void> {
  // A change of the language closes a document and opens it again at once.
  await Promise.resolve();
  // Nobody looks at a document that was opened to pick up its run: it is closed by the editor itself.
  if (!file.pickedUp && !isOpen(file.document)) void offerCancel(file);
  await new Promise<void>((resolve) => {
    const listener = onDidChange(() => look());
    const look = (): void => {
      if (file.active) return;
      listener.dispose();
      resolve();
    };
    look();
  });
}

/** Tells how the run of a closed document ended. Resolves when that was read; true where its results are wanted. */
export async function tellEnd(file: FileRun): Promise<boolean> {
  const text = endText(file.record?.state, fileName(file.document));
  if (file.pickedUp || text === undefined) return false;
  const show = l10n.t('Show Results');
  return (await window.showInformationMessage(text, show)) === show;
}

export function isOpen(document: Pick<TextDocument, 'uri'>): boolean {
  return workspace.textDocuments.some((each) => fileKey(each) === fileKey(document));
}

async function offerCancel(file: FileRun): Promise<void> {
  const cancel = l10n.t('Cancel It');
  const letRun = l10n.t('Let It Run');
  const text = l10n.t(
    '{0} was closed while it runs. The run goes on; at its end you are told, and the session is closed, with any transaction that it left open.',
    fileName(file.document),
  );
  const { record } = file;
  const chosen = await window.showInformationMessage(text, letRun, cancel);
  // The message may stand until the file is open again and runs something else.
  if (chosen === cancel && file.record === record) file.cancel();
}

/** Undefined where the person has ended it. */
function endText(state: RunState | undefined, name: string): string | undefined {
  if (state === 'finished') return l10n.t('The run of {0}, which was closed, has finished.', name);
  return state === 'failed' ? l10n.t('The run of {0}, which was closed, did not end well; its results say how.', name) : undefined;
}
