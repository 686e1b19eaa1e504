import { l10n } from 'vscode';
import type { SetupProblem, SetupWarning } from '../../access/setup/setupInput';

/** A problem in one sentence, for its field. */
export function setupProblemText(problem: SetupProblem['problem']): string {
  switch (problem) {
    case 'missing':
      return l10n.t('This is needed.');
    case 'notAccount':
      return l10n.t('An AWS account has 12 digits.');
    case 'notRegion':
      return l10n.t('This must be an AWS region, such as us-west-2.');
    case 'notCluster':
      return l10n.t('A cluster identifier has small letters, digits and single hyphens, and begins with a letter.');
    case 'notWorkgroup':
      return l10n.t('A workgroup name has 3 to 64 small letters, digits and hyphens.');
    case 'notUuid':
      return l10n.t(
        'This must be the ID at the end of the workgroup’s ARN, such as 6c8f6a4e-3f0b-4d53-9a53-5f0c1d2e7a11.',
      );
    case 'notDatabase':
      return l10n.t('This must be the name of a database: letters, digits, and _ . @ + -.');
    case 'notPorts':
      return l10n.t('These must be numbers from 1 to 65535, by commas.');
    case 'notName':
      return l10n.t('This must be one line, and not too long.');
    case 'roleWithColon':
      return l10n.t('A colon divides roles in the tag RedshiftDbRoles: a role with one in its name cannot go into it.');
    case 'roleCharacters':
      return l10n.t('AWS takes only letters, digits, blanks and _ . / = + - @ in tags.');
    case 'roleReserved':
      return l10n.t('Redshift keeps this name for itself.');
    case 'roleTooLong':
      return l10n.t('A name in Redshift has at most 127 bytes.');
    case 'notSchema':
      return l10n.t('These must be names of schemas, of at most 127 bytes each.');
    case 'systemSchema':
      return l10n.t('Schemas of the system (pg_..., information_schema) are not granted.');
    case 'notSamlProvider':
      return l10n.t('IAM takes letters, digits and . _ - here.');
    case 'notAwsRole':
      return l10n.t('IAM takes up to 64 letters, digits and + = , . @ _ - here.');
    case 'notHours':
      return l10n.t('This must be a whole number from 1 to 12.');
    case 'notAddress':
      return l10n.t('This must be an address that starts with https://, without a password.');
    case 'notEntityId':
      return l10n.t('This must have no blanks.');
  }
}

/** A warning in words. */
export function setupWarningText(warning: SetupWarning): string {
  switch (warning.warning) {
    case 'tagTooLong':
      return l10n.t(
        'Somebody who has all these roles needs {0} characters in the tag RedshiftDbRoles, which holds 256: AWS refuses that sign-in. Give roles shorter names, or nobody all of them.',
        warning.characters,
      );
    case 'expressionTooLong':
      return l10n.t(
        'The expression for RedshiftDbRoles has {0} characters, and Okta takes {1}. Shorten the names, or keep the roles in an attribute of the user’s profile.',
        warning.characters,
        warning.limit,
      );
    case 'capitals':
      return l10n.t(
        'Redshift folds “{0}” to small letters, unless enable_case_sensitive_identifier is on: write it in small letters, so that the tag fits.',
        warning.role,
      );
    case 'oneGroupOnly':
      return l10n.t(
        'Entra sends the roles of one group alone. Who needs those of several needs a group of that kind, with a line for each role.',
      );
    case 'untried':
      return l10n.t(
        'The expression follows Ping’s documentation and was not tried there: test it before you rely on it.',
      );
    case 'noAddress':
      return l10n.t('The users’ file comes as soon as the login URL or the metadata URL is filled in.');
  }
}
