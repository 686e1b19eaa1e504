import { randomBytes } from 'node:crypto';
import { env, Uri, type Webview } from 'vscode';
import type { Disposable } from '../core/ports';

/** A page of src/webview: `dist/webview/<name>.js` and `.css`. */
export interface Page {
  name: 'denied' | 'doctor' | 'inspector' | 'results' | 'setup';
  /** Localized; screen readers say it. */
  title: string;
}

/**
 * Fills a webview with one of our pages and speaks with it in typed messages. The page may use nothing but its own bundle:
 * no inline script or style without the nonce, no network. It says `ready` itself when it can take messages.
 */
export class WebviewHost<ToPage, FromPage> {
  constructor(
    private readonly webview: Webview,
    extensionUri: Uri,
    page: Page,
  ) {
    const root = Uri.joinPath(extensionUri, 'dist', 'webview');
    webview.options = { enableScripts: true, localResourceRoots: [root] };
    webview.html = html(webview, root, page);
  }

  /** False when the page is gone or hidden and does not take messages now. */
  post(message: ToPage): Thenable<boolean> {
    return this.webview.postMessage(message);
  }

  /** The page is our own bundle, and nothing else can speak in its name: its messages are taken for what they say they are. */
  onMessage(listener: (message: FromPage) => unknown): Disposable {
    return this.webview.onDidReceiveMessage(listener);
  }
}

function html(webview: Webview, root: Uri, page: Page): string {
  const nonce = randomBytes(16).toString('base64');
  const address = (extension: string): string =>
    escape(webview.asWebviewUri(Uri.joinPath(root, `${page.name}.${extension}`)).toString());
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escape(env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${address('css')}">
<title>${escape(page.title)}</title>
</head>
<body>
<div id="app"></div>
<script nonce="${nonce}" src="${address('js')}"></script>
</body>
</html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
