import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** A file on disk, by its path relative to the folder that was asked for; with `/` on every system. */
export interface StoredFile {
  name: string;
  bytes: number;
}

/** All files below a folder, by name; none where there is no such folder. Rejects with the system's error. */
export async function filesBelow(folder: string): Promise<StoredFile[]> {
  const files: StoredFile[] = [];
  for (const entry of await entriesOf(folder)) {
    const whole = path.join(folder, entry);
    const found = await unlessGone(stat(whole));
    if (found?.isFile()) files.push({ name: entry.split(path.sep).join('/'), bytes: found.size });
  }
  return files.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Removes what is in a folder, but for the entries of these names. Rejects with the system's error. */
export async function emptyFolder(folder: string, kept: readonly string[]): Promise<void> {
  const entries = (await unlessGone(readdir(folder))) ?? [];
  const gone = entries.filter((entry) => !kept.includes(entry));
  await Promise.all(gone.map((entry) => rm(path.join(folder, entry), { recursive: true, force: true })));
}

async function entriesOf(folder: string): Promise<string[]> {
  return (await unlessGone(readdir(folder, { recursive: true }))) ?? [];
}

/** Other windows write and remove files meanwhile. */
async function unlessGone<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
