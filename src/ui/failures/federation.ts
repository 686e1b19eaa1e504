import { l10n } from 'vscode';
import type { FederationFailureFacts, MetadataProblem } from '../../core/failureFactsOfFederation';
import type { SamlFailureFacts } from '../../core/failureFactsOfSaml';
import type { FailureTexts } from './failureText';
import { samlTexts } from './saml';

/** Failures on the way from the identity provider to AWS credentials. */
export const federationTexts: FailureTexts<keyof FederationFailureFacts> = {
  ...samlTexts,
  ...signInTexts(),
  ...stsTexts(),
};

type StsCodes = Extract<keyof FederationFailureFacts, `sts.${string}`>;
type SignInCodes = Exclude<keyof FederationFailureFacts, keyof SamlFailureFacts | StsCodes>;

function signInTexts(): FailureTexts<SignInCodes> {
  return {
    'signIn.timedOut': ({ seconds }) => ({
      happened: l10n.t('Your identity provider’s answer did not arrive within {0} seconds.', seconds),
      toDo: l10n.t(
        'Sign in again. If you need longer on the provider’s page, raise “signInTimeout” of the connection.',
      ),
      action: 'signIn',
    }),
    'signIn.browserNotOpened': ({ host }) => ({
      happened: l10n.t('The browser was not opened for {0}.', host),
      toDo: l10n.t('Sign in again, and choose “Open” when the editor asks.'),
      action: 'signIn',
    }),
    'signIn.unsafeAddress': ({ host }) => ({
      happened: l10n.t('The login URL of the connection ({0}) is not encrypted.', host),
      toDo: l10n.t('Correct “loginUrl” of the connection: it must begin with https.'),
      action: 'openSettings',
    }),
    'signIn.noAddress': () => ({
      happened: l10n.t('The connection does not say where to sign in: its metadata names no address for that.'),
      toDo: l10n.t('Add “loginUrl” to the connection: the address of the provider’s app.'),
      action: 'openSettings',
    }),
    'signIn.needed': ({ account }) => ({
      happened: l10n.t('The sign-in of {0} is over.', account),
      toDo: l10n.t('Sign in again.'),
      action: 'signIn',
    }),
    'signIn.otherUser': ({ expected, got }) => ({
      happened: l10n.t('{0} signed in at the identity provider, but the account to renew is {1}.', got, expected),
      toDo: l10n.t(
        'Sign out on the provider’s page and sign in there as {0}. Or add {1} as another account.',
        expected,
        got,
      ),
      action: 'signIn',
    }),
    'listener.portBusy': ({ port, byUs }) => ({
      happened: byUs
        ? l10n.t('Another sign-in of yours is waiting on port {0} already.', port)
        : l10n.t('Another program uses port {0}, where your identity provider’s answer arrives.', port),
      toDo: byUs
        ? l10n.t('Finish or cancel that one, then sign in again.')
        : l10n.t(
            'End that program (often a database tool that is signing in) and try again. To use another port for good, it must be changed in “acsPort” of the connection, in the provider’s app and in the trust policy of the AWS role.',
          ),
      action: 'signIn',
    }),
    'listener.notBound': ({ port, reason }) => ({
      happened: l10n.t('The system does not let the editor listen on port {0} ({1}).', port, reason),
      toDo: l10n.t(
        'The port may be reserved by the system or a security program. To use another one, it must be changed in “acsPort” of the connection, in the provider’s app and in the trust policy of the AWS role.',
      ),
      action: 'openSettings',
    }),
    'metadata.unreachable': ({ host, reason }) => ({
      happened: l10n.t('The identity provider’s metadata could not be fetched from {0} ({1}).', host, reason),
      toDo: l10n.t('Check your network and “metadata” of the connection, then sign in again.'),
      action: 'signIn',
    }),
    'metadata.invalid': ({ from, problem }) => ({
      happened: from
        ? l10n.t('The identity provider’s metadata from {0} cannot be used: {1}.', from, metadataProblem(problem))
        : l10n.t('The identity provider’s metadata in the settings cannot be used: {0}.', metadataProblem(problem)),
      toDo: l10n.t('Put the address or the text of the app’s SAML metadata into “metadata” of the connection.'),
      action: 'openSettings',
    }),
  };
}

function metadataProblem(problem: MetadataProblem): string {
  const words: Record<MetadataProblem, string> = {
    notXml: l10n.t('it is not well-formed XML'),
    notMetadata: l10n.t('it is not SAML metadata'),
    noProvider: l10n.t('it describes no SAML 2.0 identity provider'),
    severalProviders: l10n.t('it describes several identity providers'),
    noCertificate: l10n.t('it has no RSA certificate for signatures'),
    expired: l10n.t('it says itself that it is out of date'),
    tooLarge: l10n.t('it is too large'),
    badAddress: l10n.t('the address must begin with https'),
  };
  return words[problem];
}

function stsTexts(): FailureTexts<StsCodes> {
  return {
    'sts.expired': ({ clockOffSeconds: off }) =>
      off === undefined
        ? {
            happened: l10n.t('AWS found your sign-in too old: it takes one for five minutes only.'),
            toDo: l10n.t('Sign in again, and finish within five minutes.'),
            action: 'signIn',
          }
        : {
            happened:
              off > 0
                ? l10n.t('AWS found your sign-in too old, and this computer’s clock is {0} seconds ahead.', off)
                : l10n.t('AWS found your sign-in too old, and this computer’s clock is {0} seconds behind.', -off),
            toDo: l10n.t('Set the clock to the right time, then sign in again.'),
            action: 'signIn',
          },
    'sts.invalidIdentity': ({ providerArn, message }) => ({
      happened: l10n.t('AWS does not accept your identity provider’s answer for {0}: {1}', providerArn, message),
      toDo: l10n.t(
        'Usually the provider changed its certificate: ask your AWS administrator to upload its present metadata to that SAML provider in IAM.',
      ),
    }),
    'sts.claimRejected': ({ message }) => ({
      happened: l10n.t('Your identity provider took the sign-in back when AWS asked: {0}', message),
      toDo: l10n.t('Sign in again. If it happens again, ask your administrator whether your access was withdrawn.'),
      action: 'signIn',
    }),
    'sts.notAuthorized': ({ roleArn, providerArn, recipient, message }) => ({
      happened: l10n.t('AWS does not let you take the role {0}: {1}', roleArn, message),
      toDo: l10n.t(
        'Ask your AWS administrator to look at the role’s trust policy: it must name {0}, allow sts:AssumeRoleWithSAML and sts:TagSession, and have {1} as SAML:aud. The role’s name in the identity provider may also be misspelt.',
        providerArn,
        recipient,
      ),
    }),
    'sts.tagsTooBig': ({ message }) => ({
      happened: l10n.t('The principal tags that your identity provider sends are too big for AWS: {0}', message),
      toDo: l10n.t('Ask your administrator to send fewer groups in RedshiftDbRoles.'),
    }),
    'sts.regionDisabled': ({ region }) => ({
      happened: l10n.t('AWS STS is switched off for this account in {0}.', region),
      toDo: l10n.t('Ask your AWS administrator to activate it, or change “region” of the connection.'),
      action: 'openSettings',
    }),
    'sts.invalidRequest': ({ message }) => ({
      happened: l10n.t('AWS does not accept something in this sign-in: {0}', message),
      toDo: l10n.t(
        'Show this to the administrator of your identity provider’s app: its attributes for AWS need a change.',
      ),
      action: 'showLog',
    }),
    'sts.otherIdentity': ({ what, here, there }) => ({
      happened:
        what === 'user'
          ? l10n.t('AWS read the user {0} from the answer, but {1} stood in it here.', there, here)
          : l10n.t('AWS read the issuer {0} from the answer, but {1} stood in it here.', there, here),
      toDo: l10n.t('The answer may have been tampered with: nothing was stored. Tell your administrator.'),
      action: 'showLog',
    }),
    'sts.unreachable': ({ host, reason }) => ({
      happened: l10n.t('AWS could not be reached at {0} ({1}).', host, reason),
      toDo: l10n.t('Check your network, VPN and proxy, and “region” of the connection, then sign in again.'),
      action: 'signIn',
    }),
    'sts.failed': ({ code, message }) => ({
      happened: message
        ? l10n.t('AWS refused the sign-in with {0}: {1}', code, message)
        : l10n.t('AWS refused the sign-in with {0}.', code),
      toDo: l10n.t('Sign in again. If it happens again, show this to your AWS administrator.'),
      action: 'signIn',
    }),
  };
}
