import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The folder of the checkout. */
export const root = path.resolve(__dirname, '..', '..');

/** What is downloaded or kept between runs; git-ignored. */
export const cacheFolder = path.join(root, '.cache');

/** A folder of one's own below the system's temporary one; the caller removes it. Short, since sockets are put below it. */
export function temporaryFolder(purpose: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `rf-${purpose}-`));
  // A signal may end us before the caller gets to it.
  if (temporaryFolders.size === 0) process.once('exit', () => temporaryFolders.forEach(removeFolder));
  temporaryFolders.add(folder);
  return folder;
}

const temporaryFolders = new Set<string>();

/** Removes a folder with all in it; waits a little for programs that are still closing their files. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

/** Looks a program up as a shell would, and then at further places. */
export function findProgram(names: readonly string[], furtherPlaces: readonly string[] = []): string | undefined {
  const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const candidates = names.flatMap((name) =>
    folders.flatMap((folder) => endings.map((ending) => path.join(folder, name + ending))),
  );
  return [...candidates, ...furtherPlaces].find((candidate) => existsSync(candidate));
}
