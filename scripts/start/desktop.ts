import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startChild } from '../common/children';
import { findProgram } from '../common/paths';
import { capture } from '../common/run';
import { say } from '../common/say';
import { editorEnvironment } from '../editor/environment';
import type { RunningEditor, StartContext } from './context';
import { hasDisplay } from './display';

const furtherPlaces = ['/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code'];

/** VS Code 1.100: `engines.vscode` of package.json. */
const oldestMinor = 100;

/** The desktop editor's command, where it can be used: not from within a remote editor or WSL, and new enough. */
export async function findDesktopEditor(signal: AbortSignal): Promise<string | undefined> {
  const remote = process.env['VSCODE_IPC_HOOK_CLI'] !== undefined || process.env['WSL_DISTRO_NAME'] !== undefined;
  const code = findProgram(['code'], furtherPlaces);
  if (code === undefined || remote || !hasDisplay()) return undefined;
  const out = await capture(code, [...rootArguments(), '--version'], {
    signal,
    timeout: 20_000,
    env: editorEnvironment(),
  });
  const minor = Number(/^1\.(\d+)\./.exec(out)?.[1]);
  if (minor >= oldestMinor) return code;
  say(`The desktop editor is older than VS Code 1.${oldestMinor}: taking the one for the browser.`);
  return undefined;
}

/** Desktop VS Code with settings, extensions and secrets of its own, beside the person's. */
export async function startDesktopEditor(code: string, context: StartContext): Promise<RunningEditor> {
  const data = path.join(context.home, 'data');
  const folders = ['--user-data-dir', data, '--extensions-dir', path.join(context.home, 'extensions')];
  mkdirSync(path.join(data, 'User'), { recursive: true });
  writeFileSync(path.join(data, 'User/settings.json'), JSON.stringify(context.settings, null, 2));
  const env = editorEnvironment();
  const install = [...rootArguments(), ...folders, '--install-extension', context.vsix, '--force'];
  await capture(code, install, { signal: context.signal, timeout: 120_000, env });
  const window = startChild(
    code,
    [
      ...rootArguments(),
      ...folders,
      '--password-store=basic', // the sandbox's secrets need no keyring, and no question for its password
      '--disable-workspace-trust',
      '--new-window',
      '--wait',
      context.workspace,
    ],
    { stdio: 'ignore', env },
  );
  return {
    lines: [['The editor', 'Visual Studio Code, in a window of its own']],
    ended: window.ended,
    async stop() {
      endMainProcess(data);
      await window.end();
    },
  };
}

/** Chromium refuses root without this. */
function rootArguments(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** `code` starts the editor apart from itself; the editor leaves its process id in its data folder. */
function endMainProcess(data: string): void {
  try {
    const pid = Number(readFileSync(path.join(data, 'code.lock'), 'utf8'));
    if (Number.isInteger(pid) && pid > 1) process.kill(pid, 'SIGTERM');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ENOENT' && code !== 'ESRCH') throw error; // closed by the person already
  }
}
