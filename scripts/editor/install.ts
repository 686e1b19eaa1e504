import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, removeFolder } from '../common/paths';
import { npm } from '../common/run';
import { say } from '../common/say';
import { linkRipgrep, replaceNativeModules } from './nativeModules';
import { unpackPackage } from './registryPackage';
import type { EditorVersion } from './versions';
import { shareWebviewWorker } from './webviewWorker';

/** An editor that is ready to start. */
export interface EditorInstall {
  version: EditorVersion;
  /** The folder with VS Code's own server (`out/server-main.js`). */
  folder: string;
  /** The Node that runs it. */
  node: string;
}

const minutes = 60_000;

/** Counts the ways in which an install was made here, so that an older one is not taken for the present one. */
const revision = 3;

/**
 * VS Code's server and workbench, as the npm package code-server carries them, below `.cache`.
 * Nothing is compiled: see nativeModules.ts.
 */
export async function ensureEditor(version: EditorVersion, signal: AbortSignal): Promise<EditorInstall> {
  const home = path.join(cacheFolder, `editor-${version.codeServer}-${revision}`);
  if (!existsSync(home)) {
    say(`Installing the editor (VS Code ${version.vscode}, ${version.size}) into .cache ...`);
    await installAtomically(home, (folder) => fill(folder, version, signal));
  }
  const folder = path.join(home, 'vscode');
  linkRipgrep(folder);
  return { version, folder, node: version.node ? path.join(home, 'node_modules/node/bin/node') : process.execPath };
}

/** Fills a folder beside the wanted one and renames it when it is whole: a broken-off install is never taken for one. */
async function installAtomically(home: string, work: (folder: string) => Promise<void>): Promise<void> {
  mkdirSync(cacheFolder, { recursive: true });
  removeLeftovers();
  const unfinished = `${home}.${process.pid}.unfinished`;
  mkdirSync(unfinished);
  try {
    await work(unfinished);
    if (!existsSync(home)) renameSync(unfinished, home);
  } finally {
    removeFolder(unfinished);
  }
}

/** Removes installs that were broken off. */
function removeLeftovers(): void {
  for (const entry of readdirSync(cacheFolder)) {
    const pid = /\.(\d+)\.unfinished$/.exec(entry)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) removeFolder(path.join(cacheFolder, entry));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'; // another user's
  }
}

async function fill(folder: string, version: EditorVersion, signal: AbortSignal): Promise<void> {
  const limits = { signal, timeout: 10 * minutes };
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const { codeServer, integrity } = version;
  await unpackPackage({ name: 'code-server', version: codeServer, integrity }, 'lib/vscode', folder, limits);
  const vscode = path.join(folder, 'vscode');
  renameSync(path.join(folder, 'package/lib/vscode'), vscode);
  rmSync(path.join(folder, 'package'), { recursive: true });
  // npm-shrinkwrap.json pins the versions; `npm ci` refuses this tree as out of sync.
  await npm(['install', '--omit=dev', '--ignore-scripts', ...quiet], { ...limits, cwd: vscode });
  // TextMate's regular expressions (oniguruma) are looked for under this name.
  symlinkSync('node_modules', path.join(vscode, 'node_modules.asar'));
  await replaceNativeModules(folder, limits);
  shareWebviewWorker(vscode);
  if (version.node) {
    say(`Installing Node ${version.node} for it ...`);
    // The package's install script puts the binary of this platform in its place.
    await npm(['install', '--prefix', folder, '--no-save', ...quiet, `node@${version.node}`], {
      ...limits,
      cwd: folder,
    });
  }
}
