import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, findProgram, removeFolder } from '../common/paths';
import { capture, npm, type RunOptions } from '../common/run';
import { Obstacle, say } from '../common/say';
import type { EditorVersion } from './versions';

/** An editor that is ready to start. */
export interface EditorInstall {
  version: EditorVersion;
  /** The folder with VS Code's own server (`out/server-main.js`). */
  folder: string;
  /** The Node that runs it. */
  node: string;
}

const minutes = 60_000;

/** Native modules that would have to be compiled, and what does their work here. */
const standIns: Readonly<Record<string, string>> = {
  '@vscode/spdlog/index.js': 'spdlog.cjs',
  'native-watchdog/index.js': 'nativeWatchdog.cjs',
  '@vscode/native-watchdog/index.js': 'nativeWatchdog.cjs', // its name in later versions
};

/**
 * VS Code's server and workbench, as the npm package code-server carries them, below `.cache`.
 * Nothing is compiled: the editor has no terminal then, and stand-ins for two further native modules.
 */
export async function ensureEditor(version: EditorVersion, signal: AbortSignal): Promise<EditorInstall> {
  const home = path.join(cacheFolder, `editor-${version.codeServer}`);
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
  removeLeftovers(path.basename(home));
  const unfinished = `${home}.${process.pid}.unfinished`;
  mkdirSync(unfinished);
  try {
    await work(unfinished);
    if (!existsSync(home)) renameSync(unfinished, home);
  } finally {
    removeFolder(unfinished);
  }
}

function removeLeftovers(name: string): void {
  for (const entry of readdirSync(cacheFolder)) {
    const pid = /\.(\d+)\.unfinished$/.exec(entry)?.[1];
    if (entry.startsWith(name) && pid !== undefined && !isAlive(Number(pid))) {
      removeFolder(path.join(cacheFolder, entry));
    }
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
  const options: RunOptions = { cwd: folder, signal, timeout: 10 * minutes };
  const packed: unknown = JSON.parse(
    await npm(['pack', `code-server@${version.codeServer}`, '--json', '--ignore-scripts'], options),
  );
  const { filename, integrity } = firstPacked(packed);
  if (integrity !== version.integrity) {
    throw new Obstacle(`code-server ${version.codeServer} from the registry is not the known one (${integrity}).`);
  }
  await capture('tar', ['-xzf', filename, 'package/lib/vscode'], options);
  rmSync(path.join(folder, filename));
  renameSync(path.join(folder, 'package/lib/vscode'), path.join(folder, 'vscode'));
  rmSync(path.join(folder, 'package'), { recursive: true });
  const vscode = path.join(folder, 'vscode');
  // npm-shrinkwrap.json pins the versions; `npm ci` refuses this tree as out of sync.
  await npm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], { ...options, cwd: vscode });
  // TextMate's regular expressions (oniguruma) are looked for under this name.
  symlinkSync('node_modules', path.join(vscode, 'node_modules.asar'));
  for (const [target, source] of Object.entries(standIns)) {
    const module = path.join(vscode, 'node_modules', target);
    if (existsSync(module)) copyFileSync(path.join(__dirname, 'standIns', source), module);
  }
  if (version.node) {
    say(`Installing Node ${version.node} for it ...`);
    // The package's own install script only puts the binary in its place, which needs scripts.
    await npm(['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', `node@${version.node}`], options);
  }
}

function firstPacked(packed: unknown): { filename: string; integrity: string } {
  const first: unknown = Array.isArray(packed) ? packed[0] : Object.values(packed ?? {})[0];
  if (typeof first === 'object' && first !== null && 'filename' in first && 'integrity' in first) {
    return { filename: String(first.filename), integrity: String(first.integrity) };
  }
  throw new Obstacle('npm pack answered with a shape that is not known here.');
}

let ripgrepMissed = false;

/** The editor's file search runs ripgrep, whose package would download it; the system's own does as well. */
function linkRipgrep(folder: string): void {
  const link = path.join(folder, 'node_modules/@vscode/ripgrep/bin/rg');
  if (existsSync(link)) return;
  const ripgrep = findProgram(['rg']);
  if (ripgrep === undefined) {
    if (!ripgrepMissed)
      say('No ripgrep found: searching over files will not work in this editor (Debian: apt-get install ripgrep).');
    ripgrepMissed = true;
    return;
  }
  mkdirSync(path.dirname(link), { recursive: true });
  rmSync(link, { force: true }); // may point at one that is gone
  symlinkSync(ripgrep, link);
}
