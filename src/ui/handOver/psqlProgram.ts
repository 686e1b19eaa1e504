import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** The computer that is looked at. */
export interface Computer {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
}

/** Folders of installers that don't put psql on the PATH. */
const macFolders = [
  '/opt/homebrew/opt/libpq/bin',
  '/usr/local/opt/libpq/bin',
  '/Applications/Postgres.app/Contents/Versions/latest/bin',
];

/** The psql program of a computer: on its PATH, else where installers put it; undefined where there is none. */
export async function findPsql({ platform, env }: Computer): Promise<string | undefined> {
  const windows = platform === 'win32';
  const paths = windows ? path.win32 : path.posix;
  const listed = (env['PATH'] ?? env['Path'] ?? '').split(paths.delimiter);
  // A relative folder on the PATH would be one of the workspace.
  const folders = listed.filter((folder) => paths.isAbsolute(folder));
  if (platform === 'darwin') folders.push(...macFolders);
  if (windows)
    folders.push(...(await installedOnWindows(paths.join(env['ProgramFiles'] ?? 'C:\\Program Files', 'PostgreSQL'))));
  for (const folder of folders) {
    const file = paths.join(folder, windows ? 'psql.exe' : 'psql');
    if (await isProgram(file, windows)) return file;
  }
  return undefined;
}

/** The newest version first. */
async function installedOnWindows(folder: string): Promise<string[]> {
  try {
    const versions = await readdir(folder);
    return versions.sort((a, b) => Number(b) - Number(a)).map((version) => path.win32.join(folder, version, 'bin'));
  } catch {
    // No such folder: nothing was installed there.
    return [];
  }
}

async function isProgram(file: string, windows: boolean): Promise<boolean> {
  try {
    const found = await stat(file);
    return found.isFile() && (windows || (found.mode & 0o111) !== 0);
  } catch {
    // Not there, or not for us.
    return false;
  }
}
