import { l10n } from 'vscode';
import type { FailureFacts } from '../../core/failureFacts';
import type { BatchFailureFacts } from '../../core/failureFactsOfBatches';
import type { FederationFailureFacts } from '../../core/failureFactsOfFederation';
import type { RedshiftFailureFacts } from '../../core/failureFactsOfRedshift';
import type { RowFailureFacts } from '../../core/failureFactsOfRows';
import type { TargetFailureFacts } from '../../core/failureFactsOfTargets';
import type { WayFailureFacts } from '../../core/failureFactsOfWays';
import type { FailureTexts } from './failureText';

type GeneralCodes = Exclude<
  keyof FailureFacts,
  | keyof BatchFailureFacts
  | keyof FederationFailureFacts
  | keyof RedshiftFailureFacts
  | keyof RowFailureFacts
  | keyof TargetFailureFacts
  | keyof WayFailureFacts
>;

/** Failures that belong to neither half of the chain. */
export const generalTexts: FailureTexts<GeneralCodes> = {
  'profile.invalid': ({ profile, field, problem }) => ({
    happened: l10n.t('The connection “{0}” cannot be used: {1} {2}.', profile, field, problem),
    toDo: l10n.t('Correct it in the setting “redshiftFederation.profiles”.'),
    action: 'openSettings',
  }),
  'profile.none': () => ({
    happened: l10n.t('There is no connection yet.'),
    toDo: l10n.t('Add one: the address of your identity provider’s app and the AWS region are enough.'),
    action: 'addConnection',
  }),
  'profile.notSaved': ({ problem }) => ({
    happened: l10n.t('The connection could not be written into your settings: {0}', problem),
    toDo: l10n.t('Look whether the settings file is broken or read-only, and try again.'),
    action: 'openSettings',
  }),
  'account.none': () => ({
    happened: l10n.t('Nobody is signed in to Amazon Redshift.'),
    toDo: l10n.t('Sign in first.'),
    action: 'signIn',
  }),
  'account.otherWindow': () => ({
    happened: l10n.t('You signed in to Amazon Redshift in another window.'),
    toDo: l10n.t('Reload this window to use that sign-in.'),
    action: 'reload',
  }),
  'account.otherWindowStopped': () => ({
    happened: l10n.t('The sign-in in your other window was not finished.'),
    toDo: l10n.t('Sign in again.'),
    action: 'signIn',
  }),
  'warehouse.none': () => ({
    happened: l10n.t('There is no warehouse for this account.'),
    toDo: l10n.t('AWS lists none in the region of the connection. If you know one, name it under “warehouses” there.'),
    action: 'openSettings',
  }),
  'profile.unknown': ({ profileId }) => ({
    happened: l10n.t('There is no connection with the id “{0}”.', profileId),
    toDo: l10n.t('It may have been removed from the settings. Choose another one, or add it again.'),
    action: 'addConnection',
  }),
  'profileFile.unusable': ({ file, problem }) => ({
    happened: {
      tooLarge: l10n.t('{0} is far too large for a connection.', file),
      notJson: l10n.t('{0} is damaged: it is not JSON.', file),
      notConnection: l10n.t('{0} holds no connection to Amazon Redshift.', file),
      newerVersion: l10n.t('{0} was made by another version of this extension.', file),
      untrusted: l10n.t('{0} was not taken: this workspace is not trusted.', file),
    }[problem],
    toDo:
      problem === 'untrusted'
        ? l10n.t('Connections say where you sign in. Trust the workspace first, if you do.')
        : problem === 'newerVersion'
          ? l10n.t('Update the extension, or ask for the file again.')
          : l10n.t('Ask for it again: Redshift: Export Connection... writes it.'),
  }),
  'accessFile.unusable': ({ file, problem }) => ({
    happened: {
      tooLarge: l10n.t('{0} is far too large for a picture of somebody’s access.', file),
      notJson: l10n.t('{0} is damaged: it is not JSON.', file),
      notPicture: l10n.t('{0} holds no picture of somebody’s access.', file),
      newerVersion: l10n.t('{0} was made by another version of this extension.', file),
    }[problem],
    toDo:
      problem === 'newerVersion'
        ? l10n.t('Update the extension, or ask for the file again.')
        : l10n.t('Choose a file that the button “Export JSON…” of an access page wrote.'),
  }),
  'handOver.noPsql': ({ platform }) => ({
    happened: l10n.t('psql, the terminal program of PostgreSQL, was not found on this computer.'),
    toDo:
      platform === 'darwin'
        ? l10n.t('Install it (brew install libpq) and try again.')
        : platform === 'win32'
          ? l10n.t('Install it with PostgreSQL’s installer (“Command Line Tools”) and try again.')
          : l10n.t('Install it (on Debian and Ubuntu: sudo apt-get install postgresql-client) and try again.'),
    action: 'retry',
  }),
  'handOver.logged': ({ level }) => ({
    happened: l10n.t(
      'The editor’s log level is “{0}”: it would write the temporary password of the terminal into its logs. Nothing was opened.',
      level,
    ),
    toDo: l10n.t('Choose “Info” by “Developer: Set Log Level...” and try again.'),
    action: 'retry',
  }),
  'secrets.unavailable': ({ operation }) => ({
    happened: {
      read: l10n.t('The editor’s secret storage could not be read.'),
      write: l10n.t('The editor’s secret storage did not keep the sign-in.'),
      delete: l10n.t('The editor’s secret storage did not delete the sign-in.'),
    }[operation],
    toDo: {
      read: l10n.t('Unlock your system’s keyring and reload the window. If it happens again, sign in again.'),
      write: l10n.t(
        'You stay signed in until this window closes. To be remembered, unlock your system’s keyring (on Linux, install one).',
      ),
      delete: l10n.t('Unlock your system’s keyring, then sign out again.'),
    }[operation],
    action: operation === 'read' ? 'signIn' : 'showLog',
  }),
  'internal.unexpected': ({ doing }) => ({
    happened: l10n.t('Something unexpected went wrong: {0}.', doing),
    toDo: l10n.t('This is a defect of the extension. The log says more; please report it with the log.'),
    action: 'showLog',
  }),
};
