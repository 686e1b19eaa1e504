import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const page = 'out/vs/workbench/contrib/webview/browser/pre/index.html';

/** In the address of the service worker: the id of the webview that registers it. */
const ownWorker = '&id=${ID}&remoteAuthority=';

/**
 * VS Code 1.100 registers a service worker of its own for each webview, all for one scope. Each pushes the one before it
 * out, and a webview whose worker takes over before it looks waits for ever for an answer: now and then the second
 * webview stays blank. Later versions have one worker for all (microsoft/vscode#312020 and before); so does this copy then.
 * The page's policy names the hash of its script, which changes with it.
 */
export function shareWebviewWorker(vscode: string): void {
  const file = path.join(vscode, page);
  if (!existsSync(file)) return;
  const html = readFileSync(file, 'utf8');
  if (!html.includes(ownWorker)) return;
  const changed = html.replace(ownWorker, '&remoteAuthority=');
  writeFileSync(file, changed.replace(hashOfScript(html), hashOfScript(changed)));
}

function hashOfScript(html: string): string {
  const script = /<script async type="module">([^]*?)<\/script>/.exec(html)?.[1] ?? '';
  return createHash('sha256').update(script).digest('base64');
}
