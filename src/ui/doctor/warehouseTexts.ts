import { l10n } from 'vscode';
import type { DoctorFacts } from '../../access/doctor/findings';
import type { FindingTexts } from './findingTexts';

type Codes = Extract<
  keyof DoctorFacts,
  `sts.${string}` | 'login.noDatabase' | 'login.refused' | `dbRole.${string}` | `dbRoles.${string}` | `dbUser.${string}`
>;

/** Findings about AWS and the database. */
export const warehouseTexts: FindingTexts<Codes> = {
  'sts.noProvider': ({ providerArn }) => ({
    happened: l10n.t('AWS knows no SAML provider {0}.', providerArn),
    toDo: l10n.t('Correct its ARN in the Role attribute of the provider’s app, or create it in IAM.'),
  }),
  'sts.foreignIssuer': ({ providerArn, issuer }) => ({
    happened: l10n.t(
      'The SAML provider {0} was made with the metadata of another issuer than {1}.',
      providerArn,
      issuer,
    ),
    toDo: l10n.t('Ask your AWS administrator to upload the metadata of this very app to that SAML provider in IAM.'),
  }),
  'sts.staleMetadata': ({ providerArn }) => ({
    happened: l10n.t('The SAML provider {0} does not know the key by which the answer is signed.', providerArn),
    toDo: l10n.t(
      'The identity provider changed its certificate: ask your AWS administrator to upload its present metadata in IAM.',
    ),
  }),
  'sts.noTagSession': ({ roleArn }) => ({
    happened: l10n.t(
      'The trust policy of {0} does not allow sts:TagSession, and the answer brings principal tags.',
      roleArn,
    ),
    toDo: l10n.t('Ask your AWS administrator to allow sts:TagSession beside sts:AssumeRoleWithSAML.'),
  }),
  'sts.shortened': ({ roleArn, wantedSeconds, givenSeconds }) => ({
    happened: l10n.t(
      'The role {0} does not allow sessions of {1} seconds: this one has {2}.',
      roleArn,
      wantedSeconds,
      givenSeconds,
    ),
    toDo: l10n.t('For longer ones, the maximum session duration of the role must be raised in IAM.'),
  }),
  'login.noDatabase': ({ database }) => ({
    happened: l10n.t('There is no database “{0}”.', database),
    toDo: l10n.t('Correct “database” of the warehouse in the connection.'),
  }),
  'login.refused': ({ database, message }) => ({
    happened: l10n.t('The database “{0}” does not let you in: {1}', database, message),
    toDo: l10n.t('Ask the database’s administrator to let your user or your roles connect.'),
  }),
  'dbRole.missing': ({ role }) => ({
    happened: l10n.t('The role “{0}”, which your identity provider asks for, was not granted.', role),
    toDo: l10n.t('It must exist in the database by that very name: CREATE ROLE. Otherwise correct the group’s name.'),
  }),
  'dbRoles.untagged': () => ({
    happened: l10n.t('Your identity provider asks for no database roles: there is no tag RedshiftDbRoles.'),
    toDo: l10n.t('Where you should have some, the provider’s app must send {0}.', '…/PrincipalTag:RedshiftDbRoles'),
  }),
  'dbUser.different': ({ tagged, current }) => ({
    happened: l10n.t(
      'Your identity provider asks for the user {0}, but the database knows you as {1}.',
      tagged,
      current,
    ),
    toDo: l10n.t('Grants to {0} are not yours there.', tagged),
  }),
  'dbUser.shared': ({ current }) => ({
    happened: l10n.t(
      'The database knows you as {0}: a user of the AWS role, which everybody on it may share.',
      current,
    ),
    toDo: l10n.t('Temporary objects, settings and logs there are not yours alone.'),
  }),
};
