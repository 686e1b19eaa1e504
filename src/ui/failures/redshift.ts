import { l10n } from 'vscode';
import type { RedshiftFailureFacts } from '../../core/failureFactsOfRedshift';
import type { FailureTexts } from './failureText';

/** Failures on the way from AWS credentials to rows. */
export const redshiftTexts: FailureTexts<keyof RedshiftFailureFacts> = {
  'aws.accessDenied': ({ service, action, message }) => ({
    happened: l10n.t('AWS refused {0} of {1}: {2}', action, service, message),
    toDo: l10n.t('Ask your administrator to allow it in the permissions policy of your AWS role.'),
  }),
};
