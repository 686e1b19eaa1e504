import { l10n } from 'vscode';
import type { JdbcNote, JdbcRefusal } from '../../federation/jdbcUrl';
import type { PluginRefusal } from '../../federation/jdbcPlugins';

/** Why a JDBC URL cannot be taken; a whole sentence or two. */
export function refusalText(refusal: JdbcRefusal): string {
  switch (refusal.refused) {
    case 'notJdbc':
      return l10n.t('This is no JDBC URL: it begins with jdbc:redshift:iam://');
    case 'notRedshift':
      return l10n.t('This is the URL of another database: one of Redshift begins with jdbc:redshift:iam://');
    case 'noPlugin':
      return l10n.t(
        'This URL signs in with AWS keys, or as a database user: without “plugin_name” or “login_url” there is no identity provider in it.',
      );
    case 'plugin':
      return l10n.t('The plugin {0} has no way in here: {1}', refusal.plugin, pluginText(refusal.why));
  }
}

function pluginText(why: PluginRefusal): string {
  switch (why) {
    case 'identityCenter':
      return l10n.t('it signs in by AWS IAM Identity Center, which gives no SAML response.');
    case 'native':
      return l10n.t(
        'it hands the provider’s token to the database itself, and takes no AWS role, by which everything here goes.',
      );
    case 'awsProfile':
      return l10n.t('it takes its AWS credentials from a profile in ~/.aws, and asks no identity provider.');
    case 'chainedRoles':
      return l10n.t('it takes further AWS roles by the first one.');
    case 'unknown':
      return l10n.t('it is none of the driver’s own.');
  }
}

/** What a person should know of a URL that was taken. */
export function noteText(note: JdbcNote): string {
  switch (note) {
    case 'passwordInBrowser':
      return l10n.t(
        'The driver types your password into the provider’s page; here, the browser does: the provider’s app must send its answer to this computer.',
      );
    case 'entraIdentifier':
      return l10n.t(
        'The driver gets a token of Entra; here, Entra’s SAML page answers: the app needs single sign-on by SAML, and its identifier.',
      );
    case 'groupFederation':
      return l10n.t(
        'The URL does not ask for group federation (groupfederation=true); here, database roles come by it.',
      );
    case 'unknownWarehouse':
      return l10n.t('The URL does not say which cluster or workgroup it means.');
  }
}

/** What was left aside of a URL, by name alone. */
export function leftAsideText(secrets: readonly string[], ignored: readonly string[]): string[] {
  return [
    ...(secrets.length === 0 ? [] : [l10n.t('Not taken, because secrets are never kept: {0}.', secrets.join(', '))]),
    ...(ignored.length === 0 ? [] : [l10n.t('Without meaning here: {0}.', ignored.join(', '))]),
  ];
}
