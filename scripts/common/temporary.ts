import { endAll } from './children';
import { removeFolder, temporaryFolder } from './paths';

/** Does a program's work in a folder of its own; afterwards ends what still runs, and then removes the folder. */
export async function inTemporaryFolder<T>(purpose: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = temporaryFolder(purpose);
  try {
    return await work(folder);
  } finally {
    await endAll();
    removeFolder(folder);
  }
}
