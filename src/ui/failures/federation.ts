import { l10n } from 'vscode';
import type { FederationFailureFacts } from '../../core/failureFactsOfFederation';
import type { FailureTexts } from './failureText';

/** Failures on the way from the identity provider to AWS credentials. */
export const federationTexts: FailureTexts<keyof FederationFailureFacts> = {
  'signIn.timedOut': ({ seconds }) => ({
    happened: l10n.t('The identity provider’s answer did not arrive within {0} seconds.', seconds),
    toDo: l10n.t('Sign in again. If the provider’s page asked for more time, raise “signInTimeout” of the connection.'),
    action: 'signIn',
  }),
  'signIn.browserNotOpened': ({ host }) => ({
    happened: l10n.t('The browser was not opened for {0}.', host),
    toDo: l10n.t('Sign in again and choose “Open” when the editor asks.'),
    action: 'signIn',
  }),
  'signIn.needed': ({ account }) => ({
    happened: l10n.t('The sign-in of {0} is over.', account),
    toDo: l10n.t('Sign in again.'),
    action: 'signIn',
  }),
  'listener.portBusy': ({ port, byUs }) => ({
    happened: byUs
      ? l10n.t('Another window of yours is signing in already (port {0}).', port)
      : l10n.t('Port {0}, where the identity provider’s answer arrives, is in use by another program.', port),
    toDo: l10n.t('End it and sign in again.'),
    action: 'signIn',
  }),
};
