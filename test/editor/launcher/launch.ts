import { existsSync } from 'node:fs';
import path from 'node:path';
import { format, parseArgs } from 'node:util';
import { ensureChromium } from '../../../scripts/editor/chromium';
import { quietSettings } from '../../../scripts/editor/environment';
import { ensureEditor } from '../../../scripts/editor/install';
import { startEditorProxy } from '../../../scripts/editor/proxy';
import { startEditorServer } from '../../../scripts/editor/server';
import { chosenEditor } from '../../../scripts/editor/versions';
import { Obstacle } from '../../../scripts/common/say';
import { untilSignalled } from '../../../scripts/common/signals';
import { inTemporaryFolder } from '../../../scripts/common/temporary';
import { reportMark } from '../reportMark';
import { openBrowser } from '../../workbench/harness/browser';

interface Suite {
  extension: string;
  tests: string;
  /** The folder that the workbench opens. */
  workspace: string | undefined;
}

const timeout = 5 * 60_000;

/** Runs the suite that VS Code's arguments name, and gives its exit code. */
export function main(args: readonly string[]): Promise<number> {
  return untilSignalled((signal) => inTemporaryFolder('editor-tests', (home) => runSuite(suiteOf(args), home, signal)));
}

function suiteOf(args: readonly string[]): Suite {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false, // VS Code knows many more
    allowPositionals: true,
    options: { extensionDevelopmentPath: { type: 'string' }, extensionTestsPath: { type: 'string' } },
  });
  const { extensionDevelopmentPath: extension, extensionTestsPath: tests } = values;
  if (typeof extension !== 'string' || typeof tests !== 'string') {
    throw new Obstacle('--extensionDevelopmentPath and --extensionTestsPath are needed.');
  }
  return { extension, tests, workspace: positionals[0] === undefined ? undefined : path.resolve(positionals[0]) };
}

async function runSuite(suite: Suite, home: string, signal: AbortSignal): Promise<number> {
  const chromium = await ensureChromium(signal);
  const install = await ensureEditor(chosenEditor(), signal);
  const server = await startEditorServer({ install, home, settings: quietSettings, testDriver: true, signal });
  const proxy = await startEditorProxy({ upstreamPort: server.port });
  const context = await openBrowser(chromium, home);
  const noise: string[] = [];
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    const exit = new Promise<number>((resolve, reject) => {
      // The two functions that the workbench calls when it runs tests.
      void page.exposeFunction('codeAutomationLog', (_type: string, line: unknown[]) => {
        const text = format(...line);
        if (text.startsWith(reportMark)) process.stdout.write(`${text.slice(reportMark.length)}\n`);
        else noise.push(text);
      });
      void page.exposeFunction('codeAutomationExit', (code: number) => {
        resolve(code);
      });
      page.on('crash', () => {
        reject(new Obstacle('The page of the workbench crashed.'));
      });
      AbortSignal.any([signal, AbortSignal.timeout(timeout)]).addEventListener('abort', () => {
        reject(new Obstacle(`The tests did not end within ${timeout / 1000} s.`));
      });
    });
    const [code] = await Promise.all([exit, page.goto(addressOf(proxy.origin, suite))]);
    const reported = existsSync(process.env['TEST_TALLY'] ?? '');
    if (code !== 0 && !reported) process.stderr.write(`The editor's own words:\n${noise.slice(-40).join('\n')}\n`);
    return code;
  } finally {
    await context.close();
    await proxy.stop();
    await server.stop();
  }
}

function addressOf(origin: string, suite: Suite): string {
  const address = new URL(origin);
  const remote = (file: string): string => `vscode-remote://${address.host}${encodeURI(file)}`;
  if (suite.workspace !== undefined) address.searchParams.set('folder', suite.workspace);
  const payload = [
    ['extensionDevelopmentPath', remote(suite.extension)],
    ['extensionTestsPath', remote(suite.tests)],
    ['skipWelcome', 'true'],
  ];
  address.searchParams.set('payload', JSON.stringify(payload));
  return address.href;
}
