import { l10n } from 'vscode';
import type { BadAnswer, NotPossible, PasteProblem, WayFailureFacts } from '../../core/failureFactsOfWays';
import type { FailureText, FailureTexts } from './failureText';

/** Failures of the ways in that need no listener: password, and pasted response. */
export const wayTexts: FailureTexts<keyof WayFailureFacts> = {
  'okta.notAuthenticated': ({ host }) =>
    thenBrowser(
      l10n.t('{0} did not accept the user name and password.', host),
      l10n.t(
        'Try again, or sign in with the browser: your organization may not allow sign-ins by password alone, or may have locked the account; {0} says the same to all of these.',
        host,
      ),
      'signIn',
    ),
  'okta.lockedOut': ({ host }) =>
    thenBrowser(
      l10n.t('Your account at {0} is locked.', host),
      l10n.t('Unlock it on the provider’s page in the browser, or ask your administrator. Then sign in again.'),
    ),
  'okta.passwordExpired': ({ host }) =>
    thenBrowser(
      l10n.t('Your password at {0} has expired.', host),
      l10n.t('Sign in with the browser, and choose a new one there.'),
    ),
  'okta.passwordReset': ({ host }) =>
    thenBrowser(
      l10n.t('Your password at {0} was reset.', host),
      l10n.t('Choose a new one by the mail that your provider sent, or sign in with the browser.'),
    ),
  'okta.enrolmentWanted': ({ host }) =>
    thenBrowser(
      l10n.t('{0} wants you to set up another factor first.', host),
      l10n.t('Sign in with the browser once, and set it up there.'),
    ),
  'okta.noUsableFactor': ({ host, factors }) =>
    thenBrowser(
      factors
        ? l10n.t('None of your factors at {0} works without a browser: {1}.', host, factors)
        : l10n.t('{0} asks for a factor, and you have none.', host),
      l10n.t('Sign in with the browser.'),
    ),
  'okta.factorLocked': ({ host }) =>
    thenBrowser(
      l10n.t('There were too many wrong codes: {0} has locked this factor.', host),
      l10n.t('Wait some minutes, or ask your administrator to unlock you. The browser may offer another factor.'),
    ),
  'okta.pushRejected': ({ host }) =>
    thenBrowser(
      l10n.t('The sign-in at {0} was rejected on your phone.', host),
      l10n.t('If that was not you, somebody may know your password: change it. Else sign in again.'),
      'signIn',
    ),
  'okta.pushTimedOut': ({ host }) =>
    thenBrowser(
      l10n.t('Nobody approved the sign-in at {0} on the phone in time.', host),
      l10n.t('Sign in again and approve it there, or sign in with the browser.'),
      'signIn',
    ),
  'okta.factorFailed': ({ host, result, message }) =>
    thenBrowser(
      message
        ? l10n.t('The factor was not verified at {0} ({1}): {2}', host, result || '?', message)
        : l10n.t('The factor was not verified at {0} ({1}).', host, result || '?'),
      l10n.t('Sign in again, or with the browser.'),
      'signIn',
    ),
  'okta.tooSlow': ({ host }) =>
    thenBrowser(
      l10n.t('The sign-in at {0} took too long, and was given up there.', host),
      l10n.t('Sign in again; {0} waits five minutes between two steps.', host),
      'signIn',
    ),
  'okta.notPossible': ({ host, reason, detail }) =>
    thenBrowser(notPossible(reason, host, detail), l10n.t('Sign in with the browser: there, all of it works.')),
  'okta.appRefused': ({ host, status, title }) =>
    thenBrowser(
      title
        ? l10n.t('Your password was accepted, but {0} does not open the app ({1}): {2}', host, status, title)
        : l10n.t('Your password was accepted, but {0} does not open the app ({1}).', host, status),
      l10n.t(
        'Look at “loginUrl” of the connection, and ask your administrator whether the app is assigned to you. The browser’s page may say more.',
      ),
    ),
  'okta.foreignHost': ({ host, other }) =>
    thenBrowser(
      other
        ? l10n.t('{0} wanted to lead the sign-in to another host: {1}.', host, other)
        : l10n.t('{0} wanted to lead the sign-in to an address that cannot be used.', host),
      l10n.t('Nothing was sent there. If your organization signs in at several hosts, sign in with the browser.'),
    ),
  'okta.rateLimited': ({ host, seconds }) =>
    thenBrowser(
      l10n.t('{0} takes no more sign-ins for now: there were too many.', host),
      seconds === undefined
        ? l10n.t('Wait a minute, then sign in again.')
        : l10n.t('Wait {0} seconds, then sign in again.', seconds),
      'signIn',
    ),
  'okta.unreachable': ({ host, reason }) =>
    thenBrowser(
      l10n.t('{0} could not be reached ({1}).', host, reason),
      l10n.t('Check your network, VPN and proxy, and “loginUrl” of the connection, then sign in again.'),
      'signIn',
    ),
  'okta.badAnswer': ({ host, problem }) =>
    thenBrowser(
      l10n.t('{0} answered in a way that is not understood here: {1}.', host, badAnswer(problem)),
      l10n.t('Sign in with the browser. If the connection’s provider is not Okta, correct “provider”.'),
    ),
  'okta.failed': ({ host, code, message }) =>
    thenBrowser(
      message
        ? l10n.t('{0} refused the sign-in with {1}: {2}', host, code, message)
        : l10n.t('{0} refused the sign-in with {1}.', host, code),
      l10n.t('Sign in with the browser. If it happens again, show this to your administrator.'),
    ),
  'pasted.unusable': ({ problem }) => ({
    happened: pasteProblem(problem),
    toDo: l10n.t('Copy the whole value of the field SAMLResponse, as the browser sent it, and sign in again.'),
    action: 'signIn',
  }),
};

/** Each of these refusals leaves the browser, where the provider can show all that it has. */
function thenBrowser(happened: string, toDo: string, first?: 'signIn'): FailureText {
  return first === undefined
    ? { happened, toDo, action: 'useBrowser' }
    : { happened, toDo, action: first, otherAction: 'useBrowser' };
}

function notPossible(reason: NotPossible, host: string, detail: string): string {
  switch (reason) {
    case 'unknownState':
      return l10n.t('{0} asks for a step that cannot be done here ({1}).', host, detail || '?');
    case 'apiClosed':
      return l10n.t('{0} does not let passwords be checked from outside its own pages ({1}).', host, detail || '?');
    case 'appAsksMore':
      return l10n.t(
        'Your password was accepted, but the app at {0} asks for more than a password can give, such as a managed device.',
        host,
      );
  }
}

function badAnswer(problem: BadAnswer): string {
  const words: Record<BadAnswer, string> = {
    notJson: l10n.t('it is no JSON'),
    tooLarge: l10n.t('it is too large'),
    noStatus: l10n.t('it says nothing about the sign-in'),
    noLink: l10n.t('it does not say how to go on'),
    noToken: l10n.t('it lacks the token of the sign-in'),
    severalForms: l10n.t('its page holds several SAML responses'),
    tooManyRedirects: l10n.t('it leads from page to page without end'),
  };
  return words[problem];
}

/** A sentence about what was pasted; also for the box in which it is pasted. */
export function pasteProblem(problem: PasteProblem): string {
  const words: Record<PasteProblem, string> = {
    empty: l10n.t('Nothing was pasted.'),
    tooLong: l10n.t('This is far longer than a SAML response may be.'),
    noField: l10n.t('There is no field SAMLResponse in this text.'),
    request: l10n.t('This is the request (SAMLRequest). Wanted is the answer, SAMLResponse.'),
    decoded: l10n.t('This is XML, which does not survive copying. Wanted is the field SAMLResponse as it was sent.'),
    notBase64: l10n.t('This is not Base64, as a SAML response is sent.'),
    cutOff: l10n.t('The end of the SAML response is missing.'),
    notXml: l10n.t('This is Base64, but of something else than a SAML response.'),
  };
  return words[problem];
}
