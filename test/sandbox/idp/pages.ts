import { randomBytes } from 'node:crypto';
import type { RawResponse } from '../wire/httpServer';
import { escapeXml } from '../wire/xml';

/** The provider's pages: plain HTML, one column, usable by keyboard and screen reader. */

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f4f4f4, #1d1d21); }
main { width: min(24rem, 90vw); box-sizing: border-box; padding: 2rem; border-radius: 6px;
  background: light-dark(#fff, #2a2a30); border: 1px solid light-dark(#d7d7dc, #44444c); }
h1 { font-size: 1.25rem; margin: 0 0 1rem; }
label { display: block; margin-top: 1rem; }
input { width: 100%; box-sizing: border-box; font: inherit; padding: .5rem; margin-top: .25rem; }
button { font: inherit; margin-top: 1.5rem; padding: .5rem 1rem; width: 100%; border: 0; border-radius: 4px;
  background: #1f5fbf; color: #fff; cursor: pointer; }
:is(input, button, a):focus-visible { outline: 3px solid #f0a500; outline-offset: 2px; }
[role=alert] { border-left: 4px solid #c62828; padding: .5rem .75rem; margin: 0 0 1rem; }
.small { font-size: .875rem; opacity: .8; }
`;

export interface LoginPage {
  /** Where the form goes, a path of this host. */
  action: string;
  /** Where to go afterwards, a path of this host. */
  fromUri: string;
  /** Name that was tried. */
  user?: string;
  error?: string;
}

export function loginPage({ action, fromUri, user = '', error }: LoginPage): RawResponse {
  return page(
    error === undefined ? 200 : 401,
    'Sign In',
    `<h1>Sign In</h1>${error === undefined ? '' : `<p role="alert">${escapeXml(error)}</p>`}
<form method="post" action="${escapeXml(action)}">
<input type="hidden" name="fromURI" value="${escapeXml(fromUri)}">
<label for="username">Username</label>
<input id="username" name="username" value="${escapeXml(user)}" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button type="submit">Sign in</button>
</form>
<p class="small">Sandbox identity provider. Its accounts exist on this machine only.</p>`,
  );
}

/** `links` = label and path. */
export function homePage(
  user: string,
  links: readonly (readonly [string, string])[],
  signOutPath: string,
): RawResponse {
  const items = links.map(([label, path]) => `<li><a href="${escapeXml(path)}">${escapeXml(label)}</a></li>`);
  return page(
    200,
    'My Apps',
    `<h1>My Apps</h1><p>Signed in as <strong>${escapeXml(user)}</strong>.</p><ul>${items.join('')}</ul>
<p><a href="${escapeXml(signOutPath)}">Sign out</a></p>`,
  );
}

export function signedOutPage(loginPath: string): RawResponse {
  return page(
    200,
    'Signed out',
    `<h1>You have signed out</h1><p><a href="${escapeXml(loginPath)}">Sign in again</a></p>`,
  );
}

export function errorPage(status: number, title: string, text: string): RawResponse {
  return page(
    status,
    title,
    `<h1>${escapeXml(title)}</h1><p role="alert">${escapeXml(text)}</p><p><a href="/">Home</a></p>`,
  );
}

/**
 * What an app on Okta's Identity Engine shows when its policy wants more than the session has: the sign-in widget, with a
 * state token of the new kind, and without a response (reported as "cannot find state token" by command-line tools).
 */
export function widgetPage(stateToken: string): RawResponse {
  const nonce = randomBytes(16).toString('base64');
  return page(
    200,
    'Sign In',
    `<div id="okta-login-container"></div><noscript><p role="alert">Javascript is required</p></noscript>
<script nonce="${nonce}">var oktaData = {"features":{},"signIn":{"language":"en"}}; var stateToken = '${stateToken}';</script>`,
    nonce,
  );
}

/** The form that carries the response to the service provider; sends itself, or by the button where scripts are off. */
export function postPage(action: string, fields: readonly (readonly [string, string])[]): RawResponse {
  const nonce = randomBytes(16).toString('base64');
  const inputs = fields.map(([name, value]) => `<input name="${name}" type="hidden" value="${escapeAll(value)}"/>`);
  return page(
    200,
    'Signing in',
    `<h1>Signing in …</h1><form id="appForm" action="${escapeAll(action)}" method="POST">${inputs.join('')}
<noscript><button type="submit">Continue</button></noscript></form>
<script nonce="${nonce}">document.getElementById('appForm').submit();</script>`,
    nonce,
  );
}

function page(status: number, title: string, content: string, nonce?: string): RawResponse {
  const script = nonce === undefined ? '' : `; script-src 'nonce-${nonce}'`;
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': `default-src 'none'; style-src 'unsafe-inline'${script}; base-uri 'none'; frame-ancestors 'none'`,
    },
    body: `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(title)} - Sandbox</title><style>${STYLE}</style></head><body><main>${content}</main></body></html>
`,
  };
}

/** As Okta writes values into its form: everything but letters and digits as a reference (`&#x3d;`). */
function escapeAll(text: string): string {
  return text.replace(/[^A-Za-z0-9]/gu, (char) => `&#x${(char.codePointAt(0) ?? 0).toString(16)};`);
}
