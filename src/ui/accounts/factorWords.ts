import { l10n } from 'vscode';
import type { Factor } from '../../federation/okta/authnDocument';
import type { CodeProblem } from '../../federation/prompts';

/** A factor as it stands in a list. */
export function factorLabel({ kind, provider, type }: Factor): string {
  switch (kind) {
    case 'code':
      return type === 'token:software:totp' ? appName(provider) : l10n.t('Code of your {0} token', provider);
    case 'sms':
      return l10n.t('Text message');
    case 'call':
      return l10n.t('Telephone call');
    case 'email':
      return l10n.t('Mail');
    case 'push':
      return l10n.t('Push to your phone');
    case 'question':
      return l10n.t('Security question');
    case 'unsupported':
      return type;
  }
}

/** What to type in for a factor; names the host that gets it. */
export function codePrompt({ kind, provider, detail }: Factor, host: string): string {
  switch (kind) {
    case 'sms':
      return l10n.t('Code that {0} sent to {1} by text message', host, detail);
    case 'call':
      return l10n.t('Code that {0} says on the telephone, {1}', host, detail);
    case 'email':
      return l10n.t('Code that {0} sent to {1}', host, detail);
    case 'question':
      return l10n.t('Answer for {0}: {1}', host, detail);
    case 'code':
    case 'push':
    case 'unsupported':
      return l10n.t('Code of {0} for {1}', appName(provider), host);
  }
}

/** Why a code is asked again. */
export function codeProblem(problem: CodeProblem): string {
  switch (problem) {
    case 'wrong':
      return l10n.t('That was not right. Try again.');
    case 'used':
      return l10n.t('This code was used already. Wait for the next one.');
    case 'outsideItsTime':
      return l10n.t('This code is too old. Type in the present one.');
    case 'sentJustNow':
      return l10n.t('A code was sent just now. Wait half a minute before you want another one.');
  }
}

function appName(provider: string): string {
  const names: Readonly<Record<string, string>> = { GOOGLE: 'Google Authenticator', OKTA: 'Okta Verify' };
  return names[provider] ?? l10n.t('{0} authenticator', provider);
}
