import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { themes } from './themes';

const origin = 'http://page.localhost';

export interface FakeEditorOptions<FromPage, ToPage> {
  /** Folder with the built page. */
  folder: string;
  page: string;
  theme: keyof typeof themes;
  /** What the editor's side answers to a message of the page. */
  answer(message: FromPage): ToPage[] | undefined;
  /** State that the page kept before. */
  state?: unknown;
}

/** One of our pages in a plain browser, with the same content security policy as in the editor, and its other side in the test. */
export interface FakeEditor<FromPage, ToPage> {
  readonly page: Page;
  /** Messages of the page so far. */
  readonly received: FromPage[];
  /** Reports against the policy, and errors of the page. */
  readonly complaints: string[];
  send(message: ToPage): Promise<void>;
  /** What the page keeps for the next time. */
  keptState(): Promise<unknown>;
}

/** Opens the page in a new tab. */
export async function openInFakeEditor<FromPage, ToPage>(
  context: BrowserContext,
  options: FakeEditorOptions<FromPage, ToPage>,
): Promise<FakeEditor<FromPage, ToPage>> {
  const page = await context.newPage();
  const received: FromPage[] = [];
  const complaints: string[] = [];
  const send = (message: ToPage): Promise<void> => page.evaluate(`window.postMessage(${JSON.stringify(message)})`);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(line.text());
  });
  await page.exposeFunction('toEditor', async (message: FromPage) => {
    received.push(message);
    for (const answer of options.answer(message) ?? []) await send(answer);
  });
  await page.exposeFunction('complain', (text: string) => complaints.push(text));
  await page.addInitScript(`
    let state = ${options.state === undefined ? 'undefined' : JSON.stringify(options.state)};
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => void window.toEditor(message),
      getState: () => state,
      setState: (next) => { state = next; },
    });
    window.keptState = () => state;
    document.addEventListener('securitypolicyviolation', (event) =>
      window.complain(event.violatedDirective + ' ' + event.blockedURI));
  `);
  await page.route(`${origin}/**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    if (name === '') return route.fulfill({ contentType: 'text/html', body: html(options) });
    const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
    return route.fulfill({ contentType: type, body: readFileSync(path.join(options.folder, name), 'utf8') });
  });
  await page.goto(`${origin}/`);
  return { page, received, complaints, send, keptState: () => page.evaluate('window.keptState()') };
}

function html({ page, theme }: { page: string; theme: keyof typeof themes }): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${origin} 'nonce-${nonce}'; font-src ${origin}; img-src ${origin} data:`;
  const colours = Object.entries(themes[theme]).map(([name, value]) => `--vscode-${name}: ${value};`);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style nonce="${nonce}">
  html { --vscode-font-family: 'DejaVu Sans', sans-serif; --vscode-font-size: 13px;
    --vscode-editor-font-family: 'DejaVu Sans Mono', monospace; --vscode-editor-font-size: 13px; ${colours.join(' ')} }
  body { background: var(--vscode-panel-background); padding: 0 20px; }
</style>
<link rel="stylesheet" href="${page}.css">
</head>
<body class="vscode-${theme}">
<div id="app"></div>
<script nonce="${nonce}" src="${page}.js"></script>
</body>
</html>`;
}
