import { mkdir, open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

/** A file as far as logs use it. */
export type WritableFile = Pick<FileHandle, 'write' | 'truncate' | 'datasync' | 'close'>;

/** Makes a file that must not be there yet, readable by its person alone. Rejects with the system's error. */
export type CreateFile = (file: string) => Promise<WritableFile>;

export const createFile: CreateFile = (file) => open(file, 'wx', 0o600);

/** Writes all of the bytes at a place of the file. Rejects with the system's error; part of them may be there then. */
export async function writeAll(handle: Pick<WritableFile, 'write'>, bytes: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Makes a folder (0700) with those above it, so that they are there after a crash too. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  const above = path.dirname(first);
  for (let made = path.dirname(folder); made.length >= above.length; made = path.dirname(made)) {
    await syncFolder(made);
    if (made === path.dirname(made)) return;
  }
}

/** Puts the names of a folder's files on disk: syncing a file does not do that for its name. Windows has no such call. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
