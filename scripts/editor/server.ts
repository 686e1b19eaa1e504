import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startChild } from '../common/children';
import { capture } from '../common/run';
import { Obstacle } from '../common/say';
import { whenAborted } from '../common/signals';
import { editorEnvironment } from './environment';
import type { EditorInstall } from './install';

export interface EditorServerOptions {
  install: EditorInstall;
  /** Where all of this editor lives: settings, extensions, logs. */
  home: string;
  /** User settings. */
  settings: Readonly<Record<string, unknown>>;
  /** Whoever opens the editor gets a terminal: a person's server wants this random text from them. */
  token?: string;
  /** Lets the workbench run extension tests (`?payload=`); with it the sign-in dialog never shows. */
  testDriver?: boolean;
  /** Ask for trust in folders, as the desktop does. */
  workspaceTrust?: boolean;
  /** How openExternal rewrites loopback addresses; the empty text leaves them as they are. */
  proxyUri?: string;
  env?: NodeJS.ProcessEnv;
  signal: AbortSignal;
}

export interface EditorServer {
  /** Loopback port. */
  readonly port: number;
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

const extensionsFolder = (home: string): string => path.join(home, 'extensions');
const dataArguments = (home: string): string[] => [
  ...['--server-data-dir', path.join(home, 'server')],
  ...['--user-data-dir', path.join(home, 'data')],
  ...['--extensions-dir', extensionsFolder(home)],
];

// An empty gallery: the server does not even try to reach one.
const offline = { EXTENSIONS_GALLERY: '{}' };

/** Installs a .vsix as a person does from the command line. */
export async function installExtension(
  install: EditorInstall,
  home: string,
  vsix: string,
  signal: AbortSignal,
): Promise<void> {
  const main = path.join(install.folder, 'out/server-main.js');
  const out = await capture(
    install.node,
    [main, '--accept-server-license-terms', ...dataArguments(home), '--install-extension', vsix, '--force'],
    { cwd: install.folder, env: editorEnvironment(offline), signal, timeout: 60_000 },
  );
  if (!out.includes('successfully installed')) throw new Obstacle(`The editor did not install ${vsix}:\n${out}`);
}

/** Starts VS Code's own server (not code-server's wrapper) on a free loopback port. */
export async function startEditorServer(options: EditorServerOptions): Promise<EditorServer> {
  const { install, home, signal } = options;
  signal.throwIfAborted();
  const userFolder = path.join(home, 'data/User');
  const temporary = path.join(home, 'tmp'); // for sockets and the like, which the editor does not remove
  for (const folder of [userFolder, temporary]) mkdirSync(folder, { recursive: true });
  mkdirSync(extensionsFolder(home), { recursive: true });
  // The web workbench reads its user settings from here, through the server.
  writeFileSync(path.join(userFolder, 'settings.json'), JSON.stringify(options.settings, null, 2));
  const child = startChild(
    install.node,
    [
      path.join(install.folder, 'out/server-main.js'),
      ...['--host', '127.0.0.1', '--port', '0', '--accept-server-license-terms'],
      ...(options.token === undefined ? ['--without-connection-token'] : ['--connection-token', options.token]),
      ...dataArguments(home),
      ...['--telemetry-level', 'off', '--disable-telemetry'],
      ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
      ...(options.testDriver ? ['--enable-smoke-test-driver'] : []),
    ],
    {
      cwd: install.folder,
      env: editorEnvironment({
        ...offline,
        TMPDIR: temporary,
        XDG_RUNTIME_DIR: temporary,
        ...(options.proxyUri === undefined ? {} : { VSCODE_PROXY_URI: options.proxyUri }),
        ...options.env,
      }),
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const log = createWriteStream(path.join(home, 'server.log'));
  let output = '';
  const port = new Promise<number>((resolve) => {
    const read = (text: string): void => {
      log.write(text);
      output = (output + text).slice(-10_000);
      const found = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (found !== undefined) resolve(Number(found));
    };
    child.process.stdout?.setEncoding('utf8').on('data', read);
    child.process.stderr?.setEncoding('utf8').on('data', read);
  });
  void child.ended.then(() => log.end());
  const limit = AbortSignal.any([signal, AbortSignal.timeout(60_000)]);
  const ready = await Promise.race([port, child.ended.then(() => undefined), whenAborted(limit).then(() => undefined)]);
  if (ready === undefined) {
    await child.end();
    signal.throwIfAborted();
    throw new Obstacle(`The editor's server did not start:\n${output}`);
  }
  return { port: ready, ended: child.ended, stop: () => child.end() };
}
