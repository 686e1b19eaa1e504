import { createHash } from 'node:crypto';
import { escapeXml } from './xml';

/** What the browser's page says; plain text, escaped when it is shown. */
export interface Page {
  tone: 'good' | 'bad' | 'plain';
  heading: string;
  paragraphs: readonly string[];
}

/** The words of the pages; the editor's side hands in localized ones. */
export interface PageWords {
  /** Language of the words, BCP 47. */
  language: string;
  signedIn(account: string): Page;
  chooseRole(): Page;
  /** The editor asks whether this user is the person. */
  confirmUser(): Page;
  /** `reason` is what happened and what to do, where that can be said here. */
  refused(reason: readonly string[], final: boolean): Page;
  cancelled(): Page;
  /** The sign-in had its answer already. */
  answered(): Page;
  /** A request that is no answer of a provider; `acs` is where answers go. */
  notAnAnswer(acs: string): Page;
}

export const englishWords: PageWords = {
  language: 'en',
  signedIn: (account) => ({
    tone: 'good',
    heading: 'You are signed in',
    paragraphs: [`Signed in to Amazon Redshift as ${account}.`, 'You can close this page and return to the editor.'],
  }),
  chooseRole: () => ({
    tone: 'plain',
    heading: 'One more step',
    paragraphs: ['Return to the editor and choose the AWS role. You can close this page.'],
  }),
  confirmUser: () => ({
    tone: 'plain',
    heading: 'One more step',
    paragraphs: ['Return to the editor and confirm the user. You can close this page.'],
  }),
  refused: (reason, final) => ({
    tone: 'bad',
    heading: 'This sign-in was not accepted',
    paragraphs: [...reason, final ? 'Return to the editor to go on.' : 'The editor still waits for the right answer.'],
  }),
  cancelled: () => ({
    tone: 'plain',
    heading: 'The sign-in was cancelled',
    paragraphs: ['You can close this page and return to the editor.'],
  }),
  answered: () => ({
    tone: 'plain',
    heading: 'Nothing to do here',
    paragraphs: ['This sign-in has had its answer already. You can close this page and return to the editor.'],
  }),
  notAnAnswer: (acs) => ({
    tone: 'bad',
    heading: 'This is no answer of an identity provider',
    paragraphs: [`An editor waits here for a sign-in. The provider’s answer must be posted to ${acs}`],
  }),
};

const style = `
:root { color-scheme: light dark; --back: #f6f7f9; --card: #fff; --text: #1b1f24; --soft: #57606a; --line: #d5dae0; --good: #1a7f37; --bad: #b42318; }
@media (prefers-color-scheme: dark) {
  :root { --back: #15181d; --card: #1e2228; --text: #e6e9ed; --soft: #a3acb7; --line: #343b44; --good: #57ab5a; --bad: #ff8278; }
}
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { box-sizing: border-box; width: min(36rem, calc(100vw - 2rem)); margin: 1rem; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--soft); border-radius: 8px; overflow-wrap: anywhere; }
main.good { border-top-color: var(--good); } main.bad { border-top-color: var(--bad); }
h1 { margin: 0 0 .75rem; font-size: 1.375rem; line-height: 1.3; } .good h1 { color: var(--good); } .bad h1 { color: var(--bad); }
p { margin: .5rem 0 0; } footer { margin-top: 1.5rem; color: var(--soft); font-size: .8125rem; }
`;

/**
 * Headers of every answer: no script, nothing loaded, nobody told where the person came from, nothing kept; and no connection
 * left open, on which a browser would send the next sign-in's answer to a listener that is gone.
 */
export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; ` +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  Connection: 'close',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** The page as HTML, for light and dark; without script. */
export function renderPage({ tone, heading, paragraphs }: Page, language: string): string {
  return (
    `<!DOCTYPE html>\n<html lang="${escapeXml(language)}"><head><meta charset="utf-8">` +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<title>${escapeXml(heading)}</title><style>${style}</style></head>` +
    `<body><main class="${tone}"><h1>${escapeXml(heading)}</h1>` +
    paragraphs.map((text) => `<p>${escapeXml(text)}</p>`).join('') +
    '<footer>Redshift Federation</footer></main></body></html>\n'
  );
}
