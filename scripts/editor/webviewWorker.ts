import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const page = 'out/vs/workbench/contrib/webview/browser/pre/index.html';

/** What VS Code 1.100 does, and what this copy does in its place. */
const changes: readonly [from: string, to: string][] = [
  // One worker for all webviews, as later versions have it (microsoft/vscode#312020), and not one for each.
  ['&id=${ID}&remoteAuthority=', '&remoteAuthority='],
  // A webview that this worker controls already has nothing to register.
  [
    'navigator.serviceWorker.register(swPath)\n\t\t\t\t.then(',
    '(navigator.serviceWorker.controller?.scriptURL.endsWith(swPath) ? Promise.resolve() : navigator.serviceWorker.register(swPath))\n\t\t\t\t.then(',
  ],
];

/**
 * Keeps webviews from staying blank. Seen in Chromium: after the first webview has loaded, the browser checks its service
 * worker for an update, now and then never ends that, and a registration of the same scope waits behind it for ever, while
 * the worker itself answers at once. VS Code 1.100 registers for every webview, and shows nothing before it is done.
 * The page's policy names the hash of its script, which changes with it.
 */
export function shareWebviewWorker(vscode: string): void {
  const file = path.join(vscode, page);
  if (!existsSync(file)) return;
  const html = readFileSync(file, 'utf8');
  if (!changes.every(([from]) => html.includes(from))) return; // another version, made otherwise
  const changed = changes.reduce((text, [from, to]) => text.replace(from, () => to), html);
  writeFileSync(
    file,
    changed.replace(hashOfScript(html), () => hashOfScript(changed)),
  );
}

function hashOfScript(html: string): string {
  const script = /<script async type="module">([^]*?)<\/script>/.exec(html)?.[1] ?? '';
  return createHash('sha256').update(script).digest('base64');
}
