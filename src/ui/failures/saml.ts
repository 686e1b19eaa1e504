import { l10n } from 'vscode';
import type {
  MalformedProblem,
  RequiredPart,
  SamlFailureFacts,
  TimedPart,
  WrappingProblem,
} from '../../core/failureFactsOfSaml';
import type { FailureTexts } from './failureText';

/** Failures of the checks on the identity provider's answer. Words for a person who has seen SAML's terms on an admin page only. */
export const samlTexts: FailureTexts<keyof SamlFailureFacts> = {
  'saml.refusedByProvider': ({ status, message }) => ({
    happened: message
      ? l10n.t('Your identity provider refused the sign-in ({0}): {1}', shown(status), message)
      : l10n.t('Your identity provider refused the sign-in ({0}).', shown(status)),
    toDo: l10n.t('Sign in again. If it happens again, ask your administrator whether the app is assigned to you.'),
    action: 'signIn',
  }),
  'saml.malformed': ({ problem }) => ({
    happened: l10n.t('What arrived is no SAML response that can be read: {0}.', malformedProblem(problem)),
    toDo: l10n.t('Sign in again. If it happens again, ask your administrator to look at the provider’s app.'),
    action: 'signIn',
  }),
  'saml.tooLong': ({ characters, limit }) => ({
    happened: l10n.t('The SAML response has {0} characters, but AWS takes {1} at most.', characters, limit),
    toDo: l10n.t('Ask your administrator to send fewer attributes or groups to this app.'),
  }),
  'saml.encrypted': () => ({
    happened: l10n.t('The SAML assertion is encrypted, so that only AWS itself could read it.'),
    toDo: l10n.t(
      'Ask your administrator to turn off the encryption of assertions for this app. It reaches this computer by https anyway.',
    ),
  }),
  'saml.assertionCount': ({ found }) => ({
    happened: l10n.t('The SAML response holds {0} assertions instead of one.', found),
    toDo: l10n.t('Sign in again. If it happens again, ask your administrator to look at the provider’s app.'),
    action: 'signIn',
  }),
  'saml.unsigned': () => ({
    happened: l10n.t('The SAML response is not signed.'),
    toDo: l10n.t('Ask your administrator to turn on “sign assertion” in the provider’s app.'),
  }),
  'saml.badSignature': ({ certificates }) => ({
    happened:
      certificates === 1
        ? l10n.t('The signature of the SAML response does not match the certificate of your identity provider.')
        : l10n.t(
            'The signature of the SAML response matches none of the {0} certificates of your identity provider.',
            certificates,
          ),
    toDo: l10n.t(
      'If the provider changed its certificate, update “metadata” of the connection. If not, tell your administrator.',
    ),
    action: 'openSettings',
  }),
  'saml.algorithm': ({ algorithm }) => ({
    happened: l10n.t('The SAML response is signed in a way that is not safe or not known: {0}', shown(algorithm)),
    toDo: l10n.t('Ask your administrator to choose RSA-SHA256 as signature algorithm in the provider’s app.'),
  }),
  'saml.wrapped': ({ problem }) => ({
    happened: l10n.t('The SAML response may have been tampered with: {0}.', wrappingProblem(problem)),
    toDo: l10n.t('Nothing was stored. Sign in again; if it happens again, tell your administrator.'),
    action: 'signIn',
  }),
  'saml.wrongIssuer': ({ expected, got }) => ({
    happened: l10n.t('The answer comes from {0}, but the connection’s provider is {1}.', got, expected),
    toDo: l10n.t('Check “loginUrl” and “metadata” of the connection: they must belong to the same app.'),
    action: 'openSettings',
  }),
  'saml.wrongAudience': ({ expected, got }) => ({
    happened: l10n.t('The SAML assertion is meant for {0}, not for {1}.', shown(got), expected),
    toDo: l10n.t('Ask your administrator to set the audience (entity ID) of the provider’s app to {0}.', expected),
  }),
  'saml.wrongRecipient': ({ expected, got }) => ({
    happened: l10n.t('The SAML assertion is made out for the address {0}, not for {1}.', shown(got), expected),
    toDo: byBrowser(expected)
      ? l10n.t(
          'Ask your administrator to set the single sign-on URL (recipient) of the provider’s app to {0}',
          expected,
        )
      : addRecipient(),
  }),
  'saml.wrongDestination': ({ expected, got }) => ({
    happened: l10n.t('The SAML response is addressed to {0}, not to {1}.', shown(got), expected),
    toDo: byBrowser(expected)
      ? l10n.t('Ask your administrator to set the destination URL of the provider’s app to {0}', expected)
      : addRecipient(),
  }),
  'saml.notOurs': () => ({
    happened: l10n.t('The answer belongs to another sign-in than the one that was started here.'),
    toDo: l10n.t('Close the provider’s other pages and sign in again from the editor.'),
    action: 'signIn',
  }),
  'saml.incomplete': ({ missing }) => ({
    happened: l10n.t('The SAML response lacks something that it needs: {0}.', requiredPart(missing)),
    toDo: l10n.t('Ask your administrator to look at the provider’s app.'),
  }),
  'saml.unknownCondition': ({ name }) => ({
    happened: l10n.t('The SAML assertion is bound to a condition that is not known here: {0}.', name),
    toDo: l10n.t('Ask your administrator to remove it in the provider’s app.'),
  }),
  'saml.expired': ({ part, ended, now }) => ({
    happened: l10n.t('{0} ended {1} before it arrived.', timedPart(part), span(now - ended)),
    toDo: l10n.t(
      'Sign in again without a break. If it happens again, check this computer’s clock ({0}).',
      clockTime(now),
    ),
    action: 'signIn',
  }),
  'saml.notYetValid': ({ part, begins, now }) => ({
    happened: l10n.t('{0} begins only {1} from now.', timedPart(part), span(begins - now)),
    toDo: l10n.t('Check this computer’s clock ({0}), then sign in again.', clockTime(now)),
    action: 'signIn',
  }),
  'saml.replayed': () => ({
    happened: l10n.t('This answer of your identity provider was used before.'),
    toDo: l10n.t('Sign in again from the editor.'),
    action: 'signIn',
  }),
  'saml.noRole': ({ values }) => ({
    happened:
      values === 0
        ? l10n.t('Your identity provider sends no AWS role.')
        : l10n.t('Your identity provider sends AWS roles, but none in the form that AWS wants.'),
    toDo: l10n.t(
      'Ask your administrator for the attribute {0} with a role ARN and a SAML provider ARN, separated by a comma.',
      'https://aws.amazon.com/SAML/Attributes/Role',
    ),
  }),
  'saml.roleSessionName': ({ problem }) => ({
    happened: {
      missing: l10n.t('Your identity provider sends no name for the AWS session.'),
      several: l10n.t('Your identity provider sends several names for the AWS session.'),
      badCharacters: l10n.t(
        'The name for the AWS session has characters that AWS does not take, or is too short or too long.',
      ),
    }[problem],
    toDo: l10n.t(
      'Ask your administrator for one value of the attribute {0}: 2 to 64 letters, digits or _+=,.@- (an e-mail address fits).',
      'https://aws.amazon.com/SAML/Attributes/RoleSessionName',
    ),
  }),
  'saml.tagTooLong': ({ tag, length }) => ({
    happened: l10n.t('The principal tag {0} has {1} characters, but AWS takes 256 at most.', tag, length),
    toDo: l10n.t('Ask your administrator to send fewer or shorter groups in it.'),
  }),
};

/** A value of the provider, which may be empty. */
function shown(value: string): string {
  return value === '' ? l10n.t('nothing is named') : value;
}

/** Only our own address is on this computer; by the other ways, the profile says which addresses are right. */
function byBrowser(expected: string): boolean {
  return expected.startsWith('http://localhost:');
}

function addRecipient(): string {
  return l10n.t(
    'If that is an address of your organization’s app for AWS, add it to “allowedRecipients” of the connection. Else tell your administrator.',
  );
}

function malformedProblem(problem: MalformedProblem): string {
  const words: Record<MalformedProblem, string> = {
    base64: l10n.t('it is not Base64'),
    utf8: l10n.t('it is not UTF-8'),
    xml: l10n.t('it is not well-formed XML'),
    dtd: l10n.t('it has a document type declaration, which SAML forbids'),
    notAResponse: l10n.t('it is another kind of message'),
    version: l10n.t('it is not SAML 2.0'),
    time: l10n.t('a time in it cannot be read'),
    interruptedText: l10n.t('a value in it is interrupted by a comment'),
  };
  return words[problem];
}

function wrappingProblem(problem: WrappingProblem): string {
  const words: Record<WrappingProblem, string> = {
    assertionElsewhere: l10n.t('an assertion stands where none belongs'),
    signatureElsewhere: l10n.t('a signature stands where none belongs'),
    signatureForm: l10n.t('a signature has an unusual form'),
    otherElementSigned: l10n.t('the signature covers something else'),
    duplicateId: l10n.t('two of its parts have the same ID'),
    readDifferently: l10n.t('it can be read in two ways'),
  };
  return words[problem];
}

function requiredPart(part: RequiredPart): string {
  const words: Partial<Record<RequiredPart, string>> = {
    Issuer: l10n.t('who issued it (Issuer)'),
    NameID: l10n.t('the user’s name (NameID)'),
    Audience: l10n.t('whom it is meant for (Audience)'),
    Recipient: l10n.t('the address that it is made out for (Recipient)'),
    Destination: l10n.t('the address that it was sent to (Destination)'),
    AuthnStatement: l10n.t('how the user signed in (AuthnStatement)'),
    SubjectConfirmation: l10n.t('a bearer confirmation (SubjectConfirmation)'),
  };
  return words[part] ?? l10n.t('how long it is valid ({0})', part);
}

function timedPart(part: TimedPart): string {
  const words: Record<TimedPart, string> = {
    Conditions: l10n.t('The time in which the SAML assertion may be used'),
    SubjectConfirmationData: l10n.t('The time in which the SAML assertion may be delivered'),
    AuthnStatement: l10n.t('Your session at the identity provider'),
  };
  return words[part];
}

function span(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 120 ? l10n.t('{0} seconds', seconds) : l10n.t('{0} minutes', Math.round(seconds / 60));
}

function clockTime(ms: number): string {
  return new Date(ms).toLocaleTimeString();
}
