import path from 'node:path';
import { l10n, Uri, window, workspace } from 'vscode';
import { accessFileSuffix, accessFileText, readAccessFile } from '../../access/accessFile';
import type { AccessPicture } from '../../access/accessPicture';
import { Cancelled, Failure } from '../../core/failure';

/** Asks where to, and writes a picture into a file. Rejects with Cancelled or the system's error. */
export async function savePicture(picture: AccessPicture): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const name = `${picture.account}-${picture.warehouse.name}`.replace(/[^\w.@-]+/g, '-') + accessFileSuffix;
  const file = await window.showSaveDialog({
    title: l10n.t('Export What {0} May Do', picture.account),
    ...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, name) }),
    filters: { [l10n.t('Pictures of access')]: [accessFileSuffix.slice(1)] },
  });
  if (!file) throw new Cancelled();
  await workspace.fs.writeFile(file, Buffer.from(accessFileText(picture)));
  void window.showInformationMessage(
    l10n.t('Written to {0}. It holds names and privileges, no secrets.', path.posix.basename(file.path)),
  );
}

/** A picture out of a file that is asked for. @throws Failure `accessFile.unusable`; Cancelled */
export async function openPicture(): Promise<AccessPicture> {
  const [file] =
    (await window.showOpenDialog({
      title: l10n.t('Compare with a Saved Picture'),
      filters: { [l10n.t('Pictures of access')]: ['json'] },
    })) ?? [];
  if (!file) throw new Cancelled();
  const read = readAccessFile(Buffer.from(await workspace.fs.readFile(file)).toString('utf8'));
  if ('picture' in read) return read.picture;
  throw new Failure('accessFile.unusable', { file: path.posix.basename(file.path), problem: read.problem });
}
