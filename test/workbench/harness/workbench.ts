import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { removeFolder, root, temporaryFolder } from '../../../scripts/common/paths';
import { ensureChromium } from '../../../scripts/editor/chromium';
import { quietSettings } from '../../../scripts/editor/environment';
import { ensureEditor } from '../../../scripts/editor/install';
import { startEditorProxy } from '../../../scripts/editor/proxy';
import { installExtension, startEditorServer } from '../../../scripts/editor/server';
import { chosenEditor } from '../../../scripts/editor/versions';
import { sandboxProfile } from '../../../scripts/start/profile';
import type { Profile } from '../../../src/core/profile';
import { extensionId } from '../../../src/ui/contributions';
import type { SandboxInfo } from '../../sandbox/info';
import { spawnSandbox } from '../../sandbox/spawn';
import { openBrowser } from './browser';
import { extensionPackage } from './package';
import { freePort } from './ports';

export interface WorkbenchOptions {
  /** User settings beside the quiet ones. */
  settings?: Readonly<Record<string, unknown>>;
  /** Files of the workspace: path and text. */
  files?: Readonly<Record<string, string>>;
  /** Starts a sandbox, with a profile for it in the settings; further options of the sandbox, and of the profile. */
  sandbox?: { args?: readonly string[]; profile?: Partial<Profile> };
  /** Environment variable VSCODE_PROXY_URI of the server; undefined: openExternal rewrites loopback addresses. */
  proxyUri?: string | undefined;
  workspaceTrust?: boolean;
  /** Level of all logs, ours among them: `trace`. */
  logLevel?: string;
  /** Packages to install; ours where this is missing. */
  extensions?: readonly string[];
}

/** A real editor with the packaged extension, in a real browser, in folders and on ports of its own. */
export interface Workbench {
  readonly page: Page;
  readonly context: BrowserContext;
  /** The workspace's folder. */
  readonly folder: string;
  /** Where settings, logs and extensions are. */
  readonly home: string;
  readonly sandbox: SandboxInfo | undefined;
  /** Loads the page (of another window, where one is given) anew and waits until it can be used. */
  readonly reload: (window?: Page) => Promise<void>;
  /** A further window of the same editor and person, which can be used. */
  readonly openWindow: () => Promise<Page>;
  /** What the page and its webviews printed and threw, newest last. */
  readonly console: readonly string[];
  /** A picture of the page, or of another tab, as test/workbench/shots/<name>.png. */
  readonly shot: (name: string, tab?: Page) => Promise<void>;
  readonly close: () => Promise<void>;
}

const shots = path.join(root, 'test/workbench/shots');
const timeout = 180_000;

export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const signal = AbortSignal.timeout(timeout);
  const home = temporaryFolder('workbench');
  const closers: (() => Promise<unknown> | undefined)[] = [
    () => {
      removeFolder(home);
      return undefined;
    },
  ];
  const close = async (): Promise<void> => {
    for (const each of closers.splice(0).reverse()) await each();
  };
  try {
    const chromium = await ensureChromium(signal);
    const install = await ensureEditor(chosenEditor(), signal);
    const sandbox = options.sandbox && (await startOwnSandbox(options.sandbox.args ?? [], signal));
    if (sandbox !== undefined) closers.push(() => sandbox.stop());
    const folder = writeWorkspace(home, options.files ?? {});
    for (const vsix of options.extensions ?? [await extensionPackage(signal)]) {
      await installExtension(install, home, vsix, signal);
    }
    const server = await startEditorServer({
      install,
      home,
      signal,
      settings: {
        ...quietSettings,
        ...(sandbox && {
          'redshiftFederation.profiles': [sandboxProfile(sandbox.info, options.sandbox?.profile)],
        }),
        ...options.settings,
      },
      workspaceTrust: options.workspaceTrust ?? false,
      ...('proxyUri' in options && options.proxyUri === undefined ? {} : { proxyUri: options.proxyUri ?? '' }),
    });
    closers.push(() => server.stop());
    const proxy = await startEditorProxy({ upstreamPort: server.port });
    closers.push(() => proxy.stop());
    const context = await openBrowser(chromium, home);
    closers.push(() => context.close());
    const page = context.pages()[0] ?? (await context.newPage());
    const printed: string[] = [];
    context.on('console', (message) =>
      printed.push(`${message.type()}: ${message.text()} (${message.location().url})`),
    );
    context.on('weberror', (error) => printed.push(`thrown: ${error.error().stack ?? error.error().message}`));
    const address = new URL(proxy.origin);
    address.searchParams.set('folder', folder);
    if (options.logLevel !== undefined) {
      // Of the window, and of the extension's own channels, which have a level of their own.
      const level = `${options.logLevel},${extensionId}:${options.logLevel}`;
      address.searchParams.set('payload', JSON.stringify([['logLevel', level]]));
    }
    const load = async (window = page): Promise<void> => {
      await window.goto(address.href, { waitUntil: 'domcontentloaded' });
      await window.locator('.statusbar-item').first().waitFor({ timeout: 60_000 });
    };
    await load();
    return {
      page,
      context,
      folder,
      home,
      sandbox: sandbox?.info,
      console: printed,
      reload: load,
      async openWindow() {
        const window = await context.newPage();
        await load(window);
        return window;
      },
      async shot(name, tab = page) {
        mkdirSync(shots, { recursive: true });
        await tab.screenshot({ path: path.join(shots, `${name}.png`) });
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** One whose provider posts to a port that no other test uses. */
async function startOwnSandbox(args: readonly string[], signal: AbortSignal): ReturnType<typeof spawnSandbox> {
  const acs = `http://localhost:${await freePort()}/redshift/`;
  return spawnSandbox(['--acs', acs, '--rows', '10000', ...args], signal);
}

function writeWorkspace(home: string, files: Readonly<Record<string, string>>): string {
  const folder = path.join(home, 'workspace');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
}

/**
 * Opens a workbench before the tests of a `describe` and closes it after them; a failed test leaves a picture
 * and what was printed.
 * @returns gives the workbench, once tests run
 */
export function useWorkbench(options: WorkbenchOptions = {}): () => Workbench {
  let workbench: Workbench | undefined;
  before(async function () {
    this.timeout(timeout);
    workbench = await openWorkbench(options);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      const name = `failed ${this.currentTest.fullTitle().replaceAll(/[^\w ]/g, '')}`;
      await workbench?.shot(name);
      writeFileSync(path.join(shots, `${name}.log`), workbench?.console.join('\n') ?? '');
    }
  });
  after(async () => {
    await workbench?.close();
  });
  return () => {
    if (workbench === undefined) throw new Error('The workbench opens before the first test, not earlier.');
    return workbench;
  };
}
