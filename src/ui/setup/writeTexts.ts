import { FileSystemError, l10n, Uri, window, workspace } from 'vscode';
import { Cancelled } from '../../core/failure';

/** A file to be written. */
export interface TextFile {
  file: string;
  text: string;
}

/**
 * Asks for a folder and writes files there. What is there already is replaced only after a question that names it.
 * @returns the folder. Rejects with Cancelled or the system's error
 */
export async function writeTexts(files: readonly TextFile[]): Promise<Uri> {
  const [folder] =
    (await window.showOpenDialog({
      title: l10n.t('Write Files to Folder'),
      openLabel: l10n.t('Write Here'),
      canSelectFiles: false,
      canSelectFolders: true,
      ...(workspace.workspaceFolders?.[0] && { defaultUri: workspace.workspaceFolders[0].uri }),
    })) ?? [];
  if (!folder) throw new Cancelled();
  const present: string[] = [];
  for (const { file } of files) if (await exists(Uri.joinPath(folder, file))) present.push(file);
  if (present.length > 0) await confirm(present);
  for (const { file, text } of files) await workspace.fs.writeFile(Uri.joinPath(folder, file), Buffer.from(text));
  return folder;
}

async function exists(file: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(file);
    return true;
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') return false;
    throw error;
  }
}

async function confirm(present: readonly string[]): Promise<void> {
  const replace = l10n.t('Replace');
  const question = l10n.t('Files of these names are in the folder already. Replace them?');
  const chosen = await window.showWarningMessage(question, { modal: true, detail: present.join('\n') }, replace);
  if (chosen === undefined) throw new Cancelled();
}
