import { l10n } from 'vscode';
import { setupProviders, type SetupInput, type SetupRow } from '../../access/setup/setupInput';
import type { SetupFieldView, SetupFormView } from '../../webview/setupProtocol';
import { providerLabels } from '../profiles/providerWords';

type Field = SetupFieldView & { name: keyof SetupInput };
type RowField = SetupFieldView & { name: keyof SetupRow };

/** The form in words. */
export function setupForm(): SetupFormView {
  return {
    title: l10n.t('Set-Up Guide for Administrators'),
    lead: l10n.t(
      'From your groups to database roles: fill this in, and get what has to be entered at the provider, in AWS and in Redshift, and a file for your users. Nothing is changed anywhere from here, and nothing of it is secret.',
    ),
    parts: [
      { heading: l10n.t('Identity provider'), fields: providerFields() },
      { heading: l10n.t('AWS'), fields: awsFields() },
      { heading: l10n.t('Warehouse'), fields: warehouseFields() },
    ],
    rows: {
      heading: l10n.t('Groups and database roles'),
      hint: l10n.t(
        'Who is in the group gets the role. A group or a role may have several lines. Without schemas, a role is made that may do nothing yet.',
      ),
      fields: rowFields(),
      line: l10n.t('Line {0}', '{0}'),
      add: l10n.t('Add Line'),
      remove: l10n.t('Remove Line {0}', '{0}'),
    },
    submit: l10n.t('Write the Texts'),
  };
}

function providerFields(): Field[] {
  return [
    {
      name: 'provider',
      label: l10n.t('Provider'),
      options: setupProviders.map((value) => ({ value, label: providerLabels()[value] })),
    },
    { name: 'connection', label: l10n.t('Name of the connection'), hint: l10n.t('What your users read.') },
    {
      name: 'entityId',
      label: l10n.t('Identifier (Entity ID)'),
      hint: l10n.t('Of the Entra application; unique in your tenant.'),
      onlyFor: { name: 'provider', value: 'entra' },
    },
    {
      name: 'loginUrl',
      label: l10n.t('Login URL'),
      hint: l10n.t('Known when the application is there (step 1): come back with it for the users’ file.'),
    },
    { name: 'metadataUrl', label: l10n.t('Metadata URL'), hint: l10n.t('The same. One of the two is enough.') },
    {
      name: 'ports',
      label: l10n.t('Ports for the answer'),
      hint: l10n.t('Of http://localhost:<port>/redshift/; several by commas, the first is the connection’s.'),
    },
  ];
}

function awsFields(): Field[] {
  return [
    { name: 'account', label: l10n.t('Account'), hint: l10n.t('12 digits.') },
    { name: 'region', label: l10n.t('Region'), hint: l10n.t('Such as us-west-2.') },
    { name: 'awsRole', label: l10n.t('Name of the AWS role') },
    {
      name: 'samlProvider',
      label: l10n.t('Name of the SAML provider in IAM'),
      hint: l10n.t('Empty: the name of the provider.'),
    },
    { name: 'hours', label: l10n.t('Longest session, in hours'), hint: l10n.t('1 to 12.') },
  ];
}

function warehouseFields(): Field[] {
  return [
    {
      name: 'warehouseKind',
      label: l10n.t('Kind'),
      options: [
        { value: 'cluster', label: l10n.t('Cluster') },
        { value: 'workgroup', label: l10n.t('Serverless workgroup') },
      ],
    },
    { name: 'warehouse', label: l10n.t('Cluster identifier or workgroup name') },
    {
      name: 'workgroupId',
      label: l10n.t('Workgroup ID'),
      hint: l10n.t('Policies name a workgroup by it: aws redshift-serverless get-workgroup shows it.'),
      onlyFor: { name: 'warehouseKind', value: 'workgroup' },
    },
    { name: 'database', label: l10n.t('Database') },
  ];
}

function rowFields(): RowField[] {
  return [
    { name: 'group', label: l10n.t('Group') },
    { name: 'role', label: l10n.t('Database role') },
    { name: 'schemas', label: l10n.t('Schemas, by commas') },
    {
      name: 'access',
      label: l10n.t('Tables'),
      options: [
        { value: 'read', label: l10n.t('read') },
        { value: 'change', label: l10n.t('read and change') },
      ],
    },
  ];
}
