import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { findProgram } from '../common/paths';
import type { RunOptions } from '../common/run';
import { say } from '../common/say';
import { unpackPackage, type RegistryPackage } from './registryPackage';

/** Native modules that would have to be compiled, and what does their work here. */
const standIns: Readonly<Record<string, string>> = {
  '@vscode/spdlog/index.js': 'spdlog.cjs',
  'native-watchdog/index.js': 'nativeWatchdog.cjs',
  '@vscode/native-watchdog/index.js': 'nativeWatchdog.cjs', // its name in later versions
};

/** The terminal's native half, compiled by somebody who publishes it; on other platforms the editor has no terminal. */
const terminals: Readonly<Record<string, RegistryPackage>> = {
  'linux-x64': {
    name: '@lydell/node-pty-linux-x64',
    version: '1.1.0',
    integrity: 'sha512-NcNqRTD14QT+vXcEuqSSvmWY+0+WUBn2uRE8EN0zKtDpIEr9d+YiFj16Uqds6QfcLCHfZmC+Ls7YzwTaqDnanA==',
  },
  'linux-arm64': {
    name: '@lydell/node-pty-linux-arm64',
    version: '1.1.0',
    integrity: 'sha512-yyDBmalCfHpLiQMT2zyLcqL2Fay4Xy7rIs8GH4dqKLnEviMvPGOK7LADVkKAsbsyXBSISL3Lt1m1MtxhPH6ckg==',
  },
};

/** Gives the editor in `<folder>/vscode` what its native modules would do. */
export async function replaceNativeModules(
  folder: string,
  limits: Pick<RunOptions, 'signal' | 'timeout'>,
): Promise<void> {
  const modules = path.join(folder, 'vscode/node_modules');
  for (const [target, source] of Object.entries(standIns)) {
    const file = path.join(modules, target);
    if (existsSync(file)) copyFileSync(path.join(__dirname, 'standIns', source), file);
  }
  const terminal = terminals[`${process.platform}-${process.arch}`];
  if (terminal === undefined) return;
  await unpackPackage(terminal, 'pty.node', folder, limits);
  const place = path.join(modules, 'node-pty/build/Release');
  mkdirSync(place, { recursive: true });
  renameSync(path.join(folder, 'package/pty.node'), path.join(place, 'pty.node'));
  rmSync(path.join(folder, 'package'), { recursive: true });
}

let ripgrepMissed = false;

/** The editor's file search runs ripgrep, whose package would download it; the system's own does as well. */
export function linkRipgrep(vscode: string): void {
  const link = path.join(vscode, 'node_modules/@vscode/ripgrep/bin/rg');
  if (existsSync(link)) return;
  const ripgrep = findProgram(['rg']);
  if (ripgrep !== undefined) {
    mkdirSync(path.dirname(link), { recursive: true });
    rmSync(link, { force: true }); // may point at one that is gone
    symlinkSync(ripgrep, link);
  } else if (!ripgrepMissed) {
    ripgrepMissed = true;
    say('No ripgrep found: searching over files will not work in this editor (Debian: apt-get install ripgrep).');
  }
}
