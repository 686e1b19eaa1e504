import path from 'node:path';
import { FileSystemError, workspace, type Uri } from 'vscode';
import { Cancelled, Failure, throwIfCancelled } from '../../core/failure';

/** The editor's file systems take files as a whole: so much is gathered in memory. */
const mostBytes = 50_000_000;

/**
 * Writes a file that is not on this computer: as a whole, to `<name>.part` beside it, which then takes its name.
 * @throws Failure rows.tooLargeToSave, rows.notSaved; what the bytes throw; Cancelled
 */
export async function writeElsewhere(
  target: Uri,
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  const file = path.posix.basename(target.path);
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bytes) {
    throwIfCancelled(signal);
    size += piece.length;
    if (size > mostBytes) {
      throw new Failure('rows.tooLargeToSave', { file, megabytes: Math.round(mostBytes / 1_000_000) });
    }
    pieces.push(piece);
  }
  const part = target.with({ path: `${target.path}.part` });
  try {
    await workspace.fs.writeFile(part, Buffer.concat(pieces));
    throwIfCancelled(signal);
    await workspace.fs.rename(part, target, { overwrite: true });
  } catch (error) {
    await workspace.fs.delete(part).then(undefined, () => {
      // It may not be there; what went wrong before is what the person has to know of.
    });
    if (Cancelled.is(error)) throw error;
    const reason = error instanceof FileSystemError ? error.code : String(error);
    throw new Failure('rows.notSaved', { file, reason }, { cause: error });
  }
}
