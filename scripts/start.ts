import path from 'node:path';
import { parseArgs } from 'node:util';
import { packExtension, stageExtension } from './build/vsix';
import { cacheFolder } from './common/paths';
import { say } from './common/say';
import { untilSignalled, whenAborted } from './common/signals';
import { inTemporaryFolder } from './common/temporary';
import { quietSettings } from './editor/environment';
import { chooseNewestEditor } from './editor/versions';
import type { RunningEditor } from './start/context';
import { findDesktopEditor, startDesktopEditor } from './start/desktop';
import { sandboxProfile } from './start/profile';
import { startWebEditor } from './start/web';
import { prepareWorkspace } from './start/workspace';
import type { SandboxInfo } from '../test/sandbox/info';
import { spawnSandbox } from '../test/sandbox/spawn';

const usage = `npm start -- [options]
  --web              the editor in the browser, even where desktop VS Code is installed
  --newest           VS Code 1.139 in the browser instead of 1.100
  --port N           the editor's port in the browser (a free one otherwise)
  --no-open          do not open a browser
  --without-sandbox  no identity provider and warehouse to try: add your own connection`;

/** `npm start`: a real editor with the extension, and a sandbox to sign in to; until Ctrl+C. */
export function main(args: readonly string[]): Promise<number> {
  return untilSignalled(async (signal) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        web: { type: 'boolean', default: false },
        newest: { type: 'boolean', default: false },
        port: { type: 'string', default: '0' },
        'no-open': { type: 'boolean', default: false },
        'without-sandbox': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    if (values.newest) chooseNewestEditor();
    return inTemporaryFolder('start', (home) => start(home, values, signal));
  }).then((code) => (code === 130 ? 0 : code)); // Ctrl+C is how it is meant to end
}

interface StartOptions {
  web: boolean;
  port: string;
  'no-open': boolean;
  'without-sandbox': boolean;
}

async function start(home: string, options: StartOptions, signal: AbortSignal): Promise<number> {
  say('Building the extension and starting the sandbox ...');
  const vsix = path.join(home, 'redshift-federation.vsix');
  const [sandbox] = await Promise.all([
    options['without-sandbox'] ? undefined : spawnSandbox([], signal),
    packTo(vsix, home, signal),
  ]);
  const workspace = path.join(cacheFolder, 'start', 'workspace');
  prepareWorkspace(workspace, sandbox?.info);
  const context = {
    ...{ home, workspace, vsix, signal },
    settings: settingsFor(sandbox?.info),
    port: Number(options.port),
    open: !options['no-open'],
  };
  const desktop = options.web ? undefined : await findDesktopEditor(signal);
  const editor = await (desktop === undefined ? startWebEditor(context) : startDesktopEditor(desktop, context));
  console.log(greeting(editor, sandbox?.info));
  await Promise.race([whenAborted(signal), editor.ended]);
  say('Ending ...');
  await editor.stop();
  await sandbox?.stop();
  return 0;
}

async function packTo(vsix: string, home: string, signal: AbortSignal): Promise<void> {
  const stage = path.join(home, 'stage');
  await stageExtension(stage);
  await packExtension(stage, vsix, signal);
}

function settingsFor(sandbox: SandboxInfo | undefined): Record<string, unknown> {
  return {
    ...quietSettings,
    'workbench.startupEditor': 'readme',
    ...(sandbox && { 'redshiftFederation.profiles': [sandboxProfile(sandbox)] }),
  };
}

function greeting(editor: RunningEditor, sandbox: SandboxInfo | undefined): string {
  const accounts = sandbox?.accounts ?? [];
  const lines: [string, string][] = [
    ...editor.lines,
    ['Sign in', 'Accounts menu (lower left): Sign in with Amazon Redshift'],
    ...accounts.map(({ user, password }, i): [string, string] => [i === 0 ? 'as' : '', `${user} / ${password}`]),
    ['End', 'Ctrl+C'],
  ];
  return `\n${lines.map(([heading, text]) => `  ${heading.padEnd(12)}${text}`).join('\n')}\n`;
}
