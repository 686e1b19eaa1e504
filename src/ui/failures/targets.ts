import { l10n } from 'vscode';
import type { HeaderProblemKind, TargetFailureFacts } from '../../core/failureFactsOfTargets';
import type { FailureTexts } from './failureText';

/** Failures of the comment at the head of a file that names where its statements go. */
export const targetTexts: FailureTexts<keyof TargetFailureFacts> = {
  'header.invalid': ({ line, column, problem }) => ({
    happened: l10n.t(
      'The comment that names the target of this file cannot be used (line {0}, column {1}): {2}',
      line,
      column,
      problemWords(problem),
    ),
    toDo: l10n.t(
      'Write it like “-- redshift: profile=analytics warehouse=redshift-cluster-1 database=dev”, or choose a target.',
    ),
    action: 'selectTarget',
  }),
  'header.noProfile': ({ profile }) => ({
    happened: l10n.t('This file names the connection “{0}”, and you have none of that id.', profile),
    toDo: l10n.t('Add it or correct the comment at the head of the file; or choose a target.'),
    action: 'selectTarget',
    otherAction: 'addConnection',
  }),
  'header.notSignedIn': ({ account }) => ({
    happened:
      account === undefined
        ? l10n.t('Nobody is signed in by the connection that this file names.')
        : l10n.t('The account “{0}” that this file names is not signed in.', account),
    toDo: l10n.t('Sign in and run it again; or choose a target.'),
    action: 'signIn',
    otherAction: 'selectTarget',
  }),
};

function problemWords(problem: HeaderProblemKind): string {
  switch (problem) {
    case 'empty':
      return l10n.t('it names nothing.');
    case 'unknownKey':
      return l10n.t('there are profile, account, warehouse and database.');
    case 'notAPair':
      return l10n.t('this is not of the form name=value.');
    case 'noValue':
      return l10n.t('a value is missing.');
    case 'duplicateKey':
      return l10n.t('this was named before.');
    case 'openQuote':
      return l10n.t('a closing quote (") is missing.');
    case 'controlCharacter':
      return l10n.t('there is a character that cannot be seen.');
    case 'lineTooLong':
      return l10n.t('the line is too long.');
    case 'secondHeader':
      return l10n.t('there is another such comment before it.');
  }
}
