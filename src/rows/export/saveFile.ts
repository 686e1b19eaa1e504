import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Cancelled, Failure, throwIfCancelled } from '../../core/failure';
import { writeAll } from '../../store/durable';
import { codeOf } from '../../store/systemError';

/** The files of this computer, as far as saving uses them. All reject with the system's error. */
export interface SavingFiles {
  /** Makes a file that must not be there yet. */
  create(file: string): Promise<Pick<FileHandle, 'write' | 'datasync' | 'close'>>;
  /** Puts one file in the place of another, which may be there. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file that may be gone. */
  remove(file: string): Promise<void>;
}

const localFiles: SavingFiles = {
  create: (file) => open(file, 'wx'),
  rename,
  remove: (file) => rm(file, { force: true }),
};

/**
 * Writes a file: to `<name>.part` beside it, which takes its name when all of it is on disk. Whatever goes wrong, and when it is
 * cancelled, what was there by that name is still there, and no part is left.
 * @throws Failure rows.notSaved; what the bytes throw; Cancelled
 */
export async function saveFile(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  files: SavingFiles = localFiles,
): Promise<void> {
  const { part, handle } = await createPart(file, files);
  try {
    try {
      let at = 0;
      for await (const piece of bytes) {
        throwIfCancelled(signal);
        await writeAll(handle, Buffer.from(piece.buffer, piece.byteOffset, piece.length), at);
        at += piece.length;
      }
      await handle.datasync();
    } finally {
      await handle.close();
    }
    throwIfCancelled(signal);
    await files.rename(part, file);
  } catch (error) {
    await removePart(part, files);
    throw asFailure(error, file);
  }
}

/** Somebody else's part, or one that a crash left, is not touched: then it is `<name>.2.part`. */
async function createPart(
  file: string,
  files: SavingFiles,
): Promise<{ part: string; handle: Awaited<ReturnType<SavingFiles['create']>> }> {
  for (let number = 1; ; number++) {
    const part = number === 1 ? `${file}.part` : `${file}.${number}.part`;
    try {
      return { part, handle: await files.create(part) };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || number === 100) throw asFailure(error, file);
    }
  }
}

async function removePart(part: string, files: SavingFiles): Promise<void> {
  try {
    await files.remove(part);
  } catch {
    // What went wrong before is what the person has to know of.
  }
}

function asFailure(error: unknown, file: string): unknown {
  const reason = codeOf(error);
  if (reason === undefined || Failure.is(error) || Cancelled.is(error)) return error;
  return new Failure('rows.notSaved', { file: path.basename(file), reason }, { cause: error });
}
