import { l10n } from 'vscode';
import type { RedshiftFailureFacts } from '../../core/failureFactsOfRedshift';
import type { FailureTexts } from './failureText';

type StatementCodes = Extract<
  keyof RedshiftFailureFacts,
  `statement.${string}` | `session.${string}` | `result.${string}`
>;

/** Failures of statements, their results and their sessions. */
const statementTexts: FailureTexts<StatementCodes> = {
  'statement.tooLong': ({ bytes, limitBytes }) => ({
    happened: l10n.t(
      'The statement has {0} KB; the Redshift Data API takes {1} KB. Nothing was sent.',
      Math.ceil(bytes / 1024),
      Math.floor(limitBytes / 1024),
    ),
    toDo: l10n.t('Split it: load long lists of values by COPY or into a temporary table, in several statements.'),
  }),
  'statement.unterminated': ({ what }) => ({
    happened: {
      string: l10n.t("The statement ends within a string: a closing quote (') is missing. Nothing was sent."),
      quotedName: l10n.t('The statement ends within a quoted name: a closing quote (") is missing. Nothing was sent.'),
      dollarQuote: l10n.t(
        'The statement ends within a dollar-quoted text: its closing tag is missing. Nothing was sent.',
      ),
      comment: l10n.t('A comment is not closed: */ is missing. Nothing was sent.'),
    }[what],
    toDo: l10n.t('Complete it and run it again.'),
  }),
  'statement.invalid': ({ message }) => ({
    happened: l10n.t('The Redshift Data API does not take the statement: {0}', message),
    toDo: l10n.t('Change it and run it again.'),
  }),
  'statement.readOnly': ({ profile, certain }) => ({
    happened: certain
      ? l10n.t('The connection “{0}” is read-only, and this statement would write. Nothing was sent.', profile)
      : l10n.t('The connection “{0}” is read-only, and this statement may write. Nothing was sent.', profile),
    toDo: l10n.t('Run it by another connection, or change “statements” of this one in the settings.'),
    action: 'openSettings',
  }),
  'statement.tooManyActive': ({ message }) => ({
    happened: l10n.t('Too many statements are running on the warehouse: {0}', message),
    toDo: l10n.t('Wait for some to end, or cancel them, and run it again.'),
    action: 'retry',
  }),
  'statement.unknown': ({ statementName }) => ({
    happened: l10n.t(
      'The connection broke when the statement was sent. Whether it ran is not known (its name: {0}).',
      statementName,
    ),
    toDo: l10n.t('It was not sent again. Look at your data before you run it once more.'),
    action: 'showLog',
  }),
  'statement.notFound': ({ statementName }) => ({
    happened: l10n.t(
      'The warehouse has no record of the statement that was being sent when the window closed: most likely it never started (its name: {0}).',
      statementName,
    ),
    toDo: l10n.t('It was not sent again. Look at your data before you run it once more.'),
    action: 'showLog',
  }),
  'statement.notCancelled': ({ id, seconds }) => ({
    happened: l10n.t(
      'The statement did not stop within {0} seconds of being cancelled; it may be rolling back (id {1}).',
      seconds,
      id,
    ),
    toDo: l10n.t('Wait before you change the same tables, or ask an administrator to end it.'),
  }),
  'result.tooLarge': ({ message }) => ({
    happened: l10n.t('The result is larger than the Redshift Data API passes on: {0}', message),
    toDo: l10n.t(
      'It takes 64 KB a row and 500 MB in all: select fewer rows or columns, or write the result to Amazon S3 by UNLOAD.',
    ),
    action: 'prepareUnload',
  }),
  'result.gone': () => ({
    happened: l10n.t('The result is no longer there: Redshift keeps results for 24 hours.'),
    toDo: l10n.t('Run the statement again.'),
  }),
  'session.notAvailable': ({ state }) => ({
    happened:
      state === 'unknown'
        ? l10n.t('The warehouse does not know the session of this file.')
        : l10n.t('The session of this file is closed, or busy with another statement.'),
    toDo: l10n.t('Run it again: a new session will be opened.'),
    action: 'retry',
  }),
  'session.lost': ({ lost, cause }) => ({
    happened:
      {
        expired: l10n.t('The session of this file was idle for too long and is over.'),
        closed: l10n.t('The warehouse closed the session of this file.'),
        closedHere: l10n.t('The session of this file was closed from the Sessions view of this window.'),
      }[cause] +
      ' ' +
      (lost === 'transaction'
        ? l10n.t('The open transaction was rolled back.')
        : l10n.t('Temporary tables and settings (SET) are gone.')),
    toDo: l10n.t('The statement was not run. Run again from where these begin; a new session will be opened.'),
  }),
  'session.tooMany': ({ message }) => ({
    happened: l10n.t('The warehouse has no room for another session: {0}', message),
    toDo: l10n.t('Close files that you do not run statements in; sessions end by themselves when they are idle.'),
  }),
};

/** Failures on the way from AWS credentials to rows. */
export const redshiftTexts: FailureTexts<keyof RedshiftFailureFacts> = {
  ...statementTexts,
  'aws.accessDenied': ({ service, action, message }) => ({
    happened: l10n.t('AWS refused {0} of {1}: {2}', action, service, message),
    toDo: l10n.t('Ask your administrator to allow it in the permissions policy of your AWS role.'),
  }),
  'aws.credentialsExpired': ({ service }) => ({
    happened: l10n.t('{0} says that your sign-in is over.', service),
    toDo: l10n.t('Sign in again.'),
    action: 'signIn',
  }),
  'aws.credentialsRefused': ({ service, code, message }) => ({
    happened: l10n.t('{0} does not accept the credentials of your sign-in: {1} ({2})', service, message, code),
    toDo: l10n.t('Check that the clock of this computer is right, then sign in again.'),
    action: 'signIn',
  }),
  'aws.throttled': ({ service, action }) => ({
    happened: l10n.t('{0} is getting too many requests from your AWS account ({1}).', service, action),
    toDo: l10n.t('Try again in a minute.'),
    action: 'retry',
  }),
  'aws.unreachable': ({ service, host, reason }) => ({
    happened: l10n.t('{0} could not be reached at {1} ({2}).', service, host, reason),
    toDo: l10n.t('Check your network, VPN and proxy, and the region and endpoints of the connection.'),
    action: 'openSettings',
  }),
  'aws.unavailable': ({ service, action, code, message }) => ({
    happened: l10n.t('{0} is not working at the moment ({1}: {2} {3}).', service, action, code, message),
    toDo: l10n.t('Try again in a minute; the AWS Health Dashboard shows known problems.'),
    action: 'retry',
  }),
  'aws.badAnswer': ({ service, action }) => ({
    happened: l10n.t('The answer of {0} to {1} could not be read.', service, action),
    toDo: l10n.t('Try again. If the connection goes through a proxy or an endpoint of your own, check that.'),
    action: 'showLog',
  }),
  'aws.failed': ({ service, action, code, message }) => ({
    happened: l10n.t('{0} refused {1}: {2} ({3})', service, action, message, code),
    toDo: l10n.t('The log says more.'),
    action: 'showLog',
  }),
  'warehouse.notFound': ({ warehouse, message }) => ({
    happened: l10n.t('The warehouse “{0}” was not found: {1}', warehouse, message),
    toDo: l10n.t(
      'Check its name, and that it is in the region and AWS account of the connection; or choose another one.',
    ),
    action: 'selectTarget',
  }),
  'warehouse.notAvailable': ({ warehouse, message }) => ({
    happened: l10n.t('The warehouse “{0}” is not available: {1}', warehouse, message),
    toDo: l10n.t('It may be paused, or being resumed or changed: wait, or ask your administrator to resume it.'),
    action: 'retry',
  }),
  'warehouse.connectionFailed': ({ warehouse, database, message }) => ({
    happened: l10n.t('No connection to database “{0}” of “{1}”: {2}', database, warehouse, message),
    toDo: l10n.t('Check that the database exists and that you may connect to it; or choose another one.'),
    action: 'selectTarget',
  }),
  'warehouse.queryFailed': ({ warehouse, database, message }) => ({
    happened: l10n.t('Database “{0}” of “{1}” refused to tell: {2}', database, warehouse, message),
    toDo: l10n.t('Your database roles may not reach what was asked for. The log says more.'),
    action: 'showLog',
  }),
};
